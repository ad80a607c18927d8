import { expect, test } from 'vitest';
import { flashBytes, parseSectionSizes, parseSymbols, ramBytes } from '../../src/firmware/size.ts';

test('sections of an object file, as arm-none-eabi-size -A prints them', () => {
  const sizes = parseSectionSizes(`model.o  :
section                 size   addr
.text                      0      0
.data                      4      0
.bss                       8      0
.text.model_step         120      0
.rodata.weights           64      0
.rodata.str1.4            16      0
.srodata                   2      0
.sbss.count                4      0
.debug_info              999      0
.comment                  51      0
.ARM.attributes           43      0
Total                   1311


`);
  expect(sizes).toEqual({ text: 120, rodata: 82, data: 4, bss: 12 });
  expect([flashBytes(sizes), ramBytes(sizes)]).toEqual([206, 16]);
});

test('anything else is refused', () => {
  expect(() => parseSectionSizes('size: model.o: No such file')).toThrow('not the output of size -A');
});

test('symbols, as nm -S prints them, largest first', () => {
  const symbols = parseSymbols(`00000001 00000078 T model_step
00000000 00000040 r weights
         U memset
00000000 00000040 R biases
00000000 T no_size
`);
  expect(symbols).toEqual([
    { name: 'model_step', size: 120, type: 'T' },
    { name: 'biases', size: 64, type: 'R' },
    { name: 'weights', size: 64, type: 'r' },
  ]);
});
