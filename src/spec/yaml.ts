import { Composer, type CST, type Document, Parser } from 'yaml';
import type { ProblemCode } from './codes.ts';
import { faultOf, type YamlFault } from './yaml-messages.ts';

/** Characters. A spec has a few thousand; the limit keeps an editor that parses on every key press fluent. */
const LONGEST = 262_144;
/** Levels. The composer of the library recurses, and running out of stack inside V8's RegExp compiler ends the process. */
const DEEPEST = 64;

const OPTIONS = {
  schema: 'core',
  merge: false,
  stringKeys: true,
  uniqueKeys: false, // quadratic; `entries.ts` does it
  resolveKnownTags: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** The syntax tree of any text, or what keeps it from being one. Never throws, in time linear in the text. */
export function readYaml(text: string): { document: Document.Parsed | undefined; faults: YamlFault[] } {
  if (text.length > LONGEST) {
    const message = `the file has ${text.length} characters; at most ${LONGEST} are read`;
    return { document: undefined, faults: [{ code: 'yaml/too-large', message, span: [0, 0] }] };
  }
  const tokens = [...new Parser().parse(text)];
  const deep = tooDeep(tokens);
  if (deep !== undefined) {
    const message = `nested deeper than ${DEEPEST} levels`;
    return { document: undefined, faults: [{ code: 'yaml/too-deep', message, span: [deep, deep + 1] }] };
  }
  const stray = tokens.find((token) => token.type === 'error');
  if (stray) {
    const message = 'a bracket or brace too many, or text that belongs nowhere';
    return { document: undefined, faults: [{ code: 'yaml/syntax', message, span: [stray.offset, stray.offset + 1] }] };
  }
  const [document] = [...new Composer(OPTIONS).compose(tokens, true, text.length)];
  // Of the warnings, only tags matter: the others are about layout that is read as meant.
  const tags = document?.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED') ?? [];
  const faults = [...(document?.errors ?? []), ...tags].map(faultOf).filter(onlyFirst('yaml/syntax'));
  const second = tokens.filter((token) => token.type === 'document')[1];
  if (second) {
    const hint = 'Remove the line `---`, or move what follows it into a file of its own.';
    const span = [second.offset, Math.min(second.offset + 3, text.length)] as const;
    faults.push({ code: 'yaml/multiple-documents', message: 'the file holds more than one document', hint, span });
  }
  return { document, faults };
}

/** An open quote or bracket makes everything after it wrong too; the innermost mistake is found first. */
function onlyFirst(code: ProblemCode): (fault: YamlFault) => boolean {
  let count = 0;
  return (fault) => fault.code !== code || ++count === 1;
}

/** Offset of the first token nested too deep, without recursion. */
function tooDeep(tokens: readonly CST.Token[]): number | undefined {
  const open: CST.Token[] = [...tokens];
  const levels: number[] = tokens.map(() => 0);
  for (let token = open.pop(); token !== undefined; token = open.pop()) {
    const level = levels.pop()!;
    if (level > DEEPEST) return token.offset;
    const push = (child: CST.Token | null | undefined) => {
      if (child === null || child === undefined || !NESTING.has(child.type)) return;
      open.push(child);
      levels.push(level + 1);
    };
    if (token.type === 'document') push(token.value);
    else if ('items' in token) {
      for (const { key, value } of token.items) {
        push(key);
        push(value);
      }
    }
  }
  return undefined;
}

/** Tokens with others inside; only they can lead too deep. */
const NESTING: ReadonlySet<string> = new Set(['document', 'block-map', 'block-seq', 'flow-collection']);
