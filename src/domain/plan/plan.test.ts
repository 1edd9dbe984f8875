import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobHash, sampleId } from '../ids.ts';
import type { Sample } from '../dataset/dataset.ts';
import { taskById } from '../task/registry.ts';
import { canonicalJson } from './identity.ts';
import { selectCases } from './make.ts';

const labels = ['normal', 'opacity', 'effusion'].map((name) => ({ name, synonyms: [] }));
const spec = taskById('classification').defaultSpec(labels, 'en');

const cases = (
  truths: readonly (readonly string[])[],
): Pick<Sample, 'id' | 'name' | 'split' | 'truth' | 'images'>[] =>
  truths.map((truth, index) => ({
    id: sampleId(`s${String(index)}`),
    name: `case ${String(index)}`,
    split: index % 2 === 0 ? 'test' : 'train',
    truth: { labels: truth },
    images: [{ blob: blobHash('b'), mediaType: 'image/png', width: 1, height: 1, changes: [] }],
  }));

describe('canonicalJson', () => {
  it('does not depend on the order of keys, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('selectCases', () => {
  it('takes the split, leaves out with a reason what has no single label, in the order of the data set', () => {
    const { chosen, eligible, leftOut } = selectCases(
      cases([['normal'], ['opacity'], ['opacity', 'effusion'], ['normal'], [], ['effusion'], ['opacity']]),
      { split: 'test', size: null, seed: 1 },
      spec,
    );
    expect(chosen.map(({ id }) => id)).toEqual(['s0', 's6']);
    expect(eligible).toBe(2);
    expect(leftOut.map(({ name }) => name)).toEqual(['case 2', 'case 4']);
    for (const { reason } of leftOut) expect(reason.length).toBeGreaterThan(10);
  });

  it('asks about data with several labels a case where exactly one of those asked about holds', () => {
    const narrow = { ...spec, labels: labels.filter(({ name }) => name !== 'effusion') };
    const { chosen } = selectCases(
      cases([['opacity', 'effusion'], ['normal']]),
      { split: 'all', size: null, seed: 1 },
      narrow,
    );
    expect(chosen).toHaveLength(2);
  });

  it('samples by seed: the same seed the same cases, a smaller sample within a larger', () => {
    const many = cases(Array.from({ length: 50 }, () => ['normal']));
    const pick = (size: number, seed: number) =>
      selectCases(many, { split: 'all', size, seed }, spec).chosen.map(({ id }) => id);
    expect(pick(10, 7)).toEqual(pick(10, 7));
    expect(pick(10, 7)).not.toEqual(pick(10, 8));
    expect(pick(20, 7)).toEqual(expect.arrayContaining(pick(10, 7)));
    expect(pick(500, 7)).toHaveLength(50);
  });
});
