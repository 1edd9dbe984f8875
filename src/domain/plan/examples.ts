import type { Sample } from '../dataset/dataset.ts';
import type { SampleId } from '../ids.ts';
import { seededRandom } from '../statistics/random.ts';
import { seededShuffle } from '../statistics/sample.ts';
import { exampleBlock } from '../task/examples.ts';
import type { PromptedExample } from '../task/examples.ts';
import type { TaskSpec } from '../task/task.ts';
import { askedOf, canBeAsked } from './asked.ts';
import { isOf } from './make.ts';
import type { DataSelection, ExampleCase } from './plan.ts';

type Candidate = Pick<Sample, 'id' | 'name' | 'split' | 'group' | 'truth' | 'images' | 'text'>;

/** Cases that may serve as examples, in the data set's order. */
export interface ExampleCandidates<Case extends Candidate = Candidate> {
  readonly cases: readonly Case[];
  /** Cases of the split that were kept out since they are asked about, or share a group or a picture with one that is. */
  readonly tooClose: number;
}

/** The cases of a split that may be shown with their answers: never one that is asked about, one of its group, or one with the same picture. */
export function exampleCandidates<Case extends Candidate>(
  samples: readonly Case[],
  asked: readonly Pick<Sample, 'id'>[],
  from: Pick<DataSelection, 'split' | 'language'>,
  spec: TaskSpec,
): ExampleCandidates<Case> {
  const ids = new Set<SampleId>(asked.map(({ id }) => id));
  const askedCases = samples.filter(({ id }) => ids.has(id));
  const groups = new Set(askedCases.flatMap(({ group }) => group ?? []));
  const pictures = new Set(askedCases.flatMap(({ images }) => images.map(({ blob }) => blob)));
  const ofSplit = samples.filter((sample) => isOf(from, sample) && canBeAsked(askedOf(sample, spec)));
  const cases = ofSplit.filter(
    ({ id, group, images }) =>
      !ids.has(id) &&
      (group === undefined || !groups.has(group)) &&
      !images.some(({ blob }) => pictures.has(blob)),
  );
  return { cases, tooClose: ofSplit.length - cases.length };
}

/**
 * `count` of the candidates (all, where there are fewer), in the order in which they are shown: drawn with the seed, those of different groups
 * first. Fewer examples are the first of more. Of a case with several questions one is drawn, too. A case whose answer, or what it was given
 * with, cannot be written down is passed over.
 */
export function drawExamples(
  candidates: readonly Candidate[],
  count: number,
  seed: number,
  spec: TaskSpec,
): readonly ExampleCase[] {
  const random = seededRandom(seed);
  const drawn: ExampleCase[] = [];
  for (const sample of groupsFirst(seededShuffle(candidates, seed))) {
    if (drawn.length >= count) break;
    const { questions } = askedOf(sample, spec);
    const question = questions?.[random.int(questions.length)];
    if (!canBeShown(question === undefined ? { sample } : { sample, question }, spec)) continue;
    drawn.push(question === undefined ? { sample: sample.id } : { sample: sample.id, question });
  }
  return drawn;
}

/** One case of each group, in their order, before the others. */
function groupsFirst(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  const [first, further]: [Candidate[], Candidate[]] = [[], []];
  for (const candidate of candidates) {
    const { id, group = id } = candidate;
    (seen.has(group) ? further : first).push(candidate);
    seen.add(group);
  }
  return [...first, ...further];
}

function canBeShown(example: PromptedExample, spec: TaskSpec): boolean {
  try {
    exampleBlock(example, spec);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
