/** Ways to adjust the p values of several tests, each in the order of the tests and at most 1. */

/** Bonferroni: p times the number of tests. Holds the chance of any false finding. */
export function bonferroni(p: readonly number[]): number[] {
  requireProbabilities(p);
  return p.map((value) => Math.min(1, value * p.length));
}

/** Holm's step-down: holds the chance of any false finding and is never weaker than Bonferroni. Source: Holm 1979. */
export function holm(p: readonly number[]): number[] {
  requireProbabilities(p);
  const adjusted = [...p];
  let greatest = 0;
  ascending(p).forEach((test, i) => {
    greatest = Math.max(greatest, Math.min(1, (p.length - i) * (p[test] ?? 1)));
    adjusted[test] = greatest;
  });
  return adjusted;
}

/** Benjamini and Hochberg's step-up: holds the expected share of false findings among the findings. Source: 1995. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  requireProbabilities(p);
  const adjusted = [...p];
  let least = 1;
  ascending(p)
    .reverse()
    .forEach((test, i) => {
      least = Math.min(least, ((p[test] ?? 1) * p.length) / (p.length - i));
      adjusted[test] = least;
    });
  return adjusted;
}

function ascending(p: readonly number[]): number[] {
  return [...p.keys()].sort((a, b) => (p[a] ?? 0) - (p[b] ?? 0));
}

function requireProbabilities(p: readonly number[]): void {
  const wrong = p.find((value) => !(value >= 0 && value <= 1));
  if (wrong !== undefined) throw new RangeError(`a p value lies between 0 and 1, not at ${wrong}`);
}
