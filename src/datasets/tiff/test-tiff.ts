/** A page for tests: one strip of unpacked bytes, little-endian. */
export interface TestPage {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly photometric: number;
  readonly pixels: readonly number[];
  /** Further fields, or other values for these, by tag. */
  readonly fields?: Readonly<Record<number, number>>;
}

/** A TIFF of such pages: header, then each page's pixels and its directory. */
export function pages(list: readonly TestPage[]): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [0x49, 0x49, 42, 0, 0, 0, 0, 0];
  let pointer = 4;
  for (const { width, height, bits, photometric, pixels, fields = {} } of list) {
    const strip = bytes.length;
    bytes.push(...pixels);
    if (bytes.length % 2 === 1) bytes.push(0);
    put(bytes, pointer, bytes.length);
    const all = Object.entries({
      256: width,
      257: height,
      258: bits,
      259: 1,
      262: photometric,
      273: strip,
      277: 1,
      278: height,
      279: pixels.length,
      ...fields,
    });
    bytes.push(all.length & 255, all.length >> 8);
    for (const [tag, value] of all) {
      bytes.push(Number(tag) & 255, Number(tag) >> 8, 4, 0, 1, 0, 0, 0, 0, 0, 0, 0);
      put(bytes, bytes.length - 4, value);
    }
    pointer = bytes.length;
    bytes.push(0, 0, 0, 0);
  }
  return Uint8Array.from(bytes);
}

function put(bytes: number[], at: number, value: number): void {
  for (let byte = 0; byte < 4; byte += 1) bytes[at + byte] = Math.floor(value / 256 ** byte) % 256;
}
