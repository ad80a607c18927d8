import { mean } from '../base/means.ts';
import type { Architecture } from '../protocol/architecture.ts';

/** A choice that the search had, and what an architecture has there. */
export type Gene = string | number;

/** An architecture as the choices that a person would name, in this order. Equal names for all architectures. */
export function genesOf({
  frontend,
  blocks = [],
  recurrent,
  pooling,
  weightBits,
  activationBits,
  dense,
  sampling,
  inputs,
}: Architecture): Readonly<Record<string, Gene>> {
  const convolutions = frontend.kind === 'convolution' ? [frontend, ...blocks] : blocks;
  const strides = frontend.kind === 'decimation' ? [frontend.factor] : convolutions.map(({ stride }) => stride);
  const width = frontend.kind === 'convolution' ? frontend.filters : inputs;
  const inputShare = recurrent.map(({ inputRank, hidden }, layer) => {
    const columns = layer === 0 ? width : recurrent[layer - 1]!.hidden;
    return inputRank === undefined ? 1 : inputRank / Math.min(hidden, columns);
  });
  const recurrentShare = recurrent.map(({ recurrentRank, hidden }) => (recurrentRank ?? hidden) / hidden);
  return {
    cell: recurrent.length === 0 ? 'cnn' : recurrent.map(({ cell }) => cell).join('+'),
    'hidden size': mean(recurrent.map(({ hidden }) => hidden)),
    layers: recurrent.length,
    'front end': frontend.kind,
    blocks: blocks.length,
    filters: mean(convolutions.map(({ filters }) => filters)),
    kernel: mean(convolutions.map(({ kernel }) => kernel)),
    stride: strides.length === 0 ? 1 : mean(strides),
    pooling,
    'dense units': dense ?? 0,
    window: sampling?.window ?? Infinity,
    'one sample in': sampling?.every ?? 1,
    channels: sampling?.channels?.join(' ') ?? 'all',
    'input rank': mean(inputShare),
    'recurrent rank': mean(recurrentShare),
    'weight bits': weightBits ?? 8,
    'activation bits': activationBits ?? 16,
  };
}
