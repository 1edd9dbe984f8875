import { startAnsweringServer } from './answering-server.ts';
import { openBenchPage } from './bench-page.ts';
import type { Figures } from './figure.ts';
import { interleaved } from './interleave.ts';

const trials = 2000;
const rounds = 3;

/** A whole run in real Chromium beside a bare loop of fetch, against a server that answers at once. */
export async function figures(): Promise<Figures> {
  const server = await startAnsweringServer('{"label":"normal","confidence":0.9}');
  const bench = await openBenchPage();
  try {
    const { page, orBroken } = bench;
    const bare = (count: number) =>
      orBroken(
        page.evaluate(([address, n]) => window.bench.bareEngine(address, n), [
          server.address,
          count,
        ] as const),
      );
    const ours = (count: number) =>
      orBroken(
        page.evaluate(([address, n]) => window.bench.ourEngine(address, n), [server.address, count] as const),
      );
    // The code is compiled, the connections are open.
    await bare(100);
    await ours(100);
    const compared = await interleaved(rounds, () => ours(trials), { bare: () => bare(trials) });
    const ratio = compared.ratio('bare');
    return {
      [`engine over ${trials.toLocaleString('en')} trials`]: {
        value: trials / compared.ours,
        unit: 'trials/s',
        goal: 'at most 2x the time of a bare fetch loop',
        ok: ratio <= 2,
        ratio,
        against: 'the time of a bare fetch loop at the same concurrency',
      },
    };
  } finally {
    await bench.close();
    await server.close();
  }
}
