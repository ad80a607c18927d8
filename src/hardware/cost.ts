import { stageCounts } from '../network/shapes.ts';
import type { Architecture } from '../protocol/architecture.ts';
import type { Cost } from '../protocol/results.ts';
import { samplesSeen } from '../protocol/sampling.ts';
import type { Board } from './board.ts';
import { estimateEnergy } from './energy.ts';
import { estimateLatency } from './latency.ts';
import { modelMemory } from './memory.ts';
import { macsOf, seriesMacs } from './work.ts';

/** Where and how a network is to run. */
export interface Deployment {
  readonly board: Board;
  /** Windowed: all samples of a window per decision. Streaming: one step per sample. */
  readonly mode: 'streaming' | 'windowed';
  /** Samples of a window (of the longest series) that enter the network. */
  readonly samples: number;
  /** By which measurements on the board say that the model of latency is off; absent: 1. */
  readonly latencyFactor?: number | undefined;
}

/** The cost of an architecture, from the architecture alone: what a candidate is judged by before it is trained. */
export function costOf(architecture: Architecture, deployment: Deployment): Cost {
  const { board, mode, samples, latencyFactor = 1 } = deployment;
  const { flash, ram } = modelMemory(architecture, board.core);
  const latency = estimateLatency(architecture, samples, { ...board, emulated: board.emulator !== undefined });
  const macs = macsPerDecision(architecture, mode, samples);
  const seconds = latency[mode] * latencyFactor;
  return { flash: flash.total, ram, macs, latency: seconds, energy: estimateEnergy(board.mcu, seconds, macs) ?? null };
}

/** Costs of architectures of one data set, whose longest series has `samples` as recorded: each sees its own part of it. */
export function costEstimator(deployment: Deployment): (architecture: Architecture) => Cost {
  return (architecture) =>
    costOf(architecture, { ...deployment, samples: samplesSeen(architecture, deployment.samples) });
}

function macsPerDecision(architecture: Architecture, mode: Deployment['mode'], samples: number): number {
  const macs = macsOf(architecture);
  return mode === 'streaming' ? macs.step + macs.predict : seriesMacs(macs, stageCounts(architecture, samples));
}
