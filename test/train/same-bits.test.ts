import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CELL_NAMES } from '../../src/protocol/architecture.ts';
import { BundledScript, newerNode, withoutNewerNode } from './support/newer-node.ts';
import { type Findings, findings } from './support/short-trainings.ts';

/**
 * Largest difference of the gradients of the two forms, as a share of the largest element. They differ in roundings, of
 * 2⁻²⁴ each, that add up over the steps: 2e-6 was measured.
 */
const FORMS_AGREE = 1e-5;

/** Every function by the optimising compiler, from its first call. */
const OPTIMISED = '--no-liftoff';

/** V8 joins operations only on processors that have wider registers. */
const wideRegisters = existsSync('/proc/cpuinfo') && /\bavx2\b/.test(readFileSync('/proc/cpuinfo', 'utf8'));

/** Fewer joined functions than the kernels have: two wide forms of five cells, forward and backward. */
const SOME_FUNCTIONS = 20;

let script: BundledScript;
beforeAll(async () => {
  script = await BundledScript.of(
    `import { findings } from './short-trainings.ts';
     console.log('\\n' + JSON.stringify(await findings(process.argv[2] === 'widen')));`,
    join(import.meta.dirname, 'support'),
  );
});
afterAll(() => script.remove());

async function run(node: string, ...flags: string[]): Promise<Findings> {
  return findingsOf(await script.run(node, flags));
}

/** The last line: V8's traces come before. */
const findingsOf = (text: string): Findings => JSON.parse(text.trimEnd().split('\n').at(-1)!) as Findings;

describe('short trainings end with the same parameters, bit for bit,', () => {
  let here: Findings;
  beforeAll(async () => {
    here = await findings(false);
    expect(Object.keys(here.digests.exact)).toEqual(CELL_NAMES);
  });

  it('with rows in halves', () => {
    expect(here.digests.narrow).toEqual(here.digests.exact);
  });

  it('whichever compiler of V8 the functions come from', async () => {
    expect((await run(process.execPath, OPTIMISED)).digests).toEqual(here.digests);
  });

  describe.skipIf(withoutNewerNode)('in a newer Node,', () => {
    let newer: Findings;
    beforeAll(async () => {
      newer = await run(newerNode);
      expect(newer.widened).toBe(false);
      expect(Object.keys(newer.digests.fused)).toEqual(CELL_NAMES);
    });

    it('with exact kernels', () => {
      expect(newer.digests.exact).toEqual(here.digests.exact);
    });

    it('whichever compiler the functions come from', async () => {
      expect((await run(newerNode, OPTIMISED)).digests).toEqual(newer.digests);
    });

    it.each([
      { compiler: 'as functions get hot', flags: [] },
      { compiler: 'from the first call', flags: [OPTIMISED] },
    ])('with operations joined, $compiler', async ({ flags }) => {
      const text = await script.run(newerNode, [...flags, '--trace-wasm-revectorize'], 'widen');
      const { widened, digests } = findingsOf(text);
      expect(widened).toBe(true);
      // Otherwise equals would be compared.
      if (wideRegisters) expect(text.split('Finished revec function').length).toBeGreaterThan(SOME_FUNCTIONS);
      expect(digests).toEqual(newer.digests);
    });

    it(`while gradients of fused kernels are off by less than ${FORMS_AGREE} of the largest element`, () => {
      expect(Object.keys(newer.gradientDifferences)).toEqual(CELL_NAMES);
      for (const [cell, difference] of Object.entries(newer.gradientDifferences)) {
        expect(difference, cell).toBeGreaterThan(0);
        expect(difference, cell).toBeLessThan(FORMS_AGREE);
      }
    });
  });
});
