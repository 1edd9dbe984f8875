/** Medians of measurements that were taken in turn, so that what else a machine does falls on each alike. */
export interface Compared {
  /** Median of ours. */
  readonly ours: number;
  /** Median over the rounds of ours by the peer's, by name of the peer. */
  ratio(peer: string): number;
}

/**
 * Measures ours and its peers in turn, `rounds` times, after one round of ours to warm up where `warm` says so. Every
 * second round goes backwards: none is always the one that comes after another.
 */
export async function interleaved(
  rounds: number,
  ours: () => Promise<number>,
  peers: Readonly<Record<string, () => Promise<number>>>,
): Promise<Compared> {
  const measured: number[] = [];
  const ratios = new Map<string, number[]>(Object.keys(peers).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const all = [['', ours] as const, ...Object.entries(peers)];
    if (round % 2 === 0) all.reverse();
    const seconds = new Map<string, number>();
    for (const [name, measure] of all) seconds.set(name, await measure());
    const own = seconds.get('') ?? NaN;
    measured.push(own);
    for (const [name, list] of ratios) list.push(own / (seconds.get(name) ?? NaN));
  }
  return { ours: median(measured), ratio: (peer) => median(ratios.get(peer) ?? []) };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}
