import { labelMatcher } from '../../answer/labels.ts';
import type { LabelMatcher } from '../../answer/labels.ts';
import type { LabelDefinition } from '../../dataset/dataset.ts';
import type { Finding, FindingStatus, Truth } from '../../dataset/truth.ts';
import { isPositive } from '../../metric/report/compare.ts';
import { observations } from '../../metric/report/observations.ts';
import { evaluator, requireTruth } from '../evaluation.ts';
import { checkSpec, defaultsOf, optionOf, requireLabels } from '../options.ts';
import type { RegisteredTask } from '../registered.ts';
import { uncertain } from '../report-options.ts';
import { enumSchema, objectSchema } from '../schema.ts';
import { statusesReader } from './answer.ts';
import { prompts } from './prompts.ts';
import { statuses } from './status.ts';
import { statusHeadline, summarizeStatuses } from './summarize.ts';

const options = [uncertain];

export const reportExtraction: RegisteredTask = {
  id: 'report-extraction',
  name: 'Report extraction',
  plain:
    'For each observation, whether a report says that it is present, absent or uncertain, or does not mention it.',
  needsImage: false,
  comparedBy: 'status-accuracy',
  prompts,
  options,
  defaultSpec: (labels, language) => ({
    task: 'report-extraction',
    labels: labels.length > 0 ? labels : chexpert,
    options: defaultsOf(options),
    language,
  }),
  missing,
  bind(spec) {
    checkSpec(spec, 'report-extraction', options);
    requireLabels(spec, 1);
    const rule = optionOf(spec, uncertain);
    const matcher = labelMatcher(spec.labels);
    const reader = statusesReader(matcher);
    const positives = (given: Readonly<Record<string, FindingStatus>>) =>
      matcher.names.filter((name) => isPositive(given[name] ?? 'not mentioned', rule));
    return {
      spec,
      answerSchema: objectSchema(
        Object.fromEntries(matcher.names.map((name) => [name, enumSchema(statuses)])),
      ),
      ...evaluator({
        reader: () => reader,
        missing,
        reference(truth) {
          const given = trueStatuses(truth, matcher);
          return { text: statusesText(given), labels: positives(given) };
        },
        unanswered: false,
        score({ statuses: answered }, truth) {
          const given = trueStatuses(truth, matcher);
          const right = matcher.names.map((name) => [name, answered[name] === given[name] ? 1 : 0] as const);
          const correct = right.filter(([, one]) => one === 1).length;
          return {
            answerText: statusesText(answered),
            correct: correct === matcher.names.length,
            answerLabels: positives(answered),
            values: {
              'status-accuracy': correct / matcher.names.length,
              ...Object.fromEntries(right.map(([name, one]) => [`status-accuracy/${name}`, one])),
            },
            truthFindings: findingsOf(given),
            drawing: { findings: findingsOf(answered) },
          };
        },
      }),
      summarize: (cases, choices) => summarizeStatuses(cases, matcher.names, rule, choices),
      headline: (cases, choices) => statusHeadline(cases, matcher.names, rule, choices),
    };
  },
  idealAnswer(truth, spec) {
    requireTruth(missing(truth));
    return trueStatuses(truth, labelMatcher(spec.labels));
  },
};

/** The 14 observations of CheXpert with names that reports and label files use for them. */
const chexpert: readonly LabelDefinition[] = observations.map((name) => ({ name, synonyms: [] }));

function missing({ findings }: Truth): string | null {
  return findings === undefined ? 'The case has no reference findings.' : null;
}

/** What the reference says of each observation; of one listed twice, present before uncertain before absent. */
function trueStatuses(
  { findings = [] }: Truth,
  matcher: LabelMatcher,
): Readonly<Record<string, FindingStatus>> {
  const order: readonly FindingStatus[] = ['present', 'uncertain', 'absent', 'not mentioned'];
  return Object.fromEntries(
    matcher.names.map((name) => {
      const said = findings.filter(({ observation }) => matcher.exact(observation) === name);
      const status = order.find((one) => said.some((finding) => finding.status === one)) ?? 'not mentioned';
      return [name, status];
    }),
  );
}

function findingsOf(given: Readonly<Record<string, FindingStatus>>): readonly Finding[] {
  return Object.entries(given)
    .filter(([, status]) => status !== 'not mentioned')
    .map(([observation, status]) => ({ observation, status }));
}

/** `Edema present, Pneumothorax absent`; what is not mentioned is left out. */
function statusesText(given: Readonly<Record<string, FindingStatus>>): string {
  const said = findingsOf(given).map(({ observation, status }) => `${observation} ${status}`);
  return said.length === 0 ? 'nothing mentioned' : said.join(', ');
}
