import type { MaskPixels } from '../mask/decoded.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { paletteOf } from './colours.ts';
import { readTiffPages } from './pages.ts';

/**
 * The whole numbers in the first page of a TIFF, as they are stored (of a palette, the numbers of its entries). Never
 * throws for what is in the bytes.
 */
export async function tiffMaskPixels(bytes: Uint8Array<ArrayBuffer>): Promise<MaskPixels | Refusal> {
  const read = await readTiffPages(bytes, 1);
  if (read.kind === 'refused') return read;
  const [first] = read.pages;
  if (first === undefined || first.page.samples === 'float')
    return refusal(
      'its values are no whole numbers, so that they cannot stand for labels',
      'Save the mask as TIFF or PNG of 8 or 16 bits.',
    );
  const { width, height, channels, bits, photometric, extra, palette, orientation, compression } = first.page;
  if (photometric === 'CMYK')
    return refusal('its colours are CMYK, in which no mask is drawn', 'Save the mask as PNG.');
  if (orientation !== 1)
    return refusal('the mask asks to be turned', 'Turn it in another program and save it upright.');
  const full = photometric === 'palette' ? 255 : 2 ** bits - 1;
  return {
    kind: 'pixels',
    width,
    height,
    lossy: compression === 'JPEG',
    // Of the two ways to store black and white, in both white is what was drawn.
    data:
      photometric === 'white is zero'
        ? Uint16Array.from(first.samples, (value) => full - value)
        : first.samples,
    channels,
    opacity: extra === 'opacity' || extra === 'multiplied opacity',
    full,
    palette: photometric === 'palette' ? paletteOf(palette, bits) : null,
  };
}
