import type { Sample } from '../dataset/dataset.ts';

type Worded = Pick<Sample, 'name' | 'text'>;

/** A section of a case's text. Throws RangeError naming the case and the slot where it has none. */
export function sectionOf(sample: Worded, section: 'findings' | 'impression'): string {
  const text = sample.text?.[section] ?? '';
  if (text.trim() === '')
    throw new RangeError(`The case "${sample.name}" has no ${section} to put into {{${section}}}.`);
  return text.trim();
}

export const findingsOf = (sample: Worded): string => sectionOf(sample, 'findings');

/** The sections that a case's text has, each under its name. Throws RangeError naming the case where it has none. */
export function reportOf(sample: Worded): string {
  const { findings = '', impression = '', language = 'en' } = sample.text ?? {};
  const [first, second] = language.startsWith('zh')
    ? ['检查所见：', '诊断意见：']
    : ['Findings: ', 'Impression: '];
  const sections = [
    findings.trim() && first + findings.trim(),
    impression.trim() && second + impression.trim(),
  ];
  const text = sections.filter((section) => section !== '').join('\n');
  if (text === '') throw new RangeError(`The case "${sample.name}" has no report to put into {{report}}.`);
  return text;
}
