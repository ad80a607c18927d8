import { describe, expect, test } from 'vitest';
import { cIdentifier, cMacro, commentText, cString } from '../../src/base/identifiers.ts';
import { Random } from '../../src/base/random.ts';

describe('cIdentifier', () => {
  test.each([
    ['gestures', 'gestures'],
    ['Bearing fault, v2', 'bearing_fault_v2'],
    ['HumanActivity', 'human_activity'],
    ['geste-été', 'geste_ete'],
    ['Größe', 'grosse'],
    ['3-axis', 'model_3_axis'],
    ['__model__', 'model'],
    ['a--b', 'a_b'],
    ['', 'model'],
    ['   ', 'model'],
    ['手势', 'model'],
    ['🤖', 'model'],
    ['../../etc/passwd', 'etc_passwd'],
    ['int', 'int_model'],
    ['Class', 'class_model'],
    ['namespace', 'namespace_model'],
    ['xor', 'xor_model'],
    ['size', 'size_model'],
    ['uint8', 'uint8_model'],
    ['string', 'string_model'],
    ['Time', 'time_model'],
    ['main', 'main_model'],
    ['linux', 'linux_model'],
    ['constructor', 'constructor'],
    ['a name that is much longer than C allows', 'a_name_that_is_much'],
  ])('%j → %s', (name, identifier) => {
    expect(cIdentifier(name)).toBe(identifier);
  });

  test('takes another fallback', () => {
    expect(cIdentifier('', 'net')).toBe('net');
    expect(cIdentifier('9', 'net')).toBe('net_9');
  });

  test('is always an identifier, whatever the text, and keeps an identifier as it is', () => {
    const random = new Random('identifiers');
    for (let i = 0; i < 2000; i++) {
      const length = random.index(40);
      const text = String.fromCodePoint(...Array.from({ length }, () => random.index(i % 2 === 0 ? 128 : 0xd800)));
      const identifier = cIdentifier(text);
      expect(identifier).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
      expect(identifier.length).toBeLessThanOrEqual(31);
      expect(cIdentifier(identifier)).toBe(identifier);
    }
  });
});

test('cMacro', () => expect(cMacro('bearing_fault')).toBe('BEARING_FAULT'));

test.each([
  ['plain', '"plain"'],
  ['say "hi"\\', '"say \\"hi\\"\\\\"'],
  ['a\nb', '"a\\012b"'],
  ['é1', '"\\303\\2511"'],
  ['??/', '"\\?\\?/"'],
  ['100 %', '"100 %"'],
])('cString(%j)', (text, literal) => expect(cString(text)).toBe(literal));

test.each([
  ['two\n lines', 'two lines'],
  ['ends */ here', 'ends * / here'],
  ['opens /* here', 'opens / * here'],
  ['splices \\', 'splices'],
  ['trigraph ??/', 'trigraph'],
  ['nul\0 byte', 'nul byte'],
  ['größer', 'größer'],
])('commentText(%j)', (text, comment) => expect(commentText(text)).toBe(comment));
