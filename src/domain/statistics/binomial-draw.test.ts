import { expect, it } from 'vitest';
import { binomialDrawer } from './binomial-draw.ts';
import { binomialMass } from './distributions/binomial.ts';
import { seededRandom } from './random.ts';

const draw = binomialDrawer(400);

it('draws nothing where nothing can succeed, and all where nothing can fail', () => {
  const random = seededRandom(1);
  for (const p of [0, -0.1]) expect(draw(random, 10, p)).toBe(0);
  for (const p of [1, 1.1]) expect(draw(random, 10, p)).toBe(10);
  for (const p of [0, 0.3, 1]) expect(draw(random, 0, p)).toBe(0);
});

it('asks for no random number where there is nothing to draw', () => {
  const random = { ...seededRandom(1), uniform: () => expect.unreachable('a number was drawn') };
  expect([draw(random, 0, 0.4), draw(random, 7, 0), draw(random, 7, 1)]).toEqual([0, 0, 7]);
});

it('draws failures where they are rarer', () => {
  for (const n of [8, 390]) {
    const [one, other] = [seededRandom(5), seededRandom(5)];
    for (let i = 0; i < 50; i += 1) expect(draw(one, n, 0.75)).toBe(n - draw(other, n, 0.25));
  }
});

it.each([
  [5, 0.3],
  [40, 0.1],
  [60, 0.5],
  [300, 0.04],
  [300, 0.9],
  [400, 0.5],
])('of %d trials at %d follow the binomial distribution', (n, p) => {
  const random = seededRandom(21);
  const draws = 20_000;
  const seen = new Float64Array(n + 1);
  for (let i = 0; i < draws; i++) {
    const k = draw(random, n, p);
    seen[k] = (seen[k] ?? 0) + 1;
  }
  let chiSquared = 0;
  let bins = 0;
  seen.forEach((count, k) => {
    const expected = draws * binomialMass(k, n, p);
    if (expected < 5) return;
    chiSquared += (count - expected) ** 2 / expected;
    bins++;
  });
  // Three standard deviations and more above its mean.
  expect(chiSquared).toBeLessThan(bins + 4 * Math.sqrt(2 * bins));
});
