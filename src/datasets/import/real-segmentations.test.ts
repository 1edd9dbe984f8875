import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { maskArea } from '../../domain/geometry/rle.ts';
import { readDicom } from '../dicom/parse/file.ts';
import { tags } from '../dicom/parse/tags.ts';
import { readDicomRaster } from '../dicom/raster-reader.ts';
import { dicomBytes, testImage } from '../dicom/test-dicom.ts';
import { noDecoder } from './test-import.ts';
import { ImportSession } from './session.ts';

const folder = join(fileURLToPath(new URL('.', import.meta.url)), '../../../../shared/data/dicom');

/** Images of the size and under the numbers that a segmentation refers to: the real ones are not there. */
async function imported(path: string) {
  const bytes = new Uint8Array(await readFile(join(folder, path)));
  const { data } = readDicom(bytes);
  const size = { rows: data.short(tags.Rows) ?? 0, columns: data.short(tags.Columns) ?? 0 };
  const instances = [...data.items(tags.PerFrameFunctionalGroupsSequence)]
    .flatMap((group) => [...group.items(tags.DerivationImageSequence)])
    .flatMap((item) => [...item.items(tags.SourceImageSequence)])
    .flatMap((source) => source.text(tags.ReferencedSOPInstanceUID) ?? []);
  const images = instances.map((instance, n) => ({
    path: `${n}.dcm`,
    file: new Blob([dicomBytes(testImage(size, instance))]),
  }));
  const session = await ImportSession.open(
    [...images, { path: 'seg.dcm', file: new Blob([bytes]) }],
    noDecoder,
  );
  const batches = await Array.fromAsync(session.batches({}, new Map(), null));
  const samples = batches.flatMap((batch) => batch.samples);
  const raster = await readDicomRaster(bytes, path);
  if (raster.kind === 'refused') throw new Error(raster.reason);
  return {
    areas: samples.map(({ truth }) => truth.masks?.map(({ mask }) => maskArea(mask)) ?? []),
    labels: [...new Set(samples.flatMap(({ truth }) => truth.masks?.map(({ label }) => label) ?? []))],
    drawn: raster.raster.frames.map((frame) => [...frame].reduce((sum, sample) => sum + sample, 0)),
    text: JSON.stringify(samples),
    instances,
  };
}

test
  .skipIf(!existsSync(folder))
  .each([
    'pydicom/test_files/liver_1frame.dcm',
    'pydicom/test_files/liver_expb_1frame.dcm',
    'pydicom-data/liver_deflate.dcm',
    'pydicom-data/liver_j2k.dcm',
    'pydicom-data/liver_rle.dcm',
    'pydicom-data/liver_nonbyte_aligned_deflate.dcm',
  ])(
  'a real segmentation, %s: each frame on its image, as many pixels as it draws (skipped where ../shared/data is absent)',
  async (path) => {
    const { areas, drawn, labels, text, instances } = await imported(path);
    expect(instances.length).toBeGreaterThan(0);
    expect(areas.flat()).toEqual(drawn.filter((area) => area > 0));
    expect(labels).toEqual(['Liver']);
    for (const instance of instances) expect(text).not.toContain(instance);
  },
);
