import { blobSource, type FileSource } from '../../container/source.ts';

/** Beginnings of pictures in base64: JPEG, PNG, GIF, WebP (RIFF), BMP, TIFF. */
const beginnings = /^(?:\/9j\/|iVBORw0KGgo|R0lGOD|UklGR|Qk[0-3]|SUkq|TU0AK)/;
const dataUrl = /^data:image\/[a-z0-9.+-]+;base64,/i;
const enoughToTell = 64;

/** Whether a text is a picture in base64, with or without the head of a data URL. */
export function isEmbeddedPicture(text: string): boolean {
  if (text.length < enoughToTell) return false;
  const head = dataUrl.exec(text.slice(0, 100))?.[0] ?? '';
  return beginnings.test(text.slice(head.length, head.length + 16));
}

const endings: readonly (readonly [start: string, ending: string])[] = [
  ['/9j/', 'jpg'],
  ['iVBOR', 'png'],
  ['R0lGOD', 'gif'],
  ['UklGR', 'webp'],
  ['SUkq', 'tif'],
  ['TU0AK', 'tif'],
];

/**
 * The picture in a text as a file of its own, under `path` with the ending that its bytes ask for; null where the text is not base64. Its
 * bytes are handed to the browser, which may keep them on the disk.
 */
export function embeddedPicture(path: string, text: string): FileSource | null {
  const base64 = text.replace(dataUrl, '').replace(/\s+/g, '');
  const bytes = bytesOfBase64(base64);
  if (bytes === null) return null;
  const ending = endings.find(([start]) => base64.startsWith(start))?.[1] ?? 'bmp';
  return blobSource(`${path}.${ending}`, new Blob([bytes]));
}

/** Null where the text is not base64. */
export function bytesOfBase64(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    return null;
  }
}
