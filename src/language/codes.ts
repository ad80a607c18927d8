/**
 * Problems that are found by looking at more than the text: at the board, the data, and the costs of the space. Where the
 * search would refuse to start, the code is the one with which it refuses. Listed in docs/spec.md.
 */
export const DOMAIN_CODES = {
  'board/unknown': 'There is no board with this id.',
  'data/file-not-found': 'A data file or folder does not exist.',
  'data/missing-column': 'A column is not in the CSV file.',
  'data/not-a-number': 'A column to learn from, or a value to predict, holds text.',
  'data/one-class': 'There is only one class to predict.',
  'data/window-too-long': 'The window is longer than every recording.',
  'search/unknown-channel': 'A channel of `space.input` is none of the data.',
  'search/unknown-rate': '`space.input` names a time or a rate, and the sampling rate of the data is not known.',
  'search/rate-does-not-divide': 'A rate of `space.input` is no whole fraction of the sampling rate of the data.',
  'search/window-too-long': 'A window of `space.input` is longer than the shortest series.',
  'search/no-frontend': 'Every front end of the space needs more samples than the shortest series has.',
  'search/no-cnn': 'Every chain of blocks in `space.cnn` needs more samples than the shortest series has.',
  'search/nothing-fits': 'No architecture of the space is within the limits of the board and of `constraints`.',
  'search/energy-unknown': 'Energy is a limit or an objective, and the power of the board is unknown.',
  'search/choice-never-fits': 'No architecture with this choice is within the limits.',
  'search/limit-exceeds-board': 'A limit is larger than what the board has.',
  'search/latency-exceeds-period': 'With `mode: streaming`, a step may take longer than the time between two samples.',
  'search/budget-too-small': 'There are fewer trials than cells to choose from.',
  'firmware/no-platform': 'PlatformIO does not know the board, so no project can be generated for it.',
  'firmware/no-emulator': 'QEMU has no machine like the board, so no `bare` project can be generated for it.',
} as const;

export type DomainCode = keyof typeof DOMAIN_CODES;
