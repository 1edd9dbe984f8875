import type { DroppedFile } from './source.ts';

/** Files whose names are asked for in one task: a browser takes some microseconds for each. */
const namedAtOnce = 500;

/** Files of a dropped folder that the browser is asked for together: one after the other takes longer, and all come in one task. */
const takenAtOnce = 25;

/** Files of a file dialog; those of a chosen folder keep its name and their place in it. */
export async function filesOfList(files: Iterable<File>): Promise<DroppedFile[]> {
  const named: DroppedFile[] = [];
  for (const file of [...files]) {
    const path = file.webkitRelativePath;
    named.push({ path: path === '' ? file.name : path, file });
    if (named.length % namedAtOnce === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  return named;
}

/**
 * Every file of a drop, folders to any depth. Call it inside the drop's event: the transfer is emptied when the event
 * ends, so its entries are taken at once, before anything is awaited.
 */
export async function filesOfDrop(
  transfer: DataTransfer,
  onFound: (files: number) => void = () => undefined,
): Promise<DroppedFile[]> {
  const items = [...transfer.items].filter((item) => item.kind === 'file');
  const entries = items.map((item) => item.webkitGetAsEntry());
  const loose = items.map((item) => item.getAsFile());
  const files: DroppedFile[] = [];
  for (const [at, entry] of entries.entries()) {
    const file = loose[at];
    if (entry !== null) await collect(entry, files, onFound);
    else if (file) files.push({ path: file.name, file });
  }
  return files;
}

async function collect(
  entry: FileSystemEntry,
  files: DroppedFile[],
  onFound: (files: number) => void,
): Promise<void> {
  if (isFile(entry)) files.push(await fileOf(entry));
  if (!isDirectory(entry)) return;
  const inside = await children(entry);
  for (let at = 0; at < inside.length; at += takenAtOnce) {
    const some = inside.slice(at, at + takenAtOnce);
    // In the folder's order, with the files that lie between two folders asked for together.
    const taken = await Promise.all(
      some.map((child) => (isFile(child) ? fileOf(child) : Promise.resolve(child))),
    );
    for (const child of taken) {
      if ('path' in child) files.push(child);
      else await collect(child, files, onFound);
    }
    onFound(files.length);
  }
}

async function fileOf(entry: FileSystemFileEntry): Promise<DroppedFile> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  return { path: entry.fullPath.replace(/^\//, ''), file };
}

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** A reader gives a folder's entries in batches (Chromium: 100), and an empty one at the end. */
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return all;
    all.push(...batch);
  }
}
