import { describe, expect, it } from 'vitest';
import { dashboardHtml, messageHtml } from '../../../src/extension/dashboard/html.ts';
import { parsePageMessage, savedRun } from '../../../src/extension/dashboard/messages.ts';
import { titleOf } from '../../../src/extension/dashboard/title.ts';
import type { PageMessage } from '../../../src/protocol/dashboard.ts';
import { EMPTY_RUN, foldEvents } from '../../../src/protocol/run-state.ts';
import { exampleRun } from '../../protocol/support/example-run.ts';

describe('what a page says', () => {
  const messages: PageMessage[] = [
    { type: 'ready' },
    { type: 'selected', trial: 3 },
    { type: 'detail', trial: 0 },
    { type: 'command', command: 'stop' },
    { type: 'command', command: 'flash', trial: 2 },
    { type: 'save', format: 'csv', text: 'a,b\r\n' },
  ];
  it.each(messages)('is understood: $type', (message) => expect(parsePageMessage(message)).toEqual(message));

  it.each([
    undefined,
    null,
    'ready',
    {},
    { type: 'execute' },
    { type: 'selected', trial: -1 },
    { type: 'selected', trial: '3' },
    { type: 'command', command: 'deleteRun' },
    { type: 'save', format: 'exe', text: '' },
  ])('is ignored when it is no message: %j', (value) => expect(parsePageMessage(value)).toBeUndefined());

  it('tells which run a saved page showed', () => {
    expect(savedRun({ run: '/w/.nas/a/1', view: {} })).toBe('/w/.nas/a/1');
    for (const state of [undefined, null, 'x', {}, { run: 3 }]) expect(savedRun(state)).toBeUndefined();
  });
});

describe('the page', () => {
  it('allows its own script and style, and nothing else', () => {
    const html = dashboardHtml({ script: 'https://x/a.js', style: 'https://x/a.css', source: 'https://x', nonce: 'N' });
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html)!;
    expect(policy).toBe(
      "default-src 'none'; script-src 'nonce-N'; style-src https://x; font-src https://x; img-src https://x",
    );
    expect(html).not.toMatch(/<style|style="|unsafe/);
    expect(messageHtml('<b> & "c"')).toContain('<p>&lt;b> &amp; "c"</p>');
  });
});

describe('the title of a tab', () => {
  it('says how far the search is', () => {
    const state = foldEvents(exampleRun.slice(0, 8));
    expect(titleOf({ name: 'gestures', state, status: 'running' })).toBe('gestures: 1/4');
    expect(titleOf({ name: 'gestures', state, status: 'stopped' })).toBe('gestures: stopped');
    expect(titleOf({ name: 'gestures', state: EMPTY_RUN, status: 'queued' })).toBe('gestures: waiting');
    expect(titleOf({ name: 'gestures', state, status: 'finished' })).toBe('gestures');
  });
});
