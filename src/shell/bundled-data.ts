import type { Specialty } from '../domain/dataset/dataset.ts';
import type { DroppedFile } from '../datasets/container/source.ts';
import type { BundledCollection } from '../ui/datasets/services.ts';
import type { Core } from './core.ts';

const root = 'static-datasets';

interface IndexEntry {
  readonly folder: string;
  readonly name: string;
  readonly specialty: Specialty;
  readonly cases: number;
  readonly bytes: number;
  readonly thumbnail: string | null;
}

/** The collections that come with the app. A copy in storage is told by its name: only the import knows the key. */
export async function bundledCollections(core: Core): Promise<BundledCollection[]> {
  const entries = await readIndex(core);
  return entries.map(({ folder, name, specialty, cases, bytes, thumbnail }) => ({
    folder,
    name,
    specialty,
    caseCount: cases,
    byteCount: bytes,
    thumbnail: thumbnail === null ? null : `${root}/${thumbnail}`,
    sourceKey: null,
  }));
}

/** Every file of a collection, as if its folder had been dropped. */
export async function bundledFiles(core: Core, folder: string): Promise<DroppedFile[]> {
  const { z } = await import('zod');
  const manifest = await asset(core, `${folder}/dataset.json`);
  const text = await manifest.text();
  const schema = z.object({
    samples: z.array(
      z.object({
        images: z.array(z.object({ file: z.string() })),
        truth: z.object({ masks: z.array(z.object({ file: z.string().optional() })).optional() }),
      }),
    ),
  });
  const { samples } = schema.parse(JSON.parse(text));
  const names = new Set(
    samples.flatMap(({ images, truth }) => [
      ...images.map(({ file }) => file),
      ...(truth.masks ?? []).flatMap(({ file }) => file ?? []),
    ]),
  );
  const files = await Promise.all(
    [...names].map(async (name) => ({
      path: `${folder}/${name}`,
      file: await asset(core, `${folder}/${name}`),
    })),
  );
  return [{ path: `${folder}/dataset.json`, file: manifest }, ...files];
}

async function readIndex(core: Core): Promise<readonly IndexEntry[]> {
  const { z } = await import('zod');
  const { specialties } = await import('../domain/dataset/dataset.ts');
  const schema = z.object({
    format: z.literal('reading-room/index'),
    version: z.literal(1),
    collections: z.array(
      z.object({
        folder: z.string(),
        name: z.string(),
        specialty: z.enum(specialties),
        cases: z.int(),
        bytes: z.int(),
        thumbnail: z.string().nullable(),
      }),
    ),
  });
  return schema.parse(JSON.parse(await (await asset(core, 'index.json')).text())).collections;
}

async function asset(core: Core, path: string): Promise<Blob> {
  const response = await core.door.fetch(`${root}/${path}`, {}, { kind: 'asset', what: path });
  if (!response.ok) throw new Error(`${path} of the sample data is not there (${String(response.status)}).`);
  return response.blob();
}
