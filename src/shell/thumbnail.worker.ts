import { expose } from 'comlink';

/** Makes pictures small off the main thread. */
const api = {
  /**
   * A copy whose longer side has `side` pixels at most, as JPEG, on black as pictures are shown. Rejects where the pixels make no
   * sense.
   */
  async small(picture: Blob, side: number): Promise<Blob> {
    const whole = await createImageBitmap(picture);
    try {
      const scale = Math.min(1, side / Math.max(whole.width, whole.height));
      const width = Math.max(1, Math.round(whole.width * scale));
      const height = Math.max(1, Math.round(whole.height * scale));
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d', { alpha: false });
      if (context === null) throw new Error('The browser gives no canvas to draw on.');
      context.imageSmoothingQuality = 'medium';
      context.drawImage(whole, 0, 0, width, height);
      return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    } finally {
      whole.close();
    }
  },
};

export type ThumbnailWorkerApi = typeof api;

expose(api);
