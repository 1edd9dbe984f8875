import * as defineSets from '../metric/classification/label-set-definitions.ts';
import { labelSetResults } from '../metric/classification/label-set-results.ts';
import { definitions as findingDefinitions } from '../metric/report/definitions.ts';
import { observations } from '../metric/report/observations.ts';
import { textCaseMetrics } from '../metric/text/case-scores.ts';
import { corpusTextScores } from '../metric/text/corpus-scores.ts';
import { definitions as textDefinitions } from '../metric/text/definitions.ts';
import { classFigures } from './classification/summarize-labels.ts';
import { countEntry, listTable, meanEntries, meanHeadline, pickEntries } from './entries.ts';
import type { NamedMean } from './entries.ts';
import { countOutcomes, countedCases } from './outcomes.ts';
import type { ReportChoices } from './report-options.ts';
import type { EvaluatedCase, HeadlineMeasure, Summary, SummaryOptions, SummaryTable } from './task.ts';

const headline = ['rouge-l-f', 'rouge-1-f', 'rouge-2-f'];

/** What a set of scored reports amounts to. Without an answer a case has the worst that a metric can be, or is left out where there is no worst. */
export function summarizeReports(
  cases: readonly EvaluatedCase[],
  choices: ReportChoices,
  options: SummaryOptions,
): Summary {
  const languages = languagesOf(cases);
  const means = textMeans(languages, choices);
  const entries = meanEntries(cases, means, {}, options);
  const isHeadline = ({ definition }: NamedMean) => headline.includes(definition.id);
  return {
    headline: headline.flatMap((id) => entries.find(({ result }) => result.signature.metric === id) ?? []),
    tables: [
      ...(languages.length < 2
        ? []
        : [
            {
              title: 'By language',
              columns: ['Cases', ...means.filter(isHeadline).map(({ definition }) => definition.name)],
              rows: languages.map((language) => {
                const own = cases.filter((one) => languageOf(one) === language);
                const selection = { truth: language };
                return {
                  name: language,
                  entries: [
                    countEntry(own, selection, options),
                    ...meanEntries(own, means.filter(isHeadline), selection, options),
                  ],
                };
              }),
            },
          ]),
      listTable('Mean over cases', entries),
      ...languages.map((language) => corpusTable(cases, language, languages.length > 1, choices, options)),
      ...findingTables(cases, choices, options),
    ],
    outcomes: countOutcomes(cases),
  };
}

export function reportHeadline(
  cases: readonly EvaluatedCase[],
  choices: ReportChoices,
  options: Pick<SummaryOptions, 'unanswered'>,
): readonly HeadlineMeasure[] {
  const means = textMeans(languagesOf(cases), choices);
  const wanted = headline.flatMap((id) => means.find(({ definition }) => definition.id === id) ?? []);
  return meanHeadline(cases, wanted, options);
}

const languagesOf = (cases: readonly EvaluatedCase[]) => [...new Set(cases.map(languageOf))].toSorted();

function languageOf({ evaluation }: EvaluatedCase): string {
  return evaluation.truthLabels[0] ?? '';
}

function textMeans(languages: readonly string[], { stemmer }: ReportChoices): readonly NamedMean[] {
  const language = languages.join(', ');
  return textDefinitions
    .filter(({ id }) => textCaseMetrics.includes(id))
    .map((definition) => ({
      definition,
      worst: definition.direction === 'neither' ? null : 0,
      options: definition.id.startsWith('rouge') ? { language, stemmer } : { language },
    }));
}

/** Figures of all texts of one language at once: they are no means over cases. */
function corpusTable(
  cases: readonly EvaluatedCase[],
  language: string,
  named: boolean,
  { stemmer }: ReportChoices,
  options: SummaryOptions,
): SummaryTable {
  const own = countedCases(cases, options.unanswered).filter((one) => languageOf(one) === language);
  const pairs = own.map(({ evaluation, sample }) => ({
    references: [evaluation.truthText],
    candidate: evaluation.outcome.kind === 'answered' ? evaluation.answerText : '',
    group: sample.group,
  }));
  const selection = named ? { truth: language } : {};
  const entries = Object.entries(corpusTextScores(pairs, { language, stemmer, intervals: options })).map(
    ([id, result]) => ({
      name: textDefinitions.find((definition) => definition.id === id)?.name ?? id,
      result,
      selection,
    }),
  );
  return listTable(`Over all texts at once${named ? ` (${language})` : ''}`, entries);
}

/** Observations of chest reports, by rules; no table where no reference has any, as with reports of other parts of the body. */
function findingTables(
  cases: readonly EvaluatedCase[],
  { uncertain }: ReportChoices,
  options: SummaryOptions,
): readonly SummaryTable[] {
  const occurring = observations.filter(
    (name) => name !== 'No Finding' && cases.some(({ evaluation }) => evaluation.truthLabels.includes(name)),
  );
  if (occurring.length === 0) return [];
  const indices = (labels: readonly string[]) =>
    observations.flatMap((name, at) => (labels.includes(name) ? [at] : []));
  const { overall, byLabel } = labelSetResults(
    {
      labels: observations,
      truth: cases.map(({ evaluation }) => indices(evaluation.truthLabels)),
      answers: cases.map(({ evaluation }) =>
        evaluation.outcome.kind === 'answered' ? indices(evaluation.answerLabels) : null,
      ),
      groups: cases.map(({ sample }) => sample.group),
    },
    options,
  );
  const means = findingDefinitions.map((definition): NamedMean => ({
    definition,
    worst: definition.direction === 'higher is better' ? 0 : null,
    options: { uncertain },
  }));
  return [
    listTable('Findings of chest reports, by rules', [
      ...pickEntries(overall, [
        [defineSets.microLabelF1, {}],
        [defineSets.macroLabelF1, {}],
      ]),
      ...meanEntries(cases, means, {}, options),
    ]),
    {
      title: 'By observation, by rules',
      columns: ['Cases', 'Sensitivity', 'Specificity', 'PPV', 'NPV', 'F1'],
      rows: observations.map((name, row) => ({
        name,
        entries: [
          countEntry(
            cases.filter(({ evaluation }) => evaluation.truthLabels.includes(name)),
            { truth: name },
            options,
          ),
          ...pickEntries(byLabel[row] ?? new Map(), classFigures(name)),
        ],
      })),
    },
  ];
}
