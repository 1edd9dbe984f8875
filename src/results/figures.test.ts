import { describe, expect, it } from 'vitest';
import { tasks } from '../domain/task/registry.ts';
import { figuresOf, sharedFigures, shareOf } from './figures.ts';
import type { FigureWork, Helper } from './figures.ts';
import { workOf } from './testing/work.ts';

/** Gets and gives copies, as a worker does; counts the blocks that it computed. */
function helper(): Helper & { readonly blocks: () => number } {
  let blocks = 0;
  return {
    share(work, part, parts) {
      const share = shareOf(structuredClone(work), part, parts);
      blocks += share.flat().length;
      return Promise.resolve(structuredClone(share));
    },
    blocks: () => blocks,
  };
}

describe.each(tasks.map((task) => [task.id, task] as const))('figures of %s', (_, task) => {
  it('are the same whoever resamples', async () => {
    const work = workOf(task);
    const alone = figuresOf(work);
    expect(alone.summaries).toHaveLength(2);
    expect(alone.comparisons).toHaveLength(1);
    expect(JSON.stringify(alone)).toContain('600 resamples');
    for (const count of [1, 2, 3]) {
      const helpers = Array.from({ length: count }, helper);
      expect(await sharedFigures(work, helpers)).toEqual(alone);
      for (const each of helpers) expect(each.blocks()).toBeGreaterThan(0);
    }
  });
});

describe('sharedFigures', () => {
  const [task] = tasks;

  it('computes alone without helpers, and where one of them fails', async () => {
    if (task === undefined) throw new Error('there is no task');
    const work = workOf(task);
    const lost: Helper = { share: () => Promise.reject(new Error('the worker died')) };
    expect(await sharedFigures(work, [])).toEqual(figuresOf(work));
    expect(await sharedFigures(work, [helper(), lost])).toEqual(figuresOf(work));
  });

  it('sends no masks and no texts to draw', async () => {
    const segmentation = tasks.find(({ id }) => id === 'segmentation');
    if (segmentation === undefined) throw new Error('there is no segmentation');
    const work = workOf(segmentation);
    expect(JSON.stringify(work)).toContain('"drawing"');
    const sent: FigureWork[] = [];
    const listening: Helper = {
      share(given, part, parts) {
        sent.push(given);
        return helper().share(given, part, parts);
      },
    };
    expect(await sharedFigures(work, [listening])).toEqual(figuresOf(work));
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(sent)).not.toContain('"drawing"');
  });
});
