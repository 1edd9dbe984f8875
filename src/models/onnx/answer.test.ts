import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { decodeMask } from '../../domain/geometry/rle.ts';
import { answerText } from './answer.ts';
import type { NetworkOutput } from './answer.ts';

const shape = z.strictObject({
  label: z.string(),
  confidence: z.number(),
  probabilities: z.record(z.string(), z.number()),
  mask: z.strictObject({ size: z.tuple([z.number(), z.number()]), counts: z.string() }).optional(),
});

const choices = {
  offset: 2,
  pairs: [
    { label: 'Normal', classIndex: 0, className: 'normal' },
    { label: 'Effusion', classIndex: 2, className: 'effusion' },
  ],
  lesion: null,
  temperature: 1,
  maskThreshold: 0.5,
};

const answer = (output: NetworkOutput, width = 4, height = 4, changes: Partial<typeof choices> = {}) =>
  shape.parse(JSON.parse(answerText(output, { ...choices, ...changes }, width, height)));

test('a softmax over the labels asked about alone', () => {
  // The highest logits of all belong to other collections and to a class that nobody asked about.
  const read = answer({ logits: Float32Array.of(90, 90, 0, 50, Math.log(3), 90) });
  expect(read).toEqual({
    label: 'Effusion',
    confidence: 0.75,
    probabilities: { Normal: 0.25, Effusion: 0.75 },
  });
});

test('a temperature makes it less sure, and changes no label', () => {
  const read = answer({ logits: Float32Array.of(0, 0, 0, 0, Math.log(9)) }, 4, 4, { temperature: 2 });
  expect(read).toMatchObject({ label: 'Effusion', confidence: 0.75 });
});

test('says which class has no number', () => {
  expect(() => answer({ logits: Float32Array.of(0, 0, 0) })).toThrow('no number for "effusion"');
  expect(() => answer({ logits: Float32Array.of(0, 0, 0, 0, Number.NaN) })).toThrow(
    'no number for "effusion"',
  );
});

test('probabilities add up to 1 whatever the logits', () => {
  const logit = fc.float({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(logit, { minLength: 5, maxLength: 5 }), (logits) => {
      const { probabilities, confidence } = answer({ logits: Float32Array.from(logits) });
      const sum = Object.values(probabilities).reduce((total, p) => total + p, 0);
      expect(sum).toBeCloseTo(1, 5);
      expect(confidence).toBe(Math.max(...Object.values(probabilities)));
    }),
  );
});

test('the mask is in pixels of the source, each taking the cell in which its centre lies', () => {
  const mask = { values: Float32Array.of(0.49, 0.5, 0.1, 1), width: 2, height: 2 };
  const read = answer({ logits: new Float32Array(8), mask }, 5, 3);
  expect(read.mask?.size).toEqual([3, 5]);
  const { bitmap } = decodeMask({ size: [3, 5], counts: read.mask?.counts ?? '' });
  expect([...bitmap]).toEqual([0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1]);
});

test('an enlarged mask keeps the share of what it marks', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }),
      (factor, cells) => {
        const mask = { values: Float32Array.from(cells, Number), width: 4, height: 4 };
        const side = 4 * factor;
        const read = answer({ logits: new Float32Array(8), mask }, side, side);
        const { bitmap } = decodeMask({ size: [side, side], counts: read.mask?.counts ?? '' });
        expect(bitmap.reduce((sum, pixel) => sum + pixel, 0)).toBe(
          cells.filter(Boolean).length * factor * factor,
        );
      },
    ),
  );
});

test('a region that can be called by one name only comes without probabilities', () => {
  const mask = { values: Float32Array.of(1, 0, 0, 0), width: 2, height: 2 };
  const output = { logits: Float32Array.of(0, 0, 0, 0, 0), mask };
  const named = z.strictObject({ label: z.string(), mask: z.unknown() });
  const read = (changes: object) =>
    named.parse(JSON.parse(answerText(output, { ...choices, ...changes }, 4, 4)));
  expect(read({ pairs: [], lesion: 'lesion' }).label).toBe('lesion');
  expect(read({ pairs: choices.pairs.slice(1) }).label).toBe('Effusion');
});
