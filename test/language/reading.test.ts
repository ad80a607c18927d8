import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/language/analysis.ts';
import { diagnose } from '../../src/language/diagnose.ts';
import { hoverAt } from '../../src/language/hover.ts';
import { lensesOf, type LensInput } from '../../src/language/lenses.ts';
import { type DocumentSymbol, symbolsOf } from '../../src/language/symbols.ts';
import { contextFor, cursor } from './support/context.ts';

const FILE = `name: gestures
data:
  source: synthetic
  generator: gestures
task: { type: classification }
space:
  cell: [gru, lstm]
  hidden: [8, 16]
target:
  board: nucleo_l432kc
constraints:
  flash: 3.75 KiB
  latency: 1 s
references:
  - { name: A, accuracy: 90 %, ram: 1 KiB }
  - name: B
    macs: 3
`;

async function hover(marked: string): Promise<string | undefined> {
  const { text, offset } = cursor(marked);
  return hoverAt(analyse(text), offset, await contextFor(text))?.markdown;
}
/** The file with the cursor before the first `at`. */
const before = (at: string) => FILE.replace(at, `|${at}`);

describe('hover', () => {
  it.each([
    ['hidden', ['Hidden sizes to choose from.', 'Default: `[4, 8, 12, 16, 24, 32]`']],
    ['name', ['Name of the search and of its folder.', 'Required.', 'Example: `name: gestures`']],
    ['latency: 1', ['Longest time per decision.', 'A time such as `20 ms`.']],
    ['accuracy', ['Share of right answers; for classes.']],
    ['lstm', ['**lstm** · Long short-term memory']],
    ['classification', ['One of several classes']],
    ['3.75 KiB', ['3,840 bytes']],
    ['nucleo_l432kc', ['**ST Nucleo L432KC**', 'cortex-m4 · 80 MHz · 256 KiB flash · 64 KiB RAM', 'qemu:mps2-an386']],
  ])('on `%s`', async (at, parts) => {
    const text = await hover(before(at));
    for (const part of parts) expect(text).toContain(part);
  });

  it.each([
    ['window: [|1.28 s]', '64 samples at 50 Hz.'],
    ['window: |32', '640 ms at 50 Hz.'],
    ['rate: [50 Hz, |25 Hz]', 'One sample in 2 of those at 50 Hz.'],
    ['every: |4', '12.5 Hz: one sample in 4 of those at 50 Hz.'],
  ])('says of the input what it is for these data: %s', async (line, note) => {
    const data = 'name: a\ndata: { source: synthetic, generator: gestures }\n';
    expect(await hover(`${data}space:\n  input:\n    ${line}\n`)).toBe(note);
  });

  it('has live estimates on space, board and limits', async () => {
    for (const at of ['space', 'nucleo_l432kc', 'constraints']) {
      const text = await hover(before(at));
      expect(text).toContain('**4 architectures · 75 % fit** `nucleo_l432kc`');
      expect(text).toMatch(/\| flash \| [\d.]+ KiB … [\d.]+ KiB \| 3.75 KiB \|/);
      expect(text).toMatch(/\| RAM \| \d+ B … \d+ B \| 60\.\d KiB \(board\) \|/); // of 64
      expect(text).toMatch(/Zephyr takes [\d.]+ KiB of flash and 5\.45 KiB of RAM, ± \d+ % \(measured: Zephyr 3.7.1/);
      expect(text).toMatch(
        /The whole image: [\d.]+ KiB … [\d.]+ KiB of 256 KiB flash, [\d.]+ KiB … [\d.]+ KiB of 64 KiB RAM/,
      );
      expect(text).toMatch(/\| latency \| [\d.]+ ms … [\d.]+ ms \| 1 s \|/);
    }
    const flash = await hover(before('flash: 3'));
    expect(flash).toMatch(/\| flash \|/);
    expect(flash).not.toMatch(/\| RAM \|/);
  });

  it('says when nothing fits', async () => {
    expect(await hover(before('space').replace('3.75 KiB', '1 KiB'))).toContain('`flash` allows 1 KiB');
  });

  it.each(['# |comment\n', 'xyz|: 3\n', 'space:\n  xyz|: 3\n', '|', 'name: a\n|\n'])(
    'is silent on %j',
    async (text) => {
      expect(await hover(text)).toBeUndefined();
    },
  );

  it('works in a file that is broken elsewhere', async () => {
    expect(await hover(`${before('hidden')}\ntask: [`)).toContain('Hidden sizes');
  });
});

describe('symbols', () => {
  const names = (symbols: readonly DocumentSymbol[]): unknown[] =>
    symbols.map(({ name, detail, children }) =>
      children.length === 0 ? `${name}: ${detail}` : { [name]: names(children) },
    );

  it('are the keys, and the items that have keys', () => {
    expect(names(symbolsOf(analyse(FILE)))).toEqual([
      'name: gestures',
      { data: ['source: synthetic', 'generator: gestures'] },
      { task: ['type: classification'] },
      { space: ['cell: gru, lstm', 'hidden: 8, 16'] },
      { target: ['board: nucleo_l432kc'] },
      { constraints: ['flash: 3.75 KiB', 'latency: 1 s'] },
      { references: [{ A: ['name: A', 'accuracy: 90 %', 'ram: 1 KiB'] }, { B: ['name: B', 'macs: 3'] }] },
    ]);
  });

  it('contain their names and their children', () => {
    const check = ({ span, selection, children }: DocumentSymbol): void => {
      expect(span[0]).toBeLessThanOrEqual(selection[0]);
      expect(span[1]).toBeGreaterThanOrEqual(selection[1]);
      for (const child of children) {
        expect(child.span[0]).toBeGreaterThanOrEqual(span[0]);
        expect(child.span[1]).toBeLessThanOrEqual(span[1]);
        check(child);
      }
    };
    symbolsOf(analyse(FILE)).forEach(check);
    const space = symbolsOf(analyse(FILE))[3]!;
    expect(FILE.slice(...space.span)).toBe('space:\n  cell: [gru, lstm]\n  hidden: [8, 16]');
  });
});

describe('lenses', () => {
  const none = { any: false, active: false, resumable: false };
  const titles = async (text: string, runs: LensInput['runs'] = none, withEstimate = true) => {
    const context = await contextFor(text);
    const analysis = analyse(text);
    const problems = diagnose(analysis, context);
    return lensesOf({ analysis, problems, estimate: withEstimate ? context.estimate : undefined, runs });
  };

  it('say how large the search is and how much of it fits', async () => {
    const [run, ...others] = await titles(FILE);
    expect(run).toEqual({ action: 'run', title: '$(play) Run search · 4 architectures · 75 % fit', span: [0, 4] });
    expect(others).toEqual([]);
  });

  it('are honest while that is not known, and when the file is wrong', async () => {
    expect((await titles(FILE, none, false)).map(({ title }) => title)).toEqual(['$(play) Run search']);
    const wrong = FILE.replace('nucleo_l432kc', 'nucleo').replace('hidden', 'hiden');
    expect((await titles(wrong)).map(({ title }) => title)).toEqual(['$(error) 2 errors keep this from running']);
    expect((await titles(': [')).map(({ title }) => title)).toEqual(['$(error) 1 error keeps this from running']);
  });

  it('follow the runs of the file', async () => {
    const actions = async (runs: LensInput['runs']) => (await titles(FILE, runs)).map(({ action }) => action);
    expect(await actions({ any: true, active: false, resumable: true })).toEqual(['run', 'resume', 'results']);
    expect(await actions({ any: true, active: true, resumable: false })).toEqual(['results']);
    expect(await actions({ any: true, active: false, resumable: false })).toEqual(['run', 'results']);
  });

  it('stand above the name, wherever it is', async () => {
    const text = `# a comment\nseed: 3\n${FILE}`;
    const [run] = await titles(text);
    expect(text.slice(...run!.span)).toBe('name');
  });
});
