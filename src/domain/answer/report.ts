import type { ReportText } from '../dataset/truth.ts';
import { field, isList, isObject } from './fields.ts';
import type { AnswerReader, Reading } from './read.ts';
import { ownRefusalIn } from './refusal.ts';

/** A report as a model wrote it: its sections where it has headings, and all of it as one text. */
export interface ReportAnswer {
  readonly findings?: string;
  readonly impression?: string;
  /** Everything, where the text has no headings. */
  readonly whole?: string;
}

const findingsKeys = [
  'findings',
  'finding',
  'observations',
  'description',
  '检查所见',
  '影像所见',
  '影像学所见',
  '所见',
  '影像表现',
];
const impressionKeys =
  'impression impressions conclusion summary opinion diagnosis 诊断意见 印象 影像诊断 诊断印象 结论 诊断 提示'.split(
    ' ',
  );
const wholeKeys = ['report', 'radiology_report', 'text', 'content', 'answer', '报告', '影像报告'];

const headings: readonly (readonly ['findings' | 'impression' | 'other', RegExp])[] = [
  [
    'findings',
    /^(?:findings?|observations?|description|radiographic findings|检查所见|影像所见|影像学所见|影像表现|所见)$/iu,
  ],
  [
    'impression',
    /^(?:impressions?|conclusions?|summary|opinion|assessment|诊断意见|印象|影像诊断|诊断印象|影像学诊断|结论|诊断)$/iu,
  ],
  [
    'other',
    /^(?:exam(?:ination)?|technique|comparison|indication|history|clinical (?:history|information|indication)|recommendations?|procedure|study|patient(?: information| name| id)?|name|date|age|sex|note|disclaimer|检查(?:方法|技术|部位)|临床(?:信息|病史|资料)|建议|备注|姓名|性别|年龄)$/iu,
  ],
];

/** Characters; the longest real reports have about 5,000, and some metrics take time with the square of the length. */
const longestReport = 20_000;

/** Reads a report: JSON with its sections, or text under headings, or plain text. `wanted` are the sections without which it is no answer. */
export function reportReader(wanted: readonly ('findings' | 'impression')[]): AnswerReader<ReportAnswer> {
  return {
    fromJson: (value) => fromValue(value, wanted),
    fromText: (text) => fromText(text, wanted, []),
  };
}

/** The text of a report in the sections wanted, joined by a line break; of a text without headings, all of it. */
export function reportTextOf(
  report: ReportAnswer | ReportText,
  wanted: readonly ('findings' | 'impression')[],
): string {
  if ('whole' in report) return report.whole;
  return wanted
    .map((section) => report[section]?.trim() ?? '')
    .filter((text) => text !== '')
    .join('\n');
}

function fromValue(value: unknown, wanted: readonly ('findings' | 'impression')[]): Reading<ReportAnswer> {
  if (!isObject(value)) return null;
  const findings = sectionText(field(value, ...findingsKeys));
  const impression = sectionText(field(value, ...impressionKeys));
  const inner = field(value, ...wholeKeys);
  if (findings === null && impression === null) {
    if (isObject(inner)) return fromValue(inner, wanted);
    const whole = sectionText(inner);
    return whole === null ? null : fromText(whole, wanted, []);
  }
  const steps: string[] = [];
  return checked(
    {
      ...(findings === null ? {} : { findings: clean(findings, steps) }),
      ...(impression === null ? {} : { impression: clean(impression, steps) }),
    },
    wanted,
    steps,
  );
}

/** A section given as text, as a list of statements, or as statements by organ. */
function sectionText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (isList(value)) {
    const lines = value.map((item) => sectionText(item)).filter((line) => line !== null);
    return lines.length === 0 ? null : lines.join('\n');
  }
  if (!isObject(value)) return null;
  const lines = Object.entries(value).flatMap(([name, item]) => {
    const text = sectionText(item);
    return text === null ? [] : [`${name}: ${text}`];
  });
  return lines.length === 0 ? null : lines.join('\n');
}

function fromText(
  text: string,
  wanted: readonly ('findings' | 'impression')[],
  before: readonly string[],
): Reading<ReportAnswer> {
  const steps = [...before];
  const sections = sectionsOf(text);
  if (sections === null) {
    if (ownRefusalIn(text) !== null) return null;
    return checked({ whole: clean(text, steps) }, wanted, steps);
  }
  steps.push('sections read by their headings');
  return checked(
    {
      ...(sections.findings === undefined ? {} : { findings: clean(sections.findings, steps) }),
      ...(sections.impression === undefined ? {} : { impression: clean(sections.impression, steps) }),
    },
    wanted,
    steps,
  );
}

function checked(
  report: ReportAnswer,
  wanted: readonly ('findings' | 'impression')[],
  steps: readonly string[],
): Reading<ReportAnswer> {
  const text = reportTextOf(report, wanted);
  if (!/[\p{L}\p{N}]/u.test(text)) {
    const has = report.findings === undefined ? 'impression' : 'findings';
    return {
      kind: 'unreadable',
      reason: report.whole === undefined ? `Has no ${wanted.join(' or ')}, only ${has}` : 'Has no words',
    };
  }
  if (text.length > longestReport) {
    return { kind: 'unreadable', reason: `Longer than ${longestReport} characters: no report` };
  }
  const refusal = report.whole === undefined ? ownRefusalIn(text) : null;
  if (refusal !== null && text.length < 300) return { kind: 'unreadable', reason: `Declines: ${refusal}` };
  return { kind: 'read', answer: report, steps: [...new Set(steps)] };
}

/** Text under each heading; null where there is neither findings nor impression. A section named twice is joined. */
function sectionsOf(text: string): { readonly findings?: string; readonly impression?: string } | null {
  const found: { findings?: string; impression?: string } = {};
  let current: 'findings' | 'impression' | 'other' = 'other';
  for (const line of text.split('\n')) {
    const head =
      /^[\s#>*_\-\d.【[]{0,12}([\p{L}][\p{L} ]{1,40}?)[\s*_】\]]{0,6}(?:[:：][\s*_]{0,6}(.*))?$/u.exec(line);
    const name = head?.[1]?.trim() ?? '';
    const marked =
      line.includes(':') ||
      line.includes('：') ||
      /^[\s]*[#*【[]/u.test(line) ||
      /^\s*[A-Z ]{4,}\s*$/u.test(line);
    const section = marked ? headings.find(([, pattern]) => pattern.test(name))?.[0] : undefined;
    if (section !== undefined) current = section;
    const content = section === undefined ? line : (head?.[2] ?? '');
    if (current === 'other') continue;
    found[current] = found[current] === undefined ? content : `${found[current] ?? ''}\n${content}`;
  }
  if (found.findings?.trim() === '') delete found.findings;
  if (found.impression?.trim() === '') delete found.impression;
  return found.findings === undefined && found.impression === undefined ? null : found;
}

/** Without opening courtesies, markdown's marks and closing disclaimers, which are no part of a report. */
function clean(text: string, steps: string[]): string {
  let kept = text.trim();
  const opened = kept.replace(
    /^(?:(?:sure|certainly|of course|okay|ok|好的)[^\n]{0,80}\n+)?[^\n]{0,40}(?:here(?: is|['’]s| are)|below is|the following is|以下是|如下)[^\n]{0,120}[:：]\s*\n*/iu,
    '',
  );
  if (opened !== kept && opened.trim() !== '') {
    kept = opened.trim();
    steps.push('opening words removed');
  }
  const plain = kept.replace(/\*\*|__|^#{1,6}\s{1,4}/gmu, '').replace(/^[ \t]{0,8}[-*•][ \t]{1,4}/gmu, '');
  if (plain !== kept) {
    kept = plain.trim();
    steps.push('markdown removed');
  }
  const paragraphs = kept.split(/\n\s{0,20}\n/u);
  const last = paragraphs.at(-1) ?? '';
  const disclaims =
    /^\W{0,4}(?:(?:please )?note\b|disclaimer\b|important\b|请?注意|免责声明|声明)|\b(?:as an AI|AI[- ]generated|not a substitute|should be reviewed by|consult a)\b|人工智能|仅供参考/iu;
  if (paragraphs.length > 1 && disclaims.test(last)) {
    kept = paragraphs.slice(0, -1).join('\n\n').trim();
    steps.push('closing disclaimer removed');
  }
  return kept;
}
