import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/spec/suggest.ts';

const WORDS = ['hidden', 'layers', 'cell', 'learning_rate', 'batch', 'csv', 'ts', 'wav', 'classification', 'type'];

describe('nearest', () => {
  it.each([
    ['hiden', 'hidden'],
    ['Hidden', 'hidden'],
    ['learning-rate', 'learning_rate'],
    ['learningRate', 'learning_rate'],
    ['learn_rate', 'learning_rate'],
    ['batch_size', 'batch'],
    ['classif', 'classification'],
    ['cvs', 'csv'],
    ['cels', 'cell'],
    ['tpye', 'type'],
    ['layer', 'layers'],
  ])('takes %s for %s', (word, meant) => {
    expect(nearest(word, WORDS)).toBe(meant);
  });

  it.each(['', 'x', 'tx', 'banana', 'transformer', 'h', 'wave_length', 'hidden'.repeat(20)])(
    'leaves %j alone',
    (word) => {
      expect(nearest(word, WORDS)).toBeUndefined();
    },
  );

  it('prefers the fewest edits, then the order given', () => {
    expect(nearest('gru2', ['grus', 'gru'])).toBe('grus');
    expect(nearest('mgux', ['lstm', 'mgu', 'gru'])).toBe('mgu');
  });

  it('knows no word among none', () => {
    expect(nearest('hidden', [])).toBeUndefined();
  });
});
