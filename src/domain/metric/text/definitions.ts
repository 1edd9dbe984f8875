import type { MetricDefinition } from '../metric.ts';
import { overlapDefinitions } from './definitions-overlap.ts';
import { rougeDefinitions } from './definitions-rouge.ts';

const sacrebleu =
  'sacrebleu 2 (golden cases within 1e-9, relative above 1; a transcription of its Python agreed on 1,500 random pairs under every option).';

const bleuConvention =
  'As sacrebleu: case is kept; tokenizer 13a (mteval-v13a), for Chinese the tokenizer zh (each Chinese character apart); orders 1 to 4; closest reference length; smoothing exp (an order without a match counts as half, then a quarter ... of one match). Other smoothing (floor, add-k, none) is named in the signature.';

const bleuFormula =
  'BLEU = 100 · BP · exp(mean over n of ln p_n), p_n = clipped matches of n-grams / n-grams of the candidate, BP = 1 if c ≥ r else exp(1 − r/c), c and r the lengths of candidate and closest reference in tokens.';

const noReferenceWords = 'Reference without words: undefined.';

/** Every metric of texts that knows nothing of medicine. */
export const definitions: readonly MetricDefinition[] = [
  ...rougeDefinitions,
  {
    id: 'bleu-sentence',
    name: 'BLEU (one text)',
    family: 'text',
    version: 1,
    direction: 'higher is better',
    range: [0, 100],
    unit: 'points',
    plain:
      'How many runs of one to four words of the answer occur in the reference, less if the answer is short.',
    formula: bleuFormula,
    convention: `${bleuConvention} Effective order: orders longer than the answer are left out. The mean over cases is not corpus BLEU; made for corpora, BLEU of a single text is coarse.`,
    emptyCase: `${noReferenceWords} Answer without words, or no word in common: 0.`,
    reference:
      'K. Papineni, S. Roukos, T. Ward, W.-J. Zhu. BLEU: a method for automatic evaluation of machine translation. ACL 2002. B. Chen, C. Cherry. A systematic comparison of smoothing techniques for sentence-level BLEU. WMT 2014.',
    peer: sacrebleu,
  },
  {
    id: 'bleu',
    name: 'BLEU (corpus)',
    family: 'text',
    version: 1,
    direction: 'higher is better',
    range: [0, 100],
    unit: 'points',
    plain:
      'BLEU of all answers together: matches and lengths are added up over the cases before the score is taken.',
    formula: bleuFormula,
    convention: `${bleuConvention} All four orders always count.`,
    emptyCase:
      'Cases whose reference has no words are left out; none left: undefined. No word in common in any case: 0.',
    reference:
      'K. Papineni, S. Roukos, T. Ward, W.-J. Zhu. BLEU. ACL 2002. M. Post. A call for clarity in reporting BLEU scores. WMT 2018.',
    peer: sacrebleu,
  },
  {
    id: 'chrf',
    name: 'chrF',
    family: 'text',
    version: 1,
    direction: 'higher is better',
    range: [0, 100],
    unit: 'points',
    plain: 'How many runs of one to six characters answer and reference share; recall counts double.',
    formula:
      'chrF = 100 · (1 + β²) · P · R / (β² · P + R), P and R the means over orders 1 to 6 of matched / possible character n-grams of answer and reference, β = 2.',
    convention:
      'As sacrebleu 2: white space is not counted, case is; only orders that both texts have count (no epsilon smoothing). Of several references the one with the best score counts. Over a corpus, counts are added up first.',
    emptyCase: `${noReferenceWords} Answer without characters: 0.`,
    reference: 'M. Popović. chrF: character n-gram F-score for automatic MT evaluation. WMT 2015.',
    peer: sacrebleu,
  },
  {
    id: 'chrf-plus-plus',
    name: 'chrF++',
    family: 'text',
    version: 1,
    direction: 'higher is better',
    range: [0, 100],
    unit: 'points',
    plain: 'chrF that also counts single words and pairs of words.',
    formula: 'As chrF, the means taken over character orders 1 to 6 and word orders 1 and 2.',
    convention:
      'As sacrebleu 2; words are split at white space, with one punctuation mark taken off their end, or else off their beginning.',
    emptyCase: `${noReferenceWords} Answer without characters: 0.`,
    reference: 'M. Popović. chrF++: words helping character n-grams. WMT 2017.',
    peer: sacrebleu,
  },
  {
    id: 'meteor-exact-stem',
    name: 'METEOR (exact, stem)',
    family: 'text',
    version: 1,
    direction: 'higher is better',
    range: [0, 1],
    unit: '',
    plain:
      'Words of the answer are paired with words of the reference, equal or of equal stem; recall counts most, and scattered pairs cost.',
    formula:
      'F = P · R / (α · P + (1 − α) · R); METEOR = (1 − γ · (chunks / m)^β) · F with m pairs, P = m / words of the answer, R = m / words of the reference, α = 0.9, β = 3, γ = 0.5; chunks are runs of pairs adjacent in both texts.',
    convention:
      'Stages exact and Porter stem only: no WordNet synonyms and no paraphrases, so figures are not those of the Java METEOR. Pairs are made as in NLTK, from the last word back. Words are lower-cased and split at white space, punctuation staying on them; Chinese is split by character. Of several references the best counts. One chunk still costs: equal texts score just under 1.',
    emptyCase: `${noReferenceWords} No pair: 0.`,
    reference:
      'A. Lavie, A. Agarwal. METEOR: an automatic metric for MT evaluation with high levels of correlation with human judgments. WMT 2007.',
    peer: 'nltk 3.8 meteor_score with an empty WordNet (golden cases within 1e-9; the package agreed on 1,500 random pairs).',
  },
  {
    id: 'cider-d',
    name: 'CIDEr-D',
    family: 'text',
    version: 1,
    direction: 'higher is better',
    range: [0, 10],
    unit: '',
    plain:
      'Agreement in runs of one to four words, where runs that are rare among the references count more than those in every report.',
    formula:
      'CIDEr-D = 10 · mean over n = 1 to 4 and over references of exp(−(l_c − l_r)² / 2σ²) · Σ min(g_c, g_r) · g_r / (‖g_c‖ ‖g_r‖); g the tf-idf weights count · (ln N − ln max(1, df)), N cases, df the cases whose references have the run, l numbers of word pairs, σ = 6.',
    convention:
      'Document frequencies are those of the references scored together, so scores of different sets of cases are not comparable. Words are lower-cased and split at white space (no PTB tokenizer); Chinese is split by character. Length is counted in word pairs as in pycocoevalcap. The interval resamples the scores of the cases; document frequencies stay those of all.',
    emptyCase:
      'Cases whose reference has no words are left out; fewer than two left: undefined, as every weight would be 0.',
    reference:
      'R. Vedantam, C. L. Zitnick, D. Parikh. CIDEr: consensus-based image description evaluation. CVPR 2015.',
    peer: 'pycocoevalcap Cider (golden cases within 1e-9; a transcription of its Python agreed on 1,500 random pairs; there one case alone gives 0).',
  },
  ...overlapDefinitions,
];
