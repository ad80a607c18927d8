import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A call of a stand-in. */
export interface Call {
  readonly tool: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Variables that a call records. */
const RECORDED = ['PATH', 'PYTHONUNBUFFERED'];

/** Stand-ins for programs: executables that record how they were called and then do what a test told them. */
export class FakeTools {
  /** Where the programs are. */
  readonly folder: string;

  constructor(folder: string, ...names: readonly string[]) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of names) this.add(name);
  }

  add(name: string): void {
    const variables = RECORDED.map((variable) => `  printf 'env ${variable}=%s\\n' "$${variable}"`);
    const script = [
      '#!/bin/sh',
      '{',
      `  printf 'call ${name}\\ncwd %s\\n' "$PWD"`,
      ...variables,
      `  for word in "$@"; do printf 'arg %s\\n' "$word"; done`,
      `} >> '${this.#calls}'`,
      `[ ! -f "$0.sh" ] || . "$0.sh"`,
      '',
    ];
    writeFileSync(this.path(name), script.join('\n'));
    chmodSync(this.path(name), 0o755);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** @param script shell commands; absent: exit with 0 at once */
  behave(name: string, script?: string): void {
    if (script === undefined) rmSync(`${this.path(name)}.sh`, { force: true });
    else writeFileSync(`${this.path(name)}.sh`, script);
  }

  /** All calls since the last time somebody asked. */
  takeCalls(): Call[] {
    if (!existsSync(this.#calls)) return [];
    const text = readFileSync(this.#calls, 'utf8');
    rmSync(this.#calls);
    return text
      .split(/^call /m)
      .slice(1)
      .map((block) => {
        const [tool = '', ...lines] = block.trimEnd().split('\n');
        const of = (key: string): string[] =>
          lines.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
        const env = Object.fromEntries(of('env').map((line) => line.split(/=(.*)/s, 2) as [string, string]));
        return { tool, args: of('arg'), cwd: of('cwd')[0] ?? '', env };
      });
  }

  get #calls(): string {
    return join(this.folder, 'calls.txt');
  }
}
