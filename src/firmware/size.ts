/** Bytes of an object file or an image, by kind of section. */
export interface SectionSizes {
  readonly text: number;
  readonly rodata: number;
  readonly data: number;
  readonly bss: number;
}

/** Code, constants, and the initial values of variables. */
export function flashBytes({ text, rodata, data }: SectionSizes): number {
  return text + rodata + data;
}

/** Variables, without the stack. */
export function ramBytes({ data, bss }: SectionSizes): number {
  return data + bss;
}

/**
 * Sums the output of `size -A`. Sections are told by name, as linkers do: `.text.model_step` is text, `.srodata` (RISC-V
 * small data) is rodata. Debug information and notes do not count. Throws on text that is no output of `size -A`.
 */
export function parseSectionSizes(output: string): SectionSizes {
  const sizes = { text: 0, rodata: 0, data: 0, bss: 0 };
  if (!/^section\s+size/m.test(output)) throw new Error(`not the output of size -A:\n${output}`);
  for (const [, name = '', bytes = ''] of output.matchAll(/^(\.\S+)\s+(\d+)/gm)) {
    const kind = kindOf(name);
    if (kind !== undefined) sizes[kind] += Number(bytes);
  }
  return sizes;
}

function kindOf(section: string): keyof SectionSizes | undefined {
  const base = /^\.(s?)(text|rodata|data|bss)(\.|$)/.exec(section)?.[2];
  return base as keyof SectionSizes | undefined;
}

export interface ObjectSymbol {
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** Letter of `nm`: t text, r rodata, d data, b bss; upper case when visible to other files. */
  readonly type: string;
}

/** Parses `nm -S`: symbols that have a size, largest first. */
export function parseSymbols(output: string): ObjectSymbol[] {
  return [...output.matchAll(/^[0-9a-f]+ ([0-9a-f]+) ([A-Za-z]) (\S+)$/gm)]
    .map(([, size = '0', type = '?', name = '']) => ({ name, size: parseInt(size, 16), type }))
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
}
