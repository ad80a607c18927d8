import type { VNode } from 'preact';
import { formatBytes, formatCount } from '../../src/base/format.ts';
import type { EmulationState } from '../../src/protocol/dashboard.ts';
import { formatQuality } from '../../src/protocol/describe.ts';
import type { Emulation } from '../../src/protocol/jobs.ts';
import { formatShare } from './measures.ts';

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
        <thead>
          <tr>
            <td />
            <th scope="col">Estimated</th>
            <th scope="col">Measured</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          <Row title="Flash of the model" format={formatBytes} estimated={estimated.flash} measured={measured.flash} />
          <Row title="RAM of the model" format={formatBytes} estimated={estimated.ram} measured={measured.ram} />
          <Row
            title="Instructions per window"
            format={instructions}
            estimated={estimated.instructionsPerWindow}
            measured={measured.instructionsPerWindow}
          />
          <Row title="Instructions per step" format={instructions} measured={measured.instructionsPerStep} />
          <Row title="Stack of the model" format={formatBytes} measured={measured.stack} />
          <Row
            title="Flash of the firmware"
            format={formatBytes}
            estimated={image.estimated.flash}
            measured={image.flash}
          />
          <Row title="RAM of the firmware" format={formatBytes} estimated={image.estimated.ram} measured={image.ram} />
        </tbody>
      </table>
    </>
  );
}

interface RowProps {
  readonly title: string;
  readonly format: (value: number) => string;
  readonly estimated?: number;
  readonly measured: number;
}

function Row({ title, format, estimated, measured }: RowProps): VNode {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>{estimated === undefined ? '' : format(estimated)}</td>
      <td>{format(measured)}</td>
      <td>{estimated === undefined ? '' : difference(measured, estimated)}</td>
    </tr>
  );
}

function difference(measured: number, estimated: number): string {
  const share = estimated === 0 ? 0 : measured / estimated - 1;
  const text = formatShare(Math.abs(share));
  return text === '0 %' ? (measured === estimated ? 'none' : '< 0.1 %') : `${share > 0 ? '+' : '−'}${text}`;
}
