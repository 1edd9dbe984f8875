import { foldCharacters } from './fold.ts';

/** FDI two-digit numbers (ISO 3950): quadrants 1 to 4 with teeth 1 to 8, deciduous quadrants 5 to 8 with teeth 1 to 5. */
export function isFdi(number: number): boolean {
  const quadrant = Math.floor(number / 10);
  const tooth = number % 10;
  if (!Number.isInteger(number) || tooth < 1) return false;
  return quadrant >= 1 && quadrant <= 4 ? tooth <= 8 : quadrant >= 5 && quadrant <= 8 && tooth <= 5;
}

const names: readonly (readonly [RegExp, number])[] = [
  [/\bcentral incisor|中切牙/u, 1],
  [/\blateral incisor|侧切牙/u, 2],
  [/\bcanine|\bcuspid|\beye tooth|尖牙|犬齿/u, 3],
  [/\b(?:first|1st) (?:premolar|bicuspid)|第一前磨牙|第一双尖牙/u, 4],
  [/\b(?:second|2nd) (?:premolar|bicuspid)|第二前磨牙|第二双尖牙/u, 5],
  [/\b(?:first|1st) molar|第一磨牙/u, 6],
  [/\b(?:second|2nd) molar|第二磨牙/u, 7],
  [/\b(?:third|3rd) molar|\bwisdom (?:tooth|teeth)|第三磨牙|智齿/u, 8],
];

/** What a text says of teeth: FDI numbers in order, and numbers that are none. */
export interface ToothReading {
  readonly teeth: readonly number[];
  /** Numbers given for teeth that are no FDI numbers: another numbering, perhaps. */
  readonly invalid: readonly number[];
}

/** Teeth by FDI number (`36`, `#36`, `3.6`, `tooth 36`) or by name (`lower left first molar`). */
export function teethIn(text: string): ToothReading {
  const folded = foldCharacters(text.slice(0, 2000));
  const teeth = new Set<number>();
  const invalid = new Set<number>();
  for (const [, first, second] of folded.matchAll(/(?<![\d.])#?(\d)[.\s]?(\d)(?![\d%]|\.\d)/gu)) {
    const number = Number(`${first ?? ''}${second ?? ''}`);
    (isFdi(number) ? teeth : invalid).add(number);
  }
  if (teeth.size === 0) {
    const named = toothByName(folded);
    if (named !== null) return { teeth: [named], invalid: [] };
    const [, single] = /(?<![\d.])#?(\d)(?![\d.%])/u.exec(folded) ?? [];
    if (single !== undefined) invalid.add(Number(single));
  }
  return { teeth: [...teeth], invalid: [...invalid] };
}

/** `lower left first molar` is 36; null where jaw, side or tooth is missing or named twice. */
function toothByName(folded: string): number | null {
  const upper = /\b(?:upper|maxillary|maxilla)\b|上/u.test(folded);
  const lower = /\b(?:lower|mandibular|mandible)\b|下/u.test(folded);
  const right = /\bright\b|右/u.test(folded);
  const left = /\bleft\b|左/u.test(folded);
  const found = names.filter(([pattern]) => pattern.test(folded));
  const [only, ...others] = found;
  if (upper === lower || right === left || only === undefined || others.length > 0) return null;
  const quadrant = upper ? (right ? 1 : 2) : left ? 3 : 4;
  return quadrant * 10 + only[1];
}
