import { UserError } from '../../base/errors.ts';
import { channelNames } from '../channel-names.ts';
import type { Arrays } from '../arrays.ts';
import { readText } from '../bytes.ts';
import { ClassNames } from '../classes.ts';
import { decode } from '../csv/tokenizer.ts';
import { LARGEST_FLOAT32, parseDecimal } from '../decimal.ts';
import { GrowingRows } from '../growing.ts';
import type { Intake } from '../intake.ts';
import type { Agreed, Recordings } from '../recordings.ts';
import { caseOf, type Case } from './case.ts';
import { TsHeaderReader, type TsHeader } from './header.ts';
import { lines } from './lines.ts';

export interface TsPlan {
  readonly task: 'classification' | 'regression';
  readonly samplingRate: number | undefined;
  /** The training file, when this is the test file. */
  readonly agreed: Agreed | undefined;
}

/** Reads a `.ts` file of the UEA & UCR archive: a series per line, dimension after dimension, the target last. */
export async function readTs(file: string, plan: TsPlan, intake: Intake, arrays: Arrays): Promise<Recordings> {
  const reader = new CaseReader(file, plan, (width) => new GrowingRows(width, arrays, () => intake.share));
  for await (const line of lines(readText(file, intake), file)) reader.take(line.bytes, line.number);
  return reader.finish();
}

const TARGETS = {
  classification: { what: 'class labels', tag: '@classLabel true' },
  regression: { what: 'values to predict', tag: '@targetLabel true' },
};

class CaseReader {
  readonly #file: string;
  readonly #plan: TsPlan;
  readonly #headerReader: TsHeaderReader;
  readonly #classes: ClassNames;
  #header: TsHeader | undefined;
  #dimensions: number | undefined;
  readonly #newRows: (width: number) => GrowingRows;
  #values: GrowingRows;
  readonly #starts: number[] = [];
  readonly #lengths: number[] = [];
  readonly #targets: number[] = [];
  readonly #lines: number[] = [];

  constructor(file: string, plan: TsPlan, newRows: (width: number) => GrowingRows) {
    this.#file = file;
    this.#plan = plan;
    this.#newRows = newRows;
    this.#values = newRows(1);
    this.#headerReader = new TsHeaderReader(file);
    this.#classes = new ClassNames(plan.agreed?.classes);
  }

  take(bytes: Buffer, number: number): void {
    if (this.#header === undefined) {
      this.#takeHeader(bytes, number);
      return;
    }
    const content = firstByte(bytes);
    if (content === undefined || content === 0x23) return;
    const found = caseOf(bytes, this.#file, number);
    this.#agree(found, this.#header, number);
    this.#starts.push(this.#values.rows);
    this.#lengths.push(found.length);
    this.#lines.push(number);
    this.#copy(found, bytes, number);
    this.#targets.push(this.#target(found, bytes, number));
  }

  finish(): Recordings {
    if (this.#header === undefined) {
      throw new UserError('data/ts-header', 'there is no @data line', {
        where: this.#file,
        hint: 'Is this a .ts file of the UEA archive?',
      });
    }
    if (this.#dimensions === undefined) {
      throw new UserError('data/no-rows', 'there are no series below @data', { where: this.#file });
    }
    const targets = Float32Array.from(this.#targets);
    const lineOf = this.#lines;
    return {
      channels: channelNames('ts', this.#dimensions),
      samplingRate: this.#plan.samplingRate,
      values: this.#values.finish(),
      starts: Uint32Array.from(this.#starts),
      lengths: Uint32Array.from(this.#lengths),
      targets,
      targetPer: 'recording',
      classes: this.#plan.task === 'classification' ? this.#classes.sorted(targets) : [],
      groups: undefined,
      file: this.#file,
      place: (recording) => `${this.#file}:${lineOf[recording]}`,
    };
  }

  #takeHeader(bytes: Buffer, number: number): void {
    const text = decode(bytes);
    // Comments of the archive are at times in Latin-1.
    if (text === undefined && firstByte(bytes) === 0x23) return;
    if (text === undefined) {
      throw new UserError('data/encoding', 'the text is not valid UTF-8', { where: `${this.#file}:${number}` });
    }
    this.#header = this.#headerReader.take(text, number);
    if (this.#header === undefined) return;
    const { classes, hasTargetValue } = this.#header;
    const has = { classification: classes !== undefined, regression: hasTargetValue };
    const { task } = this.#plan;
    if (has[task]) return;
    const other = task === 'classification' ? 'regression' : 'classification';
    throw new UserError('data/ts-header', `there are no ${TARGETS[task].what}`, {
      where: `${this.#file}:${number}`,
      hint: has[other] ? `Set \`task.type: ${other}\`.` : `The header needs \`${TARGETS[task].tag}\`.`,
    });
  }

  #agree(found: Case, header: TsHeader, number: number): void {
    const where = `${this.#file}:${number}`;
    const dimensions = this.#dimensions ?? header.dimensions ?? found.dimensions;
    if (found.dimensions !== dimensions) {
      throw new UserError('data/ts-dimensions', `the series has ${found.dimensions} dimensions, not ${dimensions}`, {
        where,
        hint: 'Dimensions are separated by colons; the last field is the target.',
      });
    }
    if (header.seriesLength !== undefined && found.length !== header.seriesLength) {
      throw new UserError('data/ts-length', `the series has ${found.length} values, not ${header.seriesLength}`, {
        where,
        hint: 'Correct @seriesLength, or set `@equalLength false`.',
      });
    }
    if (this.#dimensions === undefined) this.#begin(dimensions, where);
  }

  #begin(dimensions: number, where: string): void {
    const trained = this.#plan.agreed?.channels.length ?? dimensions;
    if (trained !== dimensions) {
      const message = `the test file has ${dimensions} dimensions, and the training file ${trained}`;
      throw new UserError('data/channel-mismatch', message, { where, hint: 'Both files must hold the same signals.' });
    }
    this.#dimensions = dimensions;
    this.#values = this.#newRows(dimensions);
  }

  /** Dimension after dimension in the file, step after step in memory. */
  #copy(found: Case, bytes: Buffer, number: number): void {
    const { dimensions, length, ends } = found;
    const series = new Float32Array(dimensions * length);
    let from = 0;
    for (let field = 0; field < dimensions * length; field++) {
      const to = ends[field]!;
      const value = parseDecimal(bytes, from, to);
      const dimension = Math.floor(field / length);
      const step = field % length;
      if (!(Math.abs(value) <= LARGEST_FLOAT32)) throw this.#badValue(bytes, from, to, number, dimension, step);
      series[step * dimensions + dimension] = value;
      from = to + 1;
    }
    for (let step = 0; step < length; step++) {
      const offset = this.#values.extend();
      this.#values.values.set(series.subarray(step * dimensions, (step + 1) * dimensions), offset);
    }
  }

  #badValue(bytes: Buffer, from: number, to: number, line: number, dimension: number, step: number): UserError {
    const text = bytes.toString('utf8', from, Math.min(to, from + 40)).trim();
    const what =
      text === '' ? 'a value is empty' : text === '?' ? 'a value is missing ("?")' : `"${text}" is not a finite number`;
    const code = text === '' ? 'data/empty-cell' : text === '?' ? 'data/missing-value' : 'data/not-a-number';
    return new UserError(code, `${what} (dimension ${dimension + 1}, step ${step + 1})`, {
      where: `${this.#file}:${line}:${columnOf(bytes, from)}`,
      hint: text.startsWith('(')
        ? 'Series with time stamps are not supported.'
        : 'Fill the gap, or leave the series out.',
    });
  }

  #target(found: Case, bytes: Buffer, number: number): number {
    const from = found.target;
    const where = () => `${this.#file}:${number}:${columnOf(bytes, from)}`;
    const text = decode(bytes.subarray(from))?.trim();
    if (text === undefined) throw new UserError('data/encoding', 'the text is not valid UTF-8', { where: where() });
    if (text === '') throw new UserError('data/empty-cell', 'the series has no target', { where: where() });
    if (this.#plan.task === 'classification') {
      if (this.#header?.classes?.includes(text) !== true) {
        throw new UserError('data/ts-label', `label "${text}" is not listed in @classLabel`, {
          where: where(),
          hint: `Listed are ${this.#header?.classes?.slice(0, 12).join(', ') ?? 'none'}.`,
        });
      }
      return this.#classes.indexOf(text, where);
    }
    const value = parseDecimal(bytes, from, bytes.length);
    if (Math.abs(value) <= LARGEST_FLOAT32) return value;
    throw new UserError('data/not-a-number', `the target "${text.slice(0, 40)}" is not a finite number`, {
      where: where(),
    });
  }
}

function firstByte(bytes: Buffer): number | undefined {
  return bytes.find((byte) => byte !== 0x20 && byte !== 0x09);
}

/** From 1, in UTF-16 units as editors count. */
function columnOf(bytes: Buffer, at: number): number {
  return bytes.toString('utf8', 0, at).length + 1;
}
