/** Entry of the page, in a panel of VS Code and in a report of its own. */
import { render } from 'preact';
import { App } from './app.tsx';
import { reportOf, staticHost } from './host-static.ts';
import { type VsCodeApi, vscodeHost } from './host-vscode.ts';
import { Store } from './store.ts';

declare const acquireVsCodeApi: (() => VsCodeApi) | undefined;

function hostOfPage(): ConstructorParameters<typeof Store>[0] {
  if (typeof acquireVsCodeApi === 'function') return vscodeHost(acquireVsCodeApi());
  const { data, events } = reportOf(document);
  return staticHost(data, events);
}

const root = document.getElementById('app')!;
let due = false;

/** However many messages come, the page is drawn once a frame. */
function draw(): void {
  if (due) return;
  due = true;
  requestAnimationFrame(() => {
    due = false;
    render(<App store={store} />, root);
  });
}

const store: Store = new Store(hostOfPage(), draw);
draw();
