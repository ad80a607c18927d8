import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { runProcess } from './process.ts';

export interface SerialPort {
  /** What tools take: `/dev/ttyACM0`, `COM3`. */
  readonly path: string;
  /** What is behind it, as far as the system says: `STMicroelectronics STM32 STLink 066BFF`. */
  readonly description: string;
}

/** Serial ports of this machine that a board may be behind, by path. */
export async function serialPorts(platform = process.platform, devices = '/dev'): Promise<SerialPort[]> {
  switch (platform) {
    case 'win32':
      return parseRegistry(await readRegistry());
    case 'darwin':
      return macPorts(await names(devices), devices);
    default:
      return linuxPorts(devices);
  }
}

async function linuxPorts(devices: string): Promise<SerialPort[]> {
  const described = new Map<string, string>();
  const links = join(devices, 'serial', 'by-id');
  for (const name of await names(links)) {
    const target = await realpath(join(links, name)).catch(() => undefined); // unplugged just now
    if (target !== undefined) described.set(target, name.replace(/^usb-/, '').replaceAll('_', ' '));
  }
  const ports = (await names(devices)).filter((name) => /^tty(ACM|USB)\d+$/.test(name));
  return sorted(
    ports.map((name) => join(devices, name)).map((path) => ({ path, description: described.get(path) ?? '' })),
  );
}

function macPorts(entries: readonly string[], devices: string): SerialPort[] {
  const builtIn = /^cu\.(Bluetooth|debug-console|wlan-debug)/;
  return sorted(
    entries
      .filter((name) => name.startsWith('cu.') && !builtIn.test(name))
      .map((name) => ({ path: join(devices, name), description: name.slice('cu.'.length) })),
  );
}

const SERIAL_DEVICES = String.raw`HKLM\HARDWARE\DEVICEMAP\SERIALCOMM`;

async function readRegistry(): Promise<string> {
  const { code, stdout } = await runProcess(
    { command: 'reg', args: ['query', SERIAL_DEVICES] },
    { timeoutSeconds: 10 },
  );
  return code === 0 ? stdout : ''; // the key is not there before the first port is
}

/** Lines such as `    \Device\USBSER000    REG_SZ    COM3`. */
export function parseRegistry(output: string): SerialPort[] {
  const matches = output.matchAll(/^\s+(\S+)\s+REG_SZ\s+(COM\d+)\s*$/gm);
  return sorted([...matches].map(([, device, path]) => ({ path: path!, description: device!.replace(/^.*\\/, '') })));
}

function sorted(ports: SerialPort[]): SerialPort[] {
  return ports.sort((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true }));
}

async function names(folder: string): Promise<string[]> {
  return await readdir(folder).catch(() => []);
}
