import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNifti } from './reader.ts';
import { niftiBytes, packed, plain, shorts, type TestVolume } from './test-nifti.ts';
import { framesOf, read, reasonOf } from './test-reading.ts';

describe('a volume', () => {
  test('is cut into axial slices: right on the left, front on top, feet first', async () => {
    // 2 to the right, 3 to the front, 2 to the head: i + 10 j + 100 k.
    const value = (voxel: number) =>
      (voxel % 2) + 10 * (Math.floor(voxel / 2) % 3) + 100 * Math.floor(voxel / 6);
    const raster = await read(shorts([2, 3, 2], value));
    expect(framesOf(raster)).toEqual([
      [21, 20, 11, 10, 1, 0],
      [121, 120, 111, 110, 101, 100],
    ]);
    expect(raster.view).toMatchObject({
      frames: 2,
      sampleType: 'int16',
      range: [0, 121],
      volume: { spacing: [1, 1, 1], orientation: 'LPS' },
      shown: { frame: 1 },
    });
  });

  test('is cut so, however its axes run, with the spacing of each', async () => {
    // Sagittal, as many scanners store it: i to the head, j to the front, k to the left, 3 mm apart.
    const raster = await read(
      shorts([2, 2, 2], (voxel) => voxel, {
        affine: [
          [0, 0, -3, 5],
          [0, 0.5, 0, 0],
          [0.75, 0, 0, 0],
        ],
      }),
    );
    // Frame: i; row from the front: 1 - j; column from the right (k runs left): k.
    expect(framesOf(raster)).toEqual([
      [2, 6, 0, 4],
      [3, 7, 1, 5],
    ]);
    expect(raster.view.volume).toEqual({ spacing: [3, 0.5, 0.75], orientation: 'LPS' });
    expect(raster.pixelSpacing).toEqual([0.5, 3]);
    expect(raster.changes).toContain('cut into axial slices, the patient’s right on the left');
  });

  test('that does not say how it lies says that left and right are not known', async () => {
    const raster = await read(shorts([2, 2, 2], (voxel) => voxel, { affine: null }));
    expect(raster.view.volume?.orientation).toBe('unknown');
    expect(raster.changes.join()).toContain('left and right are not known');
  });

  test('is scaled by its slope and intercept; a slope of 0 or NaN means as stored', async () => {
    const scaled = await read(shorts([2, 1, 1], (voxel) => voxel, { slope: 2, intercept: -1024 }));
    expect(scaled.view).toMatchObject({ slope: 2, intercept: -1024 });
    for (const slope of [0, NaN]) {
      const plainValues = await read(shorts([2, 1, 1], (voxel) => voxel, { slope, intercept: 7 }));
      expect(plainValues.view).toMatchObject({ slope: 1, intercept: 0 });
    }
  });

  const voxel: Readonly<Record<string, Pick<TestVolume, 'type' | 'bytesPerVoxel' | 'write'>>> = {
    uint8: { type: 2, bytesPerVoxel: 1, write: (view, at, n) => view.setUint8(at, n) },
    int8: { type: 256, bytesPerVoxel: 1, write: (view, at, n) => view.setInt8(at, -n) },
    uint16: {
      type: 512,
      bytesPerVoxel: 2,
      write: (view, at, n, little) => view.setUint16(at, 60_000 + n, little),
    },
    int32: {
      type: 8,
      bytesPerVoxel: 4,
      write: (view, at, n, little) => view.setInt32(at, -70_000 * n, little),
    },
    uint32: {
      type: 768,
      bytesPerVoxel: 4,
      write: (view, at, n, little) => view.setUint32(at, 3e9 + n, little),
    },
    int64: {
      type: 1024,
      bytesPerVoxel: 8,
      write: (view, at, n, little) => view.setBigInt64(at, BigInt(-n), little),
    },
    uint64: {
      type: 1280,
      bytesPerVoxel: 8,
      write: (view, at, n, little) => view.setBigUint64(at, BigInt(n), little),
    },
    float32: {
      type: 16,
      bytesPerVoxel: 4,
      write: (view, at, n, little) => view.setFloat32(at, n / 4, little),
    },
    float64: {
      type: 64,
      bytesPerVoxel: 8,
      write: (view, at, n, little) => view.setFloat64(at, n / 4, little),
    },
  };
  const expected: Readonly<Record<string, readonly [string, (n: number) => number]>> = {
    uint8: ['uint8', (n) => n],
    int8: ['int8', (n) => -n],
    uint16: ['uint16', (n) => 60_000 + n],
    int32: ['int32', (n) => -70_000 * n],
    uint32: ['uint32', (n) => 3e9 + n],
    int64: ['int32', (n) => -n],
    uint64: ['int32', (n) => n],
    float32: ['float32', (n) => n / 4],
    float64: ['float32', (n) => n / 4],
  };

  test.each(Object.keys(voxel))('of %s: in both versions and byte orders, packed or not', async (name) => {
    const [type, value] = expected[name] ?? ['', () => NaN];
    const kind = voxel[name];
    if (kind === undefined) throw new Error(name);
    for (const version of [1, 2] as const)
      for (const little of [true, false]) {
        const bytes = niftiBytes({ ...kind, size: [3, 1, 1], version, little });
        for (const each of [bytes, packed(bytes)]) {
          const raster = await read(each);
          expect(raster.view.sampleType).toBe(type);
          expect(framesOf(raster)).toEqual([[2, 1, 0].map((n) => (value(n) === 0 ? 0 : value(n)))]);
          expect(raster.changes.join()).not.toContain('rounded');
        }
      }
  });

  test('of colours keeps them together, and says that opacity is left out', async () => {
    const write: TestVolume['write'] = (view, at, n) => {
      for (let channel = 0; channel < 4; channel += 1)
        if (at + channel < view.byteLength) view.setUint8(at + channel, 10 * n + channel);
    };
    const rgb = await read(niftiBytes({ size: [2, 1, 1], type: 128, bytesPerVoxel: 3, write }));
    expect(framesOf(rgb)).toEqual([[10, 11, 12, 0, 1, 2]]);
    const rgba = await read(niftiBytes({ size: [2, 1, 1], type: 2304, bytesPerVoxel: 4, write }));
    expect(framesOf(rgba)).toEqual([[10, 11, 12, 0, 1, 2]]);
    expect(rgba.changes).toContain('left out: opacity');
  });

  test('of 64 bits that does not fit says that it was rounded', async () => {
    const raster = await read(
      niftiBytes({
        size: [1, 1, 2],
        type: 64,
        bytesPerVoxel: 8,
        write: (view, at, n, little) => view.setFloat64(at, n + 0.1, little),
      }),
    );
    expect(raster.changes).toContain('values of 64 bits rounded to 32');
  });

  test('of several times is read one by one', async () => {
    const bytes = shorts([1, 1, 2, 3], (n) => n);
    expect(framesOf(await read(bytes, 2))).toEqual([[4], [5]]);
    expect((await read(bytes)).changes).toContain('volume 1 of 3');
  });

  test('keeps none of its texts', async () => {
    const bytes = shorts([2, 2, 2], (n) => n, { texts: 'Doe^Jane 1970-01-01 MRN 4711' });
    const raster = await read(bytes);
    const { bytes: kept, ...rest } = raster;
    expect(JSON.stringify(rest)).not.toMatch(/Doe|4711/);
    expect(new TextDecoder('latin1').decode(kept)).not.toMatch(/Doe|4711/);
    expect(new TextDecoder('latin1').decode(bytes)).toMatch(/Doe/);
  });

  test('that cannot be read says why', async () => {
    const good = shorts([4, 4, 4], (n) => n);
    expect(await reasonOf(good.slice(0, 400))).toContain('break off');
    const long = packed(shorts([16, 16, 16], (n) => (n * 7_919) % 30_011));
    expect(await reasonOf(long.slice(0, 3_000))).toMatch(/unpack|break off/);
    expect(await reasonOf(long.slice(0, 30))).toContain('has not the header of one');
    expect(await reasonOf(new Uint8Array(1_000))).toContain('has not the header of one');
    expect(
      await reasonOf(niftiBytes({ size: [1, 1, 1, 9], type: 16, bytesPerVoxel: 4, write: () => undefined })),
    ).toContain('CIFTI');
    expect(
      await reasonOf(niftiBytes({ size: [2, 2, 2], type: 32, bytesPerVoxel: 8, write: () => undefined })),
    ).toContain('complex');
    const huge = niftiBytes({
      size: [2, 2, 2],
      type: 4,
      bytesPerVoxel: 2,
      write: () => undefined,
      version: 2,
    });
    new DataView(huge.buffer).setBigInt64(24, 2n ** 40n, true);
    expect(await reasonOf(huge)).toContain('do not fit into memory');
    expect(
      await reasonOf(
        niftiBytes({
          size: [2, 2, 2],
          type: 16,
          bytesPerVoxel: 4,
          write: (v, at, _, little) => v.setFloat32(at, NaN, little),
        }),
      ),
    ).toContain('none of its values is a number');
  });

  test('packed in several streams, as bgzip does, is the same', async () => {
    const bytes = shorts([16, 16, 16], (n) => (n * 7_919) % 30_011);
    const blocks = [0, 300, 352, 5_000].map((from, at, all) => packed(bytes.slice(from, all[at + 1])));
    const several = Uint8Array.from([...blocks, packed(new Uint8Array(0))].flatMap((block) => [...block]));
    expect(framesOf(await read(several))).toEqual(framesOf(await read(bytes)));
  });

  test('damaged anywhere is read or refused, never throws', async () => {
    const seeds = [
      shorts([3, 4, 5], (n) => n),
      packed(shorts([3, 4, 5], (n) => n)),
      shorts([3, 4, 5], (n) => n, { version: 2 }),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { maxLength: 6 }),
        fc.option(fc.nat(600)),
        async (seed, flips, cut) => {
          const bytes = seed.slice(0, cut ?? seed.length);
          for (const [at, value] of flips) if (at < bytes.length) bytes[at] = value;
          const raster = await readNifti(bytes);
          if (raster.kind === 'refused') expect(raster.remedy).not.toBe('');
          else expect(framesOf(raster)).toHaveLength(raster.view.frames);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('the affine of the tests is that of the canonical grid', async () => {
  expect((await read(shorts([2, 2, 2], (n) => n))).grid).toEqual({
    size: [2, 2, 2],
    affine: plain,
    known: true,
  });
});
