import type { VNode } from 'preact';
import type { ObjectiveName } from '../../src/protocol/objectives.ts';
import { Checkbox, Select } from './controls.tsx';
import type { Measure } from './measures.ts';
import type { View } from './view.ts';

interface AxisControlsProps {
  /** Measures of which something is known. */
  readonly measures: readonly Measure[];
  readonly x: Measure;
  readonly y: Measure;
  readonly view: View;
  readonly look: (change: Partial<View>) => void;
}

/** Which measures span the chart. */
export function AxisControls({ measures, x, y, view, look }: AxisControlsProps): VNode {
  const options = measures.map(({ name, title }) => ({ value: name, title }));
  const choose = (axis: 'x' | 'y') => (name: ObjectiveName) => look({ [axis]: name });
  return (
    <div class="controls">
      <span class="control">
        <span aria-hidden="true">Up</span>
        <Select label="Up" value={y.name} options={options} onChoose={choose('y')} />
        <Logarithmic of={y} checked={view.logY} onToggle={(logY) => look({ logY })} />
      </span>
      <span class="control">
        <span aria-hidden="true">Across</span>
        <Select label="Across" value={x.name} options={options} onChoose={choose('x')} />
        <Logarithmic of={x} checked={view.logX} onToggle={(logX) => look({ logX })} />
      </span>
    </div>
  );
}

/** A share has no use for a logarithm. */
function Logarithmic(props: { of: Measure; checked: boolean; onToggle: (on: boolean) => void }): VNode | null {
  const { of, checked, onToggle } = props;
  if (of.most !== undefined) return null;
  return <Checkbox label="log" title={`${of.title} on a logarithmic axis`} checked={checked} onToggle={onToggle} />;
}
