import { readFile } from 'node:fs/promises';
import type { RunInfo } from '../../protocol/dashboard.ts';
import { runInfo } from '../../runs/run-info.ts';
import { parseSpec } from '../../spec/parse.ts';
import type { Run } from '../runs/run.ts';

/** From the spec as it was when the run began; without a folder yet, from the file. A spec that cannot be read tells nothing. */
export async function readInfo({ directory, specPath, name }: Run): Promise<RunInfo> {
  const text = await readFile(directory?.specPath ?? specPath, 'utf8').catch(() => '');
  const { spec } = parseSpec(text);
  if (spec !== undefined) return runInfo(spec, directory?.path);
  return { run: directory?.path, name, board: undefined, framework: '', mode: 'windowed', references: [] };
}
