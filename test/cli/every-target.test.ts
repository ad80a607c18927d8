import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shipmentOf, type Shipment } from '../../src/runs/firmware-input.ts';
import { chooseRun, chooseTrial } from '../../src/runs/run-choice.ts';
import { processTerminal } from '../../src/cli/terminal.ts';
import { emulate } from '../../src/firmware/emulate.ts';
import { decodeAnswers, differingWindows, encodeVectors } from '../../src/firmware/vectors.ts';
import { EMULATED_BOARDS } from '../../src/hardware/board-emulated.ts';
import { need } from '../firmware/tools.ts';
import { nas, workspace } from './nas.ts';

const folder = workspace();
let shipment: Shipment;

/** One network, found by a search, with 210 test windows of unequal length. */
beforeAll(async () => {
  const spec = readFileSync(join(folder, 'tiny.nas.yaml'), 'utf8');
  writeFileSync(
    join(folder, 'tiny.nas.yaml'),
    spec.replace('series: 200', 'series: 840').replace('trials: 10', 'trials: 2'),
  );
  const { code, stderr } = await nas(folder, 'run', 'tiny.nas.yaml');
  if (code !== 0) throw new Error(stderr);
  const run = chooseRun(join(folder, 'tiny.nas.yaml'));
  shipment = await shipmentOf(
    run,
    chooseTrial(run, undefined),
    210,
    processTerminal(true),
    new AbortController().signal,
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a network that a search found answers the same on', () => {
  it('this machine, by gcc', (context) => {
    need(context, 'gcc');
    const { modelFor, vectors } = shipment;
    const model = modelFor('cortex-m4');
    writeFileSync(join(folder, 'model.c'), model.source);
    writeFileSync(join(folder, 'model.h'), model.header);
    writeFileSync(join(folder, 'vectors.bin'), encodeVectors(vectors));
    copyFileSync(join(import.meta.dirname, '../firmware/fixtures/host-main.c'), join(folder, 'main.c'));
    execFileSync('gcc', ['-std=c99', '-O2', '-Wall', '-Wextra', '-Werror', 'main.c', 'model.c', '-o', 'host'], {
      cwd: folder,
    });
    execFileSync(join(folder, 'host'), { cwd: folder });
    const answers = decodeAnswers(readFileSync(join(folder, 'outputs.bin')), vectors.steps.length, vectors.outputs)!;
    expect(vectors.steps.length).toBe(210);
    expect(new Set(vectors.steps).size).toBeGreaterThan(1);
    expect(new Set(vectors.answers).size).toBeGreaterThan(1);
    expect(differingWindows(vectors, answers)).toEqual([]);
  });

  it.for(EMULATED_BOARDS)('$id ($core)', async (board, context) => {
    need(
      context,
      board.core.startsWith('riscv') ? 'riscv64-unknown-elf-gcc' : 'arm-none-eabi-gcc',
      board.emulator.program,
    );
    const { modelFor, vectors } = shipment;
    expect(differingWindows(vectors, await emulate(modelFor(board.core), board, vectors))).toEqual([]);
  });
});
