import type { Truth } from '../../dataset/truth.ts';
import { checkSpec, choiceOption, defaultsOf, optionOf } from '../options.ts';
import { requireTruth } from '../evaluation.ts';
import type { RegisteredTask } from '../registered.ts';
import { reportChoices, stemmer, uncertain } from '../report-options.ts';
import { reportScorer, sectionsWithText } from '../report-scoring.ts';
import { reportHeadline, summarizeReports } from '../report-summary.ts';
import type { Section } from '../report-scoring.ts';
import { objectSchema, textSchema } from '../schema.ts';
import type { TaskSpec } from '../task.ts';
import { prompts } from './prompts.ts';

const sections = choiceOption('sections', ['both', 'findings', 'impression'], 'both', {
  label: 'Sections asked for',
  help: 'Those that the report of a case has are compared.',
  decides: 'asking',
  choiceWords: { both: 'findings and impression', findings: 'findings', impression: 'impression' },
});
const options = [sections, stemmer, uncertain];

export const reportGeneration: RegisteredTask = {
  id: 'report-generation',
  name: 'Report generation',
  plain:
    'Findings and impression written from the image, compared with the radiologist’s report by shared words and phrases.',
  needsImage: true,
  comparedBy: 'rouge-l-f',
  prompts,
  options,
  defaultSpec: (labels, language) => ({
    task: 'report-generation',
    labels,
    options: defaultsOf(options),
    language,
  }),
  missing,
  bind(spec) {
    checkSpec(spec, 'report-generation', options);
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
      summarize: (cases, counting) => summarizeReports(cases, choices, counting),
      headline: (cases, counting) => reportHeadline(cases, choices, counting),
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
