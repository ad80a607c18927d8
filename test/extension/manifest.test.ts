import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import {
  COMMANDS,
  CONFIGURATION,
  CONTEXT_KEYS,
  DASHBOARD_VIEW_TYPE,
  LANGUAGE_ID,
  RUNS_VIEW,
  TASK_TYPE,
  TRUSTED_COMMANDS,
  WALKTHROUGH,
} from '../../src/extension/ids.ts';

const ROOT = join(import.meta.dirname, '../..');
const { contributes } = manifest;
const text = JSON.stringify(manifest);

describe('package.json and the code agree on', () => {
  it('commands', () => {
    const contributed = contributes.commands.map(({ command }) => command);
    expect(contributed.toSorted()).toEqual(Object.values<string>(COMMANDS).toSorted());
  });

  it('commands in menus, walkthrough and welcome', () => {
    const known = new Set<string>(Object.values(COMMANDS));
    const menus = Object.values(contributes.menus)
      .flat()
      .map(({ command }) => command);
    const mentioned = [...text.matchAll(/(?:command|onCommand):(nas\.\w+)/g)].map(([, id]) => id!);
    expect(mentioned.length).toBeGreaterThan(0);
    expect([...menus, ...mentioned].filter((id) => !known.has(id))).toEqual([]);
  });

  it('language, view, task, walkthrough', () => {
    expect(contributes.languages.map(({ id }) => id)).toEqual([LANGUAGE_ID]);
    expect(contributes.views.nas.map(({ id }) => id)).toEqual([RUNS_VIEW]);
    expect(contributes.taskDefinitions.map(({ type }) => type)).toEqual([TASK_TYPE]);
    expect(contributes.walkthroughs.map(({ id }) => id)).toEqual([WALKTHROUGH]);
    expect(DASHBOARD_VIEW_TYPE.startsWith(`${CONFIGURATION}.`)).toBe(true);
  });

  it('keys of when clauses', () => {
    const clauses = [...text.matchAll(/"(?:when|enablement)":"([^"]*)"/g)].map(([, clause]) => clause!);
    const used = clauses.flatMap((clause) => clause.match(/\bnas\.\w+/g) ?? []);
    const known = new Set<string>([...Object.values(CONTEXT_KEYS), RUNS_VIEW]);
    expect(used.filter((key) => !known.has(key))).toEqual([]);
    expect(Object.values(CONTEXT_KEYS).filter((key) => !used.includes(key))).toEqual([]);
  });

  it('commands that need a trusted folder', () => {
    const trusted = contributes.commands.filter(({ enablement }) => enablement === 'isWorkspaceTrusted');
    expect(trusted.map(({ command }) => command).toSorted()).toEqual([...TRUSTED_COMMANDS].toSorted());
  });

  it('settings: every one is read somewhere', () => {
    const folder = join(ROOT, 'src/extension');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const code = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
    const settings = Object.keys(contributes.configuration.properties);
    expect(settings.every((key) => key.startsWith(`${CONFIGURATION}.`))).toBe(true);
    const unread = settings.filter((key) => !code.includes(`'${key.slice(CONFIGURATION.length + 1)}'`));
    expect(unread).toEqual([]);
  });
});

describe('the manifest', () => {
  it('names files that exist', () => {
    const paths = [...text.matchAll(/"(?:\.\/)?((?:media|syntaxes|schema|snippets)\/[^"]+)"/g)].map(
      ([, path]) => path!,
    );
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('activates on the language, on commands, and to restore a dashboard: VS Code derives the commands', () => {
    expect(manifest.activationEvents).toEqual(['onLanguage:nas-yaml', `onWebviewPanel:${DASHBOARD_VIEW_TYPE}`]);
  });

  it('has the one category in front of every command', () => {
    expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(new Set(['NAS']));
  });

  it('walks through four or five steps, each with an action', () => {
    const [walkthrough] = contributes.walkthroughs;
    expect(walkthrough!.steps.length).toBeGreaterThanOrEqual(4);
    expect(walkthrough!.steps.length).toBeLessThanOrEqual(5);
    for (const { description } of walkthrough!.steps) expect(description).toMatch(/\]\(command:/);
  });
});
