import type { Random } from '../base/random.ts';
import type { Architecture } from '../protocol/architecture.ts';
import type { Body, Seen } from './genome.ts';
import type { RankChoice } from './ranks.ts';

/** Chooses among rank choices that make the same architecture. */
export type PickRank = (choices: readonly RankChoice[]) => RankChoice;

/** What a body is of an architecture; fields in the order of `ArchitectureSchema`. */
export interface DecodedBody {
  readonly frontend: Architecture['frontend'];
  readonly blocks?: NonNullable<Architecture['blocks']>;
  readonly recurrent: Architecture['recurrent'];
  readonly pooling: Architecture['pooling'];
}

/** The bodies of one kind, by what they see of the recordings. Only asked for one where some fit. */
export interface Family<B extends Body = Body> {
  readonly kind: B['kind'];
  /** Samples from which on some fit. */
  readonly needed: number;
  /** Fields with a choice. */
  readonly fields: number;
  /** A body with another value of a field, 0 … `fields` − 1; the body itself where no other value fits. */
  vary(body: B, field: number, seen: Seen, random: Random): B;
  /** Distinct bodies, in steps of some microseconds. */
  counting(seen: Seen): Generator<undefined, number>;
  /** Each field drawn by itself, so that few layers are as likely as many although they are fewer bodies. */
  sample(seen: Seen, random: Random): B;
  /** Each body equally likely. */
  sampleUniform(seen: Seen, random: Random): B;
  /** Each body once, few layers and small sizes first. */
  enumerate(seen: Seen): Generator<B, undefined>;
  /** The body of an architecture; undefined when it is of another kind, or not of this space. */
  of(architecture: Architecture, seen: Seen, pick: PickRank): B | undefined;
  fits(body: B, seen: Seen): boolean;
  /** The body, or one like it that fits. */
  fitted(body: B, seen: Seen, random: Random): B;
  /** Each field from one parent or the other, such that it fits where one of them does. */
  cross(a: B, b: B, random: Random): B;
  decode(body: B, seen: Seen): DecodedBody;
  /** As many numbers in [0, 1] for every body, and for none. */
  encode(body: B | undefined): number[];
}
