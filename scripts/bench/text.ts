import { spawnSync } from 'node:child_process';
import { createRouge } from '../../src/domain/metric/text/rouge.ts';
import type { Figures } from './figure.ts';

const pairCount = 4000;
const rounds = 5;
const goalPairs = 10_000;

/**
 * ROUGE-1, 2, L and Lsum with the stemmer on pairs of reports of 50 words, half of them with a sentence a line: the median
 * over rounds, each by a new scorer that has yet to meet the words. Seconds are those of processor time, which is what one
 * core would take whatever else runs beside. Google's Python on the same pairs, where it is installed.
 */
export function figures(): Promise<Figures> {
  const pairs = reportPairs(pairCount, 7);
  pairsPerSecond(pairs);
  const ours = median(Array.from({ length: rounds }, () => pairsPerSecond(pairs)));
  const peer = peerPairsPerSecond(pairs.slice(0, 400));
  return Promise.resolve({
    'ROUGE-1/2/L/Lsum with stemmer, reports of 50 words': {
      value: ours,
      unit: 'pairs/s of one core',
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
  const start = process.cpuUsage();
  let sum = 0;
  for (const { reference, candidate } of pairs) sum += rouge([reference], candidate).rougeLsum.f1;
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
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
    'start = time.process_time()',
    "for pair in pairs: scorer.score(pair['reference'], pair['candidate'])",
    'print(len(pairs) / (time.process_time() - start))',
  ].join('\n');
  for (const python of ['/usr/bin/python3', 'python3']) {
    const { status, stdout } = spawnSync(python, ['-c', script], {
      input: JSON.stringify(pairs),
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const figure = Number(stdout);
    if (status === 0 && figure > 0) return figure;
  }
  return undefined;
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
  const fiftyWords = (sentences: readonly string[], lines: boolean) => {
    const words = sentences.flatMap((one) => one.split(' '));
    while (words.length < 50) words.push(...sentence().split(' '));
    const text = words.slice(0, 50).join(' ');
    return lines ? text.replaceAll('. ', '.\n') : text;
  };
  return Array.from({ length: count }, (_, i) => {
    const sentences = Array.from({ length: 8 }, sentence);
    const altered = sentences.map((one) => (random() < 0.5 ? one : sentence()));
    const lines = i % 2 === 0;
    return { reference: fiftyWords(sentences, lines), candidate: fiftyWords(altered, lines) };
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
