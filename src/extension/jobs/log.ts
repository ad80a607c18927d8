/** Where lines for people who look into things go; VS Code's `LogOutputChannel` is one. */
export interface Log {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}
