import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { UserError } from '../../base/errors.ts';
import type { FirmwareProject } from '../../firmware/describe-project.ts';
import { type SerialPort, serialPorts } from '../../firmware/serial-ports.ts';

/** Seconds until a board that was just flashed must be back on USB. */
const RETURN_SECONDS = 5;

/** Which serial port a project's board is on; remembered per project. */
export class Ports {
  readonly #memory: vscode.Memento;
  readonly #list: () => Promise<SerialPort[]>;

  constructor(memory: vscode.Memento, list: () => Promise<SerialPort[]> = serialPorts) {
    this.#memory = memory;
    this.#list = list;
  }

  /**
   * The remembered port if it is there, the only one there is, or the one that the user picks.
   * @param options.ask pick also where a port is remembered
   * @param options.wait for a board that has just been reset
   * @returns undefined: PlatformIO finds it itself; null: the user gave up
   * @throws UserError `firmware/no-port`
   */
  async choose(
    project: FirmwareProject,
    options: { readonly ask: boolean; readonly wait: boolean },
  ): Promise<string | undefined | null> {
    const key = `nas.port:${project.folder}`;
    const known = this.#memory.get<string>(key);
    const ports = await this.#ports(options.wait ? known : undefined, options.wait);
    if (ports.length === 0) {
      if (project.framework === 'platformio') return undefined;
      throw new UserError('firmware/no-port', 'No serial port was found.', {
        hint: 'Connect the board by USB, and run NAS: Monitor Board.',
      });
    }
    if (!options.ask && known !== undefined && ports.some(({ path }) => path === known)) return known;
    const port = ports.length === 1 ? ports[0]!.path : await pickPort(project, ports, known);
    if (port === undefined) return null;
    await this.#memory.update(key, port);
    return port;
  }

  /** @param wanted a port to wait for */
  async #ports(wanted: string | undefined, wait: boolean): Promise<SerialPort[]> {
    const deadline = Date.now() + (wait ? RETURN_SECONDS * 1000 : 0);
    for (;;) {
      const ports = await this.#list();
      const there = wanted === undefined ? ports.length > 0 : ports.some(({ path }) => path === wanted);
      if (there || Date.now() >= deadline) return ports;
      await sleep(200);
    }
  }
}

async function pickPort(
  { name }: FirmwareProject,
  ports: readonly SerialPort[],
  known: string | undefined,
): Promise<string | undefined> {
  const items = [...ports]
    .sort((a, b) => Number(b.path === known) - Number(a.path === known))
    .map(({ path, description }) => ({ label: path, description }));
  return (await vscode.window.showQuickPick(items, { title: `Serial port of ${name}`, matchOnDescription: true }))
    ?.label;
}
