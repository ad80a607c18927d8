export interface LoadProgress {
  /** read so far, of all files */
  readonly bytes: number;
  readonly totalBytes: number;
}

/** What every reader gets beside its path: whether to stop, where to report what it has read, how far it is. */
export class Intake {
  readonly #signal: AbortSignal | undefined;
  readonly #report: ((progress: LoadProgress) => void) | undefined;
  readonly #totalBytes: number;
  #bytes = 0;
  #begun = 0;
  #expected = 0;

  constructor(totalBytes: number, signal?: AbortSignal, report?: (progress: LoadProgress) => void) {
    this.#totalBytes = totalBytes;
    this.#signal = signal;
    this.#report = report;
  }

  /** Tells how long the input is that is read from here on. */
  expect(bytes: number): void {
    this.#begun = this.#bytes;
    this.#expected = bytes;
  }

  /** Share of that input that has been read, 0–1. */
  get share(): number {
    return this.#expected === 0 ? 0 : Math.min(1, (this.#bytes - this.#begun) / this.#expected);
  }

  /** To be called once per block read. Throws the signal's reason after an abort. */
  advance(bytes: number): void {
    this.#signal?.throwIfAborted();
    this.#bytes += bytes;
    this.#report?.({ bytes: this.#bytes, totalBytes: this.#totalBytes });
  }
}
