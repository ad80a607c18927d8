import { messageOf, UserError } from '../base/errors.ts';
import { deserialise, serialise } from '../network/integer/serialise.ts';
import { parameterCount } from '../network/parameters.ts';
import type { TrainedTrial } from '../search/ports.ts';

/** `{"parameters": "<float32, little-endian, base64>", "network": {…}}`, the integer network in readable JSON. */
export function formatTrial({ parameters, network }: TrainedTrial): string {
  const bytes = Buffer.alloc(parameters.length * 4);
  parameters.forEach((value, i) => bytes.writeFloatLE(value, i * 4));
  return `${JSON.stringify({ parameters: bytes.toString('base64'), network: serialise(network) })}\n`;
}

/**
 * @param path for messages
 * @throws UserError when the text is not what `formatTrial` gave
 */
export function parseTrial(text: string, path: string): TrainedTrial {
  try {
    const { parameters: base64, network: json } = JSON.parse(text) as { parameters?: unknown; network?: unknown };
    if (typeof base64 !== 'string') throw new TypeError('the parameters are missing');
    const network = deserialise(json);
    const bytes = Buffer.from(base64, 'base64');
    const count = parameterCount(network.architecture);
    if (bytes.length !== count * 4) throw new TypeError(`${bytes.length} bytes for ${count} parameters`);
    return { parameters: Float32Array.from({ length: count }, (_, i) => bytes.readFloatLE(i * 4)), network };
  } catch (cause) {
    throw new UserError('run/network-damaged', `damaged network: ${messageOf(cause)}`, {
      where: path,
      hint: 'Start a new run.',
      cause,
    });
  }
}
