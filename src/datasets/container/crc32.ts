/**
 * Eight tables: `tables[256 * k + byte]` is what a byte does that lies `k` bytes before the end of a step of eight
 * ("slicing by 8", Kounavis and Berry 2005). A step of one byte needs the first alone.
 */
const tables = new Uint32Array(8 * 256);
for (let n = 0; n < 256; n += 1) {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  tables[n] = c;
}
for (let n = 256; n < tables.length; n += 1) {
  const before = tables[n - 256] ?? 0;
  tables[n] = (tables[before & 0xff] ?? 0) ^ (before >>> 8);
}

/** CRC-32 of `bytes[from, to)`, as PNG and zip use it: W3C PNG, annex D. */
export function crc32(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let c = 0xffffffff;
  let at = from;
  const t = tables;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (; at + 8 <= to; at += 8) {
    const low = c ^ view.getUint32(at, true);
    const high = view.getUint32(at + 4, true);
    c =
      (t[1792 + (low & 0xff)] ?? 0) ^
      (t[1536 + ((low >>> 8) & 0xff)] ?? 0) ^
      (t[1280 + ((low >>> 16) & 0xff)] ?? 0) ^
      (t[1024 + (low >>> 24)] ?? 0) ^
      (t[768 + (high & 0xff)] ?? 0) ^
      (t[512 + ((high >>> 8) & 0xff)] ?? 0) ^
      (t[256 + ((high >>> 16) & 0xff)] ?? 0) ^
      (t[high >>> 24] ?? 0);
  }
  for (; at < to; at += 1) c = (t[(c ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
