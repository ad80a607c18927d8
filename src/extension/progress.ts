import * as vscode from 'vscode';

/** Work with a notification that can be cancelled. An abort rejects with an `AbortError`. */
export function withProgress<T>(
  title: string,
  work: (signal: AbortSignal, status: (text: string) => void) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return Promise.resolve(
    vscode.window.withProgress(options, async (progress, token) => {
      const controller = new AbortController();
      const subscription = token.onCancellationRequested(() => controller.abort());
      try {
        return await work(controller.signal, (text) => progress.report({ message: text }));
      } finally {
        subscription.dispose();
      }
    }),
  );
}

/** Whether somebody cancelled: nothing to be told. */
export function isAbort(error: unknown): boolean {
  return error instanceof vscode.CancellationError || (error instanceof Error && error.name === 'AbortError');
}
