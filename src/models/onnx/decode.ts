/** Pixels of an encoded image: RGBA, row-major, 8 bits a channel, alpha not multiplied in. */
export interface DecodedImage {
  readonly rgba: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Decodes without colour management, so that the same bytes give the same pixels. Throws when they are no image. */
export async function decodeImage(bytes: Uint8Array<ArrayBuffer>, mediaType: string): Promise<DecodedImage> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: mediaType }), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('This browser gives no canvas in a worker');
    context.drawImage(bitmap, 0, 0);
    return { rgba: context.getImageData(0, 0, width, height).data, width, height };
  } finally {
    bitmap.close();
  }
}
