import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sample } from '../../domain/dataset/dataset.ts';
import type { ImageRef } from '../../domain/dataset/truth.ts';
import { maskArea } from '../../domain/geometry/rle.ts';
import type { PictureDecoder } from '../image/decoder.ts';
import { strippers } from '../image/strip.ts';
import { ImportSession } from '../import/session.ts';
import { PictureFiles } from './picture-files.ts';
import type { ExportFormat, ExportOutcome } from './source.ts';
import { casesOf, drawnTruth, gathered, sourceOf } from './testing.ts';
import { writeExport } from './write.ts';

const quiet = () => undefined;
const containing = (text: string): unknown => expect.stringContaining(text);
const live = new AbortController().signal;

/** Sizes by the headers: Node has no decoder. */
const byHeaders: PictureDecoder = {
  measure(bytes, mediaType) {
    const picture = strippers[mediaType](bytes);
    return picture.kind === 'stripped' ? Promise.resolve(picture) : Promise.reject(new Error(picture.reason));
  },
  pixels: () => Promise.reject(new Error('not needed')),
  thumbnail: () => Promise.resolve(new Blob()),
};

async function exported(
  format: ExportFormat,
  samples: readonly Sample[],
): Promise<{ readonly zip: Blob; readonly outcome: ExportOutcome }> {
  const written = gathered();
  const outcome = await writeExport(format, sourceOf(samples), written.target, quiet, live);
  return { zip: written.zip(), outcome };
}

async function imported(zip: Blob) {
  const session = await ImportSession.open([{ path: 'set.zip', file: zip }], byHeaders);
  const batches = await Array.fromAsync(session.batches({}, new Map(), null));
  const { dataset } = await session.head({});
  return {
    dataset,
    // Read as they lie in the archive; their places tell their order.
    samples: batches.flatMap((batch) => batch.samples).sort((a, b) => a.ordinal - b.ordinal),
    refused: [...dataset.refused, ...batches.flatMap((batch) => batch.refused)],
    blobs: new Map(batches.flatMap((batch) => batch.blobs).map((blob) => [blob.hash, blob.bytes])),
  };
}

/** Without what a new import gives anew, and with edits as the history that is left of them. */
const content = ({
  id: _id,
  dataset: _dataset,
  ordinal: _ordinal,
  edits,
  history = [],
  ...rest
}: Sample) => ({
  ...rest,
  history: [...history, ...(edits ?? []).map(({ at, words }) => ({ at, words }))],
});

describe('an export in our own format', () => {
  test('comes back as the same cases, pictures and truth', async () => {
    await fc.assert(
      fc.asyncProperty(casesOf(), async (samples) => {
        const { zip, outcome } = await exported('reading-room', samples);
        const back = await imported(zip);
        expect(outcome).toMatchObject({ cases: samples.length, leftOut: [] });
        expect(back.refused).toEqual([]);
        expect(back.samples.map(content)).toEqual(samples.map(content));
        const source = sourceOf(samples);
        for (const image of samples.flatMap(({ images }) => images)) {
          expect(back.blobs.get(image.blob)).toEqual((await source.picture(image.blob))?.bytes);
        }
        if (samples.length > 0) {
          const { name, labels, notes, license, modality } = back.dataset;
          expect({ name, labels, notes, license, modality }).toEqual({
            name: source.dataset.name,
            labels: source.dataset.labels,
            notes: source.dataset.notes,
            license: source.dataset.license,
            modality: source.dataset.modality,
          });
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('of the same data set has the same bytes', async () => {
    const [samples = []] = fc.sample(casesOf(), { numRuns: 1, seed: 5 });
    const [first, second] = [
      await exported('reading-room', samples),
      await exported('reading-room', samples),
    ];
    expect(await first.zip.bytes()).toEqual(await second.zip.bytes());
  });

  test('holds nothing of what an edit has taken away', async () => {
    const [samples = []] = fc.sample(casesOf(), { numRuns: 1, seed: 6 });
    const edits = [{ at: 3, words: 'group: its own', before: { group: 'Doe^Jane' } }];
    const { zip } = await exported(
      'reading-room',
      samples.map((sample) => ({ ...sample, edits })),
    );
    const text = await zip.text();
    expect(text).toContain('group: its own');
    expect(text).not.toContain('Doe^Jane');
  });

  test('keeps labels that were given after the import', async () => {
    const [first] = fc
      .sample(
        casesOf().filter((samples) => samples.length > 0),
        { numRuns: 1, seed: 7 },
      )
      .flat();
    if (first === undefined) throw new Error('no case');
    const { zip } = await exported('reading-room', [{ ...first, truth: { labels: ['new', 'lung'] } }]);
    const back = await imported(zip);
    expect(back.samples[0]?.truth.labels).toEqual(['new', 'lung']);
    expect(back.dataset.labels.map(({ name }) => name)).toEqual(['effusion', 'nodule', 'lung', 'new']);
  });

  test('leaves out, and names, a case that no import would take', async () => {
    const [first] = fc
      .sample(
        casesOf().filter((samples) => samples.length > 0),
        { numRuns: 1, seed: 8 },
      )
      .flat();
    if (first === undefined) throw new Error('no case');
    const bad = { ...first, truth: { boxes: [{ label: 'lung', x: -3, y: 0, width: 5, height: 5 }] } };
    const { outcome } = await exported('reading-room', [bad]);
    expect(outcome.cases).toBe(0);
    expect(outcome.leftOut).toEqual([{ reason: containing('truth.boxes.x'), names: [first.name] }]);
  });
});

describe('an export as COCO', () => {
  const byArea = (a: { label: string; area: number }, b: { label: string; area: number }) =>
    a.label < b.label ? -1 : a.label > b.label ? 1 : a.area - b.area;
  const sorted = (items: readonly unknown[]) => items.map((item) => JSON.stringify(item)).sort();

  test('comes back with the same boxes, mask areas and points', async () => {
    await fc.assert(
      fc.asyncProperty(casesOf(drawnTruth), async (cases) => {
        // Cases that show the same picture are one to COCO's readers.
        const shown = new Set<string>();
        const samples = cases.filter(({ images: [image] }) => {
          const key = JSON.stringify([image?.blob, image?.raster]);
          return !shown.has(key) && shown.add(key);
        });
        const { zip, outcome } = await exported('coco', samples);
        const back = await imported(zip);
        expect(back.refused).toEqual([]);
        const drawn = samples.filter(
          ({ truth, hidden }) =>
            hidden !== true && (truth.boxes ?? truth.masks ?? truth.points) !== undefined,
        );
        expect(outcome.cases).toBe(drawn.length);
        expect(outcome.leftOut.flatMap(({ names }) => names)).toHaveLength(samples.length - drawn.length);
        if (drawn.length === 0) return;
        expect(back.samples).toHaveLength(drawn.length);
        const files = new PictureFiles(true);
        const paths = drawn.map((sample) =>
          sample.images
            .slice(0, 1)
            .map((image) => files.pathOf(sample, image, 0))
            .at(0),
        );
        for (const [index, sample] of drawn.entries()) {
          const read = back.samples.find(({ name }) => name === paths[index]);
          const areas = (masks: Sample['truth']['masks'] = []) =>
            masks.map(({ label, mask }) => ({ label, area: maskArea(mask) })).sort(byArea);
          expect(sorted(read?.truth.boxes ?? [])).toEqual(sorted(sample.truth.boxes ?? []));
          expect(areas(read?.truth.masks)).toEqual(areas(sample.truth.masks));
          const places = (points: Sample['truth']['points'] = []) =>
            sorted(points.map(({ label, x, y }) => ({ label, x, y })));
          expect(places(read?.truth.points)).toEqual(places(sample.truth.points));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('shows a raster as the picture that is seen, of the same size', async () => {
    const isRaster = ({ images }: Sample) => images[0]?.raster !== undefined;
    const [found] = fc.sample(casesOf(drawnTruth), { numRuns: 40, seed: 9 }).flat().filter(isRaster);
    if (found === undefined) throw new Error('no raster');
    const { hidden: _hidden, ...sample } = found;
    const { zip } = await exported('coco', [
      { ...sample, truth: { boxes: [{ label: 'lung', x: 1, y: 1, width: 2, height: 2 }] } },
    ]);
    const back = await imported(zip);
    const image: ImageRef | undefined = back.samples[0]?.images[0];
    expect(image).toMatchObject({ mediaType: 'image/png', width: 12, height: 9 });
  });
});

test('a picture that is gone ends the export with a sentence that names its case', async () => {
  const [samples = []] = fc.sample(
    casesOf().filter((cases) => cases.length > 0),
    { numRuns: 1, seed: 3 },
  );
  const { target } = gathered();
  const source = { ...sourceOf(samples), picture: () => Promise.resolve(null) };
  await expect(writeExport('reading-room', source, target, quiet, live)).rejects.toThrow(
    samples[0]?.name ?? '',
  );
});

test('an export that is given up leaves its target unfinished', async () => {
  const [samples = []] = fc.sample(
    casesOf().filter((cases) => cases.length > 2),
    { numRuns: 1, seed: 4 },
  );
  const abort = new AbortController();
  let closed = false;
  const target = new WritableStream<Uint8Array>({
    close() {
      closed = true;
    },
  });
  const writing = writeExport('reading-room', sourceOf(samples), target, () => abort.abort(), abort.signal);
  await expect(writing).rejects.toThrow();
  expect(closed).toBe(false);
});
