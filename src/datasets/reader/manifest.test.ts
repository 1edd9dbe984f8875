import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { manifest } from './manifest.ts';
import { filesOf } from './test-files.ts';

const containing = (text: string): unknown => expect.stringContaining(text);
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const head = {
  format: 'reading-room/dataset',
  version: 1,
  name: 'Chest',
  description: 'd',
  synthetic: true,
  specialty: 'radiology',
  modality: 'X-ray',
  license: 'CC0-1.0',
  source: 's',
  labels: [
    { name: 'normal', synonyms: ['clear'] },
    { name: 'effusion', synonyms: [], definition: 'water' },
  ],
  notes: ['n'],
};
const good = {
  name: 'one',
  images: [{ file: 'images/one.png', pixelSpacing: [0.2, 0.1] }],
  split: 'test',
  group: 'P1',
  attributes: { age: 40, sex: 'F' },
  truth: {
    labels: ['effusion'],
    boxes: [{ label: 'tooth', x: 0, y: 1, width: 2, height: 3.5, fdi: 36 }],
    masks: [
      { label: 'lung', rle: { size: [4, 6], counts: 'X' } },
      { label: 'lesion', file: './masks/one.png', value: 2 },
    ],
    points: [{ label: 'fovea', x: 1, y: 1, toleranceRadius: 2 }],
    regions: [{ label: 'effusion', side: 'left', zone: 'lower' }],
    findings: [{ observation: 'effusion', status: 'present', side: 'left' }],
    report: { findings: 'f', impression: 'i', language: 'en' },
    questions: [{ question: 'q', answers: ['yes'], kind: 'closed' }],
  },
};

const read = (value: unknown, pictures = ['images/one.png', 'masks/one.png']) =>
  manifest.read(
    filesOf({ 'dataset.json': typeof value === 'string' ? value : JSON.stringify(value) }, pictures),
    {},
  );

test('everything that a manifest says is read', async () => {
  const { masks, ...truth } = good.truth;
  const reading = await read({ ...head, samples: [good] });
  expect(reading?.refused).toEqual([]);
  expect(reading).toMatchObject({
    name: 'Chest',
    synthetic: true,
    specialty: 'radiology',
    labels: head.labels,
    notes: ['n'],
  });
  expect(reading?.cases).toEqual([
    {
      ...good,
      images: [{ path: 'images/one.png', pixelSpacing: [0.2, 0.1] }],
      truth: { ...truth, masks: [{ label: 'lung', mask: masks[0]?.rle }] },
      maskFiles: [
        {
          path: 'masks/one.png',
          rule: {
            kind: 'values',
            areas: [{ label: 'lesion', values: [2] }],
            background: [],
            others: 'nothing',
          },
        },
      ],
    },
  ]);
});

test('a case of text needs no picture', async () => {
  const text = { findings: 'f', language: 'zh' };
  const reading = await read({
    ...head,
    samples: [{ name: 't', images: [], text, split: 'train', truth: {} }],
  });
  expect(reading?.cases).toMatchObject([{ name: 't', images: [], text, attributes: {} }]);
});

test.each([
  [
    'samples[1].truth.boxes[0].width',
    { truth: { boxes: [{ label: 'a', x: 0, y: 0, width: -4, height: 1 }] } },
  ],
  [
    'samples[1].truth.boxes[0].fdi',
    { truth: { boxes: [{ label: 'a', x: 0, y: 0, width: 4, height: 1, fdi: 19 }] } },
  ],
  ['samples[1].truth', { truth: { lables: ['normal'] } }],
  ['samples[1].truth.labels[0]', { truth: { labels: ['Normal'] } }],
  ['samples[1].truth.masks[0]', { truth: { masks: [{ label: 'a' }] } }],
  ['samples[1].images[0].file', { images: [{ file: '../../etc/passwd' }] }],
  ['samples[1].images[0].file', { images: [{ file: 'images/none.png' }] }],
  ['samples[1].images', { images: [], truth: {} }],
  ['samples[1].name', { name: 'one' }],
  ['samples[1].split', { split: 'holdout' }],
  ['samples[1].attributes.age', { attributes: { age: null } }],
  ['samples[1].attributes', { attributes: Object.fromEntries([['__proto__', 'x']]) }],
])('a sample with a fault at %s is left out, the others stay', async (place, change) => {
  const reading = await read({ ...head, samples: [good, { ...good, name: 'two', ...change }] });
  expect(reading?.cases.map(({ name }) => name)).toEqual(['one']);
  expect(reading?.refused).toHaveLength(1);
  expect(reading?.refused[0]).toMatchObject({
    path: `dataset.json: ${place}`,
    remedy: matching(/\.$/),
  });
});

test.each([
  ['version', { version: 2 }],
  ['format', { format: 'coco' }],
  ['specialty', { specialty: 'astrology' }],
  ['labels[0].name', { labels: [{ name: '' }] }],
  ['the file', { sample: [] }],
])('a fault at %s of the head leaves nothing to read', async (place, change) => {
  const reading = await read({ ...head, samples: [good], ...change });
  expect(reading?.cases).toEqual([]);
  expect(reading?.refused[0]?.path).toBe(`dataset.json: ${place}`);
});

test('what is not JSON is said so, with the place', async () => {
  const reading = await read('{"format": "reading-room/dataset",}');
  expect(reading?.refused).toMatchObject([{ path: 'dataset.json', reason: containing('it is not JSON') }]);
});

test('without a dataset.json it is another reader’s turn', async () => {
  expect(await manifest.read(filesOf({ 'other.json': '{}' }), {})).toBeNull();
});

test('the example of docs/dataset-format.md is read without a fault', async () => {
  const page = await readFile(new URL('../../../docs/dataset-format.md', import.meta.url), 'utf8');
  const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const reading = await read(example, [
    'images/chest-001.png',
    'images/chest-002.png',
    'masks/chest-001.png',
  ]);
  expect(reading?.refused).toEqual([]);
  expect(reading?.cases).toHaveLength(2);
});
