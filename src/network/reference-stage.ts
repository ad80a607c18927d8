import { type Observe, type Place, report } from './places.ts';
import { outputsOfStage, type StageShape } from './shapes.ts';
import { mean, product, rectified } from './vectors.ts';

/** A front end or a convolution block of the float network, in float64. */
export class ReferenceStage {
  readonly places: readonly Place[];
  readonly #shape: StageShape;
  readonly #tensor: (name: string) => ArrayLike<number>;
  readonly #depthwise: Place;
  readonly #output: Place;

  constructor(shape: StageShape, stage: number, tensor: (name: string) => ArrayLike<number>) {
    this.#shape = shape;
    this.#tensor = tensor;
    this.#depthwise = { kind: 'depthwise', stage };
    this.#output = { kind: 'stage', stage };
    this.places = [...(shape.kind === 'separable' ? [this.#depthwise] : []), this.#output];
  }

  /** [step][feature] → [step][feature], fewer and others */
  run(vectors: readonly Float64Array[], observe: Observe | undefined): Float64Array[] {
    const { kernel, stride } = this.#shape;
    const outputs = Array.from({ length: outputsOfStage(this.#shape, vectors.length) }, (_, step) =>
      this.#next(vectors.slice(step * stride, step * stride + kernel), observe),
    );
    report(observe, this.#output, outputs);
    return outputs;
  }

  #next(window: readonly Float64Array[], observe: Observe | undefined): Float64Array {
    switch (this.#shape.kind) {
      case 'decimation':
        return mean(window);
      case 'convolution':
        return this.#rectified(Float64Array.from(window.flatMap((vector) => [...vector])));
      case 'separable': {
        const weights = this.#tensor('depthwise');
        const sums = Float64Array.from(window[0]!, (_, channel) =>
          window.reduce((sum, x, tap) => sum + weights[channel * window.length + tap]! * x[channel]!, 0),
        );
        report(observe, this.#depthwise, [sums]);
        return this.#rectified(sums);
      }
    }
  }

  #rectified(vector: Float64Array): Float64Array {
    return rectified(product(this.#tensor('weight'), vector, this.#tensor('bias')));
  }
}
