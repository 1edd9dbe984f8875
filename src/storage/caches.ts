/** What the browser's cache of files holds under one name. */
export interface CacheSize {
  readonly name: string;
  readonly count: number;
  readonly bytes: number;
}

/** Every cache of this app, by name. Empty where the browser has none (a page without https). */
export async function measureCaches(): Promise<readonly CacheSize[]> {
  if (!('caches' in globalThis)) return [];
  const sizes: CacheSize[] = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    const requests = await cache.keys();
    let bytes = 0;
    for (const request of requests) {
      const response = await cache.match(request);
      const length = response?.headers.get('content-length');
      // A server that compresses says how much it sent, not how much is kept: then it is counted.
      const said = response?.headers.has('content-encoding') ? null : length;
      bytes += said == null ? ((await response?.blob())?.size ?? 0) : Number(said);
    }
    sizes.push({ name, count: requests.length, bytes });
  }
  return sizes;
}

export async function deleteCache(name: string): Promise<void> {
  await caches.delete(name);
}

/** Files in the origin's private file system, with their bytes; none where the browser has no such. */
export async function measureFiles(): Promise<{ readonly count: number; readonly bytes: number }> {
  const root = await privateFiles();
  return root === null ? { count: 0, bytes: 0 } : filesIn(root);
}

/** null where there are none: WebKit outside Safari has none, Firefox and Safari refuse them in a private window. */
async function privateFiles(): Promise<FileSystemDirectoryHandle | null> {
  if (!('storage' in navigator) || !('getDirectory' in navigator.storage)) return null;
  return navigator.storage.getDirectory().catch(() => null);
}

async function filesIn(folder: FileSystemDirectoryHandle): Promise<{ count: number; bytes: number }> {
  const total = { count: 0, bytes: 0 };
  for await (const entry of folder.values()) {
    const { count, bytes } = isFolder(entry)
      ? await filesIn(entry)
      : { count: 1, bytes: await sizeOf(entry) };
    total.count += count;
    total.bytes += bytes;
  }
  return total;
}

const isFolder = (entry: FileSystemHandle): entry is FileSystemDirectoryHandle => entry.kind === 'directory';

/** 0 for one that an import deletes at this moment. */
async function sizeOf(entry: FileSystemHandle): Promise<number> {
  try {
    return entry instanceof FileSystemFileHandle ? (await entry.getFile()).size : 0;
  } catch {
    return 0;
  }
}
