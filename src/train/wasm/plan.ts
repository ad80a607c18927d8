import type { DescriptorName, DescriptorOf } from '../../compile/wasm/descriptors.ts';
import type { StageShape } from '../../network/shapes.ts';
import type { Architecture, CellName } from '../../protocol/architecture.ts';

/** A panel in memory: address of step 0 and bytes between steps. */
export interface PanelPlace {
  readonly address: number;
  readonly stride: number;
}

/** A struct that kernels read, and where it stands. */
export interface Descriptor<Name extends DescriptorName = DescriptorName> {
  readonly name: Name;
  readonly address: number;
  readonly fields: DescriptorOf<Name>;
}

/** A weight matrix that is packed anew for every mini-batch. */
export interface PackedMatrix {
  readonly weights: number;
  readonly forward: number;
  readonly transposed: number;
  readonly units: number;
  readonly columns: number;
  readonly gates: number;
  readonly block: number;
}

/** A front end or a convolution block. */
export interface PlannedStage {
  readonly shape: StageShape;
  readonly input: PanelPlace;
  readonly output: PanelPlace;
  /** dL/d(output); undefined where there is nothing to learn. */
  readonly gradient: PanelPlace | undefined;
  readonly depthwise: Descriptor<'Depthwise'> | undefined;
  /** Over the window of a convolution, or over the sums that `depthwise` gives. */
  readonly dense: Descriptor<'Dense'> | undefined;
}

export interface PlannedLayer {
  readonly cell: CellName;
  readonly hidden: number;
  readonly recurrent: Descriptor<'RecurrentLayer'>;
  /** p = A·x, before the layer. */
  readonly inputFactor: Descriptor<'Dense'> | undefined;
  /** q = B·h; the forward product is part of the layer's kernel, its weight gradient is not. */
  readonly recurrentFactor: Descriptor<'Dense'> | undefined;
}

/** Where everything that one network's training needs stands in the kernels' memory. */
export interface NetworkPlan {
  readonly architecture: Architecture;
  /** Longest series, in samples. */
  readonly samples: number;
  /** First byte, and first byte after the last. */
  readonly start: number;
  readonly end: number;

  /** Parameters, gradient and Adam's moments: `vectorBytes` each, of which `parameterCount` numbers count. */
  readonly parameters: number;
  readonly gradient: number;
  readonly firstMoment: number;
  readonly secondMoment: number;
  readonly vectorBytes: number;
  readonly parameterCount: number;

  /** [channel][lane] offset, [channel][lane] scale: those of the data, and those of the lanes of one panel. */
  readonly normalisation: number;
  readonly ownNormalisation: number;
  /** [16] addresses of the series, each with room for `samples`. */
  readonly sources: number;
  readonly series: readonly number[];
  /** [8] */
  readonly targets: number;
  readonly weights: number;
  readonly laneSteps: number;

  readonly panel: Descriptor<'Panel'>;
  readonly sampled: PanelPlace;
  readonly stages: readonly PlannedStage[];
  readonly layers: readonly PlannedLayer[];
  /** What pooling leaves, [feature], and its gradient. */
  readonly pooled: PanelPlace;
  readonly pooledGradient: PanelPlace;
  /** The hidden layer before the output layer. */
  readonly dense: Descriptor<'Dense'> | undefined;
  readonly head: Descriptor<'Dense'>;
  readonly matrices: readonly PackedMatrix[];
  readonly descriptors: readonly Descriptor[];
}
