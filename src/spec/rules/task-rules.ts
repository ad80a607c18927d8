import type { SyntheticData, TaskSpec } from '../schema.ts';
import { unused } from './data-rules.ts';
import { type Rule, rule } from './rule.ts';

const GENERATOR_TASK: Readonly<Record<SyntheticData['generator'], TaskSpec['type']>> = {
  'adding-problem': 'regression',
  'dead-reckoning': 'regression',
  gestures: 'classification',
  'bearing-fault': 'classification',
};

/** The task must fit the data, and its options the task. */
export const TASK_RULES: readonly Rule[] = [
  rule(['data', 'task'], function* ({ data, task }) {
    if (data.source !== 'synthetic') return;
    const fitting = GENERATOR_TASK[data.generator];
    if (task.type === fitting) return;
    yield {
      code: 'spec/generator-does-not-fit',
      path: 'task.type',
      message: `\`generator: ${data.generator}\` makes data for \`type: ${fitting}\``,
      suggestion: fitting,
    };
  }),

  rule(['data', 'task'], function* ({ data, task }) {
    if (data.source !== 'wav' || task.type === 'classification') return;
    yield {
      code: 'spec/wav-is-classification',
      path: 'task.type',
      message: 'with `source: wav` every folder is a class: `type` must be `classification`',
      suggestion: 'classification',
    };
  }),

  rule(['data', 'task'], function* ({ data, task }) {
    if (data.source === 'csv' || task.target === undefined) return;
    yield unused('task.target', `\`target\` has no effect with \`source: ${data.source}\``);
  }),

  rule(['task'], function* ({ task }) {
    if (task.loss === undefined) return;
    const fits = task.type === 'classification' ? task.loss === 'cross-entropy' : task.loss !== 'cross-entropy';
    if (fits) return;
    const losses = task.type === 'classification' ? '`cross-entropy`' : '`mse` or `huber`';
    yield {
      code: 'spec/loss-does-not-fit',
      path: 'task.loss',
      message: `\`loss: ${task.loss}\` does not fit \`type: ${task.type}\`; it must be ${losses}`,
      suggestion: task.type === 'classification' ? 'cross-entropy' : 'mse',
    };
  }),

  rule(['task'], function* ({ task }) {
    if (task.maximum === undefined || task.type === 'regression') return;
    yield {
      code: 'spec/maximum-needs-regression',
      path: 'task.maximum',
      message: '`maximum` needs `type: regression`; classes have no largest value',
    };
  }),

  rule(['data', 'task'], function* ({ data, task }) {
    if (task.type === 'classification' || !('window' in data) || data.window.label !== 'majority') return;
    yield {
      code: 'spec/majority-needs-classification',
      path: 'data.window.label',
      message: '`label: majority` needs `type: classification`; values have no most frequent one',
      suggestion: 'last',
    };
  }),
];
