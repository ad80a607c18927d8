import { file } from '../files.ts';
import type { Case } from './case.ts';

const WORDS =
  '`name`, `seed`, `data`, `task`, `space`, `target`, `constraints`, `strategy`, `budget`, `training`, `confirmation`, `output`, `references`';

export const YAML_CASES: readonly Case[] = [
  {
    code: 'yaml/syntax',
    text: file({ space: '{hidden: [4, 8«}»' }),
    path: '',
    message: 'the list is not closed: `]` is missing',
  },
  {
    code: 'yaml/syntax',
    text: `${file()}«hidden»\n`,
    path: '',
    message: 'a colon and a value are missing here',
    hint: 'Write `key: value`.',
  },
  {
    code: 'yaml/syntax',
    text: file({ target: '{board: "some«»\n' }).replace('«»\n\n', '\n\n«»'),
    path: '',
    message: 'a quote is not closed',
  },
  {
    code: 'yaml/syntax',
    text: file({ target: '{board: «@»x}' }),
    path: '',
    message: 'a value that begins so must stand in quotes',
  },
  {
    code: 'yaml/syntax',
    text: file({ name: '«a»: b' }),
    path: '',
    message: 'a second `: ` on the line',
    hint: 'Put text that contains `: ` in quotes, or begin a new line.',
  },
  {
    code: 'yaml/syntax',
    text: file({ output: '\n    framework: bare\n« »name: x' }),
    path: '',
    message: 'the line is indented wrongly',
    hint: 'Keys of one block stand exactly below each other.',
  },
  {
    code: 'yaml/syntax',
    text: file({ space: '{hidden: [4, 8]}}' }).replace('}}', '}«}»'),
    path: '',
    message: 'a bracket or brace too many, or text that belongs nowhere',
  },
  {
    code: 'yaml/tab',
    text: file({ output: '\n«\t»framework: bare' }),
    path: '',
    message: 'a line must be indented with spaces, not with a tab',
    hint: 'Replace the tab with two spaces.',
    suggestion: '  ',
  },
  {
    code: 'yaml/duplicate-key',
    text: file({ space: '\n  hidden: [4]\n  «hidden»: [8]' }),
    path: 'space.hidden',
    message: 'the key `hidden` is given twice',
    hint: 'Remove one of the two.',
  },
  { code: 'yaml/key', text: `${file()}? «[»a]\n: 3\n`, path: '', message: 'a key must be a plain word' },
  { code: 'yaml/key', text: file({ space: '{«""»: 3}' }), path: 'space', message: 'a key must be a plain word' },
  {
    code: 'yaml/merge',
    text: file({ space: '{<<: «3»}' }),
    path: 'space',
    message: '`<<` must be followed by an alias of key: value lines, such as `<<: *base`',
  },
  {
    code: 'yaml/multiple-documents',
    text: `${file()}«---»\nname: other\n`,
    path: '',
    message: 'the file holds more than one document',
    hint: 'Remove the line `---`, or move what follows it into a file of its own.',
  },
  {
    code: 'yaml/unknown-alias',
    text: file({ space: '{hidden: «*sizes»}' }),
    path: 'space.hidden',
    message: '`*sizes` has no anchor `&sizes` before it',
  },
  {
    code: 'yaml/too-many-aliases',
    text: file({ constraints: '&c {}', output: `{<<: [${'*c, '.repeat(100)}«*c», *c]}` }),
    path: 'output',
    message: 'more than 100 aliases',
  },
  {
    code: 'yaml/unknown-tag',
    text: file({ seed: '«!secret» 3' }),
    path: '',
    message: 'tags have no meaning here',
    hint: 'Remove the word that begins with `!`.',
    suggestion: '',
  },
  {
    code: 'yaml/too-deep',
    text: file({ space: `${'['.repeat(63)}«[»` }),
    path: '',
    message: 'nested deeper than 64 levels',
  },
  {
    code: 'yaml/too-large',
    text: `«»${'#'.repeat(262_145)}`,
    path: '',
    message: 'the file has 262145 characters; at most 262144 are read',
  },
  ...['', '\uFEFF', '# nothing\n', '---\n'].map((text): Case => ({
    code: 'spec/empty',
    text: text === '---\n' ? '---«»\n' : `«»${text}`,
    path: '',
    message: 'the file is empty',
    hint: 'A search needs `name`, `data`, `task` and `target`.',
  })),
  {
    code: 'spec/wrong-type',
    text: '«- name: x»',
    path: '',
    message: 'the file must be key: value lines',
    hint: 'A search needs `name`, `data`, `task` and `target`.',
  },
  {
    code: 'spec/unknown-key',
    text: file({ '«__proto__»': '{x: 1}' }),
    path: '__proto__',
    message: 'unknown key `__proto__`',
    hint: `Known here: ${WORDS}.`,
  },
];
