import { afterEach, expect, test } from 'vitest';
import type { CountingApi } from '../../../tests/fixtures/workers/counting.worker.ts';
import { IdleWorker, WorkerLostError } from './idle-worker.ts';

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const worker of opened.splice(0)) worker.close();
});

function setUp(options: { idleMs?: number; prepare?: () => Promise<string> } = {}) {
  let started = 0;
  const worker = new IdleWorker<CountingApi, string>(
    () => {
      started += 1;
      const url = new URL('../../../tests/fixtures/workers/counting.worker.ts', import.meta.url);
      return new Worker(url, { type: 'module' });
    },
    options.prepare ?? (() => Promise.resolve('ready')),
    options.idleMs ?? 60_000,
  );
  opened.push(worker);
  const { signal } = new AbortController();
  return {
    worker,
    signal,
    started: () => started,
    count: () => worker.use((api) => api.count(), 5_000, signal),
  };
}

test('starts once, when it is needed, and is prepared before its first call', async () => {
  const { worker, signal, started, count } = setUp();
  expect(started()).toBe(0);
  expect([await count(), await count()]).toEqual([1, 2]);
  expect(await worker.use((_, prepared) => Promise.resolve(prepared), 5_000, signal)).toBe('ready');
  expect(started()).toBe(1);
});

test('calls are done one at a time, in the order in which they came', async () => {
  const { worker, signal } = setUp();
  const done: number[] = [];
  const calls = [60, 20, 1].map(async (milliseconds) => {
    done.push(await worker.use((api) => api.after(milliseconds), 5_000, signal));
  });
  await Promise.all(calls);
  expect(done).toEqual([60, 20, 1]);
});

test('is ended when idle, and started again by the next call', async () => {
  const { started, count } = setUp({ idleMs: 30 });
  expect(await count()).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(await count()).toBe(1);
  expect(started()).toBe(2);
});

test('a worker that dies loses its call alone', async () => {
  const { worker, signal, started, count } = setUp();
  await count();
  const lost = worker.use((api) => api.die(), 5_000, signal);
  const next = count();
  await expect(lost).rejects.toBeInstanceOf(WorkerLostError);
  await expect(lost).rejects.toThrow('out of memory');
  expect(await next).toBe(1);
  expect(started()).toBe(2);
});

test('a worker that vanishes without a word is given up in time', async () => {
  const { worker, signal, count } = setUp();
  await count();
  await expect(worker.use((api) => api.vanish(), 100, signal)).rejects.toThrow('did not answer within 0.1 s');
  expect(await count()).toBe(1);
});

test('what it could not be prepared for is told, and tried again by the next call', async () => {
  let tries = 0;
  const { started, count } = setUp({
    prepare: () => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('no weights')) : Promise.resolve('ready');
    },
  });
  await expect(count()).rejects.toThrow('no weights');
  expect(await count()).toBe(1);
  expect(started()).toBe(2);
});

test('an abort rejects at once with its reason, and leaves the worker for the others', async () => {
  const { worker, started, count } = setUp();
  await count();
  const controller = new AbortController();
  const reason = new Error('paused');
  const under = worker.use((api) => api.after(200), 5_000, controller.signal);
  const waiting = worker.use((api) => api.count(), 5_000, controller.signal);
  controller.abort(reason);
  await expect(under).rejects.toBe(reason);
  await expect(waiting).rejects.toBe(reason);
  expect(await count()).toBe(2);
  expect(started()).toBe(1);
});

test('once closed, it starts no more workers', async () => {
  const { worker, signal, started, count } = setUp();
  await count();
  const under = worker.use((api) => api.after(5_000), 10_000, signal);
  const waiting = count();
  await new Promise((resolve) => setTimeout(resolve, 20));
  worker.close();
  await expect(under).rejects.toThrow('it was closed');
  await expect(waiting).rejects.toThrow('it was closed');
  expect(started()).toBe(1);
});
