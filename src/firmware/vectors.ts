/** Windows with the answers of the TypeScript integer network, bit for bit what the C model must answer. */
export interface TestVectors {
  readonly inputs: number;
  readonly outputs: number;
  /** Samples of each window; windows may differ in length. */
  readonly steps: readonly number[];
  /** Quantised samples, one window after the other: [step, input]. */
  readonly samples: Int16Array;
  /** [window, output] */
  readonly expected: Int32Array;
  /** What `model_predict` returns for each window: the class, or outputs[0] of a regression. */
  readonly answers: Int32Array;
}

/** What the model answered on some machine. */
export interface Answers {
  /** [window, output] */
  readonly outputs: Int32Array;
  /** [window] */
  readonly answers: Int32Array;
}

/** First bytes of a vectors file: "NASV". */
export const VECTORS_MAGIC = 0x5653414e;

/** Throws RangeError when the parts do not belong together. */
export function checkVectors(vectors: TestVectors): void {
  const { inputs, outputs, steps } = vectors;
  const total = steps.reduce((sum, count) => sum + count, 0);
  const sizes = [
    ['samples', vectors.samples.length, total * inputs],
    ['expected', vectors.expected.length, steps.length * outputs],
    ['answers', vectors.answers.length, steps.length],
  ] as const;
  for (const [name, actual, wanted] of sizes) {
    if (actual !== wanted) throw new RangeError(`test vectors: ${name} has ${actual} values, not ${wanted}`);
  }
  if (steps.length === 0) throw new RangeError('test vectors: no window');
}

/** The first `count` windows. */
export function firstWindows(vectors: TestVectors, count: number): TestVectors {
  const steps = vectors.steps.slice(0, count);
  const total = steps.reduce((sum, length) => sum + length, 0);
  return {
    ...vectors,
    steps,
    samples: vectors.samples.subarray(0, total * vectors.inputs),
    expected: vectors.expected.subarray(0, steps.length * vectors.outputs),
    answers: vectors.answers.subarray(0, steps.length),
  };
}

/** As many windows from the front as fit into `bytes` of samples and outputs: at least one, at most `most`. */
export function windowsWithin(vectors: TestVectors, bytes: number, most: number): TestVectors {
  let count = 0;
  let used = 0;
  for (const steps of vectors.steps) {
    used += 2 * steps * vectors.inputs + 4 * (vectors.outputs + 1);
    if (count > 0 && (used > bytes || count === most)) break;
    count++;
  }
  return firstWindows(vectors, count);
}

/**
 * The file that the emulated firmware reads, little-endian 32-bit words: magic, windows, inputs, outputs; then for every
 * window its steps and its int16 samples, [step, input].
 */
export function encodeVectors(vectors: TestVectors): Uint8Array {
  checkVectors(vectors);
  const { inputs, steps, samples } = vectors;
  const bytes = new Uint8Array(4 * (4 + steps.length) + 2 * samples.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const word = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  [VECTORS_MAGIC, steps.length, inputs, vectors.outputs].forEach(word);
  let next = 0;
  for (const count of steps) {
    word(count);
    for (const end = next + count * inputs; next < end; next++, at += 2) view.setInt16(at, samples[next]!, true);
  }
  return bytes;
}

/** The file that the emulated firmware writes, little-endian 32-bit words: for every window the answer and the outputs. */
export function encodeAnswers({ outputs, answers }: Answers): Uint8Array {
  const perWindow = outputs.length / answers.length;
  const bytes = new Uint8Array(4 * (outputs.length + answers.length));
  const view = new DataView(bytes.buffer);
  let at = 0;
  const word = (value: number) => {
    view.setInt32(at, value, true);
    at += 4;
  };
  answers.forEach((answer, window) => {
    word(answer);
    outputs.subarray(window * perWindow, (window + 1) * perWindow).forEach(word);
  });
  return bytes;
}

/** The opposite of `encodeAnswers`; undefined when `bytes` has not the size of `windows` answers. */
export function decodeAnswers(bytes: Uint8Array, windows: number, perWindow: number): Answers | undefined {
  if (bytes.length !== 4 * windows * (perWindow + 1)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const outputs = new Int32Array(windows * perWindow);
  const answers = new Int32Array(windows);
  for (let window = 0, at = 0; window < windows; window++) {
    answers[window] = view.getInt32(at, true);
    at += 4;
    for (let i = 0; i < perWindow; i++, at += 4) outputs[window * perWindow + i] = view.getInt32(at, true);
  }
  return { outputs, answers };
}

/** Windows whose answer or outputs differ from what is expected. */
export function differingWindows(vectors: TestVectors, actual: Answers): number[] {
  return [...vectors.steps.keys()].filter((window) => {
    if (actual.answers[window] !== vectors.answers[window]) return true;
    const from = window * vectors.outputs;
    for (let i = from; i < from + vectors.outputs; i++) if (actual.outputs[i] !== vectors.expected[i]) return true;
    return false;
  });
}
