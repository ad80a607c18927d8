const TASK_ACTIONS = ['build', 'flash', 'monitor', 'emulate'] as const;

export type TaskAction = (typeof TASK_ACTIONS)[number];

/** A task of type `nas`, as tasks.json and package.json have it. */
export interface NasTask {
  readonly action: TaskAction;
  /** Folder of the project, relative to the workspace folder or absolute. */
  readonly project: string;
  readonly port?: string;
  /** Build or flash the firmware that measures the network. */
  readonly selfTest?: true;
  /** Zephyr's name of the board, where the project does not know it. */
  readonly board?: string;
}

/** Undefined when it is no task of ours: people write these by hand. */
export function parseTask(definition: Readonly<Record<string, unknown>>): NasTask | undefined {
  const { action, project, port, board, selfTest } = definition;
  const known = TASK_ACTIONS.find((name) => name === action);
  if (known === undefined || typeof project !== 'string' || project === '') return undefined;
  return {
    action: known,
    project,
    ...(typeof port === 'string' && port !== '' ? { port } : {}),
    ...(selfTest === true ? { selfTest } : {}),
    ...(typeof board === 'string' && board !== '' ? { board } : {}),
  };
}
