import type { VNode } from 'preact';
import { formatBytes, formatCount } from '../../src/base/format.ts';
import type { EmulationState } from '../../src/protocol/dashboard.ts';
import { formatQuality } from '../../src/protocol/describe.ts';
import type { Emulation } from '../../src/protocol/jobs.ts';
import { FigureHead, FigureRow } from './figure-row.tsx';

/** What came out when the network ran in an emulator, beside what was estimated. */
export function EmulationResult({ state }: { state: EmulationState }): VNode {
  return (
    <div class="emulation">
      <h3>Emulator</h3>
      <div role="status">
        {state.kind === 'running' && <p class="note">{state.text}…</p>}
        {state.kind === 'failed' && (
          <>
            <p class="failure">{state.error.message}</p>
            {state.error.hint !== undefined && <p class="hint">{state.error.hint}</p>}
          </>
        )}
        {state.kind === 'done' && <Figures {...state.emulation} />}
      </div>
    </div>
  );
}

function Figures({ board, windows, different, data, quality, estimated, measured, image }: Emulation): VNode {
  const instructions = (count: number): string => formatCount(count);
  return (
    <>
      <p class={different === 0 ? 'note' : 'failure'}>
        {board.name}:{' '}
        {different === 0
          ? `all ${formatCount(windows)} windows gave the same outputs as the search, bit for bit`
          : `${formatCount(different)} of ${formatCount(windows)} windows gave other outputs than the search`}
        {`; ${formatQuality(quality)} on these ${data} data.`}
      </p>
      <table class="figures">
        <FigureHead />
        <tbody>
          <FigureRow
            title="Flash of the model"
            format={formatBytes}
            estimated={estimated.flash}
            measured={measured.flash}
          />
          <FigureRow title="RAM of the model" format={formatBytes} estimated={estimated.ram} measured={measured.ram} />
          <FigureRow
            title="Instructions per window"
            format={instructions}
            estimated={estimated.instructionsPerWindow}
            measured={measured.instructionsPerWindow}
          />
          <FigureRow title="Instructions per step" format={instructions} measured={measured.instructionsPerStep} />
          <FigureRow title="Stack of the model" format={formatBytes} measured={measured.stack} />
          <FigureRow
            title="Flash of the firmware"
            format={formatBytes}
            estimated={image.estimated.flash}
            measured={image.flash}
          />
          <FigureRow
            title="RAM of the firmware"
            format={formatBytes}
            estimated={image.estimated.ram}
            measured={image.ram}
          />
        </tbody>
      </table>
    </>
  );
}
