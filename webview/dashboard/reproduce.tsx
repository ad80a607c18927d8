import type { VNode } from 'preact';
import { describeEngine } from '../../src/protocol/engine.ts';
import type { RunState } from '../../src/protocol/run-state.ts';

/** How to get the same front again: of a report, which is read without the run beside it. */
export function Reproduce({ run: { header, data }, name }: { run: RunState; name: string }): VNode | null {
  if (header === undefined || data === undefined) return null;
  const file = `${name}.nas.yaml`;
  const lines = [
    `nas run ${quoted(file)}                  # the same file and seed: the same front`,
    `nas report ${quoted(file)}               # this page again`,
    `nas export ${quoted(file)} --trial N     # the firmware project of a trial`,
    `nas emulate ${quoted(file)} --trial N    # the same answers, bit for bit, in an emulator`,
  ];
  return (
    <section class="reproduce">
      <h2>Reproduce</h2>
      <pre>{lines.join('\n')}</pre>
      <p class="hint">
        Written by version {header.tool}, seed {header.seed}, strategy {header.strategy}
        {header.engine !== undefined && `, ${describeEngine(header.engine)}`}. The spec stands in the folder of the run
        (spec.nas.yaml, hash {header.spec.hash.slice(0, 12)}); the data had the fingerprint {data.fingerprint}.
      </p>
    </section>
  );
}

const quoted = (name: string): string =>
  /^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
