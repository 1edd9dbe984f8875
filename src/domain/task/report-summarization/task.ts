import type { Truth } from '../../dataset/truth.ts';
import { checkSpec, defaultsOf } from '../options.ts';
import { requireTruth } from '../evaluation.ts';
import type { RegisteredTask } from '../registered.ts';
import { reportChoices, stemmer, uncertain } from '../report-options.ts';
import { reportScorer, sectionsWithText } from '../report-scoring.ts';
import { reportHeadline, summarizeReports } from '../report-summary.ts';
import { objectSchema, textSchema } from '../schema.ts';
import { prompts } from './prompts.ts';

const options = [stemmer, uncertain];

export const reportSummarization: RegisteredTask = {
  id: 'report-summarization',
  name: 'Report summarization',
  plain:
    'The impression written from the findings of a report, compared with the radiologist’s own impression.',
  needsImage: false,
  comparedBy: 'rouge-l-f',
  prompts,
  options,
  defaultSpec: (labels, language) => ({
    task: 'report-summarization',
    labels,
    options: defaultsOf(options),
    language,
  }),
  missing,
  bind(spec) {
    checkSpec(spec, 'report-summarization', options);
    const choices = reportChoices(spec);
    return {
      spec,
      answerSchema: objectSchema({ impression: textSchema('the impression that follows from the findings') }),
      ...reportScorer(['impression'], choices, missing),
      summarize: (cases, counting) => summarizeReports(cases, choices, counting),
      headline: (cases, counting) => reportHeadline(cases, choices, counting),
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
