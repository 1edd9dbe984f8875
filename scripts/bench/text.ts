import { spawnSync } from 'node:child_process';
import { createRouge } from '../../src/domain/metric/text/rouge.ts';

export interface Figure {
  readonly value: number;
  readonly unit: string;
  readonly goal: string;
  readonly ok: boolean;
  /** How many times the peer's figure ours is. */
  readonly ratio?: number;
  readonly against?: string;
}

const pairCount = 4000;
const rounds = 5;
const goalPairs = 10_000;

/**
 * ROUGE-1, 2, L and Lsum with the stemmer on pairs of reports of 50 words, on one core: the median over rounds, each by a
 * new scorer. Beside it Google's Python on the same pairs, where it is installed.
 */
export function figures(): Promise<Record<string, Figure>> {
  const pairs = reportPairs(pairCount, 7);
  const ours = median(Array.from({ length: rounds }, () => pairsPerSecond(pairs)));
  const peer = peerPairsPerSecond(pairs.slice(0, 400));
  return Promise.resolve({
    'ROUGE-1/2/L/Lsum with stemmer, reports of 50 words': {
      value: ours,
      unit: 'pairs/s',
      goal: `at least ${goalPairs}`,
      ok: ours >= goalPairs,
      ...(peer === undefined ? {} : { ratio: ours / peer, against: 'Google rouge_score (Python)' }),
    },
  });
}

interface Pair {
  readonly reference: string;
  readonly candidate: string;
}

function pairsPerSecond(pairs: readonly Pair[]): number {
  const rouge = createRouge({ stemmer: true, tokens: 'words' });
  const start = performance.now();
  let sum = 0;
  for (const { reference, candidate } of pairs) sum += rouge([reference], candidate).rougeLsum.f1;
  const seconds = (performance.now() - start) / 1000;
  if (!(sum > 0)) throw new Error('The pairs of the bench have nothing in common: its reports are wrong.');
  return pairs.length / seconds;
}

/** Google's figure on the same pairs; undefined where Python or the package is absent. */
function peerPairsPerSecond(pairs: readonly Pair[]): number | undefined {
  const script = [
    'import json, sys, time',
    'from rouge_score import rouge_scorer',
    'pairs = json.load(sys.stdin)',
    "scorer = rouge_scorer.RougeScorer(['rouge1', 'rouge2', 'rougeL', 'rougeLsum'], use_stemmer=True)",
    'start = time.perf_counter()',
    "for pair in pairs: scorer.score(pair['reference'], pair['candidate'])",
    'print(len(pairs) / (time.perf_counter() - start))',
  ].join('\n');
  const { status, stdout } = spawnSync('/usr/bin/python3', ['-c', script], {
    input: JSON.stringify(pairs),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const figure = Number(stdout);
  return status === 0 && figure > 0 ? figure : undefined;
}

const subjects = [
  'heart',
  'cardiac silhouette',
  'mediastinum',
  'aorta',
  'right lung',
  'left lower lobe',
  'hila',
];
const states = [
  'is enlarged',
  'appears unchanged',
  'is within normal limits',
  'is mildly tortuous',
  'is obscured',
];
const findings = [
  'pleural effusion',
  'focal consolidation',
  'pneumothorax',
  'interstitial edema',
  'bibasilar atelectasis',
  'calcified granuloma',
  'degenerative changes',
  'airspace disease',
  'healed rib fractures',
];
const places = [
  'on the left',
  'on the right',
  'at both bases',
  'in the upper lobes',
  'of the thoracic spine',
];
const leads = [
  'There is',
  'No',
  'No evidence of',
  'Small',
  'Stable',
  'Increased',
  'Findings suggesting',
  'Possible',
];

/** Pairs of made-up reports of 50 words; about half of a candidate's sentences are the reference's. */
function reportPairs(count: number, seed: number): Pair[] {
  const random = generator(seed);
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
  const sentence = () => {
    const kind = random();
    if (kind < 0.3) return `The ${pick(subjects)} ${pick(states)}.`;
    if (kind < 0.9) return `${pick(leads)} ${pick(findings)} ${pick(places)}.`;
    return `Nodule measuring ${Math.floor(random() * 300) / 10} mm ${pick(places)}.`;
  };
  const fiftyWords = (sentences: readonly string[]) => {
    const words = sentences.join(' ').split(' ');
    while (words.length < 50) words.push(...sentence().split(' '));
    return words.slice(0, 50).join(' ');
  };
  return Array.from({ length: count }, () => {
    const sentences = Array.from({ length: 8 }, sentence);
    const altered = sentences.map((one) => (random() < 0.5 ? one : sentence()));
    return { reference: fiftyWords(sentences), candidate: fiftyWords(altered) };
  });
}

/** Park and Miller's minimal standard: enough to make up sentences the same way every time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
