/** A memory that the linker script names. */
export interface MemoryRegion {
  readonly name: string;
  readonly origin: number;
  /** bytes */
  readonly length: number;
  readonly writable: boolean;
}

/** Bytes that one object file gives to an output section. */
interface Contribution {
  /** As the linker names it: `build/model.o`, `lib/libmodel.a(model.c.obj)`. */
  readonly file: string;
  /** The input section, `.text.model_step`. */
  readonly section: string;
  /** bytes */
  readonly size: number;
}

export interface OutputSection {
  readonly name: string;
  readonly address: number;
  /** bytes, alignment included */
  readonly size: number;
  /** Where the initial values are stored; undefined: where the section itself is, or nowhere. */
  readonly loadAddress: number | undefined;
  readonly contributions: readonly Contribution[];
}

/** What GNU ld's `-Map` says of an image. */
export interface MapFile {
  readonly regions: readonly MemoryRegion[];
  /** Those that take memory on the chip: debug information and notes are left out, and so is what is empty. */
  readonly sections: readonly OutputSection[];
}

/**
 * Parses a map of GNU ld (Zephyr's `zephyr.map`, PlatformIO's `firmware.map`); undefined when the text is none. What the
 * linker threw away stands above the memory map, and is not read.
 */
export function parseMapFile(text: string): MapFile | undefined {
  const [, memories, map] = /^Memory Configuration$([^]*?)^Linker script and memory map$([^]*)/m.exec(text) ?? [];
  if (memories === undefined || map === undefined) return undefined;
  const regions = [...memories.matchAll(REGION)].map(([, name, origin, length, attributes]) => ({
    name: name!,
    origin: Number(origin),
    length: Number(length),
    writable: /^[^!]*w/.test(attributes!),
  }));
  return { regions, sections: sectionsOf(map) };
}

/** `FLASH   0x08000000   0x00080000   xr`; the region of last resort, `*default*`, has no attributes. */
const REGION = /^(\S+)[ ]+(0x[0-9a-f]+)[ ]+(0x[0-9a-f]+)[ ]+([!a-z][!a-z ]*)$/gm;

/** An output section begins its line; its name may be too long for the address to stand beside it. */
const OUTPUT = /^([^\s*/]\S*)\s+(0x[0-9a-f]+)\s+(0x[0-9a-f]+)(?:\s+load address (0x[0-9a-f]+))?$/;

/** An input section is indented by one blank. */
const INPUT = /^ ([^\s*]\S*)\s+(0x[0-9a-f]+)\s+(0x[0-9a-f]+) (\S.*)$/;

/** Sections that stay on the computer. */
const NOT_LOADED = /^\.(debug|comment|note|stab|gnu|ARM\.attributes|riscv\.attributes|symtab|strtab|shstrtab)/;

function sectionsOf(map: string): OutputSection[] {
  const sections: OutputSection[] = [];
  let contributions: Contribution[] = [];
  for (const line of joined(map.split(/\r?\n/))) {
    const output = OUTPUT.exec(line);
    if (output !== null) {
      const [, name, address, size, loadAddress] = output;
      contributions = [];
      sections.push({
        name: name!,
        address: Number(address),
        size: Number(size),
        loadAddress: loadAddress === undefined ? undefined : Number(loadAddress),
        contributions,
      });
      continue;
    }
    const [, section, , size, file] = INPUT.exec(line) ?? [];
    if (section !== undefined && Number(size) > 0) contributions.push({ file: file!, section, size: Number(size) });
  }
  return sections.filter(({ name, size }) => size > 0 && !NOT_LOADED.test(name));
}

/** Puts a long name, which stands on a line of its own, before what belongs to it. */
function* joined(lines: readonly string[]): Generator<string> {
  let name: string | undefined;
  for (const line of lines) {
    const rest = name !== undefined && /^\s+0x[0-9a-f]+\s+0x/.test(line);
    yield rest ? `${name}${line}` : line;
    name = /^ ?[^\s*(]\S*$/.test(line) ? line : undefined;
  }
}
