/** Small pictures for tests: 6 x 4 pixels, left half red, upper right green, lower right blue; and metadata to put into them. */

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (c) => c.charCodeAt(0));

export function joined(
  ...parts: readonly (Uint8Array | readonly number[] | string)[]
): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? bytesOf(part) : part)]));
}

/** With JFIF and an ICC profile; nothing to take out. */
export const jpeg = fromBase64(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAA' +
    'AABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAA' +
    'ABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAA' +
    'AAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAA' +
    'AAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAA' +
    'AABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAAMCAgMC' +
    'AgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkF' +
    'BQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAEAAYDASIAAhEB' +
    'AxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAj/xAAeEAACAQQDAQAAAAAAAAAAAAABAgADBAUGERMUMf/EABUBAQEAAAAAAAAA' +
    'AAAAAAAAAAIH/8QAHhEAAgEEAwEAAAAAAAAAAAAAAQIEAAMGMQURIWH/2gAMAwEAAhEDEQA/AJtyW+53Vq62mLvvLbuvaydN' +
    'N+WJIJ5ZSfgEREvmJYzwcvg4t+TBtO7L2Wa2hJPuyR2aGYwIl3IJjvZUktsqCdD5X//Z',
);

/** VP8X with a profile and a lossy picture. */
export const webp = fromBase64(
  'UklGRmACAABXRUJQVlA4WAoAAAAgAAAABQAAAwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAA' +
    'AABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' +
    'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAA' +
    'ABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAA' +
    'AAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAA' +
    'AAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAA' +
    'AABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggcgAAAJAD' +
    'AJ0BKgYABAAAwBIlsAJ0ugH4AUYD8ALgA/oE4gFKAMUi00AA/vzJ1l/RaPXSki0h/464t/tW/fX79aL0NW1b96Ov/m3Rrt/6' +
    'cP7D7Oy/k5E/7aB/tJsQcNvq4nc5rGBLin7gdhf5N2Vq4vxJoMAAAA==',
);

export const png = fromBase64(
  'iVBORw0KGgoAAAANSUhEUgAAAAYAAAAECAYAAACtBE5DAAAALUlEQVR4AXTLsQkAAAgDweAkGc3RHMXNtFEwhYGrnliStZis' +
    'ZXimwQMYGs67AQAA//8CCkS4AAAABklEQVQDAHSQDwOxvakgAAAAAElFTkSuQmCC',
);

/** A GIF of 2 x 2 pixels in four colours, stored without compression gains: codes of 3 bits, clear code first. */
const gifHeader = joined('GIF89a', [2, 0, 2, 0, 0x91, 0, 0], [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255]);
const gifFrame = joined([0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0], [2, 3, 0x44, 0x34, 0x05, 0]);
export const gif = joined(gifHeader, gifFrame, [0x3b]);
export const gifOfTwoFrames = joined(gifHeader, gifFrame, gifFrame, [0x3b]);
export const gifWithComment = joined(gifHeader, [0x21, 0xfe, 4], 'name', [0], gifFrame, [0x3b], 'tail');

/** 2 x 2 pixels of 24 bits, rows of 8 bytes, bottom row first. */
export const bmp = joined(
  'BM',
  [70, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0],
  [
    40, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 1, 0, 24, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0,
  ],
  [255, 0, 0, 0, 255, 0, 0, 0],
  [0, 0, 255, 255, 255, 255, 0, 0],
);

/** A TIFF header with one entry, the orientation, and a name that must not be kept. */
const tiff = (orientation: number): Uint8Array =>
  joined(
    'II',
    [42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0],
    'SECRET NAME',
  );

const segment = (marker: number, body: Uint8Array): Uint8Array =>
  joined([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255], body);

/** The JPEG with EXIF, a comment, Photoshop data and a second picture after its end. */
export const jpegWithMetadata = (orientation: number): Uint8Array<ArrayBuffer> =>
  joined(
    jpeg.subarray(0, 2),
    segment(0xe1, joined('Exif\0\0', tiff(orientation))),
    segment(0xed, bytesOf('Photoshop 3.0\0SECRET')),
    segment(0xfe, bytesOf('SECRET comment')),
    jpeg.subarray(2),
    jpeg,
  );

export const chunk = (type: string, body: Uint8Array): Uint8Array => {
  const typed = joined(type, body);
  let c = 0xffffffff;
  for (const byte of typed) {
    c ^= byte;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  }
  const sum = (c ^ 0xffffffff) >>> 0;
  const big = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
  return joined(big(body.length), typed, big(sum));
};

/** The PNG (or another) with text, time and EXIF after its header, and bytes after its end. */
export const pngWithMetadata = (orientation: number, plain: Uint8Array = png): Uint8Array<ArrayBuffer> =>
  joined(
    plain.subarray(0, 33),
    chunk('tEXt', bytesOf('Author\0SECRET NAME')),
    chunk('tIME', joined([7, 230, 1, 1, 0, 0, 0])),
    chunk('eXIf', tiff(orientation)),
    plain.subarray(33),
    'SECRET tail',
  );

/** The WebP with EXIF and XMP, announced in its header. */
export const webpWithMetadata = (orientation: number): Uint8Array<ArrayBuffer> => {
  const exif = tiff(orientation);
  const padded = exif.length % 2 === 0 ? exif : joined(exif, [0]);
  const little = (value: number) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
  const body = joined(webp.subarray(12), 'EXIF', little(exif.length), padded, 'XMP ', little(6), 'SECRET');
  body[8] = (body[8] ?? 0) | 0x0c;
  return joined('RIFF', little(body.length + 4), 'WEBP', body);
};
