const ascii = (text: string): number[] => Array.from(text, (sign) => sign.charCodeAt(0));

/** A PNM picture of such values; of a bitmap (`P1`, `P4`) 1 is black. */
export function pnm(
  kind: 'P1' | 'P2' | 'P3' | 'P4' | 'P5' | 'P6',
  width: number,
  height: number,
  most: number,
  values: readonly number[],
): Uint8Array<ArrayBuffer> {
  const isBitmap = kind === 'P1' || kind === 'P4';
  const head = `${kind}\n# drawn by a test\n${width} ${height}\n${isBitmap ? '' : `${most}\n`}`;
  if (kind < 'P4') return Uint8Array.from(ascii(head + values.join(kind === 'P1' ? '' : ' ')));
  if (kind === 'P4') return Uint8Array.from([...ascii(head), ...packed(values, width)]);
  return Uint8Array.from([
    ...ascii(head),
    ...values.flatMap((value) => (most > 255 ? [value >> 8, value & 255] : [value])),
  ]);
}

function packed(bits: readonly number[], width: number): number[] {
  const stride = Math.ceil(width / 8);
  const bytes = new Array<number>((bits.length / width) * stride).fill(0);
  for (const [at, bit] of bits.entries()) {
    const [row, column] = [Math.floor(at / width), at % width];
    bytes[row * stride + (column >> 3)] =
      (bytes[row * stride + (column >> 3)] ?? 0) | (bit << (7 - (column & 7)));
  }
  return bytes;
}
