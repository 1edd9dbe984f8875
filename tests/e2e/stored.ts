import { expect, type Page } from '@playwright/test';
import { z } from 'zod';

/** What lies in the database: every row of a data set, and whether each of its cases has its pictures. */
export const stored = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('reading-room');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('not opened'));
    });
    const rows = (store: string, keys = false) =>
      new Promise<unknown[]>((resolve, reject) => {
        const objects = database.transaction(store).objectStore(store);
        const request = keys ? objects.getAllKeys() : objects.getAll();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('not read'));
      });
    const [datasets, samples, blobs] = await Promise.all([
      rows('datasets'),
      rows('samples'),
      rows('blobs', true),
    ]);
    database.close();
    return JSON.stringify({ datasets, samples, blobs });
  });

const storedSchema = z.object({
  datasets: z.array(z.object({ id: z.string(), name: z.string(), sampleCount: z.number() })),
  samples: z.array(z.object({ dataset: z.string(), images: z.array(z.object({ blob: z.string() })) })),
  blobs: z.array(z.string()),
});

/** Every case is whole, every picture is of a case, and every data set has as many cases as it says. */
export function expectWhole(text: string): z.infer<typeof storedSchema> {
  const { datasets, samples, blobs } = storedSchema.parse(JSON.parse(text));
  const used = new Set(samples.flatMap(({ images }) => images.map(({ blob }) => blob)));
  expect([...used].sort()).toEqual([...blobs].sort());
  for (const { id, sampleCount } of datasets)
    expect(samples.filter(({ dataset }) => dataset === id)).toHaveLength(sampleCount);
  expect(samples.every(({ dataset }) => datasets.some(({ id }) => id === dataset))).toBe(true);
  return { datasets, samples, blobs };
}
