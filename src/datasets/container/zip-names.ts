/** What the archive's directory says of an entry's name. */
interface NamedEntry {
  /** As the library reads it: by its flag, as UTF-8 where it may be that, else in the letters of DOS (code page 437). */
  readonly filename: string;
  readonly rawFilename: Uint8Array;
  readonly filenameUTF8: boolean;
  /** A name in UTF-8 beside the other. */
  readonly extraFieldUnicodePath?: unknown;
}

/**
 * How the names of an archive are to be read. Programs for Chinese Windows write them in GBK and do not say so; in the letters of DOS these
 * are frames and shades, which no name has. Some programs for Windows part folders by a backslash: where no name has a slash, that is meant.
 */
export function namesOf<Entry extends NamedEntry>(entries: readonly Entry[]): (entry: Entry) => string {
  const unsaid = entries.filter((entry) => isUnsaid(entry));
  const isChinese = unsaid.length > 0 && unsaid.every(({ rawFilename }) => isGbk(rawFilename));
  const gbk = new TextDecoder('gb18030');
  const read = (entry: Entry): string =>
    isChinese && isUnsaid(entry) ? gbk.decode(entry.rawFilename) : entry.filename;
  const parted = !entries.some(({ filename }) => filename.includes('/'));
  return (entry) => (parted ? read(entry).replaceAll('\\', '/') : read(entry));
}

const isUnsaid = ({ filenameUTF8, extraFieldUnicodePath, rawFilename }: NamedEntry): boolean =>
  !filenameUTF8 &&
  extraFieldUnicodePath === undefined &&
  rawFilename.some((byte) => byte >= 0x80) &&
  !isUtf8(rawFilename);

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Pairs of bytes of GB2312, most of them characters and not signs. */
function isGbk(bytes: Uint8Array): boolean {
  let characters = 0;
  let signs = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const [lead = 0, trail = 0] = bytes.subarray(at, at + 2);
    if (lead < 0x80) continue;
    if (lead < 0xa1 || lead > 0xf7 || trail < 0xa1 || trail > 0xfe) return false;
    if (lead >= 0xb0) characters += 1;
    else signs += 1;
    at += 1;
  }
  return characters > signs;
}
