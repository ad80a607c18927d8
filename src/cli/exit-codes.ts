/** What `nas` tells the shell. */
export const EXIT = {
  ok: 0,
  /** The spec, the data or the request is at fault; the message says what to do. */
  failed: 1,
  /** The command line itself makes no sense. */
  usage: 2,
  /** A defect of ours. */
  defect: 70,
  /** Stopped by Ctrl-C; a search can be resumed. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
