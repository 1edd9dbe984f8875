/** A probability from 0 to 1 as the model gave it, with what was done to read it. */
export type Confidence =
  | { readonly kind: 'given'; readonly value: number; readonly steps: readonly string[] }
  | { readonly kind: 'absent'; readonly steps: readonly string[] };

/**
 * Words for probability and the figure read for each: medians of the survey used by Tian et al., "Just Ask for Calibration" (2023),
 * table of linguistic expressions; high, medium and low are our convention. Whatever is read from words is recorded as a step.
 */
const words: readonly (readonly [RegExp, number])[] = [
  [/\b(?:almost certain|definite(?:ly)?|certain(?:ly)?|absolutely)\b|肯定|确定/iu, 0.95],
  [/\b(?:very high(?:ly)?|extremely high|highly likely|very likely|very confident)\b|很高|非常高/iu, 0.9],
  [/\b(?:almost no chance|highly unlikely|very unlikely|very low|extremely low)\b|很低|非常低/iu, 0.05],
  [/\b(?:unlikely|improbable|low|not confident)\b|低|较低/iu, 0.2],
  [/\b(?:moderate(?:ly)?(?: high)?|medium|fair(?:ly)?|even|possible|possibly)\b|中等|中/iu, 0.5],
  [/\b(?:likely|probable|probably)\b/iu, 0.7],
  [/\b(?:high(?:ly)?|confident|strong)\b|高|较高/iu, 0.85],
];

/**
 * A confidence in any form that models use: 0.83, 83, "83%", "83 per cent", "8/10", "high". A bare number above 1 and up to 10 is
 * neither a fraction nor clearly a per cent and is left out with a step, as is anything outside 0 to 100.
 */
export function readConfidence(value: unknown): Confidence {
  if (value === null || value === undefined || value === '') return { kind: 'absent', steps: [] };
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string') return { kind: 'absent', steps: ['confidence left out: not a number'] };
  const text = value.slice(0, 100).trim();
  const ratio = /^(\d{1,3}(?:\.\d+)?)\s*(?:\/|out of)\s*(10|100|5)$/iu.exec(text);
  if (ratio) return asFraction(Number(ratio[1]) / Number(ratio[2]), text);
  const perCent = /(\d{1,3}(?:[.,]\d+)?)\s*(?:%|％|per ?cent)/iu.exec(text);
  if (perCent) return asFraction(Number((perCent[1] ?? '').replace(',', '.')) / 100, text);
  const number = /^[~≈]?\s*(\d*[.,]?\d+)$/u.exec(text);
  if (number) return fromNumber(Number((number[1] ?? '').replace(',', '.')));
  const word = words.find(([pattern]) => pattern.test(text));
  if (word) return { kind: 'given', value: word[1], steps: [`confidence "${text}" read as ${word[1]}`] };
  return { kind: 'absent', steps: [`confidence "${text.slice(0, 40)}" left out: not understood`] };
}

function fromNumber(value: number): Confidence {
  if (value >= 0 && value <= 1) return { kind: 'given', value, steps: [] };
  if (value > 10 && value <= 100) return asFraction(value / 100, String(value));
  return { kind: 'absent', steps: [`confidence ${value} left out: neither a fraction nor a per cent`] };
}

function asFraction(value: number, shown: string): Confidence {
  if (!(value >= 0 && value <= 1)) {
    return { kind: 'absent', steps: [`confidence "${shown}" left out: outside 0 to 1`] };
  }
  return { kind: 'given', value, steps: [`confidence "${shown}" read as ${Number(value.toPrecision(6))}`] };
}

/** A confidence stated in prose beside an answer: `Confidence: 83%`, `(0.83)`, `置信度：高`; absent where there is none. */
export function confidenceInText(text: string): Confidence {
  const stated =
    /(?:confidence(?: level| score)?|certainty|probability|likelihood|置信度|把握|概率|可能性)[\s*_"']{0,6}(?:is|of|:|：|=)?[\s*_"']{0,6}((?:about |approximately |~|≈)?[\d.,]{1,8}\s?(?:%|％|per ?cent|\/\s?10{1,2})?|(?:very |extremely )?(?:high|low)|moderate|medium|很?[高低中])/iu.exec(
      text,
    );
  if (stated?.[1] !== undefined) {
    return readConfidence(stated[1].replace(/^(?:about|approximately)\s+/iu, '').replace(/[.,]$/u, ''));
  }
  // In a longer text a number in brackets may be a measurement.
  const bracketed =
    text.length > 80 ? null : /[(（]\s?(\d{1,3}(?:\.\d{1,4})?\s?(?:%|％)|0?\.\d{1,4})\s?[)）]/u.exec(text);
  if (bracketed?.[1] !== undefined) return readConfidence(bracketed[1]);
  const sure =
    /(\d{1,3}(?:\.\d{1,3})?\s?(?:%|％))\s?(?:sure|certain|confident|confidence|likely|probability|把握)/iu.exec(
      text,
    );
  return sure?.[1] === undefined ? { kind: 'absent', steps: [] } : readConfidence(sure[1]);
}
