import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readRasterFrame, readRasterHeader } from '../../domain/raster/container.ts';
import { maskArea } from '../../domain/geometry/rle.ts';
import { readNifti } from '../nifti/reader.ts';
import { ImportSession } from './session.ts';
import { noDecoder } from './test-import.ts';

const nifti = join(fileURLToPath(new URL('.', import.meta.url)), '../../../../shared/data/nifti');

test.skipIf(!existsSync(nifti))(
  'the volumes of ../shared/data (skipped where that is absent): each a case, the atlas as masks of its own volume, bad files refused',
  async () => {
    const entries = await readdir(nifti, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const dropped = await Promise.all(
      paths.map(async (path) => ({
        path: `nifti${path.slice(nifti.length)}`,
        file: new Blob([await readFile(path)]),
      })),
    );
    const session = await ImportSession.open(dropped, noDecoder);
    const batches = await Array.fromAsync(session.batches({}, new Map(), null));
    const samples = batches.flatMap((batch) => batch.samples);
    const volumes = paths.filter((path) => /\.nii(?:\.gz)?$/.test(path) && !path.endsWith('aal.nii.gz'));
    const head = await session.head({});
    const refused = [...head.dataset.refused, ...batches.flatMap((batch) => batch.refused)];
    expect(refused.map(({ path }) => path).sort()).toEqual([
      'NIFTI-Reader-JS/not-nifti.nii',
      'nibabel/nifti1.hdr',
      'nibabel/nifti2.hdr',
      'nibabel/row_major.dconn.nii',
      'nibabel/test.mgz',
    ]);
    expect(samples).toHaveLength(volumes.length - 2);
    const drawn = samples.filter(({ truth }) => truth.masks !== undefined);
    expect(drawn.map(({ name }) => name)).toEqual(['mricron-data/ch2bet.nii.gz']);

    // Every label of the atlas that the shown slice has, by name, with as many pixels as there are voxels.
    const frame = drawn[0]?.images[0]?.raster?.shown.frame ?? -1;
    const atlas = await readNifti(new Uint8Array(await readFile(join(nifti, 'mricron-data/aal.nii.gz'))));
    if (atlas.kind === 'refused') throw new Error(atlas.reason);
    const header = readRasterHeader(atlas.bytes);
    const counts = (at: number) => {
      const found = new Map<number, number>();
      for (const value of readRasterFrame(atlas.bytes, header, at))
        if (value !== 0) found.set(value, (found.get(value) ?? 0) + 1);
      return found;
    };
    const text = await readFile(join(nifti, 'mricron-data/aal.nii.txt'), 'utf8');
    const names = new Map(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(' '))
        .map(([value, name]) => [Number(value), name]),
    );
    const expected = [...counts(frame)].map(([value, count]) => `${names.get(value) ?? ''} ${count}`).sort();
    expect(drawn[0]?.truth.masks?.map(({ label, mask }) => `${label} ${maskArea(mask)}`).sort()).toEqual(
      expected,
    );
    const total = (at: number) => [...counts(at).values()].reduce((sum, count) => sum + count, 0);
    for (let at = 0; at < header.frameBytes.length; at += 1)
      expect(total(at)).toBeLessThanOrEqual(total(frame));
  },
  60_000,
);
