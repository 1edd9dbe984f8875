interface Point {
  readonly x: number;
  readonly y: number;
}

/** Length of a line: in millimetres where the spacing of pixels (`[row, column]`, millimetres) is known, else in pixels. */
export function lengthInWords(
  from: Point,
  to: Point,
  pixelSpacing: readonly [row: number, column: number] | undefined,
): string {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (pixelSpacing === undefined) return `${Math.hypot(dx, dy).toFixed(1)} px`;
  const [row, column] = pixelSpacing;
  return `${Math.hypot(dx * column, dy * row).toFixed(1)} mm`;
}
