import { expect, test } from 'vitest';
import { GroupCommit } from './group-commit.ts';

/** A store whose writes end when they are told to. */
function slowStore() {
  const writes: { readonly records: readonly number[]; readonly end: (error?: Error) => void }[] = [];
  const commit = new GroupCommit<number>(
    (records) =>
      new Promise((resolve, reject) => {
        writes.push({ records, end: (error) => (error ? reject(error) : resolve()) });
      }),
  );
  return { commit, writes, written: () => writes.map(({ records }) => records) };
}

test('writes the first at once, and together what comes while it is written', async () => {
  const { commit, writes, written } = slowStore();
  const all = [1, 2, 3].map((record) => commit.add(record));
  expect(written()).toEqual([[1]]);
  writes[0]?.end();
  await all[0];
  await expect.poll(written).toEqual([[1], [2, 3]]);
  writes[1]?.end();
  await Promise.all(all);
});

test('resolves once the record is written, not before', async () => {
  const { commit, writes } = slowStore();
  let done = false;
  const added = commit.add(1).then(() => (done = true));
  await Promise.resolve();
  expect(done).toBe(false);
  writes[0]?.end();
  await added;
  expect(done).toBe(true);
});

test('many that wait do not wait for the clock', async () => {
  const { commit, writes, written } = slowStore();
  const all = Array.from({ length: 40 }, (_, n) => commit.add(n));
  writes[0]?.end();
  await all[0];
  await Promise.resolve();
  expect(written().map(({ length }) => length)).toEqual([1, 39]);
  writes[1]?.end();
  await Promise.all(all);
});

test('a write that fails rejects its own records alone; what comes later is written', async () => {
  const { commit, writes } = slowStore();
  const [first, second] = [commit.add(1), commit.add(2)];
  writes[0]?.end(new Error('disk full'));
  await expect(first).rejects.toThrow('disk full');
  await expect.poll(() => writes.length).toBe(2);
  writes[1]?.end();
  await second;
});
