/**
 * Brightness and two colour differences, of full range, as red, green and blue, in place: PS3.3 C.7.6.3.1.2 and JFIF
 * 1.02 (ITU-R BT.601), solved for RGB.
 */
export function rgbOfYcbcr(frame: Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>): void {
  const largest = frame.BYTES_PER_ELEMENT === 1 ? 255 : 65535;
  const middle = (largest + 1) / 2;
  const level = (value: number): number => (value <= 0 ? 0 : value >= largest ? largest : Math.round(value));
  for (let at = 0; at + 2 < frame.length; at += 3) {
    const luma = frame[at] ?? 0;
    const blue = (frame[at + 1] ?? 0) - middle;
    const red = (frame[at + 2] ?? 0) - middle;
    frame[at] = level(luma + 1.402 * red);
    frame[at + 1] = level(luma - 0.344136 * blue - 0.714136 * red);
    frame[at + 2] = level(luma + 1.772 * blue);
  }
}
