/** Every name that package.json and the code must agree on; a test compares them both ways. */

export const LANGUAGE_ID = 'nas-yaml';
export const TASK_TYPE = 'nas';
export const DASHBOARD_VIEW_TYPE = 'nas.dashboard';
export const RUNS_VIEW = 'nas.runs';
export const WALKTHROUGH = 'nas.start';
/** Section of all settings. */
export const CONFIGURATION = 'nas';

export const COMMANDS = {
  newSearch: 'nas.newSearch',
  runSearch: 'nas.runSearch',
  stopSearch: 'nas.stopSearch',
  resumeSearch: 'nas.resumeSearch',
  showResults: 'nas.showResults',
  openSpec: 'nas.openSpec',
  deploy: 'nas.deploy',
  build: 'nas.build',
  flash: 'nas.flash',
  monitor: 'nas.monitor',
  emulate: 'nas.emulate',
  measureBoard: 'nas.measureBoard',
  measureSpread: 'nas.measureSpread',
  revealRun: 'nas.revealRun',
  deleteRun: 'nas.deleteRun',
  openReport: 'nas.openReport',
  refreshRuns: 'nas.refreshRuns',
  showLog: 'nas.showLog',
  openWalkthrough: 'nas.openWalkthrough',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** Commands that run programs, and therefore wait until the folder is trusted. */
export const TRUSTED_COMMANDS: ReadonlySet<CommandId> = new Set([
  COMMANDS.runSearch,
  COMMANDS.resumeSearch,
  COMMANDS.deploy,
  COMMANDS.build,
  COMMANDS.flash,
  COMMANDS.monitor,
  COMMANDS.emulate,
  COMMANDS.measureBoard,
  COMMANDS.measureSpread,
]);

/** Keys of `when` clauses. */
export const CONTEXT_KEYS = {
  /** A search is going on or waiting. */
  searching: 'nas.searching',
} as const;
