import { describe, expect, it } from 'vitest';
import type { Truth } from '../domain/dataset/truth.ts';
import { encodeMask } from '../domain/geometry/rle.ts';
import { sampleId } from '../domain/ids.ts';
import { tasks } from '../domain/task/registry.ts';
import type { EvaluatedCase, SummaryOptions } from '../domain/task/task.ts';
import { figuresOf, sharedFigures, shareOf } from './figures.ts';
import type { FigureWork, Helper } from './figures.ts';

const options: SummaryOptions = { level: 0.95, resamples: 600, seed: 3, unanswered: 'wrong' };
const labels = ['effusion', 'nodule'].map((name) => ({ name, synonyms: [] }));
const image = { width: 64, height: 32 };

/** Everything that some task is scored against. */
function truthOf(index: number): Truth {
  const label = index % 3 === 0 ? 'nodule' : 'effusion';
  const box = { label, x: 10 + index, y: 4, width: 20, height: 10 };
  const mask = new Uint8Array(64 * 32).map((_, at) => Number(at % 64 > 16 + index && at < 24 * 64));
  return {
    labels: [label],
    boxes: [box],
    masks: [{ label, mask: encodeMask(mask, 64, 32) }],
    points: [{ label: 'effusion', x: 20 + index, y: 9, toleranceRadius: 2 }],
    regions: [{ label: 'effusion', name: 'costophrenic angle', side: 'left', zone: 'lower', fdi: 36 }],
    findings: [{ observation: label, status: 'present' }],
    report: { findings: `Blunted angle ${String(index)}.`, impression: `Left ${label}.`, language: 'en' },
    questions: [{ question: 'Is there an effusion?', answers: ['yes'], kind: 'closed' }],
  };
}

/** Two arms that answer a case with the ideal answer to it or to another; some answers cannot be read. */
function workOf(task: (typeof tasks)[number]): FigureWork {
  const spec = task.defaultSpec(labels, 'en');
  const bound = task.bind(spec);
  const arms = [3, 2].map((right) =>
    Array.from({ length: 18 }, (_, i): EvaluatedCase => {
      const answered = truthOf(i % right === 0 ? i + 1 : i);
      const text =
        i % 7 === right
          ? 'no idea'
          : JSON.stringify(task.idealAnswer(answered, spec, { image, seen: image }));
      const sample = {
        id: sampleId(`s${String(i)}`),
        name: String(i),
        group: `patient ${String(i % 8)}`,
        attributes: {},
        split: 'test' as const,
      };
      return { sample, evaluation: bound.evaluate({ text, image, seen: image }, truthOf(i)) };
    }),
  );
  return { task: spec, arms, options };
}

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
