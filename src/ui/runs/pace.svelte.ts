/** Trials a second over the last half minute, from the counts that the screen is told. */
export class Pace {
  readonly #points: { readonly at: number; readonly done: number }[] = [];

  /** @param done finished so far. Null until two seconds have been seen. */
  rate(done: number): number | null {
    const at = performance.now();
    const last = this.#points.at(-1);
    if (!last || last.done !== done) this.#points.push({ at, done });
    while (this.#points.length > 2 && at - (this.#points[0]?.at ?? at) > 30_000) this.#points.shift();
    const first = this.#points[0];
    if (!first || at - first.at < 1000 || done <= first.done) return null;
    return ((done - first.done) / (at - first.at)) * 1000;
  }
}
