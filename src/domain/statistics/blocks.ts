/**
 * A resampling is computed in blocks, each with a random stream of its own: it gives the same numbers wherever its blocks are
 * computed, and however many compute them.
 */

/** Resamples of one block. */
export const blockSize = 250;

export function blockCount(resamples: number): number {
  return Math.ceil(resamples / blockSize);
}

/** How many of the resamples are in a block, from 0 to `blockCount(resamples)` - 1. */
export function resamplesOf(block: number, resamples: number): number {
  return Math.max(0, Math.min(blockSize, resamples - block * blockSize));
}

/** The numbers of one block; they depend on nothing but its number. */
export type ComputeBlock = (block: number) => Float64Array<ArrayBuffer>;

/** All blocks of a resampling, in their order: computed here, or some of them elsewhere. */
export type BlockSource = (compute: ComputeBlock, blocks: number) => readonly Float64Array<ArrayBuffer>[];

export const computedHere: BlockSource = (compute, blocks) =>
  Array.from({ length: blocks }, (_, block) => compute(block));

/** What one of several workers has computed: of each resampling, in their order, its own blocks. Crosses workers. */
export type BlockShare = readonly (readonly Float64Array<ArrayBuffer>[])[];

/**
 * Computes every `parts`th block from `part` on, and keeps them in `share`. What is made of so few blocks means nothing: the
 * share is what the work was for.
 *
 * @throws RangeError where `part` is not one of 0 .. `parts` - 1.
 */
export function ownShare(
  part: number,
  parts: number,
): { readonly source: BlockSource; readonly share: BlockShare } {
  if (!Number.isInteger(part) || part < 0 || !(part < parts)) {
    throw new RangeError(`there is no part ${part} of ${parts}`);
  }
  const share: (readonly Float64Array<ArrayBuffer>[])[] = [];
  const source: BlockSource = (compute, blocks) => {
    const own: Float64Array<ArrayBuffer>[] = [];
    for (let block = part; block < blocks; block += parts) own.push(compute(block));
    share.push(own);
    return own;
  };
  return { source, share };
}

/**
 * The blocks that `shares.length` workers computed, part by part, for the same resamplings in the same order.
 *
 * @throws RangeError where a share does not hold the blocks that it should: it is of other work.
 */
export function fromShares(shares: readonly BlockShare[]): BlockSource {
  let resampling = 0;
  return (_, blocks) => {
    const own = shares.map((share) => share[resampling] ?? []);
    resampling += 1;
    if (own.reduce((sum, { length }) => sum + length, 0) !== blocks) {
      throw new RangeError(`resampling ${resampling} has ${blocks} blocks; the shares hold others`);
    }
    return Array.from({ length: blocks }, (__, block) => {
      const numbers = own[block % shares.length]?.[Math.floor(block / shares.length)];
      if (numbers === undefined)
        throw new RangeError(`block ${block} of resampling ${resampling} is in no share`);
      return numbers;
    });
  };
}
