/** Listens until it is disposed of. Like VS Code's, for parts that do without VS Code. */
export type Event<T> = (listener: (value: T) => unknown) => { dispose(): void };

/** Who has something to tell. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    const call = (value: T): unknown => listener(value);
    this.#listeners.add(call);
    return { dispose: () => void this.#listeners.delete(call) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        // One who listens badly must not keep the others from hearing; VS Code logs what nobody catches.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
