import { reportReader, reportTextOf } from '../answer/report.ts';
import type { ReportAnswer } from '../answer/report.ts';
import type { ReportText, Truth } from '../dataset/truth.ts';
import { definitions } from '../metric/text/definitions.ts';
import { createTextScorer, textCaseMetrics } from '../metric/text/case-scores.ts';
import { corpusTextScores } from '../metric/text/corpus-scores.ts';
import type { MetricDefinition } from '../metric/metric.ts';
import { evaluator } from './evaluation.ts';
import { meanResult } from './mean.ts';
import { countOutcomes, countedCases } from './outcomes.ts';
import type { BoundTask, EvaluatedCase, Summary, SummaryEntry, SummaryOptions, TaskSpec } from './task.ts';

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
  const signature = { language: spec.language, stemmer };
  const mean = (definition: MetricDefinition): SummaryEntry => ({
    name: definition.name,
    result: meanResult(
      cases,
      {
        definition,
        worst: definition.direction === 'neither' ? null : 0,
        options: definition.id.startsWith('rouge') ? signature : { language: spec.language },
      },
      options,
    ),
    selection: {},
  });
  const entries = new Map(
    definitions
      .filter(({ id }) => textCaseMetrics.includes(id))
      .map((definition) => [definition.id, mean(definition)]),
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
  return {
    headline: ['rouge-l-f', 'rouge-1-f', 'rouge-2-f'].flatMap((id) => entries.get(id) ?? []),
    tables: [
      {
        title: 'Mean over cases',
        columns: ['Value'],
        rows: [...entries.values()].map((entry) => ({ name: entry.name, entries: [entry] })),
      },
      {
        title: 'Over all texts at once',
        columns: ['Value'],
        rows: corpus.map((entry) => ({ name: entry.name, entries: [entry] })),
      },
    ],
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
