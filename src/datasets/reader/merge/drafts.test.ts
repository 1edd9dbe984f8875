import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseDraft } from '../reading.ts';
import { mergeDrafts } from './drafts.ts';

const draft = (images: readonly string[], more: Partial<CaseDraft> = {}): CaseDraft => ({
  name: images[0] ?? more.name ?? 'text',
  images: images.map((path) => ({ path })),
  truth: {},
  maskFiles: [],
  split: 'none',
  attributes: {},
  ...more,
});
const from = (file: string, place?: string) => ({ from: { file, ...(place !== undefined && { place }) } });
const box = { label: 'mass', x: 1, y: 2, width: 3, height: 4 };

describe('what several sources say of one case', () => {
  test('is joined: labels of one, boxes of another, a mask of a third', () => {
    const { cases, refused } = mergeDrafts([
      draft(['a.png'], {
        ...from('labels.csv', 'row 2'),
        truth: { labels: ['mass'] },
        group: 'P1',
        attributes: { age: 50 },
      }),
      draft(['b.png'], { ...from('labels.csv', 'row 3'), truth: { labels: [] } }),
      draft(['a.png'], { ...from('boxes.csv', 'row 2'), truth: { boxes: [box] }, split: 'test' }),
      draft(['a.png'], {
        ...from('masks'),
        maskFiles: [{ path: 'masks/a.png', rule: { kind: 'above', label: 'mass' } }],
      }),
    ]);
    expect(refused).toEqual([]);
    expect(cases).toEqual([
      {
        ...draft(['a.png']),
        ...from('labels.csv', 'row 2'),
        truth: { labels: ['mass'], boxes: [box] },
        maskFiles: [{ path: 'masks/a.png', rule: { kind: 'above', label: 'mass' } }],
        split: 'test',
        group: 'P1',
        attributes: { age: 50 },
      },
      { ...draft(['b.png']), ...from('labels.csv', 'row 3'), truth: { labels: [] } },
    ]);
  });

  test('questions of one picture in two splits are two cases of one group', () => {
    const asked = (question: string, split: CaseDraft['split']) =>
      draft(['a.png'], {
        ...from(`${split}.json`),
        split,
        truth: { questions: [{ question, answers: ['yes'], kind: 'closed' }] },
      });
    const { cases, refused } = mergeDrafts([
      asked('Is it large?', 'train'),
      asked('Is it round?', 'test'),
      asked('Is it dark?', 'train'),
    ]);
    expect(refused).toEqual([]);
    expect(
      cases.map(({ name, split, group, truth }) => [name, split, group, truth.questions?.length]),
    ).toEqual([
      ['a.png', 'train', 'a.png', 2],
      ['a.png (2)', 'test', 'a.png', 1],
    ]);
    // A picture with labels, or a box, is of one split.
    const labelled = mergeDrafts([
      asked('Is it large?', 'train'),
      draft(['a.png'], { ...from('labels.csv'), split: 'test', truth: { labels: ['mass'] } }),
    ]);
    expect(labelled.refused).toHaveLength(1);
  });

  test('by a key: a report and its two films', () => {
    const report = { findings: 'Clear.', language: 'en' };
    const { cases } = mergeDrafts([
      draft([], { name: '1', key: 'uid:1', truth: { report } }),
      draft(['front.png'], { key: 'uid:1' }),
      draft(['side.png'], { key: 'uid:1' }),
      draft([], { name: '2', key: 'uid:2', truth: { report } }),
    ]);
    expect(cases.map(({ name, images }) => [name, images.map(({ path }) => path)])).toEqual([
      ['1', ['front.png', 'side.png']],
      ['2', []],
    ]);
  });

  test('two that seemed apart are one when a third belongs to both; the picture that is drawn on comes first', () => {
    const { cases, refused } = mergeDrafts([
      draft(['front.png'], { attributes: { view: 'both' } }),
      draft(['side.png'], { truth: { boxes: [box] } }),
      draft(['front.png', 'side.png'], { name: 'study', group: 'P1' }),
    ]);
    expect(refused).toEqual([]);
    expect(cases).toMatchObject([
      { group: 'P1', images: [{ path: 'side.png' }, { path: 'front.png' }], truth: { boxes: [box] } },
    ]);
  });

  test('labels of several rows of one file add up; those of two files must agree', () => {
    const row = (file: string, labels: string[], n: number) =>
      draft(['a.png'], { ...from(file, `row ${n}`), truth: { labels } });
    expect(
      mergeDrafts([row('x.csv', ['a'], 2), row('x.csv', ['b'], 3), row('y.csv', ['b', 'a'], 2)]),
    ).toMatchObject({
      cases: [{ truth: { labels: ['a', 'b'] } }],
      refused: [],
    });
    expect(mergeDrafts([row('x.csv', ['a'], 2), row('y.csv', ['b'], 2), draft(['b.png'])])).toEqual({
      cases: [draft(['b.png'])],
      refused: [
        {
          path: 'x.csv and y.csv',
          reason: 'they give different labels to “a.png”',
          remedy: 'Make them agree, ignore the labels of one, or leave one of the files out.',
        },
      ],
    });
  });

  test.each<[string, Partial<CaseDraft>, Partial<CaseDraft>]>([
    ['split', { split: 'test' }, { split: 'train' }],
    ['group', { group: 'a' }, { group: 'b' }],
    ['“age”', { attributes: { age: 5 } }, { attributes: { age: 6 } }],
    [
      'impression',
      { truth: { report: { impression: 'x', language: 'en' } } },
      { truth: { report: { impression: 'y', language: 'en' } } },
    ],
  ])(
    'that contradicts itself about the %s leaves the case out, for every later source too',
    (about, one, other) => {
      const { cases, refused } = mergeDrafts([
        draft(['a.png'], { ...one, ...from('x.csv', 'row 2') }),
        draft(['a.png', 'b.png'], { ...other, ...from('y.json') }),
        draft(['b.png'], { truth: { labels: ['x'] } }),
      ]);
      expect(cases).toEqual([]);
      expect(refused).toEqual([
        {
          path: 'y.json',
          reason: `x.csv, row 2 says something else about the ${about} of “a.png”`,
          remedy: 'Make the two agree, or leave one of them out.',
        },
      ]);
    },
  );

  test('the same words with other spaces are the same', () => {
    const report = (impression: string) => ({ truth: { report: { impression, language: 'en' } } });
    expect(
      mergeDrafts([draft(['a.png'], report('No  change.\n')), draft(['a.png'], report('No change.'))]).cases,
    ).toHaveLength(1);
  });

  test('cases of the same name get different ones', () => {
    const { cases } = mergeDrafts([
      draft([], { name: 'row 2' }),
      draft([], { name: 'row 2' }),
      draft([], { name: 'row 2' }),
    ]);
    expect(cases.map(({ name }) => name)).toEqual(['row 2', 'row 2 (2)', 'row 2 (3)']);
  });
});

test('no picture is in two cases, and none is lost, however sources overlap', () => {
  const picture = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const any = fc
    .record({
      images: fc.uniqueArray(picture, { maxLength: 3 }),
      key: fc.option(fc.constantFrom('k:1', 'k:2'), { nil: undefined }),
      boxes: fc.boolean(),
      age: fc.option(fc.integer({ min: 1, max: 2 }), { nil: undefined }),
    })
    .map(({ images, key, boxes, age }) =>
      draft(images, {
        ...(key !== undefined && { key }),
        ...(boxes && images.length > 0 && { truth: { boxes: [box] } }),
        attributes: age === undefined ? {} : { age },
      }),
    );
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (drafts) => {
      const { cases, refused } = mergeDrafts(drafts);
      const paths = cases.flatMap(({ images }) => images.map(({ path }) => path));
      expect(new Set(paths).size).toBe(paths.length);
      if (refused.length === 0) {
        expect(new Set(paths)).toEqual(
          new Set(drafts.flatMap(({ images }) => images.map(({ path }) => path))),
        );
        const boxes = (all: readonly CaseDraft[]) => all.flatMap(({ truth }) => truth.boxes ?? []).length;
        expect(boxes(cases)).toBe(boxes(drafts));
      }
    }),
  );
});

test('a table that calls every row the same takes no time to speak of', () => {
  const rows = Array.from({ length: 20_000 }, (_, n) =>
    draft([`${n}.png`], {
      key: 'name:x',
      truth: { questions: [{ question: `${n}`, answers: ['yes'], kind: 'closed' }] },
    }),
  );
  expect(mergeDrafts(rows).cases[0]?.truth.questions).toHaveLength(20_000);
});
