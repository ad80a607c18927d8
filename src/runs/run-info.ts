import { boardNamed } from '../hardware/boards.ts';
import { describeLatencyBasis } from '../hardware/latency.ts';
import type { RunInfo } from '../protocol/dashboard.ts';
import { referencePoints } from '../spec/references.ts';
import type { Spec } from '../spec/schema.ts';

/**
 * What a dashboard shows of a run besides its journal.
 * @param folder of the run, if it has one yet
 */
export function runInfo(spec: Spec, folder: string | undefined): RunInfo {
  const board = boardNamed(spec.target.board);
  return {
    run: folder,
    name: spec.name,
    board: board && {
      id: board.id,
      name: board.name,
      core: board.core,
      clockHz: board.clockHz,
      flashBytes: board.flashBytes,
      ramBytes: board.ramBytes,
      latencyBasis: describeLatencyBasis(board),
    },
    framework: spec.output.framework,
    mode: spec.target.mode,
    references: referencePoints(spec.references),
  };
}
