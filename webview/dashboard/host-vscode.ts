import type { HostMessage } from '../../src/protocol/dashboard.ts';
import type { Host } from './host.ts';

/** What VS Code gives to a webview, once. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** The page in a panel of VS Code. */
export function vscodeHost(api: VsCodeApi): Host {
  return {
    commands: true,
    post: (message) => api.postMessage(message),
    onMessage: (listener) => {
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        // Extensions of the browser also post into pages.
        if (isHostMessage(data)) listener(data);
      });
    },
    getState: () => api.getState(),
    setState: (state) => api.setState(state),
  };
}

const TYPES: Readonly<Record<HostMessage['type'], true>> = {
  snapshot: true,
  events: true,
  activity: true,
  detail: true,
  emulation: true,
  select: true,
};

/** Editor and page are shipped together, so that the tag tells the rest. */
function isHostMessage(data: unknown): data is HostMessage {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    typeof data.type === 'string' &&
    Object.hasOwn(TYPES, data.type)
  );
}
