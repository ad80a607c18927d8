import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peers } from '../../bench/peers/index.ts';
import { checkNative, startNative } from '../../bench/peers/native/native.ts';
import { peaks } from '../../bench/peers/peak.ts';
import { type Peer, type Request, startPeer } from '../../bench/peers/peer.ts';

const CELLS = ['lstm', 'gru', 'fastgrnn', 'mgu', 'rnn'];
const small = { hidden: 8, seconds: 0, steps: 6, batch: 5, input: 3, classes: 4 };

const hasGcc = spawnSync('gcc', ['--version']).status === 0;

/** A peer that says hello and then runs the code for every `line`. */
const fake = (perLine: string): Promise<Peer> =>
  startPeer(process.execPath, [
    '-e',
    `console.log('{"name":"fake"}');
     require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => { ${perLine} });`,
  ]);

describe.skipIf(!hasGcc)('the peer in C', () => {
  let peer: Peer;
  beforeAll(async () => {
    peer = await startNative();
  });
  afterAll(() => peer.close());

  it('computes the gradients that finite differences show', async () => {
    const exact = await checkNative('double');
    expect(Object.keys(exact).sort()).toEqual([...CELLS].sort());
    for (const [cell, error] of Object.entries(exact)) expect(error, cell).toBeLessThan(5e-6);
    for (const [cell, error] of Object.entries(await checkNative('float'))) expect(error, cell).toBeLessThan(1e-3);
  });

  it.each(CELLS)('learns with %s, one and the same network from request to request', async (cell) => {
    const once = await peer.ask({ cell, ...small });
    expect(once).toMatchObject({ seriesSteps: 30, seconds: expect.any(Number) });
    const later = await peer.ask({ cell, ...small, seconds: 0.05 });
    expect(later!.seconds).toBeGreaterThanOrEqual(0.05);
    expect(later!.loss).toBeLessThan(once!.loss);
  });

  it('says what it does not have, and goes on after a faulty request', async () => {
    expect(await peer.ask({ cell: 'transformer', ...small })).toBeUndefined();
    expect(await peer.ask({ cell: 'gru', ...small, hidden: 6 })).toBeUndefined();
    await expect(peer.ask({ hidden: 8 } as Request)).rejects.toThrow(/refuses .*not a request/);
    expect(await peer.ask({ cell: 'gru', ...small })).toBeDefined();
  });

  it('answers in the order of the questions', async () => {
    const answers = await Promise.all([2, 3, 4].map((batch) => peer.ask({ cell: 'rnn', ...small, batch })));
    expect(answers.map((answer) => answer?.seriesSteps)).toEqual([12, 18, 24]);
  });

  it('has a peak to be compared with', async () => {
    const peak = await peaks();
    expect(peak?.simd128).toBeGreaterThan(0);
    expect(peak?.native).toBeGreaterThan(0);
  });
});

describe('any peer', () => {
  it('must start', async () => {
    await expect(startPeer('no-such-program', [])).rejects.toThrow(/no-such-program cannot be started/);
    await expect(startPeer(process.execPath, ['-e', 'throw new Error("broken")'])).rejects.toThrow(
      /exit code 1[^]*broken/,
    );
  });

  it('must say its name, and soon', async () => {
    const silent = startPeer(process.execPath, ['-e', 'process.stdin.resume()'], { startSeconds: 0.2 });
    await expect(silent).rejects.toThrow('said nothing for 0.2 s');
    const missing = startPeer(process.execPath, ['-e', `console.log('{"missing":"the library is not there"}')`]);
    await expect(missing).rejects.toThrow(/^the library is not there$/);
  });

  it.each([
    ['no JSON', `console.log('Segmentation fault')`, /answered with "Segmentation fault"/],
    ['JSON of another kind', `console.log('{"speed":1}')`, /none of seriesSteps, unsupported, error/],
    ['the end of the process', `console.error('out of memory'); process.exit(3)`, /exit code 3\nout of memory/],
  ])('that answers with %s fails from then on', async (_, perLine, message) => {
    const peer = await fake(perLine);
    await expect(peer.ask({ cell: 'gru', ...small })).rejects.toThrow(message);
    await expect(peer.ask({ cell: 'gru', ...small })).rejects.toThrow(message);
    await peer.close();
  });

  it('that is killed fails the question that it dies of, and all later ones', async () => {
    const peer = await fake('for (;;);');
    const question = peer.ask({ cell: 'gru', ...small });
    process.kill(peer.pid, 'SIGKILL');
    await expect(question).rejects.toThrow('fake ended by SIGKILL');
    await expect(peer.ask({ cell: 'gru', ...small })).rejects.toThrow('fake ended by SIGKILL');
    await peer.close();
  });

  it.each([
    ['idle', ''],
    ['busy', 'for (;;);'],
  ])('is gone after close when it is %s', async (_, perLine) => {
    const peer = await fake(perLine);
    const question = expect(peer.ask({ cell: 'gru', ...small })).rejects.toThrow('fake was closed');
    await peer.close();
    await question;
    expect(() => process.kill(peer.pid, 0)).toThrow('ESRCH');
    await expect(peer.ask({ cell: 'gru', ...small })).rejects.toThrow('fake was closed');
  });

  it('that speaks unasked fails', async () => {
    const peer = await fake(`console.log('{"seriesSteps":1,"seconds":1,"loss":1}\\n{"seriesSteps":1}')`);
    await peer.ask({ cell: 'gru', ...small });
    await expect(peer.ask({ cell: 'gru', ...small })).rejects.toThrow('spoke without being asked');
    await peer.close();
  });

  it('that is installed here trains the cells it has', async () => {
    const all = await peers();
    try {
      expect(all.peers.length + all.missing.length).toBe(4);
      for (const peer of all.peers) {
        const answer = await peer.ask({ cell: 'lstm', ...small });
        expect(answer, peer.name).toMatchObject({ seriesSteps: 30 });
        expect(answer!.loss, peer.name).toBeGreaterThan(0);
      }
    } finally {
      await Promise.all(all.peers.map((peer) => peer.close()));
    }
  });
});

const torch = process.env['NAS_TORCH_PYTHON'] ?? 'python3';

describe.skipIf(spawnSync(torch, ['-c', 'import torch']).status !== 0)('PyTorch', () => {
  it('trains every cell, and epochs of a data set', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nas-epoch-'));
    const peer = await startPeer(torch, [join(import.meta.dirname, '../../bench/peers/torch/train.py')]);
    try {
      for (const cell of CELLS) expect(await peer.ask({ cell, ...small }), cell).toMatchObject({ seriesSteps: 30 });

      const [series, steps, channels] = [37, 5, 3];
      await writeFile(join(folder, 'set.f32'), new Float32Array(series * steps * channels).fill(0.5));
      const labels = Array.from({ length: series }, (_, index) => index % 4);
      const about = { file: 'set.f32', series, steps, channels, labels };
      await writeFile(join(folder, 'set.json'), JSON.stringify(about));
      const answer = await peer.ask({ cell: 'gru', ...small, epoch: join(folder, 'set.json') });
      expect(answer).toMatchObject({ seriesSteps: series * steps });
      const nowhere = peer.ask({ cell: 'gru', ...small, epoch: join(folder, 'nowhere.json') });
      await expect(nowhere).rejects.toThrow('FileNotFoundError');
    } finally {
      await peer.close();
      await rm(folder, { recursive: true });
    }
  });
});
