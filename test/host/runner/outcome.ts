/** What became of a test inside the extension host. */
export interface TestOutcome {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** With its stack. */
  readonly error?: string;
}
