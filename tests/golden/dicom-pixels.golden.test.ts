import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { holdDicomPixels, parseDicomPixels, type DicomPixelsCase } from './dicom-pixels.ts';

const file = '../shared/golden/dicom-pixels.json';
const folder = '../shared/data/dicom';
const isHere = existsSync(file) && existsSync(folder);
const golden = isHere ? parseDicomPixels(readFileSync(file, 'utf8')).files : [];

describe.skipIf(!isHere)('pixel values as pydicom decodes them (skipped where ../shared is absent)', () => {
  const withValues = golden.filter(({ pixels }) => pixels && !('undecodableByPeer' in pixels));

  it.each(withValues.map((one) => [one.path, one] as const))('%s', { timeout: 60_000 }, async (_, one) => {
    expect(await holdDicomPixels(one, folder)).toMatchObject({ kind: 'held' });
  });

  it('covers what the peer could read', () => {
    expect(withValues.length).toBeGreaterThan(130);
  });

  it('gives the file whose frames the peer loses the values of the same image in other fragments', async () => {
    const lost = 'dicomParser/encapsulated/multi-frame/CT0012.fragmented_no_bot_jpeg_ls.80.dcm';
    const same = golden.find(({ path }) => path.endsWith('CT0012.not_fragmented_bot_jpeg_ls.80.dcm'));
    expect(same).toBeDefined();
    if (same === undefined) return;
    expect(await holdDicomPixels({ ...same, path: lost }, folder)).toEqual({ kind: 'held' });
  });
});

describe('a file of pixel values', async () => {
  const own = await mkdtemp(join(tmpdir(), 'dicom-'));
  afterAll(() => rm(own, { recursive: true }));
  const values = Int32Array.from([1, 2, 3, 4]);
  const one: DicomPixelsCase = {
    path: 'a.dcm',
    pixels: {
      lossy: false,
      shape: [2, 2],
      min: 1,
      max: 4,
      mean: 2.5,
      sha256: createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex'),
    },
  };
  const element = (group: number, tag: number, vr: string, ...value: number[]): number[] => [
    group & 255, group >> 8, tag & 255, tag >> 8, ...Array.from(vr, (letter) => letter.charCodeAt(0)), value.length, 0, ...value,
  ];
  const dicom = (pixels: readonly number[]): Uint8Array =>
    Uint8Array.from([
      ...Array.from({ length: 128 }, () => 0),
      ...[68, 73, 67, 77],
      ...element(0x28, 0x10, 'US', 2, 0),
      ...element(0x28, 0x11, 'US', 2, 0),
      ...element(0x28, 0x100, 'US', 8, 0),
      ...[0xe0, 0x7f, 0x10, 0, 79, 66, 0, 0, pixels.length, 0, 0, 0, ...pixels],
    ]);

  it('is held by the very values, missed by others, by a refusal and by zeros where there are none', async () => {
    await writeFile(join(own, 'a.dcm'), dicom([1, 2, 3, 4]));
    expect(await holdDicomPixels(one, own)).toEqual({ kind: 'held' });
    await writeFile(join(own, 'a.dcm'), dicom([1, 2, 3, 5]));
    expect(await holdDicomPixels(one, own)).toMatchObject({ kind: 'missed' });
    await writeFile(join(own, 'a.dcm'), dicom([0, 0, 0, 0]));
    expect(await holdDicomPixels(one, own)).toMatchObject({ kind: 'missed' });
    await writeFile(join(own, 'a.dcm'), dicom([1, 2, 3]));
    expect(await holdDicomPixels(one, own)).toMatchObject({ kind: 'missed', why: [expect.stringContaining('break off')] });
  });
});
