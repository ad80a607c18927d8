import type { UserError } from '../base/errors.ts';

/** What a message about a failure offers. */
export type FailureAction =
  | { readonly kind: 'copy'; readonly title: string; readonly text: string }
  | { readonly kind: 'open'; readonly title: string; readonly url: string }
  | { readonly kind: 'settings'; readonly title: string; readonly id: string };

/** One message and what can be done about it, with a click where that is possible. */
export function failureMessage({ message, where, hint }: UserError): {
  readonly text: string;
  readonly actions: readonly FailureAction[];
} {
  const actions: FailureAction[] = [];
  const command = /sudo apt-get .*|python3 -m pip install [\w-]+/.exec(hint ?? '')?.[0];
  if (command !== undefined) actions.push({ kind: 'copy', title: 'Copy Command', text: command });
  const url = /https:\/\/[^\s)]+/.exec(hint ?? '')?.[0];
  if (url !== undefined) actions.push({ kind: 'open', title: 'How to Install', url });
  const id = /\bnas\.tools\.\w+/.exec(`${message} ${hint ?? ''}`)?.[0];
  if (id !== undefined) actions.push({ kind: 'settings', title: 'Open Setting', id });
  // The address is behind the button.
  const advice = hint?.replace(/ ?\(https:\/\/[^\s)]+\)/, '');
  const parts = [message, advice, where === undefined ? undefined : `(${where})`];
  return { text: parts.filter((part) => part !== undefined).join(' '), actions };
}
