import type { RefusedFile } from '../../src/domain/dataset/dataset.ts';
import { strippers } from '../../src/datasets/image/strip.ts';
import type { PictureDecoder } from '../../src/datasets/image/decoder.ts';
import { ImportSession } from '../../src/datasets/import/session.ts';
import { damaged, dice } from './damage.ts';
import type { Target } from './seeds.ts';

/** What became of a file: how many cases came of it, and how many refusals. */
export interface Outcome {
  readonly cases: number;
  readonly refusals: number;
}

/** The damaged file of a number: the same wherever the seeds are the same. */
export function inputOf({ seeds, wrap, name }: Target, number: number): Uint8Array<ArrayBuffer> {
  const roll = dice(number * 2_654_435_761 + salt(name));
  const seed = seeds[roll(seeds.length)] ?? new Uint8Array();
  if (wrap === undefined) return damaged(seed, seeds, roll);
  const packed = (bytes: Uint8Array) => new Uint8Array(wrap(bytes));
  return roll(2) === 0 ? packed(damaged(seed, seeds, roll)) : damaged(packed(seed), seeds.map(packed), roll);
}

/** Another stream of numbers for each reader. */
const salt = (name: string): number =>
  new TextEncoder().encode(name).reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7);

/** Previews a file as a person would drop it, or imports it. Throws where that does: that is a fault. */
export async function tryFile(
  { path, beside = {} }: Target,
  bytes: Uint8Array,
  how: 'preview' | 'import' = 'import',
): Promise<Outcome> {
  const dropped = [
    ...Object.entries(beside).map(([name, own]) => ({
      path: `set/${name}`,
      file: new Blob([new Uint8Array(own)]),
    })),
    { path: `set/${path}`, file: new Blob([new Uint8Array(bytes)]) },
  ];
  const session = await ImportSession.open(dropped, withoutDecoder);
  if (how === 'preview') {
    const { caseCount, refused } = await session.preview({});
    return outcomeOf(caseCount, refused);
  }
  const { dataset } = await session.head({});
  const batches = await Array.fromAsync(session.batches({}, new Map(), null));
  return outcomeOf(
    batches.reduce((sum, { samples }) => sum + samples.length, 0),
    [...dataset.refused, ...batches.flatMap(({ refused }) => refused)],
  );
}

function outcomeOf(cases: number, refused: readonly RefusedFile[]): Outcome {
  if (refused.some(({ path, reason, remedy }) => path === '' || reason === '' || remedy === ''))
    throw new Error('a refusal says nothing');
  return { cases, refusals: refused.length };
}

/** Sizes by the headers: Node has no decoder of pictures. */
const withoutDecoder: PictureDecoder = {
  measure(bytes, mediaType) {
    const picture = strippers[mediaType](bytes);
    return picture.kind === 'stripped' ? Promise.resolve(picture) : Promise.reject(new Error(picture.reason));
  },
  pixels: () => Promise.reject(new Error('there is no decoder')),
  thumbnail: () => Promise.resolve(new Blob()),
};
