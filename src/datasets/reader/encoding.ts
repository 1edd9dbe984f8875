export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/**
 * How sure the encoding of a text is. `marked`: by its byte order mark. `certain`: no other encoding fits. `likely`: by what the text would
 * say. `unsure`: it may well be another.
 */
export type Certainty = 'marked' | 'certain' | 'likely' | 'unsure';

export interface FoundEncoding {
  readonly encoding: Encoding;
  readonly certainty: Certainty;
}

export interface DecodedText extends FoundEncoding {
  readonly text: string;
}

/** The text of a file in the encoding that `findEncoding` tells. */
export const decodeText = (bytes: Uint8Array): string => readText(bytes).text;

export function readText(bytes: Uint8Array): DecodedText {
  const found = findEncoding(bytes);
  return { ...found, text: new TextDecoder(found.encoding).decode(bytes) };
}

/**
 * By its byte order mark; else UTF-8 where it is valid; else UTF-16 where every second byte is 0, as in Western text, or pairs of bytes are
 * Chinese characters; else GB18030 where bytes from 128 up come in pairs that are characters in common use; else Windows-1252 (Latin-1 with
 * its additions), in which every byte is a character.
 *
 * @param bytes a text, or its beginning: `whole` says which. What breaks off at the end of a beginning is no fault.
 */
export function findEncoding(bytes: Uint8Array, whole = true): FoundEncoding {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    return { encoding: 'utf-8', certainty: 'marked' };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', certainty: 'marked' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', certainty: 'marked' };
  const beginning = bytes.subarray(0, 4096);
  const zeros = [0, 1].map(
    (parity) => beginning.filter((byte, at) => at % 2 === parity && byte === 0).length,
  );
  const many = beginning.length / 4;
  if ((zeros[1] ?? 0) > many) return { encoding: 'utf-16le', certainty: 'likely' };
  if ((zeros[0] ?? 0) > many) return { encoding: 'utf-16be', certainty: 'likely' };
  if (decodes(bytes, 'utf-8', whole)) return { encoding: 'utf-8', certainty: 'certain' };
  for (const encoding of ['utf-16le', 'utf-16be'] as const)
    if (isPlausibleUtf16(beginning, encoding)) return { encoding, certainty: 'likely' };
  const { share: chinese, distinct } = chinesePairs(bytes);
  if (chinese > 0.9 && distinct > 1 && decodes(bytes, 'gb18030', whole))
    return { encoding: 'gb18030', certainty: 'likely' };
  return { encoding: 'windows-1252', certainty: chinese > 0.5 ? 'unsure' : 'likely' };
}

function decodes(bytes: Uint8Array, encoding: Encoding, whole: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}

/** Whether nearly all pairs of bytes are letters of ASCII, Chinese characters or their punctuation. */
function isPlausibleUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): boolean {
  const pairs = Math.floor(bytes.length / 2);
  // Pairs of ASCII letters have the numbers of Chinese characters too, and no byte from 128 up.
  if (pairs < 8 || bytes.filter((byte) => byte >= 0x80).length < bytes.length * 0.15) return false;
  let plausible = 0;
  for (let at = 0; at < pairs; at += 1) {
    const [first = 0, second = 0] = [bytes[at * 2], bytes[at * 2 + 1]];
    const unit = encoding === 'utf-16le' ? second * 256 + first : first * 256 + second;
    const isText = (unit >= 0x20 && unit < 0x7f) || unit === 9 || unit === 10 || unit === 13;
    const isChinese =
      (unit >= 0x4e00 && unit <= 0x9fff) ||
      (unit >= 0x3000 && unit <= 0x303f) ||
      (unit >= 0xff00 && unit <= 0xffef);
    if (isText || isChinese) plausible += 1;
  }
  return plausible / pairs > 0.97;
}

/**
 * Of the bytes from 128 up, the share that belongs to pairs of GB 2312: punctuation and full-width forms (rows 1 to 9) and the characters in
 * common use (rows 16 to 87), which Western texts rarely form (the öß of Größe is one), and how many different pairs there are.
 */
function chinesePairs(bytes: Uint8Array): { readonly share: number; readonly distinct: number } {
  const pairs = new Set<number>();
  let high = 0;
  let paired = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    const next = bytes[at + 1] ?? 0;
    const isRow = (byte >= 0xa1 && byte <= 0xa9) || (byte >= 0xb0 && byte <= 0xf7);
    if (isRow && next >= 0xa1 && next <= 0xfe) {
      high += 2;
      paired += 2;
      pairs.add(byte * 256 + next);
      at += 1;
    } else high += 1;
  }
  return { share: high === 0 ? 0 : paired / high, distinct: pairs.size };
}

const names: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (big end first)',
  gb18030: 'GB18030 (Chinese)',
  'windows-1252': 'Latin-1 (Windows-1252)',
};
export const encodingName = (encoding: Encoding): string => names[encoding];

/** What a person should know of an encoding that no mark tells; null where there is no doubt. */
export function encodingNote(files: string, { encoding, certainty }: FoundEncoding): string | null {
  switch (certainty) {
    case 'marked':
    case 'certain':
      return null;
    case 'likely':
      return `${files}: read as ${encodingName(encoding)}, told by its bytes. Check that letters look right.`;
    case 'unsure':
      return `${files}: read as ${encodingName(encoding)}, and it may well be in another encoding. Save it as UTF-8 if letters look wrong.`;
  }
}
