import type { Truth } from '../../dataset/truth.ts';
import { checkSpec, choiceOption, optionOf } from '../options.ts';
import { requireTruth } from '../evaluation.ts';
import type { RegisteredTask } from '../registered.ts';
import { reportChoices, stemmer, uncertain } from '../report-options.ts';
import { reportScorer, sectionsWithText } from '../report-scoring.ts';
import { summarizeReports } from '../report-summary.ts';
import type { Section } from '../report-scoring.ts';
import { objectSchema, textSchema } from '../schema.ts';
import type { TaskSpec } from '../task.ts';
import { prompts } from './prompts.ts';

/** Which sections are asked for and compared. */
const sections = choiceOption('sections', ['both', 'findings', 'impression'], 'both');

export const reportGeneration: RegisteredTask = {
  id: 'report-generation',
  name: 'Report generation',
  plain:
    'Findings and impression written from the image, compared with the radiologist’s report by shared words and phrases.',
  needsImage: true,
  comparedBy: 'rouge-l-f',
  prompts,
  defaultSpec: (labels, language) => ({
    task: 'report-generation',
    labels,
    options: { sections: sections.byDefault, stemmer: stemmer.byDefault, uncertain: uncertain.byDefault },
    language,
  }),
  missing,
  bind(spec) {
    checkSpec(spec, 'report-generation', [sections, stemmer, uncertain]);
    const asked = askedSections(spec);
    const choices = reportChoices(spec);
    const properties = {
      findings: textSchema('the findings, in full sentences'),
      impression: textSchema('the impression: what follows from the findings'),
    };
    return {
      spec,
      answerSchema: objectSchema(
        Object.fromEntries(asked.map((section) => [section, properties[section]] as const)),
      ),
      ...reportScorer(asked, choices, (truth) => missing(truth, spec)),
      summarize: (cases, options) => summarizeReports(cases, choices, options),
    };
  },
  idealAnswer(truth, spec) {
    requireTruth(missing(truth, spec));
    return Object.fromEntries(askedSections(spec).map((section) => [section, truth.report?.[section] ?? '']));
  },
};

function askedSections(spec: TaskSpec): readonly Section[] {
  const choice = optionOf(spec, sections);
  return choice === 'both' ? ['findings', 'impression'] : [choice];
}

function missing({ report }: Truth, spec: TaskSpec): string | null {
  if (report === undefined) return 'The case has no report.';
  const asked = askedSections(spec);
  return sectionsWithText(report, asked).length === 0
    ? `The report of the case has no ${asked.join(' or ')}.`
    : null;
}
