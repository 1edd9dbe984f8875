import { reportReader, reportTextOf } from '../answer/report.ts';
import type { ReportAnswer } from '../answer/report.ts';
import type { ReportText, Truth } from '../dataset/truth.ts';
import { compareReports, isPositive } from '../metric/report/compare.ts';
import { extractFindings } from '../metric/report/extract.ts';
import type { ReportFindings } from '../metric/report/extract.ts';
import { reportCaseScores } from '../metric/report/scores.ts';
import { createTextScorer } from '../metric/text/case-scores.ts';
import { evaluator } from './evaluation.ts';
import type { ReportChoices } from './report-options.ts';
import type { BoundTask } from './task.ts';

export type Section = 'findings' | 'impression';

/** Of the sections that are asked for, those that the case's own report has. */
export function sectionsWithText(
  report: ReportText | undefined,
  asked: readonly Section[],
): readonly Section[] {
  return asked.filter((section) => (report?.[section] ?? '').trim() !== '');
}

/**
 * Reads a report and scores it against the case's own: every text metric, in the language of the case's report, and what both say of the
 * observations of chest reports, by rules. Truth and answer are given whole, for the marked comparison. Labels are the language of the case's
 * report and the observations that are there.
 */
export function reportScorer(
  asked: readonly Section[],
  choices: ReportChoices,
  missing: (truth: Truth) => string | null,
): Pick<BoundTask, 'evaluate' | 'evaluateFailure'> {
  const scorers = new Map<string, ReturnType<typeof createTextScorer>>();
  const scorerFor = (language: string) => {
    const known = scorers.get(language) ?? createTextScorer({ language, stemmer: choices.stemmer });
    scorers.set(language, known);
    return known;
  };
  const { uncertain } = choices;
  const present = ({ findings }: ReportFindings) =>
    findings.filter(({ status }) => isPositive(status, uncertain)).map(({ observation }) => observation);
  const referenceText = ({ report }: Truth) =>
    report === undefined ? '' : reportTextOf(report, sectionsWithText(report, asked));
  return evaluator<ReportAnswer>({
    // What the case's own report lacks is not asked of the answer's.
    reader: ({ report }) => reportReader(sectionsWithText(report, asked)),
    missing,
    reference(truth) {
      const text = referenceText(truth);
      const language = languageOf(truth);
      return { text, labels: [language, ...present(extractFindings(text, language))] };
    },
    unanswered: null,
    score(answer, truth) {
      const language = languageOf(truth);
      const reference = referenceText(truth);
      const candidate = reportTextOf(answer, sectionsWithText(truth.report, asked));
      const comparison = compareReports(reference, candidate, { language, uncertain });
      return {
        answerText: candidate,
        correct: null,
        answerLabels: present(comparison.candidate),
        values: {
          ...scorerFor(language)([reference], candidate).values,
          ...reportCaseScores(comparison, { uncertain, counted: 'present' }),
        },
        truthFindings: comparison.reference.findings,
        drawing: { report: drawnReport(answer, asked, language), findings: comparison.candidate.findings },
      };
    },
  });
}

function languageOf({ report }: Truth): string {
  return report?.language ?? 'en';
}

/** A text without headings stands for the section that was asked for. */
function drawnReport(
  { findings, impression, whole }: ReportAnswer,
  asked: readonly Section[],
  language: string,
): ReportText {
  if (whole !== undefined) {
    return asked.includes('findings') ? { findings: whole, language } : { impression: whole, language };
  }
  return {
    language,
    ...(findings === undefined ? {} : { findings }),
    ...(impression === undefined ? {} : { impression }),
  };
}
