/**
 * The text of a table or manifest: by its byte order mark, else UTF-16 where every second byte of the beginning is 0,
 * else UTF-8 where it is valid, else Windows-1252 (Latin-1 with its additions), in which every byte is a character.
 */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const beginning = bytes.subarray(0, 1024);
  const zeros = [0, 1].map(
    (parity) => beginning.filter((byte, at) => at % 2 === parity && byte === 0).length,
  );
  const many = beginning.length / 4;
  if ((zeros[1] ?? 0) > many) return 'utf-16le';
  if ((zeros[0] ?? 0) > many) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}
