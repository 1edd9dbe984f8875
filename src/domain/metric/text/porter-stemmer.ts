/**
 * The Porter stemmer with the extensions of NLTK, its default mode and the one that Google's ROUGE and NLTK's METEOR use.
 *
 * Source: M. F. Porter, An algorithm for suffix stripping, Program 14(3), 1980; the extensions are those that NLTK
 * documents for `NLTK_EXTENSIONS`: a table of irregular forms, short words in -ies and -ied, y after a consonant, -alli
 * first, -fulli and -logi, and vowel-consonant stems of two letters.
 *
 * @param word any text without white space; it is lower-cased first. Words of up to two characters are returned as they are.
 */
export function porterStem(word: string): string {
  const lower = word.toLowerCase();
  const irregular = irregularForms.get(lower);
  if (irregular !== undefined) return irregular;
  return hasSurrogate.test(lower) ? stemAstral(lower) : stemRegular(lower);
}

const irregularForms = new Map([
  ['sky', 'sky'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['news', 'news'],
  ['innings', 'inning'],
  ['inning', 'inning'],
  ['outings', 'outing'],
  ['outing', 'outing'],
  ['cannings', 'canning'],
  ['canning', 'canning'],
  ['howe', 'howe'],
  ['proceed', 'proceed'],
  ['exceed', 'exceed'],
  ['succeed', 'succeed'],
]);

function stemRegular(word: string): string {
  if (word.length <= 2) return word;
  return step5b(step5a(step4(step3(step2(step1c(step1b(step1a(word))))))));
}

const hasSurrogate = /[\ud800-\udfff]/;

/** Lengths count characters, not UTF-16 units: characters beyond U+FFFF are stood in for by single private ones. */
function stemAstral(word: string): string {
  const standIns = new Map<string, string>();
  const originals = new Map<string, string>();
  let next = 0xe000;
  const short = Array.from(word, (character) => {
    if (character.length === 1) return character;
    const known = standIns.get(character);
    if (known !== undefined) return known;
    while (word.includes(String.fromCharCode(next))) next++;
    const standIn = String.fromCharCode(next++);
    standIns.set(character, standIn);
    originals.set(standIn, character);
    return standIn;
  }).join('');
  return Array.from(stemRegular(short), (character) => originals.get(character) ?? character).join('');
}

function step1a(word: string): string {
  if (word.endsWith('ies')) return word.length === 4 ? word.slice(0, -1) : word.slice(0, -2);
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ss')) return word;
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

function step1b(word: string): string {
  if (word.endsWith('ied')) return word.length === 4 ? word.slice(0, -1) : word.slice(0, -2);
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  for (const suffix of ['ed', 'ing']) {
    if (!word.endsWith(suffix)) continue;
    const stem = word.slice(0, -suffix.length);
    if (containsVowel(stem)) return repaired(stem);
  }
  return word;
}

/** What -ed or -ing left behind, made a word again: conflat -> conflate, hopp -> hop, fil -> file. */
function repaired(stem: string): string {
  if (stem.endsWith('at') || stem.endsWith('bl') || stem.endsWith('iz')) return `${stem}e`;
  // NLTK writes the rule "double consonant" as the suffix `*d`, and so applies it to a literal `*d` too.
  if (endsDoubleConsonant(stem) || stem.endsWith('*d')) {
    const last = stem.slice(-1);
    return 'lsz'.includes(last) ? stem : stem.slice(0, -2) + last;
  }
  return measure(stem) === 1 && endsConsonantVowelConsonant(stem) ? `${stem}e` : stem;
}

function step1c(word: string): string {
  if (!word.endsWith('y')) return word;
  const stem = word.slice(0, -1);
  return stem.length > 1 && isConsonant(stem, stem.length - 1) ? `${stem}i` : word;
}

type Rule = readonly [suffix: string, replacement: string];

const step2Rules: readonly Rule[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['bli', 'ble'],
  ['alli', 'al'],
  ['entli', 'ent'],
  ['eli', 'e'],
  ['ousli', 'ous'],
  ['ization', 'ize'],
  ['ation', 'ate'],
  ['ator', 'ate'],
  ['alism', 'al'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['biliti', 'ble'],
  ['fulli', 'ful'],
];

function step2(word: string): string {
  if (word.endsWith('alli') && measure(word.slice(0, -4)) > 0) return step2(word.slice(0, -2));
  const rule = step2Rules.find(([suffix]) => word.endsWith(suffix));
  if (rule) return replaced(word, rule, 0);
  // The l of -logi counts as part of the stem, so that geology and archaeology are treated alike.
  return word.endsWith('logi') && measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
}

const step3Rules: readonly Rule[] = [
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];

function step3(word: string): string {
  const rule = step3Rules.find(([suffix]) => word.endsWith(suffix));
  return rule ? replaced(word, rule, 0) : word;
}

const step4Suffixes = 'al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize'.split(
  ' ',
);

function step4(word: string): string {
  const suffix = step4Suffixes.find((candidate) => word.endsWith(candidate));
  if (suffix === undefined) return word;
  if (suffix === 'ion' && !/[st]ion$/.test(word)) return word;
  return replaced(word, [suffix, ''], 1);
}

function step5a(word: string): string {
  if (!word.endsWith('e')) return word;
  const stem = word.slice(0, -1);
  const size = measure(stem);
  return size > 1 || (size === 1 && !endsConsonantVowelConsonant(stem)) ? stem : word;
}

function step5b(word: string): string {
  return word.endsWith('ll') && measure(word.slice(0, -1)) > 1 ? word.slice(0, -1) : word;
}

/** `word` with the suffix replaced where the measure of what is before it exceeds `leastMeasure`. */
function replaced(word: string, [suffix, replacement]: Rule, leastMeasure: number): string {
  const stem = word.slice(0, -suffix.length);
  return measure(stem) > leastMeasure ? stem + replacement : word;
}

/** Anything but a, e, i, o, u is a consonant, and y too unless it follows one. */
function isConsonant(word: string, index: number): boolean {
  // A run of y alternates, beginning with what stands before it.
  let first = index;
  while (first > 0 && word[first] === 'y') first--;
  const firstIsConsonant = !isVowelLetter(word.charCodeAt(first));
  return (index - first) % 2 === 0 ? firstIsConsonant : !firstIsConsonant;
}

function isVowelLetter(code: number): boolean {
  return code === 97 || code === 101 || code === 105 || code === 111 || code === 117;
}

/** Porter's m: how many times a vowel is followed by a consonant, [C](VC)^m[V]. */
function measure(stem: string): number {
  let count = 0;
  let previousIsConsonant = true;
  for (let i = 0; i < stem.length; i++) {
    const code = stem.charCodeAt(i);
    const consonant: boolean = code === 121 ? i === 0 || !previousIsConsonant : !isVowelLetter(code);
    if (consonant && !previousIsConsonant) count++;
    previousIsConsonant = consonant;
  }
  return count;
}

function containsVowel(stem: string): boolean {
  for (let i = 0; i < stem.length; i++) if (!isConsonant(stem, i)) return true;
  return false;
}

function endsDoubleConsonant(word: string): boolean {
  const last = word.length - 1;
  return last >= 1 && word[last] === word[last - 1] && isConsonant(word, last);
}

/** Porter's *o: ends consonant, vowel, consonant other than w, x, y; in NLTK also a whole word of vowel and consonant. */
function endsConsonantVowelConsonant(word: string): boolean {
  const last = word.length - 1;
  if (last === 1) return !isConsonant(word, 0) && isConsonant(word, 1);
  return (
    last >= 2 &&
    isConsonant(word, last - 2) &&
    !isConsonant(word, last - 1) &&
    isConsonant(word, last) &&
    !'wxy'.includes(word.slice(-1))
  );
}
