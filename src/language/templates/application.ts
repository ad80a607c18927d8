/** What somebody wants to build: a place to start a search from. */
export interface Application {
  readonly id: string;
  /** In a list to choose from. */
  readonly label: string;
  readonly task: 'classification' | 'regression';
  /** One clause: what the network will do, and with which data. */
  readonly detail: string;
  /** The data are simulated, so that the search runs at once. */
  readonly simulated: boolean;
  /** Name of the search, and of its file. */
  readonly name: string;
  /** First lines of the file. */
  readonly comment: string;
  /** The lines from `data:` to before `target:`. */
  readonly body: string;
  readonly mode: 'streaming' | 'windowed';
  /** Lines of `constraints:`. */
  readonly constraints: string;
  /** Lines of `strategy:`, if not the defaults. */
  readonly objectives?: string;
  /** Sensors that people wear or hold: everybody wears them a little differently. */
  readonly worn?: true;
}

const csv = (lines: string, target: string, task: string) => `data:
  source: csv
  # One row per sample, a header line on top, plain or gzip. Paths are relative to this file.
  train: data/train.csv # <<<
${lines}
task:
  type: ${task}
  # The column to predict.
  target: ${target} # <<<
`;

/** The places to start from, those that run at once first. */
export const APPLICATIONS: readonly Application[] = [
  {
    id: 'gestures',
    label: 'Gestures and handwriting',
    task: 'classification',
    detail: 'which of some movements, from an accelerometer; simulated data',
    simulated: true,
    name: 'gestures',
    comment: 'Recognise hand gestures from a three-axis accelerometer.',
    body: `# Simulated gestures, so that the search runs at once. Bring your own with \`source: csv\`.
data:
  source: synthetic
  generator: gestures
  series: 1500

task:
  type: classification

space:
  cell: [gru, mgu, fastgrnn]
  hidden: [4, 6, 8, 12, 16, 24]
  pooling: [last, mean]
`,
    mode: 'windowed',
    constraints: '  flash: 64 KiB\n  ram: 20 KiB\n',
  },
  {
    id: 'bearing-fault',
    label: 'Predictive maintenance: kind of fault',
    task: 'classification',
    detail: 'which part is worn, from vibration; simulated data',
    simulated: true,
    name: 'bearing-fault',
    comment: 'Hear from its vibration whether a bearing is healthy, and if not, which part is worn.',
    body: `# Simulated vibration, so that the search runs at once. Bring your own with \`source: csv\`.
data:
  source: synthetic
  generator: bearing-fault
  series: 600

task:
  type: classification

space:
  cell: [gru, fastgrnn]
  hidden: [8, 12, 16, 24]
  # Vibration is fast. A front end shortens the series before the recurrent layer sees it.
  frontend:
    convolution:
      filters: [4, 8]
      kernel: [5, 9]
      stride: [2, 4]
`,
    mode: 'windowed',
    constraints: '  flash: 48 KiB\n  ram: 8 KiB\n',
  },
  {
    id: 'inertial-navigation',
    label: 'Inertial navigation: distance',
    task: 'regression',
    detail: 'how far it has moved, from accelerometer and gyroscope; simulated data',
    simulated: true,
    name: 'dead-reckoning',
    comment: 'Estimate from inertial sensors how far something has moved while it cannot see its position.',
    body: `# Simulated walks, so that the search runs at once. Bring your own with \`source: csv\`.
data:
  source: synthetic
  generator: dead-reckoning
  series: 800

task:
  type: regression
  # Forgives the occasional outlier; mse would chase it.
  loss: huber

space:
  cell: [gru, lstm, mgu]
  hidden: [8, 16, 24]
`,
    mode: 'streaming',
    constraints: '  flash: 64 KiB\n  ram: 4 KiB\n',
    objectives: '[error, latency, flash]',
  },
  {
    id: 'wearable-activity',
    label: 'Wearables: activity',
    task: 'classification',
    detail: 'what somebody is doing, from a wearable sensor; your CSV file',
    simulated: false,
    name: 'activity',
    comment: 'Tell from a wearable sensor what somebody is doing.',
    body: csv(
      `  # The column that says which recording a row belongs to.
  series: recording # <<<
  # The columns to learn from. Left out: every numeric column that is not named elsewhere here.
  channels: [ax, ay, az] # <<<
  # As the sensor delivers them.
  sampling_rate: 50 Hz # <<<
  # Cut recordings into windows of 2.56 s, half of each shared with the next.
  window:
    length: 128
    stride: 64
    label: majority
  # Nobody may stand on both sides: how good is the network with people it has never seen?
  validation:
    by: group
    column: person # <<<
`,
      'activity',
      'classification',
    ),
    worn: true,
    mode: 'windowed',
    constraints: '  flash: 64 KiB\n  ram: 20 KiB\n',
  },
  {
    id: 'wearable-value',
    label: 'Wearables: a value such as the heart rate',
    task: 'regression',
    detail: 'a value over time, from a wearable sensor; your CSV file',
    simulated: false,
    name: 'wearable-value',
    comment: 'Estimate a value, such as the heart rate, from a wearable sensor.',
    body: csv(
      `  # The column that says which recording a row belongs to.
  series: recording # <<<
  channels: [ppg, ax, ay, az] # <<<
  sampling_rate: 25 Hz # <<<
  # Eight seconds per decision, a new one every two seconds.
  window:
    length: 200
    stride: 50
  validation:
    by: group
    column: person # <<<
`,
      'heart_rate',
      'regression',
    ),
    worn: true,
    mode: 'windowed',
    constraints: '  flash: 64 KiB\n  ram: 20 KiB\n',
  },
  {
    id: 'remaining-life',
    label: 'Predictive maintenance: remaining life',
    task: 'regression',
    detail: 'how long a machine will last, from its sensors; your CSV file',
    simulated: false,
    name: 'remaining-life',
    comment: 'Estimate from the sensors of a machine how long it will last.',
    body: csv(
      `  # The column that names the machine.
  series: machine # <<<
  # The last 30 readings decide.
  window:
    length: 30
    stride: 1
  # Whole machines are held out.
  validation:
    by: series
`,
      'remaining_life',
      'regression',
    ).replace(/(target: .*\n)$/, '$1  # A machine that will last longer counts as this.\n  maximum: 125 # <<<\n'),
    mode: 'windowed',
    constraints: '  flash: 32 KiB\n  ram: 8 KiB\n',
  },
  {
    id: 'motion-state',
    label: 'Inertial navigation: state of motion',
    task: 'classification',
    detail: 'standing, walking, driving …, from an IMU as samples arrive; your CSV file',
    simulated: false,
    name: 'motion-state',
    comment: 'Tell from accelerometer and gyroscope how something moves, with every sample.',
    body: csv(
      `  series: recording # <<<
  channels: [ax, ay, az, gx, gy, gz] # <<<
  sampling_rate: 100 Hz # <<<
  window:
    length: 100
    stride: 50
    label: majority
`,
      'state',
      'classification',
    ),
    mode: 'streaming',
    constraints: '  flash: 64 KiB\n  ram: 8 KiB\n  # Less than the time between two samples.\n  latency: 5 ms\n',
  },
  {
    id: 'wake-word',
    label: 'Wake word',
    task: 'classification',
    detail: 'a spoken word or not, from short recordings; your wav files',
    simulated: false,
    name: 'wake-word',
    comment: 'Recognise a spoken word.',
    body: `# A folder per class, e.g. data/train/yes, data/train/no and data/train/noise, with wav files in it.
data:
  source: wav
  train: data/train # <<<

task:
  type: classification

space:
  cell: [gru, fastgrnn]
  hidden: [16, 24, 32]
  # Audio is fast: a convolution with a long stride shortens it before the recurrent layer sees it.
  frontend:
    none: false
    convolution:
      filters: [8, 16]
      kernel: [64, 128]
      stride: [32, 64]
`,
    mode: 'windowed',
    constraints: '  flash: 64 KiB\n  ram: 20 KiB\n',
  },
  {
    id: 'blank-classification',
    label: 'Blank: classes',
    task: 'classification',
    detail: 'your CSV file, one class per recording or window',
    simulated: false,
    name: 'my-search',
    comment: 'A search of your own.',
    body: csv(
      `  # The column that says which recording a row belongs to. Without one, cut the recording with \`window\`.
  series: series_id # <<<
`,
      'label',
      'classification',
    ),
    mode: 'windowed',
    constraints: '  flash: 64 KiB # <<<\n  ram: 20 KiB # <<<\n',
  },
  {
    id: 'blank-regression',
    label: 'Blank: a value',
    task: 'regression',
    detail: 'your CSV file, one value per recording or window',
    simulated: false,
    name: 'my-search',
    comment: 'A search of your own.',
    body: csv(
      `  # The column that says which recording a row belongs to. Without one, cut the recording with \`window\`.
  series: series_id # <<<
`,
      'value',
      'regression',
    ),
    mode: 'windowed',
    constraints: '  flash: 64 KiB # <<<\n  ram: 20 KiB # <<<\n',
  },
];
