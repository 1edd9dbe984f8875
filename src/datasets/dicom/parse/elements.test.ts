import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dicomBytes, testImage } from '../test-dicom.ts';
import type { DataSet } from './data-set.ts';
import { parseElements, type Encoding } from './elements.ts';
import { looksLikeDicom, readDicom } from './file.ts';
import { tags } from './tags.ts';

const explicit: Encoding = { littleEndian: true, implicit: false };
const implicit: Encoding = { littleEndian: true, implicit: true };

/** Bytes in hexadecimal, blanks for the eye. */
const hex = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'));
const parse = (text: string, encoding: Encoding) => {
  const bytes = hex(text);
  return parseElements(bytes, 0, bytes.length, encoding);
};

describe('elements', () => {
  test('with value representations, of short and of long lengths', () => {
    const { data, truncated } = parse(
      '0800 6000 4353 0200 4354  2800 1000 5553 0200 0500  e07f 1000 4f57 0000 02000000 0102',
      explicit,
    );
    expect(truncated).toBe(false);
    expect(data.text(tags.Modality)).toBe('CT');
    expect(data.short(tags.Rows)).toBe(5);
    expect(data.value(tags.PixelData)).toEqual(Uint8Array.of(1, 2));
  });

  test('without them', () => {
    const { data } = parse('0800 6000 02000000 4d52  2800 1000 02000000 0001', implicit);
    expect([data.text(tags.Modality), data.short(tags.Rows)]).toEqual(['MR', 256]);
  });

  test('with the larger byte first', () => {
    const { data } = parse('0008 0060 4353 0002 4354  0028 0010 5553 0002 0105', {
      littleEndian: false,
      implicit: false,
    });
    expect([data.text(tags.Modality), data.short(tags.Rows)]).toEqual(['CT', 0x105]);
  });

  test.each([
    [
      'of a stated length',
      '0800 1911'.replace('1911', '9911') +
        '5351 0000 12000000  feff 00e0 0a000000  0800 6000 4353 0200 4354',
    ],
    [
      'of none',
      '0800 9911 5351 0000 ffffffff  feff 00e0 ffffffff  0800 6000 4353 0200 4354  feff 0de0 00000000  feff dde0 00000000',
    ],
    [
      'of none, called UN and written without representations',
      '0800 9911 554e 0000 ffffffff  feff 00e0 ffffffff  0800 6000 02000000 4354  feff 0de0 00000000  feff dde0 00000000',
    ],
  ])('in a sequence %s', (_, text) => {
    const { data } = parse(`${text} 2800 1000 5553 0200 0700`, explicit);
    expect(Array.from(data.items(tags.ReferencedSOPSequence), (item) => item.text(tags.Modality))).toEqual([
      'CT',
    ]);
    expect(data.short(tags.Rows)).toBe(7);
  });

  test('of the items of a sequence: those of one item alone, read when it is asked for and not kept', () => {
    const bytes = dicomBytes({
      Modality: 'CT',
      PerFrameFunctionalGroupsSequence: [0, 1, 2].map((frame) => ({
        FrameContentSequence: [{ ReferencedFrameNumber: frame }, { ReferencedFrameNumber: frame + 10 }],
      })),
    });
    const { data, truncated } = readDicom(bytes);
    const groups = data.items(tags.PerFrameFunctionalGroupsSequence);
    const numbersOf = (group: DataSet | undefined) =>
      Array.from(group?.items(tags.FrameContentSequence) ?? [], (item) =>
        item.decimal(tags.ReferencedFrameNumber),
      );
    expect(truncated).toBe(false);
    expect(groups.length).toBe(3);
    expect(numbersOf(groups.at(1))).toEqual([1, 11]);
    expect(Array.from(groups, numbersOf)).toEqual([
      [0, 10],
      [1, 11],
      [2, 12],
    ]);
    expect(Array.from(groups, numbersOf)).toEqual(
      Array.from({ length: 3 }, (_, n) => numbersOf(groups.at(n))),
    );
    expect(groups.at(3)).toBeUndefined();
    expect(groups.at(0)).not.toBe(groups.at(0));
  });

  test('that break off are there as far as they go', () => {
    const { data, truncated } = parse(
      '0800 6000 4353 0200 4354  e07f 1000 4f57 0000 10000000 0102',
      explicit,
    );
    expect(truncated).toBe(true);
    expect(data.text(tags.Modality)).toBe('CT');
    expect(data.value(tags.PixelData)).toEqual(Uint8Array.of(1, 2));
  });

  test('nested without end are refused', () => {
    const level = '0800 9911 5351 0000 ffffffff  feff 00e0 ffffffff';
    expect(() => parse(level.repeat(100), explicit)).toThrow('nested without end');
  });

  test('of any bytes: read or refused, never more elements than bytes allow', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.boolean(),
        fc.boolean(),
        (bytes, littleEndian, isImplicit) => {
          const own = new Uint8Array(bytes);
          const { data, end } = parseElements(own, 0, own.length, { littleEndian, implicit: isImplicit });
          expect(data.elements.size).toBeLessThanOrEqual(own.length / 8);
          expect(end).toBeGreaterThanOrEqual(0);
          for (const { at, length, items } of data.elements.values()) {
            expect(at + length).toBeLessThanOrEqual(own.length);
            // Read once to find its end, and again when it is asked for.
            expect([...(items ?? [])].length).toBe(items?.length ?? 0);
          }
        },
      ),
    );
  });
});

describe('a file', () => {
  const bytes = dicomBytes(testImage({ rows: 2, columns: 3 }, '1.2.3'));

  test('is told by its prefix, or by elements in order where it has none', () => {
    expect(looksLikeDicom(bytes)).toBe(true);
    expect(looksLikeDicom(bytes.slice(132))).toBe(true);
    expect(looksLikeDicom(new TextEncoder().encode('image,label\na.png,x\n'.repeat(20)))).toBe(false);
    expect(looksLikeDicom(new Uint8Array(512))).toBe(false);
  });

  test('is read alike with preamble, without it, and without its meta header', () => {
    const elementsOf = (file: Uint8Array<ArrayBuffer>) => [...readDicom(file).data.elements.keys()];
    const meta = 8 + 20;
    expect(elementsOf(bytes)).toContain(tags.PixelData);
    expect(elementsOf(bytes.slice(128))).toEqual(elementsOf(bytes));
    expect(elementsOf(bytes.slice(132 + meta))).toEqual(elementsOf(bytes));
  });

  test('of which only the beginning is wanted gives all before its pixels', () => {
    const { data } = readDicom(bytes, false);
    expect(data.short(tags.Columns)).toBe(3);
    expect(data.has(tags.PixelData)).toBe(false);
  });
});
