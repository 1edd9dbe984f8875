import { encode } from 'fast-png';
import fc from 'fast-check';
import type { Dataset, Sample } from '../../domain/dataset/dataset.ts';
import { rasterMediaType, type ImageRef, type ReportText, type Truth } from '../../domain/dataset/truth.ts';
import { encodeMask } from '../../domain/geometry/rle.ts';
import { blobHash, datasetId, sampleId } from '../../domain/ids.ts';
import { encodeRaster } from '../../domain/raster/container.ts';
import type { RasterView } from '../../domain/raster/view.ts';
import type { StoredBlob } from '../ports.ts';
import type { ExportSource } from './source.ts';

/** Made-up cases for tests of export: whatever truth a case may have, on pictures of 12 x 9 pixels. */

export const width = 12;
export const height = 9;

export const datasetOf = (change: Partial<Dataset> = {}): Dataset => ({
  id: datasetId('set'),
  name: 'Chest films',
  description: 'Some films.',
  synthetic: false,
  specialty: 'radiology',
  modality: 'radiograph',
  license: 'CC0-1.0',
  source: 'a clinic',
  labels: ['effusion', 'nodule', 'lung'].map((name) => ({ name, synonyms: [`${name}s`] })),
  notes: ['Look twice.'],
  state: { kind: 'complete' },
  sampleCount: 0,
  byteCount: 0,
  importedAt: 1,
  sourceKey: 'key',
  refused: [],
  ...change,
});

async function stored(
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: StoredBlob['mediaType'],
): Promise<StoredBlob> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return {
    hash: blobHash([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')),
    bytes,
    mediaType,
  };
}

const png = (seed: number): Promise<StoredBlob> => {
  const data = Uint8Array.from({ length: width * height }, (_, at) => (at * 7 + seed * 13) & 255);
  return stored(new Uint8Array(encode({ width, height, channels: 1, data })), 'image/png');
};

const raster = (seed: number): Promise<StoredBlob> => {
  const frame = (n: number) =>
    Int16Array.from({ length: width * height }, (_, at) => at * 11 - 300 + n * 5 + seed);
  const frames = [frame(0), frame(1)];
  return stored(encodeRaster({ width, height, channels: 1, frames, tables: [] }), rasterMediaType);
};

const viewOf = (seed: number): RasterView => ({
  frames: 2,
  channels: 1,
  sampleType: 'int16',
  slope: 1,
  intercept: -24.5,
  unit: 'HU',
  range: [-300 + seed, (width * height - 1) * 11 - 300 + 5 + seed],
  inverted: seed % 2 === 0,
  windows: [
    { name: 'Lung', window: { kind: 'linear', centre: -600, width: 1500 } },
    { name: 'Bone', window: { kind: 'sigmoid', centre: 300, width: 1500 } },
  ],
  frameSpacing: 1.5,
  volume: { spacing: [0.25, 0.5, 1.5], orientation: seed % 2 === 0 ? 'LPS' : 'unknown' },
  shown: { frame: seed % 2, window: { kind: 'linear', centre: 40, width: 400 } },
});

/** Three pictures and two rasters that cases may show. */
const pictures = await Promise.all([png(1), png(2), png(3), raster(1), raster(2)]);

const imageOf = (index: number): ImageRef => {
  const { hash, mediaType } = pictures[index] ?? { hash: blobHash('none'), mediaType: 'image/png' };
  const isRaster = mediaType === rasterMediaType;
  return {
    blob: hash,
    mediaType,
    width,
    height,
    changes: [],
    ...(isRaster && { raster: viewOf(index - 2) }),
  };
};

const label = fc.constantFrom('effusion', 'nodule', 'lung');
const word = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((text) => text.trim() !== '');
const opt = { requiredKeys: [] } satisfies { requiredKeys: [] };
const x = fc.integer({ min: 0, max: width - 1 });
const y = fc.integer({ min: 0, max: height - 1 });

const box = fc
  .record({
    label,
    x,
    y,
    right: fc.integer({ min: 1, max: width }),
    bottom: fc.integer({ min: 1, max: height }),
  })
  .map(({ label: name, x: left, y: top, right, bottom }) => ({
    label: name,
    x: left + 0.25,
    y: top + 0.5,
    width: Math.max(0.5, right - left - 0.5),
    height: Math.max(0.25, bottom - top - 0.75),
  }))
  .map((drawn) => ({
    ...drawn,
    width: Math.min(drawn.width, width - drawn.x),
    height: Math.min(drawn.height, height - drawn.y),
  }));
const mask = fc
  .record({
    label,
    bits: fc.uint8Array({ minLength: width * height, maxLength: width * height, max: 1 }),
  })
  .map(({ label: name, bits }) => ({ label: name, mask: encodeMask(bits, width, height) }));
const point = fc.record(
  { label, x, y, toleranceRadius: fc.double({ min: 0.5, max: 9, noNaN: true }) },
  {
    requiredKeys: ['label', 'x', 'y'],
  },
);

/** What is drawn on a picture. */
export const drawnTruth: fc.Arbitrary<Truth> = fc.record(
  {
    boxes: fc.array(box, { maxLength: 4 }),
    masks: fc.array(mask, { maxLength: 3 }),
    points: fc.array(point, { maxLength: 3 }),
  },
  opt,
);

const report: fc.Arbitrary<ReportText> = fc.record(
  {
    findings: fc.string({ unit: 'grapheme' }),
    impression: fc.string({ unit: 'grapheme' }),
    others: fc.array(fc.record({ heading: fc.string(), text: fc.string() }), { maxLength: 2 }),
    language: fc.constantFrom('en', 'zh'),
  },
  { requiredKeys: ['language'] },
);

const side = fc.constantFrom('left', 'right', 'bilateral', 'midline');
const truth: fc.Arbitrary<Truth> = fc
  .tuple(
    drawnTruth,
    fc.record(
      {
        labels: fc.uniqueArray(label),
        regions: fc.array(
          fc.record(
            {
              label: word,
              name: word,
              side,
              zone: word,
              fdi: fc.constantFrom(11, 48, 85),
              quadrant: fc.constantFrom(1, 8),
            },
            { requiredKeys: ['label'] },
          ),
          { maxLength: 2 },
        ),
        findings: fc.array(
          fc.record(
            {
              observation: word,
              status: fc.constantFrom('present', 'absent', 'uncertain', 'not mentioned'),
              side,
            },
            { requiredKeys: ['observation', 'status'] },
          ),
          { maxLength: 2 },
        ),
        report,
        questions: fc.array(
          fc.record(
            {
              question: word,
              answers: fc.array(fc.string(), { minLength: 1, maxLength: 2 }),
              kind: fc.constantFrom('closed', 'open', 'multiple choice'),
              options: fc.array(fc.string(), { minLength: 2, maxLength: 3 }),
            },
            { requiredKeys: ['question', 'answers', 'kind'] },
          ),
          { maxLength: 2 },
        ),
      },
      opt,
    ),
  )
  .map(([drawn, said]) => ({ ...drawn, ...said }));

/** Cases with any truth, over pictures that some of them share. */
export const casesOf = (truths: fc.Arbitrary<Truth> = truth): fc.Arbitrary<readonly Sample[]> =>
  fc
    .uniqueArray(
      fc.record(
        {
          name: fc.oneof(
            word,
            fc.constantFrom('a/b.png', 'A', 'a', '../x', 'images/a.png', 'con', '姓名 1.dcm'),
          ),
          image: fc.nat({ max: pictures.length - 1 }),
          second: fc.nat({ max: pictures.length - 1 }),
          spacing: fc.boolean(),
          truth: truths,
          split: fc.constantFrom('train', 'validation', 'test', 'none'),
          group: word,
          text: report,
          tags: fc.uniqueArray(word, { minLength: 1, maxLength: 2 }),
          hidden: fc.constant(true as const),
          attributes: fc.dictionary(
            // Which our format refuses by name.
            fc.string().filter((name) => name !== '__proto__'),
            // JSON knows no negative zero.
            fc.oneof(
              fc.string(),
              fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
            ),
            {
              noNullPrototype: true,
              maxKeys: 3,
            },
          ),
          edited: fc.boolean(),
        },
        { requiredKeys: ['name', 'image', 'truth', 'split', 'attributes', 'spacing', 'edited'] },
      ),
      { selector: ({ name }) => name, maxLength: 6 },
    )
    .map((drafts) =>
      drafts.map(({ image, second, spacing, edited, ...draft }, ordinal): Sample => ({
        id: sampleId(`s${ordinal}`),
        dataset: datasetId('set'),
        ordinal,
        images: [
          { ...imageOf(image), ...(spacing && { pixelSpacing: [0.5, 0.25] as const }) },
          ...(second === undefined ? [] : [imageOf(second)]),
        ],
        ...(edited && {
          edits: [{ at: 17, words: 'labels: nodule', before: { truth: { labels: ['secret'] } } }],
        }),
        ...draft,
      })),
    );

export const sourceOf = (samples: readonly Sample[], change: Partial<Dataset> = {}): ExportSource => ({
  dataset: datasetOf({ sampleCount: samples.length, ...change }),
  async *cases() {
    for (let at = 0; at < samples.length; at += 2) {
      await Promise.resolve();
      yield samples.slice(at, at + 2);
    }
  },
  picture: (hash) => Promise.resolve(pictures.find((picture) => picture.hash === hash) ?? null),
});

/** Gathers what is written. */
export function gathered(): { readonly target: WritableStream<Uint8Array>; zip(): Blob } {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  return {
    target: new WritableStream({
      write(piece) {
        pieces.push(new Uint8Array(piece));
      },
    }),
    zip: () => new Blob(pieces),
  };
}
