import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blobHash } from '../../domain/ids.ts';
import type { StoredBlob } from '../ports.ts';
import type { ImportBatch } from './batches.ts';
import { handOver } from './hand-over.ts';

const batchOf = (views: readonly Uint8Array<ArrayBuffer>[]): ImportBatch => ({
  samples: [],
  refused: [],
  done: 0,
  bytesRead: 0,
  alreadyHere: 0,
  blobs: views.map((bytes, n): StoredBlob => ({
    hash: blobHash(String(n).padStart(64, '0')),
    bytes,
    mediaType: 'image/png',
  })),
});

const bytesFrom = (first: number, length: number) =>
  Uint8Array.from({ length }, (_, at) => (first + at) % 256);

test('pictures that fill a buffer go over with it, uncopied', () => {
  const whole = bytesFrom(0, 10);
  const { batch, buffers } = handOver(batchOf([whole.subarray(0, 4), whole.subarray(4)]));
  expect(buffers).toEqual([whole.buffer]);
  expect(batch.blobs.map(({ bytes }) => bytes.buffer)).toEqual([whole.buffer, whole.buffer]);
});

test('of a buffer that holds anything else they are copied, and it stays', () => {
  const whole = bytesFrom(0, 10);
  const { batch, buffers } = handOver(batchOf([whole.subarray(0, 4), whole.subarray(5)]));
  expect(buffers).not.toContain(whole.buffer);
  expect(batch.blobs.map(({ bytes }) => [...bytes])).toEqual([
    [0, 1, 2, 3],
    [5, 6, 7, 8, 9],
  ]);
  expect(batch.blobs.every(({ bytes }) => bytes.buffer.byteLength === bytes.byteLength)).toBe(true);
});

test('whatever lies in whichever buffer, what arrives is what was there, and no other byte of it', () => {
  const buffer = fc.record({
    cuts: fc.array(fc.nat(40), { maxLength: 6 }),
    wanted: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
  });
  fc.assert(
    fc.property(fc.array(buffer, { maxLength: 5 }), (drawn) => {
      const views = drawn.flatMap(({ cuts, wanted }, n) => {
        const whole = bytesFrom(50 * n, 40);
        const edges = [0, ...cuts.toSorted((a, b) => a - b), 40];
        return edges
          .slice(1)
          .flatMap((to, at) => (wanted[at] === true ? [whole.subarray(edges[at], to)] : []));
      });
      const before = views.map((view) => [...view]);
      const { batch, buffers } = handOver(batchOf(views));
      const arrived = structuredClone(batch, { transfer: [...buffers] });
      expect(arrived.blobs.map(({ bytes }) => [...bytes])).toEqual(before);
      const sent = [...buffers.keys()].length;
      expect(new Set(arrived.blobs.map(({ bytes }) => bytes.buffer)).size).toBe(sent);
      const held = [...new Set(arrived.blobs.map(({ bytes }) => bytes.buffer))];
      expect(held.reduce((sum, { byteLength }) => sum + byteLength, 0)).toBe(before.flat().length);
    }),
  );
});
