import type { Truth } from '../../domain/dataset/truth.ts';
import { encodeMask } from '../../domain/geometry/rle.ts';
import { sampleId } from '../../domain/ids.ts';
import type { tasks } from '../../domain/task/registry.ts';
import type { EvaluatedCase, SummaryOptions } from '../../domain/task/task.ts';
import type { FigureWork } from '../figures.ts';

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
export function workOf(task: (typeof tasks)[number]): FigureWork {
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
        attributes: { site: `site ${String(i % 3)}` },
        split: 'test' as const,
      };
      return { sample, evaluation: bound.evaluate({ text, image, seen: image }, truthOf(i)) };
    }),
  );
  return { task: spec, arms, options };
}
