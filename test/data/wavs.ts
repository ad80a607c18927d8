/** What `wav` writes; the defaults are 16-bit mono PCM at 8 kHz. */
export interface WavOptions {
  readonly tag?: number;
  readonly bits?: number;
  readonly channels?: number;
  readonly samplingRate?: number;
  /** WAVE_FORMAT_EXTENSIBLE, with the tag in the GUID */
  readonly extensible?: boolean;
  /** A chunk before the data, of odd length. */
  readonly extraChunk?: boolean;
}

/** A wav file from raw samples as they are stored: integers, or floats with tag 3. */
export function wav(samples: readonly number[], options: WavOptions = {}): Buffer {
  const { tag = 1, bits = 16, channels = 1, samplingRate = 8000, extensible = false, extraChunk = false } = options;
  const bytes = bits / 8;
  const data = Buffer.alloc(samples.length * bytes);
  samples.forEach((sample, i) => {
    if (tag === 3 && bits === 32) data.writeFloatLE(sample, 4 * i);
    else if (bits === 8) data.writeUInt8(sample, i);
    else if (bits <= 32) data.writeIntLE(sample, bytes * i, bytes);
  });
  const fmt = Buffer.alloc(extensible ? 40 : 16);
  fmt.writeUInt16LE(extensible ? 0xfffe : tag, 0);
  fmt.writeUInt16LE(channels, 2);
  fmt.writeUInt32LE(samplingRate, 4);
  fmt.writeUInt32LE(samplingRate * channels * bytes, 8);
  fmt.writeUInt16LE(channels * bytes, 12);
  fmt.writeUInt16LE(bits, 14);
  if (extensible) {
    fmt.writeUInt16LE(22, 16);
    fmt.writeUInt16LE(tag, 24);
  }
  const chunks = [chunk('fmt ', fmt), ...(extraChunk ? [chunk('LIST', Buffer.from('odd'))] : []), chunk('data', data)];
  return riff(chunks);
}

export function riff(chunks: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WAVE'), ...chunks]);
  return chunk('RIFF', body);
}

export function chunk(id: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8, id);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}
