/** Where a command speaks: results on stdout, everything else on stderr. */
export interface Terminal {
  /** Results go out as JSON. */
  readonly json: boolean;
  /** stderr is a terminal that can redraw a line. */
  readonly interactive: boolean;
  print(text: string): void;
  /** Tells what is going on; not part of the result. */
  say(text: string): void;
  /** Replaces the last line on an interactive terminal; `undefined` takes it away. */
  status(text: string | undefined): void;
}

const CLEAR_LINE = '\r\u001B[2K';

export function processTerminal(json: boolean): Terminal {
  // Whoever reads our output may have heard enough, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  const interactive = process.stderr.isTTY && !json;
  let current: string | undefined;
  const redraw = (): void => {
    if (current === undefined) return;
    process.stderr.write(current.slice(0, Math.max(1, (process.stderr.columns || 80) - 1)));
  };
  return {
    json,
    interactive,
    print: (text) => {
      process.stdout.write(`${text}\n`);
    },
    say: (text) => {
      if (current !== undefined) process.stderr.write(CLEAR_LINE);
      process.stderr.write(`${text}\n`);
      redraw();
    },
    status: (text) => {
      if (!interactive) return;
      if (current !== undefined) process.stderr.write(CLEAR_LINE);
      current = text;
      redraw();
    },
  };
}
