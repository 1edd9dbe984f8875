/** Label Studio's code for brushes, written plainly: blocks of up to 256 values, repeated where all are equal. For tests. */
export function encodeBrushRuns(values: Uint8Array): number[] {
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let n = count - 1; n >= 0; n -= 1) bits.push(Math.floor(value / 2 ** n) % 2);
  };
  put(values.length, 32);
  put(7, 5);
  for (const length of [3, 4, 8, 16]) put(length - 1, 4);
  let at = 0;
  while (at < values.length) {
    let end = at + 1;
    while (end < values.length && end - at < 256 && values[end] === values[at]) end += 1;
    const repeated = end - at > 1;
    put(repeated ? 1 : 0, 1);
    put(2, 2);
    put(end - at - 1, 8);
    put(values[at] ?? 0, 8);
    at = end;
  }
  while (bits.length % 8 !== 0) bits.push(0);
  return Array.from({ length: bits.length / 8 }, (_, byte) =>
    bits.slice(byte * 8, byte * 8 + 8).reduce((value, bit) => value * 2 + bit, 0),
  );
}
