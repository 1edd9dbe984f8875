import { latin1, viewOf, type Orientation } from './stripped.ts';

/**
 * The orientation that an EXIF block (a TIFF header and its first directory) asks for; 1 where it says nothing or is
 * damaged, as every viewer does. EXIF 2.32, section 4.6.4: tag 0x0112, one SHORT.
 */
export function orientationOf(tiff: Uint8Array): Orientation {
  if (tiff.length < 8) return 1;
  const order = latin1(tiff, 0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const little = order === 'II';
  const view = viewOf(tiff);
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return 1;
  const count = view.getUint16(directory, little);
  for (let at = directory + 2, left = count; left > 0 && at + 12 <= tiff.length; at += 12, left -= 1) {
    if (view.getUint16(at, little) === 0x0112) return asOrientation(view.getUint16(at + 8, little));
  }
  return 1;
}

function asOrientation(value: number): Orientation {
  switch (value) {
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 7:
    case 8:
      return value;
    default:
      return 1;
  }
}
