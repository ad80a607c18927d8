import * as Type from 'typebox';
import { Check } from 'typebox/value';
import { DASHBOARD_COMMANDS, type PageMessage } from '../../protocol/dashboard.ts';

const trial = Type.Integer({ minimum: 0 });

const PageMessageSchema = Type.Union([
  Type.Object({ type: Type.Literal('ready') }),
  Type.Object({ type: Type.Literal('selected'), trial }),
  Type.Object({ type: Type.Literal('detail'), trial }),
  Type.Object({
    type: Type.Literal('command'),
    command: Type.Enum([...DASHBOARD_COMMANDS]),
    trial: Type.Optional(trial),
  }),
  Type.Object({ type: Type.Literal('save'), format: Type.Enum(['csv', 'svg']), text: Type.String() }),
]);

/** What a page says; undefined for anything that is no message of ours. */
export function parsePageMessage(value: unknown): PageMessage | undefined {
  return Check(PageMessageSchema, value) ? value : undefined;
}

/** The run that a saved page showed: what `Store` gives to `setState`. */
export function savedRun(state: unknown): string | undefined {
  const known = typeof state === 'object' && state !== null && 'run' in state;
  return known && typeof state.run === 'string' ? state.run : undefined;
}
