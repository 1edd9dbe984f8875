import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readRasterFrame, readRasterHeader } from '../../domain/raster/container.ts';
import type { PackedRaster } from '../image/raster-file.ts';
import { readNifti } from './reader.ts';

const here = dirname(fileURLToPath(import.meta.url));
const shared = join(here, '../../../../shared/data/nifti');

// What nibabel gives for these files: see nifti.py beside it.
const { files } = z
  .object({
    files: z.array(
      z.object({
        path: z.string(),
        refused: z.string().optional(),
        shape: z.array(z.number()).optional(),
        volumes: z.number().optional(),
        spacing: z.array(z.number()).optional(),
        affine: z.array(z.array(z.number())).optional(),
        stored: z
          .array(z.object({ min: z.number(), max: z.number(), mean: z.number(), sha256: z.string() }))
          .default([]),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(here, '../../../tests/golden/nifti.json'), 'utf8')));

/** Values in canonical orientation (right, front, head), the last axis fastest. */
function canonical({ bytes, view, width, height }: PackedRaster): Float64Array {
  const header = readRasterHeader(bytes);
  const values = new Float64Array(width * height * view.frames);
  for (let z = 0; z < view.frames; z += 1) {
    const frame = readRasterFrame(bytes, header, z);
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        const [x, y] = [width - 1 - column, height - 1 - row];
        values[(x * height + y) * view.frames + z] =
          (frame[row * width + column] ?? 0) * view.slope + view.intercept;
      }
    }
  }
  return values;
}

describe.skipIf(!existsSync(shared))(
  'volumes as nibabel reads them (skipped where ../shared/data is absent)',
  () => {
    test.each(files)(
      '$path',
      async ({ path, refused, shape, volumes, spacing, affine, stored }) => {
        const bytes = new Uint8Array(readFileSync(join(shared, path)));
        if (refused !== undefined) {
          expect(await readNifti(bytes)).toMatchObject({ kind: 'refused' });
          return;
        }
        const voxels = (shape ?? []).reduce((product, length) => product * length, 1);
        // Of a large file one volume tells as much as three.
        const held = stored.slice(0, voxels > 400_000 ? 1 : 3);
        for (const [volume, { min, max, mean, sha256 }] of held.entries()) {
          const read = await readNifti(bytes, volume);
          if (read.kind === 'refused') throw new Error(read.reason);
          const { grid, view, changes } = read;
          expect(grid.size).toEqual(shape);
          expect(view.volume?.orientation).toBe('LPS');
          for (const [at, size] of (spacing ?? []).entries())
            expect(view.volume?.spacing[at]).toBeCloseTo(size, 5);
          for (const [at, row] of (affine ?? []).entries())
            for (const [n, value] of row.entries()) expect(grid.affine.at(at)?.[n]).toBeCloseTo(value, 3);
          const values = canonical(read);
          expect(
            [Math.min(...view.range), Math.max(...view.range)].map(
              (value) => value * view.slope + view.intercept,
            ),
          ).toEqual([min, max]);
          expect(values.reduce((sum, value) => sum + value, 0) / values.length).toBeCloseTo(mean, 6);
          expect(createHash('sha256').update(values).digest('hex')).toBe(sha256);
          expect(changes.some((change) => change === `volume ${volume + 1} of ${String(volumes)}`)).toBe(
            (volumes ?? 1) > 1,
          );
        }
      },
      60_000,
    );

    test('what is no volume is refused with the reason', async () => {
      const reasonOf = async (path: string) => {
        const read = await readNifti(new Uint8Array(readFileSync(join(shared, path))));
        return read.kind === 'refused' ? read.reason : '';
      };
      expect(await reasonOf('NIFTI-Reader-JS/not-nifti.nii')).toContain('has not the header of one');
      expect(await reasonOf('nibabel/row_major.dconn.nii')).toContain('CIFTI');
      expect(await reasonOf('nibabel/nifti1.hdr')).toContain('.img');
      expect(await reasonOf('nibabel/nifti2.hdr')).toContain('.img');
    });
  },
);
