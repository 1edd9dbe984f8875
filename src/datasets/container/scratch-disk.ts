import type { ScratchFile, ScratchSpace } from './scratch.ts';

const folderName = 'unpacked';
const lockOf = (name: string): string => `reading-room unpacked ${name}`;

/**
 * Scratch files in the origin's private file system, in a folder that lives as long as the worker that made it: the
 * worker holds a lock, and whoever comes next clears the folders whose lock nobody holds. Null where the browser has no
 * such file system.
 */
export function diskScratch(): ScratchSpace | null {
  if (!hasPrivateFiles()) return null;
  let folder: Promise<FileSystemDirectoryHandle> | null = null;
  let count = 0;
  return {
    async create() {
      folder ??= ownFolder();
      count += 1;
      return diskFile(await folder, String(count));
    },
  };
}

/** Deletes what earlier imports unpacked and were not there to clear: a person's data must not outlive her tab. */
export async function clearScratch(): Promise<void> {
  if (!hasPrivateFiles()) return;
  let parent: FileSystemDirectoryHandle;
  try {
    const root = await navigator.storage.getDirectory();
    parent = await root.getDirectoryHandle(folderName);
  } catch {
    return; // nothing was ever unpacked here, or may be: browsers refuse these files in a private window
  }
  const { held = [], pending = [] } = await navigator.locks.query();
  const alive = new Set([...held, ...pending].map(({ name }) => name));
  for await (const name of parent.keys()) {
    if (!alive.has(lockOf(name))) await parent.removeEntry(name, { recursive: true }).catch(() => undefined);
  }
}

const hasPrivateFiles = (): boolean =>
  typeof navigator !== 'undefined' &&
  'storage' in navigator &&
  'getDirectory' in navigator.storage &&
  'locks' in navigator &&
  typeof FileSystemFileHandle !== 'undefined' &&
  'createWritable' in FileSystemFileHandle.prototype;

async function ownFolder(): Promise<FileSystemDirectoryHandle> {
  await clearScratch().catch(() => undefined);
  const name = crypto.randomUUID();
  // Held until the worker ends, which releases it.
  await new Promise<void>((begun, failed) => {
    navigator.locks
      .request(lockOf(name), () => {
        begun();
        return new Promise<void>(() => undefined);
      })
      .catch(failed);
  });
  const root = await navigator.storage.getDirectory();
  const parent = await root.getDirectoryHandle(folderName, { create: true });
  return parent.getDirectoryHandle(name, { create: true });
}

async function diskFile(folder: FileSystemDirectoryHandle, name: string): Promise<ScratchFile> {
  const handle = await folder.getFileHandle(name, { create: true });
  const stream = await handle.createWritable();
  return {
    write: (chunk) => stream.write(chunk),
    async finish() {
      await stream.close();
      return handle.getFile();
    },
    async discard() {
      await stream.abort().catch(() => undefined);
      await folder.removeEntry(name).catch(() => undefined);
    },
  };
}
