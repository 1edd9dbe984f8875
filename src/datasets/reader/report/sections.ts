import type { ReportText } from '../../../domain/dataset/truth.ts';

export type SectionKind = 'findings' | 'impression' | 'other';

export interface Section {
  readonly heading: string;
  readonly kind: SectionKind;
  readonly text: string;
}

/** Headings as reports in use write them, without case and colon; the longer before the shorter that it begins with. */
const english: Readonly<Record<SectionKind, readonly string[]>> = {
  findings: [
    'findings and impressions',
    'findings and impression',
    'findings/impression',
    'impression and findings',
    'findings',
    'finding',
  ],
  impression: ['impressions', 'impression', 'conclusions', 'conclusion', 'final impression'],
  other: [
    'clinical indication',
    'clinical information',
    'clinical history',
    'clinical data',
    'reason for examination',
    'reason for exam',
    'reason for study',
    'indications',
    'indication',
    'history',
    'comparisons',
    'comparison',
    'comparison studies',
    'techniques',
    'technique',
    'procedure comments',
    'procedure',
    'examinations',
    'examination',
    'exam type',
    'exam',
    'type of exam',
    'study',
    'wet read',
    'notification',
    'notifications',
    'recommendations',
    'recommendation',
    'addendum',
    'final report',
    'preliminary report',
  ],
};
const chinese: Readonly<Record<SectionKind, readonly string[]>> = {
  findings: [
    '影像学表现',
    '放射学表现',
    '影像学所见',
    '放射学所见',
    '影像表现',
    '影像所见',
    '检查所见',
    '超声所见',
    '镜下所见',
    '影像描述',
    '检查描述',
    '所见',
  ],
  impression: [
    '放射学诊断',
    '影像学诊断',
    '影像学结论',
    '影像诊断',
    '诊断意见',
    '诊断结论',
    '检查结论',
    '检查诊断',
    '检查意见',
    '诊断印象',
    '超声提示',
    '检查提示',
    '初步诊断',
    '印象',
    '结论',
    '诊断',
    '意见',
    '提示',
  ],
  other: [
    '临床诊断',
    '临床资料',
    '临床信息',
    '临床表现',
    '检查方法',
    '检查技术',
    '检查部位',
    '检查项目',
    '检查目的',
    '扫描方法',
    '扫描技术',
    '主诉',
    '病史',
    '现病史',
    '对比',
    '比较',
    '建议',
    '备注',
  ],
};

const longestFirst = (lists: Readonly<Record<SectionKind, readonly string[]>>): string =>
  [...lists.findings, ...lists.impression, ...lists.other]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/ /g, '[ \\t]+'))
    .join('|');
const knownEnglish = longestFirst(english);
const knownChinese = longestFirst(chinese);

const candidates = new RegExp(
  [
    `[【\\[][ \\t]*(?<bracketed>${knownChinese}|${knownEnglish})[ \\t]*[】\\]][ \\t]*[：:]?`,
    `(?<chinese>${knownChinese})[ \\t]*[：:]`,
    `\\b(?<english>${knownEnglish})[ \\t]*:`,
    `^[ \\t]*(?<alone>${knownChinese}|${knownEnglish})[ \\t]*$`,
    `^[ \\t]*(?<capitals>[A-Z][A-Z ()/&,-]{2,60}):`,
  ].join('|'),
  'gimu',
);

/**
 * The sections of a report, in order; what stands before the first heading has an empty one. A known heading counts at the beginning of a
 * line (or as the whole of it, without a colon), and in capitals or Chinese after the end of a sentence too; any other one in capitals at the beginning of a line.
 */
export function splitSections(report: string): readonly Section[] {
  const text = report.replace(/\r\n?/g, '\n');
  const marks: { readonly from: number; readonly to: number; readonly heading: string }[] = [];
  for (const match of text.matchAll(candidates)) {
    const heading = headingOf(match, text);
    if (heading !== null) marks.push({ from: match.index, to: match.index + match[0].length, heading });
  }
  const before = text.slice(0, marks[0]?.from ?? text.length).trim();
  const sections: Section[] = before === '' ? [] : [{ heading: '', kind: 'other', text: before }];
  marks.forEach(({ to, heading }, at) => {
    const body = text.slice(to, marks[at + 1]?.from ?? text.length).trim();
    if (body !== '') sections.push({ heading, kind: sectionKind(heading), text: body });
  });
  return sections;
}

function headingOf({ groups = {}, index }: RegExpExecArray, text: string): string | null {
  const { bracketed, chinese: han, english: known, alone, capitals } = groups;
  const before = text.slice(Math.max(0, index - 80), index);
  const atStart = /(?:^|\n)[ \t]*$/.test(before);
  const name = (bracketed ?? han ?? known ?? alone ?? capitals ?? '').replace(/\s+/g, ' ').trim();
  if (bracketed !== undefined) return name;
  // A word of a sentence may stand alone in its last line: a heading begins with a capital. `FINAL REPORT` is a title.
  if (alone !== undefined) return /^[^\p{Ll}]/u.test(name) && !/report$/i.test(name) ? name : null;
  if (han !== undefined) return atStart || /[\s。；;.，,、】\])）]$/.test(before) ? name : null;
  const isCapitals = name === name.toUpperCase();
  if (known !== undefined) return atStart || (isCapitals && /[\s.;]$/.test(before)) ? name : null;
  return isCapitals ? name : null;
}

/** What a heading, or the name of a column, announces. */
export function sectionKind(heading: string): SectionKind {
  const plain = heading
    .toLowerCase()
    .replace(/[_\s]+/g, ' ')
    .trim();
  for (const kind of ['findings', 'impression'] as const)
    if (english[kind].includes(plain) || chinese[kind].includes(plain)) return kind;
  return 'other';
}

/** Whether a name is one of the headings that are known, of any kind. */
export function isSectionName(name: string): boolean {
  const plain = name
    .toLowerCase()
    .replace(/[_\s]+/g, ' ')
    .trim();
  return [english, chinese].some((lists) => Object.values(lists).some((words) => words.includes(plain)));
}

/**
 * A report from its sections: those of one kind are joined as they follow, nothing is left out. Undefined where there is no text. A report
 * without a single heading is neither findings nor impression.
 */
export function reportOf(
  sections: readonly Pick<Section, 'heading' | 'kind' | 'text'>[],
): ReportText | undefined {
  const of = (kind: SectionKind) =>
    sections.filter((section) => section.kind === kind && section.text.trim() !== '');
  const [findings, impression, others] = [of('findings'), of('impression'), of('other')].map((found) =>
    found.map(({ heading, text }) => ({ heading, text: text.trim() })),
  );
  const joined = (found: readonly { readonly text: string }[] | undefined) =>
    found?.map(({ text }) => text).join('\n');
  const everything = sections.map(({ text }) => text).join('');
  if (everything.trim() === '') return undefined;
  return {
    ...(findings?.[0] !== undefined && { findings: joined(findings) ?? '' }),
    ...(impression?.[0] !== undefined && { impression: joined(impression) ?? '' }),
    ...(others?.[0] !== undefined && { others }),
    language: languageOf(everything),
  };
}

/** By the script: with a Chinese character, Chinese. */
export const languageOf = (text: string): string => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');
