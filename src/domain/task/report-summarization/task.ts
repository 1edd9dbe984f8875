import type { Truth } from '../../dataset/truth.ts';
import { booleanOption, checkSpec, optionOf } from '../options.ts';
import { requireTruth } from '../evaluation.ts';
import type { RegisteredTask } from '../registered.ts';
import { reportScorer, sectionsWithText, summarizeReports } from '../report-scoring.ts';
import { objectSchema, textSchema } from '../schema.ts';
import { prompts } from './prompts.ts';

/** ROUGE on Porter stems; Google's own default is without. */
const stemmer = booleanOption('stemmer', false);

export const reportSummarization: RegisteredTask = {
  id: 'report-summarization',
  name: 'Report summarization',
  plain:
    'The impression written from the findings of a report, compared with the radiologist’s own impression.',
  needsImage: false,
  prompts,
  defaultSpec: (labels, language) => ({
    task: 'report-summarization',
    labels,
    options: { stemmer: stemmer.byDefault },
    language,
  }),
  missing,
  bind(spec) {
    checkSpec(spec, 'report-summarization', [stemmer]);
    const stems = optionOf(spec, stemmer);
    return {
      spec,
      answerSchema: objectSchema({ impression: textSchema('the impression that follows from the findings') }),
      ...reportScorer(spec, ['impression'], stems, missing),
      summarize: (cases, options) => summarizeReports(cases, spec, stems, options),
    };
  },
  idealAnswer(truth) {
    requireTruth(missing(truth));
    return { impression: truth.report?.impression ?? '' };
  },
};

function missing({ report }: Truth): string | null {
  return sectionsWithText(report, ['impression']).length === 0
    ? 'The case has no impression to compare with.'
    : null;
}
