import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeProject, isStale, requireProject } from '../../src/firmware/describe-project.ts';
import { parseFacts, runFromProject, type ProjectFacts } from '../../src/firmware/project-facts.ts';
import { writeProject } from '../../src/firmware/write.ts';
import { temporaryFolder } from './tools.ts';

const tree = { generated: new Map([['README.md', 'hello\n']]), starters: new Map<string, string>() };

test('a project says what it is, wherever it is moved together with its run', async () => {
  const root = temporaryFolder();
  const folder = join(root, 'firmware', 'gestures-zephyr');
  const run = join(root, '.nas', 'gestures', '2026-01-01');
  const facts: ProjectFacts = {
    framework: 'zephyr',
    board: 'nrf52840_dk',
    zephyr: 'nrf52840dk/nrf52840',
    prefix: 'model',
    run: runFromProject(folder, run),
    trial: 3,
  };
  expect(facts.run).toBe('../../.nas/gestures/2026-01-01');
  await writeProject(folder, tree, { project: facts });
  const project = await describeProject(folder);
  expect(project).toEqual({ ...facts, folder, name: 'gestures-zephyr', run });

  expect(isStale(undefined, project!)).toBe(true);
  expect(isStale(project, project!)).toBe(false);
  for (const change of [{ trial: 4 }, { board: 'uno' }, { framework: 'bare' }, { run: `${run}-02` }] as const) {
    expect(isStale(project, { ...project!, ...change }), JSON.stringify(change)).toBe(true);
  }
});

test('a board without a name for Zephyr', async () => {
  const folder = temporaryFolder();
  const facts = {
    framework: 'bare',
    board: 'qemu:microbit',
    zephyr: undefined,
    prefix: 'm',
    run: 'x',
    trial: 0,
  } as const;
  await writeProject(folder, tree, { project: facts });
  expect(await describeProject(folder)).toMatchObject({ ...facts, run: join(folder, 'x') });
});

test('other folders, projects of earlier versions, and damaged manifests are none', async () => {
  const folder = temporaryFolder();
  expect(await describeProject(join(folder, 'nowhere'))).toBeUndefined();
  expect(await describeProject(folder)).toBeUndefined();
  await writeProject(folder, tree);
  expect(await describeProject(folder)).toBeUndefined();
  writeFileSync(join(folder, '.nas-manifest.json'), '{');
  expect(await describeProject(folder)).toBeUndefined();
  await expect(requireProject(folder)).rejects.toThrow('There is no generated project');
});

test('a manifest cannot slip options into command lines', () => {
  const facts = { framework: 'zephyr', board: 'uno', zephyr: 'uno', prefix: 'm', run: 'x', trial: 0 };
  expect(parseFacts(facts)).toEqual(facts);
  expect(parseFacts({ ...facts, zephyr: '--cmake-opt=-DX' })).toBeUndefined();
  expect(parseFacts({ ...facts, framework: 'make' })).toBeUndefined();
});
