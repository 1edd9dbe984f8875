import { spawnSync } from 'node:child_process';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { auroc } from '../../src/domain/metric/classification/auroc.ts';
import { macro } from '../../src/domain/metric/classification/averages.ts';
import {
  cellOfCases,
  confusionOfCells,
  countCells,
} from '../../src/domain/metric/classification/confusion.ts';
import { labelResults } from '../../src/domain/metric/classification/label-results.ts';
import { rankScores } from '../../src/domain/metric/classification/ranked-scores.ts';
import {
  type BlockShare,
  type BlockSource,
  fromShares,
  ownShare,
} from '../../src/domain/statistics/blocks.ts';
import {
  bootstrapAll,
  type BootstrapResult,
  type Statistics,
} from '../../src/domain/statistics/bootstrap.ts';
import { seededRandom } from '../../src/domain/statistics/random.ts';
import { casesResampler, cellsResampler, type Resampler } from '../../src/domain/statistics/resampling.ts';
import type { Figure } from './figure.ts';

const cases = 5000;
const classes = 7;
const cores = 2;
const rounds = 5;
const benches = {
  auroc: { resamples: 20_000, goal: 20_000, bench: aurocBench },
  macroF1: { resamples: 100_000, goal: 50_000, bench: macroF1Bench },
} as const;
type BenchName = keyof typeof benches;
const made = new Map<BenchName, Bench>();

/**
 * Resamples a second of two bootstraps at n = 5,000 over two workers (median of the rounds, after one to start up), beside a
 * loop over scikit-learn where it is installed; and how the cost of every figure of classification grows with the cases.
 */
export async function figures(): Promise<Record<string, Figure>> {
  const [aurocRate, macroF1Rate] = [await rateOver('auroc'), await rateOver('macroF1')];
  const [few, more, many] = [1000, 10_000, 100_000].map(microsecondsPerCase);
  const peer = peerRates();
  return {
    'AUROC bootstrap, n = 5,000, both cores': rateFigure(aurocRate, benches.auroc.goal, peer?.auroc),
    'macro F1 bootstrap, n = 5,000, both cores': rateFigure(macroF1Rate, benches.macroF1.goal, peer?.macroF1),
    'classification by group, cost a case: 10,000 cases against 1,000': growthFigure(few, more),
    'classification by group, cost a case: 100,000 cases against 10,000': growthFigure(more, many),
  };
}

function rateFigure(rate: number, goal: number, peer: number | undefined): Figure {
  return {
    value: Math.round(rate),
    unit: 'resamples/s',
    goal: `at least ${goal}`,
    ok: rate >= goal,
    ...(peer === undefined ? {} : { ratio: rate / peer, against: 'a loop over scikit-learn, one core' }),
  };
}

/** What does not grow with the cases makes it less than 1. */
function growthFigure(before = NaN, after = NaN): Figure {
  return { value: after / before, unit: 'times', goal: 'at most about 1: linear', ok: after / before < 2 };
}

/**
 * Resamples a second as the results of a run are made: every worker computes its share of the blocks and hands it over, and the
 * interval is made of all shares.
 */
async function rateOver(name: BenchName): Promise<number> {
  const workers = Array.from({ length: cores }, () => new Worker(new URL(import.meta.url)));
  const round = async (): Promise<number> => {
    const start = performance.now();
    const shares = await Promise.all(workers.map((worker, part) => shareOf(worker, { name, part })));
    const [result] = bootstrapped(name, fromShares(shares));
    if (result?.kind !== 'interval')
      throw new Error('The cases of the bench have no interval: they are wrong.');
    return benches[name].resamples / ((performance.now() - start) / 1000);
  };
  await round();
  const rates: number[] = [];
  for (let i = 0; i < rounds; i++) rates.push(await round());
  await Promise.all(workers.map((worker) => worker.terminate()));
  return rates.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

function shareOf(worker: Worker, job: Job): Promise<BlockShare> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.postMessage(job);
  });
}

function bootstrapped(name: BenchName, blocks: BlockSource): BootstrapResult[] {
  const { resampler, statistics } = prepared(name);
  const { resamples } = benches[name];
  return bootstrapAll(resampler, statistics, 1, { resamples, seed: 7, level: 0.95, blocks });
}

interface Bench {
  readonly resampler: Resampler;
  readonly statistics: Statistics;
}

/** The cases of a bench, made up once in each thread. */
function prepared(name: BenchName): Bench {
  const known = made.get(name);
  if (known) return known;
  const bench = benches[name].bench();
  made.set(name, bench);
  return bench;
}

function aurocBench(): Bench {
  const random = seededRandom(1);
  const truth = Array.from({ length: cases }, () => random.uniform() < 0.3);
  const ranked = rankScores(
    truth,
    truth.map((positive) => random.uniform() + (positive ? 0.3 : 0)),
  );
  return {
    resampler: casesResampler(cases),
    statistics: (weights, out) => {
      out[0] = auroc(ranked, weights) ?? NaN;
    },
  };
}

function macroF1Bench(): Bench {
  const { truth, answers } = madeUpAnswers(cases);
  const cells = countCells(cellOfCases(truth, answers, classes), classes);
  return {
    resampler: cellsResampler(cells),
    statistics: (counts, out) => {
      out[0] = macro(confusionOfCells(counts, classes), 'f1', 'left out') ?? NaN;
    },
  };
}

function madeUpAnswers(n: number): { truth: Int32Array; answers: Int32Array } {
  const random = seededRandom(2);
  const truth = Int32Array.from({ length: n }, () => random.int(classes));
  return { truth, answers: truth.map((label) => (random.uniform() < 0.7 ? label : random.int(classes))) };
}

/**
 * Every figure of 7 classes with 200 resamples by group: what grows with the cases. Median of three, in time of the processor,
 * so that other work on the machine does not look like growth.
 */
function microsecondsPerCase(n: number): number {
  const { truth, answers } = madeUpAnswers(n);
  const labels = Array.from({ length: classes }, (_, label) => `class ${label}`);
  const groups = Array.from({ length: n }, (_, i) => `patient ${Math.floor(i / 2)}`);
  const options = { unanswered: 'wrong', resamples: 200, seed: 3, level: 0.95 } as const;
  const times = [1, 2, 3].map(() => {
    const start = process.cpuUsage();
    labelResults({ labels, truth, answers, groups }, options);
    return process.cpuUsage(start).user / n;
  });
  return times.toSorted((a, b) => a - b)[1] ?? NaN;
}

/** Resamples a second of the same loop in Python; undefined where scikit-learn is not installed. */
function peerRates(): { readonly auroc: number; readonly macroF1: number } | undefined {
  for (const python of ['/usr/bin/python3', 'python3']) {
    const { status, stdout } = spawnSync(python, ['-c', peerScript], { encoding: 'utf8' });
    const [aurocRate, macroF1Rate] = status === 0 ? stdout.trim().split(' ').map(Number) : [];
    if (aurocRate && macroF1Rate) return { auroc: aurocRate, macroF1: macroF1Rate };
  }
  return undefined;
}

const peerScript = `
import time
import numpy as np
from sklearn.metrics import f1_score, roc_auc_score
rng = np.random.default_rng(1)
n, rounds = ${cases}, 300
y = (rng.random(n) < 0.3).astype(int)
score = rng.random(n) + 0.3 * y
start = time.perf_counter()
for _ in range(rounds):
    i = rng.integers(0, n, n)
    roc_auc_score(y[i], score[i])
auroc = rounds / (time.perf_counter() - start)
truth = rng.integers(0, ${classes}, n)
answer = np.where(rng.random(n) < 0.7, truth, rng.integers(0, ${classes}, n))
start = time.perf_counter()
for _ in range(rounds):
    i = rng.integers(0, n, n)
    f1_score(truth[i], answer[i], average="macro")
print(auroc, rounds / (time.perf_counter() - start))
`;

interface Job {
  readonly name: BenchName;
  readonly part: number;
}

function isJob(message: unknown): message is Job {
  return typeof message === 'object' && message !== null && 'name' in message && 'part' in message;
}

if (!isMainThread) {
  parentPort?.on('message', (message: unknown) => {
    if (!isJob(message)) throw new TypeError('a worker of the bench is told the name of a bench');
    const { source, share } = ownShare(message.part, cores);
    bootstrapped(message.name, source);
    parentPort?.postMessage(
      share,
      share.flat().map(({ buffer }) => buffer),
    );
  });
}
