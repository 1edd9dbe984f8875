/** The place of the first of `length` sorted things that does not come `before` what is looked for; `length` where all do. */
export function lowerBound(length: number, before: (at: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (before(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
