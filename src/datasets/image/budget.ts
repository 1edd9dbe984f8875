/** Pixels decoded at the same time, at most; a larger picture is decoded alone. 4 bytes each: 256 MB. */
const mostAtOnce = 64_000_000;

/** Lets work on pictures begin while their pixels fit into memory together, in the order of asking. */
export class PixelBudget {
  #used = 0;
  readonly #waiting: { readonly pixels: number; readonly begin: () => void }[] = [];

  async run<T>(pixels: number, work: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#fits(pixels)) {
      await new Promise<void>((begin) => this.#waiting.push({ pixels, begin }));
    } else this.#used += pixels;
    try {
      return await work();
    } finally {
      this.#used -= pixels;
      this.#admit();
    }
  }

  #admit(): void {
    for (
      let next = this.#waiting[0];
      next !== undefined && this.#fits(next.pixels);
      next = this.#waiting[0]
    ) {
      this.#waiting.shift();
      this.#used += next.pixels;
      next.begin();
    }
  }

  #fits(pixels: number): boolean {
    return this.#used === 0 || this.#used + pixels <= mostAtOnce;
  }
}
