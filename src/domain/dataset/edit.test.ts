import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datasetId, sampleId } from '../ids.ts';
import type { Sample } from './dataset.ts';
import { edited, withBox, withLabels, withoutLastEdit } from './edit.ts';

const sample: Sample = {
  id: sampleId('a'),
  dataset: datasetId('d'),
  ordinal: 0,
  name: 'a',
  images: [],
  truth: { labels: ['normal'] },
  split: 'train',
  attributes: { sex: 'F' },
};

describe('an edit', () => {
  test('keeps what stood there before, and can be taken back', () => {
    const changed = edited(sample, { truth: withLabels(sample.truth, ['effusion']) }, 'labels', 7);
    expect(changed.truth.labels).toEqual(['effusion']);
    expect(changed.edits).toEqual([{ at: 7, words: 'labels', before: { truth: { labels: ['normal'] } } }]);
    expect(withoutLastEdit(changed)).toEqual(sample);
    expect(withoutLastEdit(sample)).toBeNull();
  });

  test('that changes nothing leaves no trace', () => {
    expect(edited(sample, { split: 'train' }, 'split', 7)).toBe(sample);
  });

  test('any sequence of edits is taken back step by step', () => {
    const change = fc.record(
      {
        split: fc.constantFrom<'train' | 'test'>('train', 'test'),
        group: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
        tags: fc.option(fc.array(fc.string()), { nil: undefined }),
        hidden: fc.constantFrom(true, undefined),
        attributes: fc.dictionary(fc.string(), fc.string()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const states = [sample];
        for (const [at, each] of changes.entries()) {
          const next = edited(states.at(-1) ?? sample, each, 'change', at);
          if (next !== states.at(-1)) states.push(next);
        }
        let now = states.at(-1) ?? sample;
        for (const before of states.slice(0, -1).reverse()) {
          now = withoutLastEdit(now) ?? now;
          expect(now).toEqual(before);
        }
      }),
    );
  });

  test('of boxes replaces, takes away and adds', () => {
    const [a, b] = [
      { label: 'a', x: 0, y: 0, width: 1, height: 1 },
      { label: 'b', x: 5, y: 5, width: 1, height: 1 },
    ];
    const one = withBox({}, 0, a);
    expect(one.boxes).toEqual([a]);
    expect(withBox(one, 1, b).boxes).toEqual([a, b]);
    expect(withBox(one, 0, b).boxes).toEqual([b]);
    expect(withBox(one, 0, null).boxes).toEqual([]);
  });
});
