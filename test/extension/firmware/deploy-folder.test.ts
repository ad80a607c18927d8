import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deployFolder } from '../../../src/extension/firmware/deploy-folder.ts';

const names = { name: 'gestures', framework: 'zephyr', board: 'qemu:mps2-an386' };

test.each([
  ['firmware/${name}-${framework}', '/work/firmware/gestures-zephyr'],
  ['', '/work/firmware/gestures-zephyr'],
  ['../out/${board}', '/out/qemu-mps2-an386'],
  ['/abs/${name}', '/abs/gestures'],
  ['~/fw/${name}', join(homedir(), 'fw/gestures')],
  ['${unknown}', '/work/${unknown}'],
])('%j', (setting, folder) => {
  expect(deployFolder(setting, names, '/work')).toBe(folder);
});

test('a name is one part of a path, whatever it holds', () => {
  expect(deployFolder('fw/${name}', { ...names, name: '../../etc' }, '/work')).toBe('/work/fw/..-..-etc');
  expect(deployFolder('fw/${name}', { ...names, name: '..' }, '/work')).toBe('/work/fw/-');
});
