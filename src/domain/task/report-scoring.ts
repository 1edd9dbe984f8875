import { reportReader, reportTextOf } from '../answer/report.ts';
import type { ReportAnswer } from '../answer/report.ts';
import type { ReportText, Truth } from '../dataset/truth.ts';
import { definitions } from '../metric/text/definitions.ts';
import { createTextScorer, textCaseMetrics } from '../metric/text/case-scores.ts';
import { corpusTextScores } from '../metric/text/corpus-scores.ts';
import { evaluator } from './evaluation.ts';
import { listTable, meanEntries } from './entries.ts';
import { countOutcomes, countedCases } from './outcomes.ts';
import type { BoundTask, EvaluatedCase, Summary, SummaryOptions, TaskSpec } from './task.ts';

export type Section = 'findings' | 'impression';

/** Of the sections that are asked for, those that the case's own report has. */
export function sectionsWithText(
  report: ReportText | undefined,
  asked: readonly Section[],
): readonly Section[] {
  return asked.filter((section) => (report?.[section] ?? '').trim() !== '');
}

/** Reads a report and scores it against the case's own by every text metric; truth and answer are given whole, for the marked comparison. */
export function reportScorer(
  spec: TaskSpec,
  asked: readonly Section[],
  stemmer: boolean,
  missing: (truth: Truth) => string | null,
): Pick<BoundTask, 'evaluate' | 'evaluateFailure'> {
  const score = createTextScorer({ language: spec.language, stemmer });
  const referenceText = ({ report }: Truth) =>
    report === undefined ? '' : reportTextOf(report, sectionsWithText(report, asked));
  return evaluator<ReportAnswer>({
    // What the case's own report lacks is not asked of the answer's.
    reader: ({ report }) => reportReader(sectionsWithText(report, asked)),
    missing,
    reference: (truth) => ({ text: referenceText(truth), labels: [] }),
    unanswered: null,
    score(answer, truth) {
      const candidate = reportTextOf(answer, sectionsWithText(truth.report, asked));
      return {
        answerText: candidate,
        correct: null,
        answerLabels: [],
        values: score([referenceText(truth)], candidate).values,
        drawing: { report: drawnReport(answer, asked, spec.language) },
      };
    },
  });
}

/** What a set of scored reports amounts to. Without an answer a case has 0 by every metric that has a worst, or is left out. */
export function summarizeReports(
  cases: readonly EvaluatedCase[],
  spec: TaskSpec,
  stemmer: boolean,
  options: SummaryOptions,
): Summary {
  const shown = definitions.filter(({ id }) => textCaseMetrics.includes(id));
  const { language } = spec;
  const entries = meanEntries(
    cases,
    shown.map((definition) => ({
      definition,
      worst: definition.direction === 'neither' ? null : 0,
      options: definition.id.startsWith('rouge') ? { language, stemmer } : { language },
    })),
    {},
    options,
  );
  const pairs = countedCases(cases, options.unanswered).map(({ evaluation }) => ({
    references: [evaluation.truthText],
    candidate: evaluation.outcome.kind === 'answered' ? evaluation.answerText : '',
  }));
  const corpus = Object.entries(corpusTextScores(pairs, { language: spec.language, stemmer })).map(
    ([id, result]) => ({
      name: definitions.find((definition) => definition.id === id)?.name ?? id,
      result,
      selection: {},
    }),
  );
  const headline = ['rouge-l-f', 'rouge-1-f', 'rouge-2-f'];
  return {
    headline: headline.flatMap((id) => entries.find(({ result }) => result.signature.metric === id) ?? []),
    tables: [listTable('Mean over cases', entries), listTable('Over all texts at once', corpus)],
    outcomes: countOutcomes(cases),
  };
}

/** A text without headings stands for the section that was asked for. */
function drawnReport(
  { findings, impression, whole }: ReportAnswer,
  asked: readonly Section[],
  language: string,
): ReportText {
  if (whole !== undefined)
    return asked.includes('findings') ? { findings: whole, language } : { impression: whole, language };
  return {
    language,
    ...(findings === undefined ? {} : { findings }),
    ...(impression === undefined ? {} : { impression }),
  };
}
