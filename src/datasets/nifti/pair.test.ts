import { describe, expect, test } from 'vitest';
import { blobSource } from '../container/source.ts';
import { loneHeader, pairedVolume } from './pair.ts';
import { niftiHeader, niftiVoxels, shorts, type TestVolume } from './test-nifti.ts';
import { framesOf, read, reasonOf } from './test-reading.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

describe('a volume in two files', () => {
  const volume: TestVolume = {
    size: [2, 1, 2],
    type: 4,
    bytesPerVoxel: 2,
    write: (view, at, n, little) => view.setInt16(at, 7 * n, little),
    pair: true,
  };
  const source = (path: string, bytes: Uint8Array<ArrayBuffer>) => blobSource(path, new Blob([bytes]));

  test.each([1, 2] as const)('is read as one, version %i', async (version) => {
    for (const little of [true, false]) {
      const own = { ...volume, version, little };
      const joined = await pairedVolume(
        source('scans/a.hdr', niftiHeader(own)),
        source('scans/a.img', niftiVoxels(own)),
      );
      if (joined === null || 'reason' in joined) throw new Error('not joined');
      expect(joined.path).toBe('scans/a.nii');
      const bytes = await joined.read();
      expect(bytes.length).toBe(joined.size);
      expect(await joined.head(600)).toEqual(bytes.slice(0, 600));
      expect(framesOf(await read(bytes))).toEqual([
        [7, 0],
        [21, 14],
      ]);
    }
  });

  test('is refused where only the header is here, or it is older than NIfTI', async () => {
    expect(await reasonOf(niftiHeader(volume))).toContain('.img');
    const analyze = niftiHeader(volume);
    analyze.fill(0, 344, 348);
    expect(await pairedVolume(source('a.hdr', analyze), source('a.img', niftiVoxels(volume)))).toMatchObject({
      kind: 'refused',
      reason: containing('Analyze 7.5'),
    });
    expect(await loneHeader(source('a.hdr', niftiHeader(volume)))).toMatchObject({
      reason: containing('voxels lie in a file of their own (.img)'),
      remedy: containing('Add the .img file'),
    });
    expect(await loneHeader(source('a.hdr', analyze))).toMatchObject({ reason: containing('(.img)') });
    expect(
      await loneHeader(
        source(
          'a.hdr',
          shorts([2, 2, 2], (n) => n),
        ),
      ),
    ).toMatchObject({
      remedy: 'Give it the ending .nii.',
    });
    const radiance = new TextEncoder().encode('#?RADIANCE\n'.padEnd(400));
    expect(await loneHeader(source('a.hdr', radiance))).toBeNull();
    expect(await pairedVolume(source('a.hdr', radiance), source('a.img', niftiVoxels(volume)))).toBeNull();
  });
});
