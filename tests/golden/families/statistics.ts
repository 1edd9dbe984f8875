import { z } from 'zod';
import { cohenKappa } from '../../../src/domain/metric/agreement/cohen-kappa.ts';
import { fleissKappa } from '../../../src/domain/metric/agreement/fleiss-kappa.ts';
import { krippendorffAlpha } from '../../../src/domain/metric/agreement/krippendorff-alpha.ts';
import { cochranQ } from '../../../src/domain/statistics/cochran-q.ts';
import { benjaminiHochberg, bonferroni, holm } from '../../../src/domain/statistics/correction.ts';
import { kendallTauB, pearson, spearman } from '../../../src/domain/statistics/correlation.ts';
import { delongAuc, delongTest } from '../../../src/domain/statistics/delong.ts';
import { friedmanTest } from '../../../src/domain/statistics/friedman.ts';
import { mcnemarTest } from '../../../src/domain/statistics/mcnemar.ts';
import { pairedT } from '../../../src/domain/statistics/paired-t.ts';
import { clopperPearsonInterval, wilsonInterval } from '../../../src/domain/statistics/proportion.ts';
import { wilcoxonSignedRank } from '../../../src/domain/statistics/wilcoxon.ts';
import type { Interval } from '../../../src/domain/metric/metric.ts';

const flag = z.union([z.number(), z.boolean()]).transform((value) => Number(value) === 1);
const proportion = z.object({ successes: z.number(), trials: z.number(), level: z.number().default(0.95) });
const pairs = z.object({ a: z.array(z.number()), b: z.array(z.number()) });
const ratings = z.array(z.array(z.number().nullable()));

/** By the name of the case: what our code gives for its input. */
const tests: Readonly<Record<string, (input: unknown) => unknown>> = {
  wilson(input) {
    const { successes, trials, level } = proportion.parse(input);
    return trials === 0 ? null : ends(wilsonInterval(successes, trials, level));
  },
  clopperPearson(input) {
    const { successes, trials, level } = proportion.parse(input);
    return trials === 0 ? null : ends(clopperPearsonInterval(successes, trials, level));
  },
  mcnemar(input) {
    const schema = z.object({ onlyFirstCorrect: z.number(), onlySecondCorrect: z.number() });
    const { onlyFirstCorrect, onlySecondCorrect } = schema.parse(input);
    const { exactP, midP, corrected, uncorrected } = mcnemarTest(onlyFirstCorrect, onlySecondCorrect);
    return {
      exactP,
      midP,
      chi2: corrected?.chiSquared,
      chi2P: corrected?.p,
      chi2Uncorrected: uncorrected?.chiSquared,
      chi2UncorrectedP: uncorrected?.p,
    };
  },
  cochranQ(input) {
    const { correct } = z.object({ correct: z.array(z.array(flag)) }).parse(input);
    const test = cochranQ(correct);
    return test.kind === 'undefined' ? { q: null, p: null } : { q: test.q, p: test.p };
  },
  wilcoxonSignedRank(input) {
    const { a, b } = pairs.parse(input);
    const test = wilcoxonSignedRank(a, b);
    return test.kind === 'undefined' ? { w: null, p: null } : { w: test.w, p: test.p };
  },
  correlation(input) {
    const { a, b } = pairs.parse(input);
    const [product, rank] = [pearson(a, b), spearman(a, b)];
    return {
      ...(product.kind === 'test' ? { pearson: product.r, pearsonP: product.p } : {}),
      ...(rank.kind === 'test' ? { spearman: rank.r, spearmanP: rank.p } : {}),
      kendallTauB: kendallTauB(a, b),
    };
  },
  pairedT(input) {
    const { a, b } = pairs.parse(input);
    const test = pairedT(a, b, 0.95);
    return test.kind === 'undefined' ? { t: null, p: null } : { t: test.t, p: test.p };
  },
  friedman(input) {
    const { scores } = z.object({ scores: z.array(z.array(z.number())) }).parse(input);
    const test = friedmanTest(scores);
    return test.kind === 'undefined' ? { chi2: null, p: null } : { chi2: test.chiSquared, p: test.p };
  },
  adjustP(input) {
    const { p } = z.object({ p: z.array(z.number()) }).parse(input);
    return { holm: holm(p), benjaminiHochberg: benjaminiHochberg(p), bonferroni: bonferroni(p) };
  },
  fleissKappa(input) {
    return fleissKappa(z.object({ ratings }).parse(input).ratings)();
  },
  krippendorffAlpha(input) {
    const schema = z.object({
      ratings,
      level: z.enum(['nominal', 'ordinal', 'interval', 'ratio']).default('nominal'),
    });
    const parsed = schema.parse(input);
    const rated = parsed.ratings.flat().filter((rating) => rating !== null);
    // nltk gives 1 where all ratings are the same; to us that is undefined.
    if (new Set(rated).size === 1) return 1;
    return krippendorffAlpha(parsed.ratings, parsed.level)();
  },
  cohenKappa(input) {
    const schema = pairs.extend({ weights: z.enum(['none', 'linear', 'quadratic']).default('none') });
    const { a, b, weights } = schema.parse(input);
    const size = Math.max(...a, ...b) + 1;
    const cells = new Float64Array(size * size);
    a.forEach((first, i) => {
      const cell = first * size + (b[i] ?? 0);
      cells[cell] = (cells[cell] ?? 0) + 1;
    });
    return cohenKappa(cells, size, size, weights);
  },
  delong(input) {
    const schema = z.object({ truth: z.array(flag), a: z.array(z.number()), b: z.array(z.number()) });
    const { truth, a, b } = schema.parse(input);
    const [first, second] = [delongAuc(truth, a, 0.95), delongAuc(truth, b, 0.95)];
    const test = delongTest(truth, a, b, 0.95);
    return {
      ...(first.kind === 'auc'
        ? { aucA: first.auc, varianceA: first.variance, ciA95: ends(first.interval) }
        : {}),
      ...(second.kind === 'auc' ? { aucB: second.auc } : {}),
      ...(test.kind === 'test' ? { z: test.z, p: test.p } : {}),
    };
  },
};

/** What our code gives for a golden case of the family `statistics`, whose name begins with that of the test. */
export function run(input: unknown, name: string): unknown {
  const [key = ''] = name.split(/[^A-Za-z]/);
  const test = tests[key];
  if (!test) throw new RangeError(`no test is called "${key}"; known are ${Object.keys(tests).join(', ')}`);
  return test(input);
}

function ends({ low, high }: Interval): readonly [number, number] {
  return [low, high];
}
