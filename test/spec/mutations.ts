import type { Random } from '../../src/base/random.ts';

const NASTY = [
  '', '~', 'null', '0', '-1', '-0', '1e999', '.nan', '-.inf', '0x10', '1_000', '99999999999999999999', 'true', 'no', '""', '"', "'",
  '[]', '{}', '[', ']', '{', '}', '[[]]', '[~]', '{a: b}', '- ', '? ', ': ', '&a', '*a', '*missing', '<<: *a', '!!str', '!foo', '|', '>',
  '%YAML 1.1', '---', '...', '#', '\t', '@', '`', '64 kib', '-5 ms', '1e-400 s', 'NaN KiB', '1,5', '__proto__', 'constructor',
  'toString', '"\\u0000"', '"\\ud800"', '"\\x"', '{min: 1, max: 9}', '[1, 1]', 'x'.repeat(300), '['.repeat(80), '{a: '.repeat(80),
]; // prettier-ignore

const CHARACTERS = [
  '\0',
  '\b',
  '\x1b',
  '\x7f',
  '\r',
  '\n',
  '\t',
  ' ',
  '\u0085',
  '\u2028',
  '\uFEFF',
  '\ud800',
  'µ',
  '猫',
  '🦊',
  'é',
  ':',
  '-',
  '"',
  "'",
  '[',
  '}',
  ',',
  '#',
  '&',
  '*',
  '!',
  '|',
  '%',
];

type Mutation = (text: string, random: Random) => string;

const lines =
  (change: (lines: string[], random: Random) => void): Mutation =>
  (text, random) => {
    const all = text.split('\n');
    change(all, random);
    return all.join('\n');
  };

/** `text` with `length` characters at a random place replaced. */
const splice = (text: string, random: Random, length: number, by: string) => {
  const at = random.index(text.length + 1);
  return text.slice(0, at) + by + text.slice(at + length);
};

const MUTATIONS: readonly Mutation[] = [
  lines((all, random) => all.splice(random.index(all.length), 1 + random.index(3))),
  lines((all, random) => all.splice(random.index(all.length), 0, random.pick(all))),
  lines((all, random) => {
    const [a, b] = [random.index(all.length), random.index(all.length)];
    [all[a], all[b]] = [all[b]!, all[a]!];
  }),
  lines((all, random) => {
    const at = random.index(all.length);
    all[at] = ' '.repeat(random.index(6)) + all[at]!.trimStart();
  }),
  (text, random) => splice(text, random, 1, String.fromCharCode(random.index(128))),
  (text, random) => splice(text, random, random.index(2), random.pick(CHARACTERS)),
  (text, random) => splice(text, random, random.index(30), ''),
  (text, random) => text.slice(0, random.index(text.length + 1)),
  (text, random) => text.slice(random.index(text.length + 1)),
  (text, random) => {
    const values = [...text.matchAll(/(?<=: )[^\n#]+|(?<=[[,] ?)[^\],\n]+/g)];
    if (values.length === 0) return random.pick(NASTY);
    const { index, 0: value } = random.pick(values);
    return text.slice(0, index) + random.pick(NASTY) + text.slice(index + value.length);
  },
  (text, random) => {
    const keys = [...text.matchAll(/[a-z_]+(?=:)/g)];
    if (keys.length < 2) return text;
    const { index, 0: key } = random.pick(keys);
    return text.slice(0, index) + random.pick(keys)[0] + text.slice(index + key.length);
  },
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => `\uFEFF${text}`,
];

/** One to four random changes. */
export function mutate(text: string, random: Random): string {
  let result = text;
  for (let count = 1 + random.index(4); count > 0; count--) result = random.pick(MUTATIONS)(result, random);
  return result;
}
