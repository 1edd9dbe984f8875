import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Sample } from '../dataset/dataset.ts';
import { blobHash, sampleId } from '../ids.ts';
import { taskById } from '../task/registry.ts';
import { drawExamples, exampleCandidates } from './examples.ts';
import { selectCases } from './make.ts';

const labels = ['normal', 'opacity'].map((name) => ({ name, synonyms: [] }));
const spec = taskById('classification').defaultSpec(labels, 'en');

type Case = Pick<Sample, 'id' | 'name' | 'split' | 'group' | 'truth' | 'images' | 'text'>;

const caseOf = (index: number, group: number | null, split: Sample['split'], picture = index): Case => ({
  id: sampleId(`s${String(index)}`),
  name: `case ${String(index)}`,
  split,
  ...(group === null ? {} : { group: `p${String(group)}` }),
  truth: { labels: [index % 2 === 0 ? 'normal' : 'opacity'] },
  images: [
    { blob: blobHash(`b${String(picture)}`), mediaType: 'image/png', width: 4, height: 4, changes: [] },
  ],
});

const anyCases = fc
  .array(
    fc.record({
      group: fc.option(fc.nat({ max: 5 }), { nil: null }),
      split: fc.constantFrom('train', 'test', 'validation', 'none'),
      picture: fc.nat({ max: 30 }),
    }),
    { maxLength: 25 },
  )
  .map((list) => list.map(({ group, split, picture }, index) => caseOf(index, group, split, picture)));

describe('examples', () => {
  it('are never asked about, nor of a group or with a picture that is', () => {
    fc.assert(
      fc.property(
        anyCases,
        fc.constantFrom('all', 'train', 'test'),
        fc.constantFrom('all', 'train', 'test'),
        fc.nat({ max: 10 }),
        fc.nat({ max: 6 }),
        (samples, askedSplit, split, size, count) => {
          const { chosen } = selectCases(samples, { split: askedSplit, size, seed: 3 }, spec);
          const asked = samples.filter(({ id }) => chosen.some((each) => each.id === id));
          const { cases } = exampleCandidates(samples, chosen, { split }, spec);
          const drawn = drawExamples(cases, count, 3, spec).map(({ sample }) =>
            samples.find(({ id }) => id === sample),
          );
          expect(drawn.length).toBe(Math.min(count, cases.length));
          expect(new Set(drawn).size).toBe(drawn.length);
          for (const example of drawn) {
            expect(asked.map(({ id }) => id)).not.toContain(example?.id);
            expect(asked.flatMap(({ group }) => group ?? [])).not.toContain(example?.group ?? 'none');
            expect(asked.map(({ images }) => images[0]?.blob)).not.toContain(example?.images[0]?.blob);
            if (split !== 'all') expect(example?.split).toBe(split);
          }
        },
      ),
    );
  });

  it('are the same with the same seed, and fewer are the first of more', () => {
    const samples = Array.from({ length: 30 }, (_, index) => caseOf(index, null, 'train'));
    const draw = (count: number, seed: number) => drawExamples(samples, count, seed, spec);
    expect(draw(8, 1)).toEqual(draw(8, 1));
    expect(draw(8, 1)).not.toEqual(draw(8, 2));
    expect(draw(3, 1)).toEqual(draw(8, 1).slice(0, 3));
  });

  it('come from different groups while there are any', () => {
    const samples = Array.from({ length: 12 }, (_, index) => caseOf(index, index % 4, 'train'));
    const drawn = drawExamples(samples, 5, 9, spec);
    const groups = drawn.map(({ sample }) => samples.find(({ id }) => id === sample)?.group);
    expect(new Set(groups.slice(0, 4)).size).toBe(4);
    expect(drawn).toHaveLength(5);
  });

  it('say how many were kept out', () => {
    const samples = [caseOf(0, 1, 'test'), caseOf(1, 1, 'train'), caseOf(2, 2, 'train')];
    const { cases, tooClose } = exampleCandidates(samples, samples.slice(0, 1), { split: 'train' }, spec);
    expect(cases.map(({ id }) => id)).toEqual(['s2']);
    expect(tooClose).toBe(1);
  });

  it('pass over a case whose answer cannot be written down, and take one question of several', () => {
    const summary = taskById('report-summarization').defaultSpec([], 'en');
    const report = { impression: 'Clear.', language: 'en' };
    const worded = (index: number, findings: string | null): Case => ({
      ...caseOf(index, null, 'train'),
      truth: { report },
      ...(findings === null ? {} : { text: { findings, language: 'en' } }),
    });
    expect(drawExamples([worded(0, null), worded(1, 'No opacity.')], 2, 1, summary)).toEqual([
      { sample: 's1' },
    ]);

    const asking = taskById('visual-question-answering').defaultSpec([], 'en');
    const question = { question: 'Left?', answers: ['yes'], kind: 'closed' } as const;
    const several = {
      ...caseOf(0, null, 'train'),
      truth: { questions: [question, { ...question, answers: [] }, question] },
    };
    const [drawn] = drawExamples([several], 1, 1, asking);
    expect([1, 3]).toContain(drawn?.question);
  });
});
