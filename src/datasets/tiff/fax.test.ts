import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unpackFax } from './fax.ts';

/** Bits in text as bytes, the last filled up with zeros. */
function bytesOf(...codes: readonly string[]): Uint8Array {
  const bits = codes.join('').replaceAll(' ', '');
  return Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) =>
    parseInt(bits.slice(8 * at, 8 * at + 8).padEnd(8, '0'), 2),
  );
}

/** Runs of each row, white first, as rows of pixels. */
const rowsOf = (out: Uint8Array, width: number): string[] => {
  const stride = Math.ceil(width / 8);
  return Array.from({ length: out.length / stride }, (_, row) =>
    Array.from({ length: width }, (__, x) =>
      ((out[row * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1 ? '#' : '.',
    ).join(''),
  );
};

const group3 = { code: 'fax group 3', options: 0 } as const;
const group4 = { code: 'fax group 4', options: 0 } as const;
const endOfLine = '000000000001';

describe('runs by themselves', () => {
  test('of 0 to 63 pixels, after the marks between lines, and without them', () => {
    const row = '1000 11'; // 3 white, 2 black
    const other = '00110101 011 1110'; // 0 white, 4 black, 6 white: more than a row of 5 has
    const shape = { width: 5, rows: 2, channels: 1 };
    const blackFirst = '00110101 0011'; // 0 white, 5 black
    for (const mark of ['', endOfLine, `0000${endOfLine}`])
      expect(rowsOf(unpackFax(bytesOf(mark, row, mark, blackFirst), group3, shape), 5)).toEqual([
        '...##',
        '#####',
      ]);
    expect(() => unpackFax(bytesOf(row, other), group3, shape)).toThrow('make no sense');
  });

  test('of thousands, in parts', () => {
    // 2,560 + 128 + 12 white, then 1,728 + 0 black, then 2,560 + 12 white.
    const row = bytesOf('000000011111 10010 001000', '0000001100101 0000110111', '000000011111 001000');
    const width = 2_700 + 1_728 + 2_572;
    const [pixels] = rowsOf(unpackFax(row, group3, { width, rows: 1, channels: 1 }), width);
    expect(pixels).toBe('.'.repeat(2_700) + '#'.repeat(1_728) + '.'.repeat(2_572));
  });

  test('each row from a whole byte on', () => {
    const runs = { code: 'fax runs', options: 0 } as const;
    const bytes = Uint8Array.of(...bytesOf('1000 11'), ...bytesOf('00110101 0011'));
    expect(rowsOf(unpackFax(bytes, runs, { width: 5, rows: 2, channels: 1 }), 5)).toEqual(['...##', '#####']);
  });
});

describe('rows after the one above', () => {
  test('every way in which a change can lie to the one above', () => {
    const modes = [
      ['001 1000 11 1', '...##.....'], // runs of 3 and 2; the white end is above
      ['1 1 1', '...##.....'], // as above
      ['011 011 1', '....##....'], // one to the right
      ['000010 010 1', '..###.....'], // two and one to the left
      ['0000011 0000010 1', '.....##...'], // three to the right, three to the left (of the row's end)
      ['0000010 000010 1', '..###.....'], // three and two to the left
      ['000011 1 1', '....#.....'], // two to the right
      ['0001 1', '..........'], // what is above is passed
    ] as const;
    const out = unpackFax(bytesOf(...modes.map(([code]) => code)), group4, {
      width: 10,
      rows: modes.length,
      channels: 1,
    });
    expect(rowsOf(out, 10)).toEqual(modes.map(([, row]) => row));
  });

  test('black from the first pixel on, and to the last', () => {
    const out = unpackFax(bytesOf('001 00110101 0011 ', '1 1'), group4, { width: 5, rows: 2, channels: 1 });
    expect(rowsOf(out, 5)).toEqual(['#####', '#####']);
  });

  test('of group 3 where its mark says so', () => {
    const both = { code: 'fax group 3', options: 1 } as const;
    const bytes = bytesOf(endOfLine, '1', '1000 11', endOfLine, '0', '1 1 ');
    expect(rowsOf(unpackFax(bytes, both, { width: 5, rows: 2, channels: 1 }), 5)).toEqual(['...##', '...##']);
  });
});

test.each([
  ['that break off', '001 1000', 'break off'],
  ['of no meaning', '0000000000000000000000000000000000', 'make no sense'],
  ['that go back', '001 1000 11 1 0000010 0000010 0000010', 'make no sense'],
])('codes %s are refused', (_, codes, reason) => {
  expect(() => unpackFax(bytesOf(codes), group4, { width: 9, rows: 3, channels: 1 })).toThrow(reason);
});

test('any bytes give rows of the size that is asked for, or a RangeError', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('fax runs', 'fax group 3', 'fax group 4'),
      fc.nat(5),
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 9 }),
      (bytes, code, options, width, rows) => {
        try {
          const out = unpackFax(bytes, { code, options }, { width, rows, channels: 1 });
          expect(out).toHaveLength(rows * Math.ceil(width / 8));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      },
    ),
    { numRuns: 3_000 },
  );
});
