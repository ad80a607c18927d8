import type { YAMLError } from 'yaml';
import type { Finding, Span } from './report.ts';

/** What keeps a text from being YAML that we read. */
export interface YamlFault extends Omit<Finding, 'path' | 'severity'> {
  readonly span: Span;
}

type Wording = Partial<Omit<YamlFault, 'span'>>;

/** What the library says, by code or by the beginning of its message, in the terms of someone who edits a file. */
const WORDINGS: readonly (readonly [RegExp, Wording])[] = [
  [
    /^TAB_AS_INDENT/,
    {
      code: 'yaml/tab',
      message: 'a line must be indented with spaces, not with a tab',
      hint: 'Replace the tab with two spaces.',
      suggestion: '  ',
    },
  ],
  [
    /^TAG_RESOLVE_FAILED/,
    {
      code: 'yaml/unknown-tag',
      message: 'tags have no meaning here',
      hint: 'Remove the word that begins with `!`.',
      suggestion: '',
    },
  ],
  [/^NON_STRING_KEY/, { code: 'yaml/key', message: 'a key must be a plain word' }],
  [
    /: Implicit map keys need|^MULTILINE_IMPLICIT_KEY/,
    { message: 'a colon and a value are missing here', hint: 'Write `key: value`.' },
  ],
  [/: Missing closing/, { message: 'a quote is not closed' }],
  [/: Flow sequence .*end with a \]/, { message: 'the list is not closed: `]` is missing' }],
  [/: Flow map .*end with a \}/, { message: 'the braces are not closed: `}` is missing' }],
  [/: Missing , /, { message: 'a comma is missing before this' }],
  [/: Plain value cannot start/, { message: 'a value that begins so must stand in quotes' }],
  [
    /: Nested mappings/,
    { message: 'a second `: ` on the line', hint: 'Put text that contains `: ` in quotes, or begin a new line.' },
  ],
  [
    /^BAD_INDENT/,
    { message: 'the line is indented wrongly', hint: 'Keys of one block stand exactly below each other.' },
  ],
];

export function faultOf(error: YAMLError): YamlFault {
  const known = WORDINGS.find(([pattern]) => pattern.test(`${error.code}: ${error.message}`))?.[1];
  const message = error.message.charAt(0).toLowerCase() + error.message.slice(1).replaceAll(/\s+/g, ' ');
  return { code: 'yaml/syntax', message, ...known, span: error.pos };
}
