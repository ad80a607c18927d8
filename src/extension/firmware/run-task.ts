import * as vscode from 'vscode';

/**
 * Runs a task to its end.
 * @returns its exit code; undefined: it was terminated
 */
export async function runTask(task: vscode.Task, signal: AbortSignal): Promise<number | undefined> {
  signal.throwIfAborted();
  const subscriptions: vscode.Disposable[] = [];
  let execution: vscode.TaskExecution | undefined;
  const terminate = (): void => execution?.terminate();
  try {
    const ended = new Promise<number | undefined>((resolve) => {
      // Executions are told apart by identity, and events may come before `executeTask` has returned ours.
      const isOurs = (other: vscode.TaskExecution): boolean =>
        execution === undefined ? other.task.name === task.name : other === execution;
      subscriptions.push(
        vscode.tasks.onDidEndTaskProcess((event) => {
          if (isOurs(event.execution)) resolve(event.exitCode);
        }),
        vscode.tasks.onDidEndTask((event) => {
          // The end of its process is told first, where it is told at all.
          if (isOurs(event.execution)) setTimeout(() => resolve(undefined), 100);
        }),
      );
    });
    execution = await vscode.tasks.executeTask(task);
    signal.addEventListener('abort', terminate, { once: true });
    if (signal.aborted) terminate();
    const code = await ended;
    signal.throwIfAborted();
    return code;
  } finally {
    signal.removeEventListener('abort', terminate);
    for (const subscription of subscriptions) subscription.dispose();
  }
}

/** Milliseconds after which a task that has not ended is asked again. */
const ASK_AGAIN = 500;

/**
 * Ends the tasks that fit, and waits until they are gone. VS Code ignores the wish while a task's terminal is being made,
 * so it is repeated.
 */
export async function endTasks(fits: (task: vscode.Task) => boolean): Promise<void> {
  const running = vscode.tasks.taskExecutions.filter(({ task }) => fits(task));
  const ends = running.map(
    (execution) =>
      new Promise<void>((resolve) => {
        const asking = setInterval(() => execution.terminate(), ASK_AGAIN);
        const subscription = vscode.tasks.onDidEndTask((event) => {
          if (event.execution !== execution) return;
          clearInterval(asking);
          subscription.dispose();
          resolve();
        });
        execution.terminate();
      }),
  );
  await Promise.all(ends);
}
