import { proxy, wrap } from 'comlink';
import type { ExportProgress } from '../datasets/export/write.ts';
import type { ExportEnd, ExportRequest } from '../ui/datasets/keeping/services.ts';
import type { ExportWorkerApi } from './export.worker.ts';

declare global {
  interface FileSystemFileHandle {
    /** Chromium alone. */
    remove?: () => Promise<void>;
  }
  interface Window {
    /** Chromium alone; see https://wicg.github.io/file-system-access/. */
    showSaveFilePicker?: (options: {
      readonly suggestedName: string;
      readonly types: readonly {
        readonly description: string;
        readonly accept: Readonly<Record<string, readonly string[]>>;
      }[];
    }) => Promise<FileSystemFileHandle>;
  }
}

/** Asks where to save (where the browser can), then writes in a worker: to the disk as it goes, else into a download. */
export async function exportDataset(
  { dataset, format, filter }: ExportRequest,
  onProgress: (progress: ExportProgress) => void,
  signal: AbortSignal,
): Promise<ExportEnd> {
  const suggestedName = fileNameOf(dataset.name, format);
  const chosen = await chooseFile(suggestedName);
  if (chosen === 'cancelled') return { kind: 'cancelled' };
  const worker = new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module' });
  const api = wrap<ExportWorkerApi>(worker);
  const died = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) =>
      reject(new Error(`The export ended early: ${message || 'the browser stopped it'}.`)),
    );
  });
  const cancel = () => void api.cancel();
  signal.addEventListener('abort', cancel);
  try {
    signal.throwIfAborted();
    const writing = api.write(dataset.id, format, filter, chosen, proxy(onProgress));
    const { outcome, blob } = await Promise.race([writing, died]);
    const bytes = blob?.size ?? (await chosen?.getFile())?.size ?? 0;
    if (blob !== null) download(blob, suggestedName);
    const fileName = chosen?.name ?? suggestedName;
    return { kind: 'saved', fileName, where: blob === null ? 'file' : 'download', bytes, outcome };
  } catch (error) {
    await discard(chosen);
    if (signal.aborted) return { kind: 'cancelled' };
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
    worker.terminate();
  }
}

async function chooseFile(suggestedName: string): Promise<FileSystemFileHandle | null | 'cancelled'> {
  if (window.showSaveFilePicker === undefined) return null;
  try {
    return await window.showSaveFilePicker({
      suggestedName,
      types: [{ description: 'Zip archive', accept: { 'application/zip': ['.zip'] } }],
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
    // A page in a frame, or a policy, may forbid it: a download still can be made.
    return null;
  }
}

/** A file that was made for the export and holds nothing is taken away; one that was there before keeps its content. */
async function discard(file: FileSystemFileHandle | null): Promise<void> {
  try {
    if (file !== null && (await file.getFile()).size === 0) await file.remove?.();
  } catch {
    // What was not written does no harm where it stays.
  }
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function fileNameOf(name: string, format: ExportRequest['format']): string {
  const plain = name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'dataset';
  return `${plain}${format === 'coco' ? '-coco' : ''}.zip`;
}
