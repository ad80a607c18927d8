import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/language/analysis.ts';
import { diagnose } from '../../src/language/diagnose.ts';
import { APPLICATIONS } from '../../src/language/templates/application.ts';
import { boardsFor, FRAMEWORK_CHOICES } from '../../src/language/templates/frameworks.ts';
import { firstEdit, freeName, templateText } from '../../src/language/templates/template.ts';
import { contextFor } from './support/context.ts';

const CHOICES = APPLICATIONS.flatMap((application) =>
  FRAMEWORK_CHOICES.map(({ id: framework }) => ({
    application,
    framework,
    board: boardsFor(framework)[0]!.id,
    name: `${application.id} × ${framework}`,
  })),
);

describe('templates', () => {
  it.each(CHOICES)('$name is right', async ({ application, framework, board }) => {
    const text = templateText({ application, framework, board });
    const context = await contextFor(text);
    const problems = diagnose(analyse(text), application.simulated ? context : {});
    expect(problems).toEqual([]);
    expect(analyse(text).inspected.spec).toMatchObject({ task: { type: application.task }, target: { board } });
    if (!application.simulated) return;
    // It can be searched, and not in vain.
    expect(context.estimate?.share).toBeGreaterThan(0.5);
    expect(context.estimate?.count).toBeGreaterThanOrEqual(9);
  });

  it('put the cursor on the first thing to change', () => {
    for (const { application, framework, board } of CHOICES) {
      const text = templateText({ application, framework, board });
      const edited = text.slice(...firstEdit(text));
      expect(edited).toBe(
        application.simulated ? application.name : text.includes('wav') ? 'data/train' : 'data/train.csv',
      );
    }
  });

  it('cover the tasks and applications', () => {
    expect(new Set(APPLICATIONS.map(({ id }) => id)).size).toBe(APPLICATIONS.length);
    for (const task of ['classification', 'regression']) {
      expect(APPLICATIONS.filter((one) => one.task === task && one.simulated).length).toBeGreaterThan(0);
    }
  });
});

describe('boards of a framework', () => {
  it('are those for which a project can be made, common ones first', () => {
    expect(boardsFor('bare').map(({ id }) => id)).toHaveLength(7);
    expect(boardsFor('bare')[0]?.id).toBe('qemu:mps2-an386');
    expect(boardsFor('platformio').length).toBe(805);
    expect(boardsFor('platformio')[0]?.id).toBe('nucleo_l432kc');
    expect(boardsFor('zephyr').every(({ board }) => board.zephyr !== undefined)).toBe(true);
  });
});

describe('freeName', () => {
  it('takes no name that is taken', () => {
    const taken = new Set(['a.nas.yaml', 'a-2.nas.yaml']);
    expect(freeName('b', (file) => taken.has(file))).toBe('b.nas.yaml');
    expect(freeName('a', (file) => taken.has(file))).toBe('a-3.nas.yaml');
  });
});
