import type { Truth } from '../../dataset/truth.ts';
import { booleanOption, checkSpec, choiceOption, optionOf } from '../options.ts';
import { requireTruth } from '../evaluation.ts';
import type { RegisteredTask } from '../registered.ts';
import { reportScorer, sectionsWithText, summarizeReports } from '../report-scoring.ts';
import type { Section } from '../report-scoring.ts';
import { objectSchema, textSchema } from '../schema.ts';
import type { TaskSpec } from '../task.ts';
import { prompts } from './prompts.ts';

/** Which sections are asked for and compared. */
const sections = choiceOption('sections', ['both', 'findings', 'impression'], 'both');
/** ROUGE on Porter stems; Google's own default is without. */
const stemmer = booleanOption('stemmer', false);

export const reportGeneration: RegisteredTask = {
  id: 'report-generation',
  name: 'Report generation',
  plain:
    'Findings and impression written from the image, compared with the radiologist’s report by shared words and phrases.',
  needsImage: true,
  prompts,
  defaultSpec: (labels, language) => ({
    task: 'report-generation',
    labels,
    options: { sections: sections.byDefault, stemmer: stemmer.byDefault },
    language,
  }),
  missing,
  bind(spec) {
    checkSpec(spec, 'report-generation', [sections, stemmer]);
    const asked = askedSections(spec);
    const stems = optionOf(spec, stemmer);
    const properties = {
      findings: textSchema('the findings, in full sentences'),
      impression: textSchema('the impression: what follows from the findings'),
    };
    return {
      spec,
      answerSchema: objectSchema(
        Object.fromEntries(asked.map((section) => [section, properties[section]] as const)),
      ),
      ...reportScorer(spec, asked, stems, (truth) => missing(truth, spec)),
      summarize: (cases, options) => summarizeReports(cases, spec, stems, options),
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
