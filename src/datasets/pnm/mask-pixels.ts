import type { MaskPixels } from '../mask/decoded.ts';
import type { Refusal } from '../refusal.ts';
import { parsePnm } from './parse.ts';

/** The values of a PNM picture as they are stored; of a bitmap white is what was drawn, as on any other mask. */
export function pnmMaskPixels(bytes: Uint8Array<ArrayBuffer>): MaskPixels | Refusal {
  const read = parsePnm(bytes);
  if (read.kind === 'refused') return read;
  const { width, height, channels, most, values } = read;
  return {
    kind: 'pixels',
    width,
    height,
    lossy: false,
    data: values,
    channels,
    opacity: false,
    full: most,
    palette: null,
  };
}
