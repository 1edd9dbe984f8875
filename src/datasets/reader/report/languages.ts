import type { ReportText } from '../../../domain/dataset/truth.ts';
import type { CaseDraft, Reading } from '../reading.ts';

/** Small words that are common in reports of a language, accents taken away: some publishers do that as well. */
const words = {
  en: 'the of and is are with there no in to for or was has not this within right left normal',
  es: 'sin con de los las del por una un el la en se y no al hallazgos paciente derecho derecha izquierdo izquierda',
  fr: 'le la les des du une un et est pas de dans avec sans aux sur en droite gauche absence',
  de: 'der die das und kein keine keinen mit ohne nicht ist des im den zur von bei links rechts',
  pt: 'nao sem com de dos das da do uma um em os as ao na no pelo direito direita esquerdo esquerda',
  it: 'di il la della del dei non con senza che nel un una si gli alla in destro destra sinistro sinistra',
} as const;
type Latin = keyof typeof words;
const languages = ['en', 'es', 'fr', 'de', 'pt', 'it'] as const satisfies readonly Latin[];
const lexicon = new Map<string, Latin[]>();
for (const language of languages)
  for (const word of words[language].split(' ')) lexicon.set(word, [...(lexicon.get(word) ?? []), language]);

/** Of one report so many small words tell its language; of all together, */
const enoughOfOne = 4;
/** fewer would be names. */
const enoughOfAll = 3;

type Counts = Readonly<Record<Latin, number>>;
const none: Counts = { en: 0, es: 0, fr: 0, de: 0, pt: 0, it: 0 };

function countsOf(text: string): Counts {
  const counts = { ...none };
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  for (const word of plain.match(/[a-z]+/g) ?? [])
    for (const language of lexicon.get(word) ?? []) counts[language] += 1;
  return counts;
}

/** The language with by far the most of its small words; null where none has enough, or two are near one another. */
function told(counts: Counts, enough: number): Latin | null {
  const [first = 'en', second = 'en'] = languages.toSorted((a, b) => counts[b] - counts[a]);
  return counts[first] >= enough && counts[first] > 1.3 * counts[second] ? first : null;
}

/**
 * Reports that were taken for English as they are in Latin letters, with the language that their small words tell: of a report itself where it
 * is long enough, else of all of them together. What no word tells stays English.
 */
export function withLanguages(reading: Reading): Reading {
  const sum = { ...none };
  const byText = new Map<string, Counts>();
  for (const { truth, text } of reading.cases)
    for (const report of [truth.report, text])
      if (report?.language === 'en' && !byText.has(textOf(report))) {
        const counts = countsOf(textOf(report));
        byText.set(textOf(report), counts);
        for (const language of languages) sum[language] += counts[language];
      }
  const ofAll = told(sum, enoughOfAll) ?? 'en';
  const found = new Map<string, number>();
  const of = (report: ReportText): ReportText => {
    const own = told(byText.get(textOf(report)) ?? none, enoughOfOne) ?? ofAll;
    return report.language === 'en' ? { ...report, language: own } : report;
  };
  const cases = reading.cases.map((draft): CaseDraft => {
    const { truth, text } = draft;
    const report = truth.report && of(truth.report);
    const given = text && of(text);
    const language = report?.language ?? given?.language;
    if (language !== undefined) found.set(language, (found.get(language) ?? 0) + 1);
    return {
      ...draft,
      truth: { ...truth, ...(report !== undefined && { report }) },
      ...(given !== undefined && { text: given }),
    };
  });
  const others = [...found.keys()].filter((language) => language !== 'en' && language !== 'zh');
  if (others.length === 0) return reading;
  return {
    ...reading,
    cases,
    notes: [
      ...reading.notes.filter((note) => !note.startsWith(languageNote)),
      `${languageNote}their commonest words: ${[...found].map(([tag, count]) => `${nameOf(tag)} (${count.toLocaleString('en')})`).join(', ')}. Findings are recognised by English and Chinese words only: measures of findings say nothing of reports in another language.`,
    ],
  };
}

/** How the note on languages begins. */
export const languageNote = 'Language of the reports, told by ';

const textOf = ({ findings, impression, others = [] }: ReportText): string =>
  [findings, impression, ...others.map(({ text }) => text)].join('\n');

const nameOf = (tag: string): string => new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag;
