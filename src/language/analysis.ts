import { inspectSpec, type InspectedSpec } from '../spec/parse.ts';
import { locate, type Located } from './located.ts';
import type { OutlineMap } from './outline-node.ts';
import { outlineOf } from './outline.ts';

/** What is known of one text, made when somebody asks for it and then kept. */
export class Analysis {
  readonly text: string;
  #outline: OutlineMap | undefined;
  #located: Located[] | undefined;
  #inspected: InspectedSpec | undefined;
  #byPath: Map<string, Located> | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** The structure, however broken the text. */
  get outline(): OutlineMap {
    return (this.#outline ??= outlineOf(this.text));
  }

  /** The entries of the outline in the order of the text. */
  get located(): readonly Located[] {
    return (this.#located ??= locate(this.outline));
  }

  /** What the language makes of it. */
  get inspected(): InspectedSpec {
    return (this.#inspected ??= inspectSpec(this.text));
  }

  at(path: string): Located | undefined {
    this.#byPath ??= new Map(this.located.map((one) => [one.path, one]));
    return this.#byPath.get(path);
  }
}

/** The texts of a few open files, and of the last key presses in one. */
const KEPT = 8;
const recent = new Map<string, Analysis>();

/** The analysis of a text, shared by all who ask about the same text. */
export function analyse(text: string): Analysis {
  const analysis = recent.get(text) ?? new Analysis(text);
  recent.delete(text);
  recent.set(text, analysis);
  if (recent.size > KEPT) recent.delete(recent.keys().next().value!);
  return analysis;
}
