/** What may tell who a patient is. */
export const identifierKinds = [
  'name',
  'date',
  'record number',
  'phone number',
  'e-mail address',
  'age over 89',
] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

/** A place in a text that a person should look at. */
export interface Identifier {
  readonly kind: IdentifierKind;
  /** Characters `start` to before `end` of the text. */
  readonly start: number;
  readonly end: number;
}

interface Rule {
  readonly kind: IdentifierKind;
  /** Its group `what` is the identifier itself, where words around it tell. */
  readonly pattern: RegExp;
}

const capitalised = String.raw`\p{Lu}[\p{L}'’-]{1,40}`;
const month =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';

/**
 * English and Chinese, after the identifiers of HIPAA's safe harbour (45 CFR 164.514 (b)(2)) that occur in radiology
 * reports. A proxy: it finds what is written in a usual form, and misses a bare name in the middle of a sentence.
 */
const rules: readonly Rule[] = [
  {
    kind: 'name',
    pattern: new RegExp(
      String.raw`\b(?:[Mm]r|[Mm]rs|[Mm]s|[Dd]r|[Pp]rof|MR|MRS|MS|DR)\b\.?\s+(?<what>${capitalised}(?:\s+(?:\p{Lu}\.\s*)?${capitalised}){0,2})`,
      'gu',
    ),
  },
  {
    kind: 'name',
    pattern: new RegExp(
      String.raw`\b(?:(?:[Pp]atient|PATIENT)(?:'s)?\s*(?:[Nn]ame|NAME)?|[Nn]ame|NAME|[Dd]ictated by|[Rr]eported by|[Ss]igned by|[Rr]adiologist|[Rr]eferring [Pp]hysician)\s*:\s*(?<what>\p{Lu}[\p{L}'’,.^-]{1,40}(?:\s+\p{Lu}[\p{L}'’.-]{0,40}){0,3})`,
      'gu',
    ),
  },
  // DICOM writes a name as family^given.
  { kind: 'name', pattern: /(?<what>(?<![\p{L}^])\p{L}{2,40}\^\p{L}{2,40}(?:\^\p{L}{1,40}){0,3})/gu },
  {
    kind: 'name',
    pattern:
      /(?:姓名|患者姓名|病人姓名|报告医[师生]|审核医[师生]|申请医[师生]|检查医[师生]|医[师生]签名)\s*[:：]\s*(?<what>[\p{Script=Han}·]{2,6})/gu,
  },
  { kind: 'name', pattern: /(?<what>[\p{Script=Han}]{2,3})(?=(?:先生|女士|小姐)(?:[，,。；\s]|$))/gu },
  // Parts of a date are divided alike: "16.2/24.7" is a ratio.
  { kind: 'date', pattern: /(?<what>\b(?:19|20)\d{2}(?<by>[-/.])\d{1,2}\k<by>\d{1,2}\b)/gu },
  { kind: 'date', pattern: /(?<what>\b\d{1,2}(?<by>[-/.])\d{1,2}\k<by>(?:(?:19|20)\d{2}|\d{2})\b)/gu },
  {
    kind: 'date',
    pattern: new RegExp(
      String.raw`(?<what>\b${month}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{2}\b)`,
      'giu',
    ),
  },
  {
    kind: 'date',
    pattern: new RegExp(
      String.raw`(?<what>\b\d{1,2}(?:st|nd|rd|th)?\s+${month}\.?,?\s+(?:19|20)\d{2}\b)`,
      'giu',
    ),
  },
  { kind: 'date', pattern: /(?<what>(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?)/gu },
  {
    kind: 'record number',
    pattern:
      /\b(?:MRN|medical record(?: (?:number|no\.?))?|accession(?: (?:number|no\.?))?|acc(?:ession)?\s*#|patient id|hospital (?:number|no\.?)|case (?:number|no\.?)|ssn)\s*[:#]?\s*(?<what>[A-Z]{0,4}[-\s]?\d[\dA-Z-]{3,})/giu,
  },
  {
    kind: 'record number',
    pattern:
      /(?:住院号|病历号|病案号|门诊号|检查号|影像号|登记号|身份证号?码?|患者编号|床号)\s*[:：]?\s*(?<what>[A-Za-z]{0,4}\d[\dA-Za-z-]*)/gu,
  },
  { kind: 'record number', pattern: /(?<what>\b\d{3}-\d{2}-\d{4}\b)/gu },
  { kind: 'record number', pattern: /(?<what>(?<!\d)\d{17}[\dXx](?![\dXx]))/gu },
  {
    kind: 'phone number',
    pattern: /(?<what>(?<!\d)(?:\+\d{1,3}[\s.-]?)?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?!\d))/gu,
  },
  { kind: 'phone number', pattern: /(?<what>(?<!\d)1[3-9]\d{9}(?!\d))/gu },
  { kind: 'phone number', pattern: /(?<what>(?<!\d)0\d{2,3}-\d{7,8}(?!\d))/gu },
  {
    kind: 'e-mail address',
    pattern: /(?<what>(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4})/gu,
  },
  {
    kind: 'age over 89',
    pattern: /(?<what>\b(?:9\d|1[0-2]\d)[-\s]?(?:years?|yrs?|y)[-\s./]?(?:old|o)\b)/giu,
  },
  { kind: 'age over 89', pattern: /(?<what>(?:9\d|1[0-2]\d)\s*岁)/gu },
];

/** What a publisher put where a name or number was: `XXXX` in Open-i, `___` in MIMIC. */
const placeholder = /^[X_\s.,-]+$/u;

/**
 * What a scan takes for an identifier, in the order of the text; where two overlap, the longer. What was already taken
 * out by a publisher identifies nobody.
 */
export function identifiersIn(text: string): readonly Identifier[] {
  const found = rules.flatMap(({ kind, pattern }) =>
    [...text.matchAll(pattern)].map((match) => {
      const what = match.groups?.['what'] ?? match[0];
      const start = match.index + match[0].lastIndexOf(what);
      return { kind, start, end: start + what.length };
    }),
  );
  const identifying = found.filter(({ start, end }) => !placeholder.test(text.slice(start, end)));
  const kept: Identifier[] = [];
  for (const each of identifying.sort((one, other) => one.start - other.start || other.end - one.end)) {
    const before = kept.at(-1);
    if (before === undefined || each.start >= before.end) kept.push(each);
    else if (each.end - each.start > before.end - before.start) kept[kept.length - 1] = each;
  }
  return kept;
}

/** The text with those places replaced by what stood there in kind: `[name]`. */
export function withoutIdentifiers(text: string, identifiers: readonly Identifier[]): string {
  let rest = text;
  for (const { kind, start, end } of [...identifiers].sort((a, b) => b.start - a.start)) {
    rest = `${rest.slice(0, start)}[${kind}]${rest.slice(end)}`;
  }
  return rest;
}
