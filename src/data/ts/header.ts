import { UserError } from '../../base/errors.ts';

/** What the tags above `@data` say. */
export interface TsHeader {
  /** class labels in the order declared; undefined when the file has values to predict, or no targets */
  classes: readonly string[] | undefined;
  hasTargetValue: boolean;
  dimensions: number | undefined;
  /** rows, when all series are equally long */
  seriesLength: number | undefined;
}

/**
 * Collects the tags of a `.ts` file as the UEA & UCR archive writes them (sktime's "time series file format"), in any
 * letter case. Tags that say nothing needed here (@problemName, @univariate, unknown ones) are read over.
 */
export class TsHeaderReader {
  readonly #file: string;
  readonly #header: TsHeader = {
    classes: undefined,
    hasTargetValue: false,
    dimensions: undefined,
    seriesLength: undefined,
  };
  #equalLength = true;

  constructor(file: string) {
    this.#file = file;
  }

  /** @returns the header when this line is `@data` */
  take(line: string, number: number): TsHeader | undefined {
    const [tag = '', ...words] = line.trim().split(/\s+/);
    if (tag === '' || tag.startsWith('#')) return undefined;
    if (!tag.startsWith('@')) {
      throw new UserError('data/ts-header', `"${line.slice(0, 40)}" stands before @data`, {
        where: `${this.#file}:${number}:1`,
        hint: 'Lines above @data begin with @ or #.',
      });
    }
    const flag = () => this.#flag(tag, words[0], number);
    const header = this.#header;
    switch (tag.toLowerCase()) {
      case '@timestamps':
        if (flag())
          throw this.#error(number, 'time stamps are not supported', 'Resample the series to a constant rate.');
        break;
      case '@missing':
        if (flag())
          throw this.#error(number, 'missing values are not supported', 'Fill the gaps, and set `@missing false`.');
        break;
      case '@dimension':
      case '@dimensions':
        header.dimensions = this.#count(tag, words[0], number);
        break;
      case '@univariate':
        if (flag()) header.dimensions ??= 1;
        break;
      case '@equallength':
        this.#equalLength = flag();
        break;
      case '@serieslength':
        header.seriesLength = this.#count(tag, words[0], number);
        break;
      case '@classlabel':
        if (!flag()) break;
        if (words.length === 1)
          throw this.#error(number, '@classLabel names no class', 'Write `@classLabel true a b`.');
        header.classes = words.slice(1);
        break;
      case '@targetlabel':
        header.hasTargetValue = flag();
        break;
      case '@data':
        if (!this.#equalLength) header.seriesLength = undefined;
        return header;
    }
    return undefined;
  }

  #flag(tag: string, word: string | undefined, number: number): boolean {
    const value = word?.toLowerCase();
    if (value === 'true') return true;
    if (value === 'false') return false;
    throw this.#error(
      number,
      `${tag} is ${word ?? 'empty'}, not true or false`,
      `Write \`${tag} true\` or \`${tag} false\`.`,
    );
  }

  #count(tag: string, word: string | undefined, number: number): number {
    const value = Number(word);
    if (word !== undefined && Number.isInteger(value) && value >= 1) return value;
    throw this.#error(number, `${tag} is ${word ?? 'empty'}, not a whole number above 0`, `Write \`${tag} 3\`, say.`);
  }

  #error(number: number, message: string, hint: string): UserError {
    return new UserError('data/ts-header', message, { where: `${this.#file}:${number}`, hint });
  }
}
