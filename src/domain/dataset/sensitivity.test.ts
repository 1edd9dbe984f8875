import { expect, test } from 'vitest';
import { sensitivityOf, whyItStays } from './sensitivity.ts';

const dataset = { name: 'Ward 3', synthetic: false, sampleCount: 10 };

test('what is not said to be public is private, and stays until it was reviewed', () => {
  expect(sensitivityOf(dataset)).toEqual({ kind: 'private', review: null });
  expect(whyItStays(dataset)).toContain('was not reviewed');
  const review = { at: 1, caseCount: 10, words: [] };
  expect(whyItStays({ ...dataset, sensitivity: { kind: 'private', review } })).toBeNull();
});

test('a review does not cover cases that came later', () => {
  const review = { at: 1, caseCount: 9, words: [] };
  expect(whyItStays({ ...dataset, sensitivity: { kind: 'private', review } })).toContain('grown');
});

test('synthetic and public data may leave', () => {
  expect(whyItStays({ ...dataset, synthetic: true })).toBeNull();
  expect(whyItStays({ ...dataset, sensitivity: { kind: 'public', why: 'published' } })).toBeNull();
});
