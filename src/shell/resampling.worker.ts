import { expose, transfer } from 'comlink';
import type { BlockShare } from '../domain/statistics/blocks.ts';
import { shareOf } from '../results/figures.ts';
import type { FigureWork } from '../results/figures.ts';

const api = {
  share(work: FigureWork, part: number, parts: number): BlockShare {
    const share = shareOf(work, part, parts);
    return transfer(
      share,
      share.flat().map(({ buffer }) => buffer),
    );
  },
};

export type ResamplingWorker = typeof api;

expose(api);
