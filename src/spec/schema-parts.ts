import * as Type from 'typebox';
import type { TSchema } from 'typebox';
import { quantity } from './quantity.ts';

/** The bricks of the `.nas.yaml` schema. `single` marks lists that may be written as one bare value. */
export const object = <P extends Record<string, TSchema>>(properties: P, description: string) =>
  Type.Object(properties, { additionalProperties: false, description });

export const integer = (minimum: number, maximum: number, description: string, options: object = {}) =>
  Type.Integer({ minimum, maximum, description, ...options });

export const list = <T extends TSchema>(items: T, description: string, options: object = {}) =>
  Type.Array(items, { minItems: 1, uniqueItems: true, single: true, description, ...options });

export const sizes = (description: string, defaults: number[]) =>
  list(Type.Integer({ minimum: 1, maximum: 1024 }), description, { default: defaults });

/** A part of a series: all of it, a number of samples, or a time, which takes a sampling rate to become one. */
export type Stretch = 'all' | number | Time;

/** `1.28 s`: seconds with their unit, which tells them from samples. */
export type Time = `${number} s`;

export const secondsOf = (time: Time): number => Number.parseFloat(time);

export const stretch = (description: string) => {
  const time = quantity('seconds', { description, examples: ['1.28 s'] }) as unknown as { anyOf: object[] };
  const [, text] = time.anyOf;
  const anyOf = [{ const: 'all' }, { type: 'integer', minimum: 1 }, text];
  return Type.Unsafe<Stretch>({ ...time, anyOf, stretch: true });
};

export const fraction = (description: string, value: number) =>
  Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1, description, default: value });

/** Column names, paths and ids: control characters would end up in terminals, C comments and system calls. */
export const text = (description: string, examples: string[] = []) =>
  Type.String({
    minLength: 1,
    maxLength: 500,
    pattern: '^[^\\u0000-\\u001f\\u007f]*$',
    patternErrorMessage: 'must not contain control characters',
    description,
    ...(examples.length > 0 && { examples }),
  });
