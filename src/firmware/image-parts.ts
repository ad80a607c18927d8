import type { MapFile, MemoryRegion, OutputSection } from './map-file.ts';

/** Whose a byte of an image is. */
export const IMAGE_PARTS = ['model', 'self-test', 'application', 'libc', 'libgcc', 'framework'] as const;

type ImagePart = (typeof IMAGE_PARTS)[number];

/** bytes */
export interface MemoryUse {
  /** What is stored while there is no power: code, constants, initial values of variables. */
  readonly flash: number;
  /** Variables and the stacks that are reserved for good. */
  readonly ram: number;
}

export interface ImageUse {
  readonly total: MemoryUse;
  /** Undefined when the linker optimised across files (`-flto`, as PlatformIO does on AVR): then nobody knows. */
  readonly parts: Readonly<Record<ImagePart, MemoryUse>> | undefined;
}

/**
 * What an image takes of flash and RAM, and who takes it. The framework gets what belongs to no file: fillings, vectors, and
 * stacks that the linker script makes. Strings that the linker merged count for the file that came first.
 * @param prefix of the model's names and files
 */
export function imageUse(map: MapFile, prefix: string): ImageUse {
  const parts = new Map<ImagePart, MemoryUse>(IMAGE_PARTS.map((part) => [part, { flash: 0, ram: 0 }]));
  let total: MemoryUse = { flash: 0, ram: 0 };
  let optimised = false;
  for (const section of map.sections) {
    const places = placesOf(section, map.regions);
    const give = (part: ImagePart, bytes: number): void => {
      parts.set(part, plus(parts.get(part)!, places, bytes));
    };
    let left = section.size;
    for (const { file, size } of section.contributions) {
      optimised ||= LINK_TIME_OBJECT.test(file);
      give(partOf(file, prefix), size);
      left -= size;
    }
    give('framework', left);
    total = plus(total, places, section.size);
  }
  return { total, parts: optimised ? undefined : (Object.fromEntries(parts) as Record<ImagePart, MemoryUse>) };
}

const LINK_TIME_OBJECT = /\.ltrans\d*\.(?:ltrans\.)?o\b/;

function plus(use: MemoryUse, { flash, ram }: Places, bytes: number): MemoryUse {
  return { flash: use.flash + (flash ? bytes : 0), ram: use.ram + (ram ? bytes : 0) };
}

interface Places {
  readonly flash: boolean;
  readonly ram: boolean;
}

/** Variables that start as zero, or as nothing: they are not stored. */
const NOT_STORED = /bss|noinit|stack|heap|COMMON/i;

/** Where nothing but an emulator's RAM is, code and constants count as flash all the same. */
const CONSTANT = /^\.?(text|rodata|rom_start|vectors|init|fini|reset)/;

function placesOf({ name, address }: OutputSection, regions: readonly MemoryRegion[]): Places {
  const region = regions.find(({ origin, length }) => origin <= address && address < origin + length);
  if (region === undefined || !region.writable || CONSTANT.test(name)) return { flash: true, ram: false };
  return { flash: !NOT_STORED.test(name), ram: true };
}

/** The owner of an object file or a member of an archive. */
function partOf(file: string, prefix: string): ImagePart {
  const [, archive, object] = /([^/\\(]+)(?:\(([^)]+)\))?$/.exec(file) ?? [];
  const name = object ?? archive ?? file;
  const stem = name.replace(/(\.(c|cpp|cc|S))?\.(o|obj)$/, '');
  if (stem === prefix) return 'model';
  if (stem === 'self_test') return 'self-test';
  if (archive === 'libgcc.a') return 'libgcc';
  if (/^lib(c|m|g|nosys)(_\w+)?\.a$/.test(archive ?? '') || file.includes('liblib__libc')) return 'libc';
  return stem === 'main' && !/^lib(zephyr|FrameworkArduino)/.test(archive ?? '') ? 'application' : 'framework';
}
