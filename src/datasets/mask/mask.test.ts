import { encode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeMask, maskArea } from '../../domain/geometry/rle.ts';
import type { MaskPixels } from './decoded.ts';
import { pngPixels } from './pixels.ts';
import { readMasks } from './read.ts';
import { labelsOfRule, renameLabels, type MaskRule } from './rule.ts';
import { shadesOf } from './shades.ts';

type Read = ReturnType<typeof readMasks>;

const containing = (text: string): unknown => expect.stringContaining(text);

/** Grey values by row, as a lossless file of one channel. */
const grey = (rows: readonly (readonly number[])[], lossy = false): MaskPixels => ({
  kind: 'pixels',
  width: rows[0]?.length ?? 0,
  height: rows.length,
  lossy,
  data: Uint8Array.from(rows.flat()),
  channels: 1,
  opacity: false,
  full: 255,
  palette: null,
});

const sizeOf = ({ width, height }: MaskPixels) => ({ width, height });

/** `label: area` of what was read, or the reason why not. */
const areas = (read: Read): Record<string, number> | string =>
  'kind' in read ? read.reason : Object.fromEntries(read.map(({ label, mask }) => [label, maskArea(mask)]));

const changes = (read: Read): readonly string[] =>
  'kind' in read ? [] : read.flatMap((mask) => mask.changes ?? []);

/** A disc of `inside` on 0, `size` a side. */
const disc = (size: number, inside: number, edge = inside): number[][] =>
  Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (__, x) => {
      const distance = Math.hypot(x - size / 2, y - size / 2);
      return distance < size / 4 ? inside : distance < size / 4 + 1 ? edge : 0;
    }),
  );

describe('one label', () => {
  test('all but 0 is its, in whatever values', () => {
    const pixels = grey([
      [0, 1, 2],
      [255, 0, 0],
    ]);
    expect(readMasks(pixels, { kind: 'above', label: 'a' }, sizeOf(pixels))).toMatchObject([{ label: 'a' }]);
    expect(areas(readMasks(pixels, { kind: 'above', label: 'a' }, sizeOf(pixels)))).toEqual({ a: 3 });
  });

  test('of a lossy file what is at least 128 is its, and that is recorded', () => {
    const pixels = grey([[0, 3, 127, 128, 251]], true);
    const read = readMasks(pixels, { kind: 'above', label: 'a' }, sizeOf(pixels));
    expect(areas(read)).toEqual({ a: 2 });
    expect(changes(read)).toEqual(['a lossy file: what is at least 128 of 255 was taken for it']);
  });

  test('a mask without a pixel is kept: the case is known to have none', () => {
    const pixels = grey([[0, 0]]);
    expect(areas(readMasks(pixels, { kind: 'shape', label: 'a' }, sizeOf(pixels)))).toEqual({ a: 0 });
  });

  test('a mask of another size is refused', () => {
    const pixels = grey([[0, 1]]);
    expect(readMasks(pixels, { kind: 'shape', label: 'a' }, { width: 2, height: 2 })).toMatchObject({
      reason: 'the mask has 2 x 1 pixels, its picture 2 x 2',
    });
  });
});

describe('a shape', () => {
  test.each([1, 2, 127, 255])('of two values is the brighter (%i)', (inside) => {
    const pixels = grey(disc(40, inside));
    const read = readMasks(pixels, { kind: 'shape', label: 's' }, sizeOf(pixels));
    expect(areas(read)).toEqual({
      s: pixels.data.length - [...disc(40, inside).flat()].filter((v) => v === 0).length,
    });
    expect(changes(read)).toEqual([]);
  });

  test('with smoothed edges is cut at half, and that is recorded', () => {
    const rows = disc(60, 255, 90);
    const pixels = grey(rows);
    const read = readMasks(pixels, { kind: 'shape', label: 's' }, sizeOf(pixels));
    expect(areas(read)).toEqual({ s: rows.flat().filter((value) => value === 255).length });
    expect(changes(read)).toEqual(['a file with shades: what is at least 128 of 255 was taken for it']);
  });

  test('is refused where whole areas have values of their own', () => {
    const map = grey(disc(60, 2, 1).map((row) => row.map((value) => (value === 0 ? 0 : value))));
    const three = Array.from({ length: 60 }, (_, y) =>
      Array.from({ length: 60 }, () => [0, 128, 255][Math.floor(y / 20)] ?? 0),
    );
    expect(areas(readMasks(map, { kind: 'shape', label: 's' }, sizeOf(map)))).toContain('values 0, 1, 2');
    const grades = grey(three);
    expect(areas(readMasks(grades, { kind: 'shape', label: 's' }, sizeOf(grades)))).toContain(
      'values 0, 128, 255',
    );
    const lossy = grey(three, true);
    expect(areas(readMasks(lossy, { kind: 'shape', label: 's' }, sizeOf(lossy)))).toContain('values 128');
  });

  test('in a lossy file, with its noise, is cut at half', () => {
    const rows = disc(60, 250).map((row, y) =>
      row.map((value, x) => Math.abs(value - ((x * 7 + y * 3) % 6))),
    );
    const pixels = grey(rows, true);
    const read = readMasks(pixels, { kind: 'shape', label: 's' }, sizeOf(pixels));
    expect(areas(read)).toEqual({ s: rows.flat().filter((value) => value >= 128).length });
    expect(changes(read)).toHaveLength(1);
  });

  test('of one bit, either way round in the palette, is the white', () => {
    const plain = pngPixels(
      encode({ width: 4, height: 1, data: new Uint8Array([0b01100000]), channels: 1, depth: 1 }),
    );
    expect(plain.full).toBe(1);
    expect(areas(readMasks(plain, { kind: 'shape', label: 's' }, sizeOf(plain)))).toEqual({ s: 2 });
    const inverse: MaskPixels = {
      ...plain,
      full: 255,
      palette: [
        [255, 255, 255],
        [0, 0, 0],
      ],
    };
    expect(areas(readMasks(inverse, { kind: 'shape', label: 's' }, sizeOf(inverse)))).toEqual({ s: 2 });
    const read = readMasks(inverse, { kind: 'shape', label: 's' }, sizeOf(inverse));
    expect(
      'kind' in read ? [] : [...decodeMask(read[0]?.mask ?? { size: [1, 1], counts: '1' }).bitmap],
    ).toEqual([1, 0, 0, 1]);
  });
});

const discAndCup: MaskRule = {
  kind: 'values',
  areas: [
    { label: 'disc', values: [128, 0] },
    { label: 'cup', values: [0] },
  ],
  background: [255],
  others: 'refused',
};

describe('a map of values', () => {
  test('one area may be a part of another', () => {
    const pixels = grey([
      [255, 128, 128, 255],
      [255, 128, 0, 255],
    ]);
    expect(areas(readMasks(pixels, discAndCup, sizeOf(pixels)))).toEqual({ disc: 4, cup: 1 });
  });

  test('an area without a pixel is left out', () => {
    const pixels = grey([[255, 128]]);
    expect(areas(readMasks(pixels, discAndCup, sizeOf(pixels)))).toEqual({ disc: 1 });
  });

  test('a value that it does not know is refused, with its pixels counted', () => {
    const pixels = grey([[255, 128, 77, 77]]);
    expect(areas(readMasks(pixels, discAndCup, sizeOf(pixels)))).toBe(
      'the mask has 2 pixels of the value 77, which is none of those it should have (128, 0, 255)',
    );
  });

  test('in a lossy file the nearest value counts, and that is recorded', () => {
    const pixels = grey([[250, 131, 120, 5]], true);
    const read = readMasks(pixels, discAndCup, sizeOf(pixels));
    expect(areas(read)).toEqual({ disc: 3, cup: 1 });
    expect(changes(read)[0]).toContain('the nearest value was taken');
  });

  test('one value of many, the others being somebody else’s', () => {
    const pixels = grey([[0, 1, 2, 2]]);
    const rule: MaskRule = {
      kind: 'values',
      areas: [{ label: 'b', values: [2] }],
      background: [],
      others: 'nothing',
    };
    expect(areas(readMasks(pixels, rule, sizeOf(pixels)))).toEqual({ b: 2 });
    expect(readMasks({ ...pixels, lossy: true }, rule, sizeOf(pixels))).toMatchObject({
      reason: containing('no exact values'),
    });
  });
});

describe('a map of colours', () => {
  const rule: MaskRule = {
    kind: 'colours',
    areas: [
      {
        label: 'liver',
        colours: [
          [255, 114, 114],
          [21, 21, 21],
        ],
      },
      { label: 'fat', colours: [[186, 183, 75]] },
    ],
    background: [[127, 127, 127]],
    others: 'left out',
  };
  const coloured = (colours: readonly (readonly [number, number, number])[], lossy = false): MaskPixels => ({
    ...grey([colours.map(() => 0)], lossy),
    data: Uint8Array.from(colours.flat()),
    channels: 3,
  });

  test('by the colour, or by the grey of a file of one channel', () => {
    const pixels = coloured([
      [255, 114, 114],
      [186, 183, 75],
      [127, 127, 127],
    ]);
    expect(areas(readMasks(pixels, rule, sizeOf(pixels)))).toEqual({ liver: 1, fat: 1 });
    const codes = grey([[21, 21, 127]]);
    expect(areas(readMasks(codes, rule, sizeOf(codes)))).toEqual({ liver: 2 });
  });

  test('what has no known colour is left out and counted', () => {
    const pixels = coloured([
      [255, 114, 114],
      [255, 255, 255],
      [255, 255, 255],
    ]);
    const read = readMasks(pixels, rule, sizeOf(pixels));
    expect(areas(read)).toEqual({ liver: 1 });
    expect(changes(read)).toEqual(['2 pixels of no known colour left out ((255, 255, 255))']);
  });

  test('of a palette by the colours of its entries', () => {
    const pixels: MaskPixels = {
      ...grey([[1, 0, 1]]),
      palette: [
        [127, 127, 127],
        [186, 183, 75],
      ],
    };
    expect(areas(readMasks(pixels, rule, sizeOf(pixels)))).toEqual({ fat: 2 });
  });

  test('in a lossy file by the nearest colour', () => {
    const pixels = coloured(
      [
        [250, 117, 110],
        [180, 180, 80],
      ],
      true,
    );
    expect(areas(readMasks(pixels, rule, sizeOf(pixels)))).toEqual({ liver: 1, fat: 1 });
  });
});

describe('a part placed in its picture', () => {
  const part: MaskPixels = {
    ...grey([
      [9, 9],
      [9, 9],
    ]),
    // Grey with opacity: the lower left pixel is transparent.
    data: Uint8Array.from([9, 255, 0, 255, 9, 0, 9, 255]),
    channels: 2,
    opacity: true,
  };
  const crop = (x: number, y: number): MaskRule => ({ kind: 'shape', label: 'tooth', corner: { x, y } });

  test('is where it is opaque, whatever its colour', () => {
    const read = readMasks(part, crop(1, 0), { width: 4, height: 2 });
    expect(
      'kind' in read ? [] : [...decodeMask(read[0]?.mask ?? { size: [1, 1], counts: '1' }).bitmap],
    ).toEqual([0, 1, 1, 0, 0, 0, 1, 0]);
  });

  test('is cut at the edge, and refused beside the picture', () => {
    const read = readMasks(part, crop(3, 1), { width: 4, height: 2 });
    expect(areas(read)).toEqual({ tooth: 1 });
    expect(changes(read)).toEqual(['cut at the edge of the picture']);
    expect(areas(readMasks(part, crop(4, 0), { width: 4, height: 2 }))).toContain('beside its picture');
    expect(areas(readMasks(part, crop(-1, -1), { width: 4, height: 2 }))).toEqual({ tooth: 1 });
  });

  test('without opacity is what is not black', () => {
    const read = readMasks(grey([[0, 5]]), crop(0, 0), { width: 2, height: 1 });
    expect(areas(read)).toEqual({ tooth: 1 });
  });
});

test('rules name their labels, and take other names', () => {
  expect(labelsOfRule(discAndCup)).toEqual(['disc', 'cup']);
  expect(labelsOfRule(renameLabels(discAndCup, (label) => `optic ${label}`))).toEqual([
    'optic disc',
    'optic cup',
  ]);
  expect(labelsOfRule(renameLabels({ kind: 'shape', label: 'a' }, () => 'b'))).toEqual(['b']);
});

test('whatever the pixels, a shape is two-valued, edged or a map, and its area is that of its threshold', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }).chain((width) =>
        fc.tuple(
          fc.constant(width),
          fc.array(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: width, maxLength: width }), {
            minLength: 1,
            maxLength: 12,
          }),
          fc.boolean(),
        ),
      ),
      ([width, rows, lossy]) => {
        const pixels = grey(rows, lossy);
        const shades = shadesOf(Uint8Array.from(rows.flat()), width, lossy);
        const read = readMasks(pixels, { kind: 'shape', label: 's' }, sizeOf(pixels));
        if (shades.kind === 'areas') expect('kind' in read).toBe(true);
        else expect(areas(read)).toEqual({ s: rows.flat().filter((value) => value >= shades.least).length });
      },
    ),
  );
});
