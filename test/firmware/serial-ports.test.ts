import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseRegistry, serialPorts } from '../../src/firmware/serial-ports.ts';
import { temporaryFolder } from './tools.ts';

test('Linux: ports in order, with what is behind them', async () => {
  const devices = temporaryFolder();
  mkdirSync(join(devices, 'serial', 'by-id'), { recursive: true });
  for (const name of ['ttyACM10', 'ttyACM2', 'ttyUSB0', 'ttyS0', 'tty1', 'null'])
    writeFileSync(join(devices, name), '');
  symlinkSync('../../ttyACM2', join(devices, 'serial', 'by-id', 'usb-STMicroelectronics_STM32_STLink_0667-if02'));
  symlinkSync('../../ttyACM7', join(devices, 'serial', 'by-id', 'usb-unplugged'));
  expect(await serialPorts('linux', devices)).toEqual([
    { path: join(devices, 'ttyACM2'), description: 'STMicroelectronics STM32 STLink 0667-if02' },
    { path: join(devices, 'ttyACM10'), description: '' },
    { path: join(devices, 'ttyUSB0'), description: '' },
  ]);
});

test('a machine without ports', async () => {
  expect(await serialPorts('linux', join(temporaryFolder(), 'nowhere'))).toEqual([]);
});

test('macOS: call-out devices, without those that are built in', async () => {
  const devices = temporaryFolder();
  for (const name of ['cu.usbmodem1103', 'tty.usbmodem1103', 'cu.Bluetooth-Incoming-Port', 'cu.debug-console']) {
    writeFileSync(join(devices, name), '');
  }
  expect(await serialPorts('darwin', devices)).toEqual([
    { path: join(devices, 'cu.usbmodem1103'), description: 'usbmodem1103' },
  ]);
});

test('Windows: what the registry says', () => {
  const output = String.raw`
HKEY_LOCAL_MACHINE\HARDWARE\DEVICEMAP\SERIALCOMM
    \Device\VCP0    REG_SZ    COM12
    \Device\USBSER000    REG_SZ    COM3
`.replaceAll('\n', '\r\n');
  expect(parseRegistry(output)).toEqual([
    { path: 'COM3', description: 'USBSER000' },
    { path: 'COM12', description: 'VCP0' },
  ]);
});
