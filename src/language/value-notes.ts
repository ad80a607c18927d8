import { variantsOf, viewOf } from '../spec/schema-view.ts';
import { SpecSchema } from '../spec/schema.ts';

/** A sentence on each word that may stand somewhere, for people who meet it for the first time. By path of the key. */
const NOTES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'space.cell': {
    lstm: 'Long short-term memory: four gates and a memory of its own. The most weights, and the longest memory.',
    gru: 'Gated recurrent unit: three gates. About as good as an LSTM with three quarters of its weights.',
    mgu: 'Minimal gated unit: two gates. Half the weights of an LSTM.',
    rnn: 'Plain recurrent layer: no gate. The smallest and fastest, with a short memory.',
    fastgrnn:
      'FastGRNN: one matrix for both of its gates, made for microcontrollers. Nearly as small as a plain layer.',
  },
  'space.pooling': {
    last: 'Decide from the state after the last sample.',
    mean: 'Decide from the mean of the states of all samples; steadier when the event may lie anywhere in the window.',
  },
  'space.dense': {
    none: 'The output layer follows at once: the smallest head.',
  },
  'space.input.window': {
    all: 'Whole series.',
  },
  'space.input.channels': {
    all: 'All channels of the data.',
  },
  'space.rank': {
    full: 'Weight matrices as they are. A share such as 0.5 factorises them: less flash and time, a little less accuracy.',
  },
  'space.weights': {
    int8: 'One byte per weight; as accurate as the float network.',
    int4: 'Half a byte per weight in the recurrent layers: half their flash. Training goes on with rounded weights.',
    int8x8:
      'int8, and x and h are rounded to eight bits where they are multiplied: a sixth less time on AVR, none elsewhere.',
  },
  'training.quantisation_aware': {
    auto: 'Networks with int4 weights are tuned for the rounding of their weights. Those with int8 lose nothing by it.',
    always: 'All networks are tuned: a trial that is not stopped takes twice as long, or longer.',
    never: 'Weights are rounded after training. With int4 it costs accuracy.',
  },
  'target.mode': {
    streaming: 'One step per sample, as it arrives; no window is stored. Latency is that of one step.',
    windowed: 'A whole window is collected and then decided on. Latency is that of all its steps.',
  },
  'strategy.type': {
    random: 'Every candidate is drawn at random: the yardstick for cleverer strategies.',
    evolution: 'Candidates that did well are changed a little. Better than random from some dozens of trials on.',
  },
  'strategy.objectives': {
    error: '1 − accuracy for classes, RMSE for values; of the integer network that is shipped.',
    flash: 'Code and constants of the model.',
    ram: 'State and buffers of the model.',
    latency: 'Time per decision, or per sample with `mode: streaming`.',
    energy: 'Energy per decision; only for chips whose power is known.',
    macs: 'Multiply-accumulates per decision: an effort that does not depend on the board.',
  },
  'output.framework': {
    zephyr: 'A Zephyr application, built and flashed with `west`.',
    platformio: 'A PlatformIO project, built and flashed with `pio`.',
    bare: 'A program for QEMU, without a board or framework.',
  },
  'task.type': {
    classification: 'One of several classes, e.g. which gesture.',
    regression: 'A value, e.g. how far or how long.',
  },
  'data.generator': {
    'adding-problem': 'Add the two marked numbers of a long series: needs memory and nothing else. Values.',
    gestures: 'Six hand gestures, three-axis accelerometer at 50 Hz. Classes.',
    'bearing-fault': 'Vibration of a healthy bearing and of three kinds of damage, at 2 kHz. Classes.',
    'dead-reckoning': 'Distance walked, from accelerometer and gyroscope. Values.',
  },
  'data.normalise': {
    standard: 'Mean 0 and standard deviation 1 per channel.',
    minmax: 'The range of each channel becomes −1 … 1.',
    none: 'Values go to the network as they are.',
  },
  'data.validation.by': {
    series: 'Whole series are held out.',
    group: 'All series of some persons or machines are held out: how good is the network with new ones?',
    time: 'The last part of every recording is held out.',
  },
};

const SOURCES = variantsOf(viewOf(SpecSchema).properties!['data']!)!;

/** @param path of the key; an item's is that of its list */
export function noteOn(path: string, word: string): string | undefined {
  const key = path.replace(/\[\d+\]$/, '');
  if (key === `data.${SOURCES.key}`) return SOURCES.byName.get(word)?.properties[SOURCES.key]?.description;
  const notes = NOTES[key];
  return notes !== undefined && Object.hasOwn(notes, word) ? notes[word] : undefined;
}
