import { expose, transfer } from 'comlink';
import type { BlockShare } from '../domain/statistics/blocks.ts';
import { shareOf } from '../results/figures.ts';
import type { FigureWork } from '../results/figures.ts';
import { shareOfSubgroups, type SubgroupWork } from '../results/subgroups.ts';

const api = {
  share(work: FigureWork, part: number, parts: number): BlockShare {
    return moved(shareOf(work, part, parts));
  },
  /** `onBlock` is a proxy. */
  shareOfSubgroups(work: SubgroupWork, part: number, parts: number, onBlock: () => void): BlockShare {
    return moved(shareOfSubgroups(work, part, parts, onBlock));
  },
};

function moved(share: BlockShare): BlockShare {
  return transfer(
    share,
    share.flat().map(({ buffer }) => buffer),
  );
}

export type ResamplingWorker = typeof api;

expose(api);
