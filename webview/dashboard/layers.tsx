import type { VNode } from 'preact';
import { formatCount } from '../../src/base/format.ts';
import type { LayerDetail, TrialDetail } from '../../src/protocol/dashboard.ts';
import { memo } from './memo.ts';

/** The layers in the order of the data, with the equations of each. */
export const Layers = memo(({ detail: { layers } }: { detail: TrialDetail }): VNode => {
  return (
    <>
      <h3>Layers</h3>
      <ol class="layers">
        {layers.map((layer, index) => (
          <Layer key={index} {...layer} />
        ))}
      </ol>
    </>
  );
});

function Layer({ title, shape, parameters, macs, equations }: LayerDetail): VNode {
  const counts = [
    ...(parameters === 0 ? [] : [`${formatCount(parameters)} parameters`]),
    ...(macs === 0 ? [] : [`${formatCount(macs)} MACs`]),
  ];
  return (
    <li>
      <strong>{title}</strong> <span class="shape">{shape}</span>
      {counts.length > 0 && <div class="muted">{counts.join(' · ')}</div>}
      {equations.length > 0 && <pre>{equations.join('\n')}</pre>}
    </li>
  );
}
