/** Where a job tells what it is doing; a port, so that a terminal and an editor can both listen. */
export interface Reporter {
  /** A line that stays. */
  say(text: string): void;
  /** What is going on just now, in place of the last status; `undefined`: nothing worth telling. */
  status(text: string | undefined): void;
}
