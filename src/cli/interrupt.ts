/** Why an operation was given up. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor() {
    super('interrupted');
  }
}

/**
 * Runs `action` with a signal that Ctrl-C (or a polite kill) aborts. A second Ctrl-C ends the process at once, as people
 * expect of a program that seems to hang; the journal makes that safe.
 */
export async function interruptible<T>(action: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Interrupted());
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    return await action(controller.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
