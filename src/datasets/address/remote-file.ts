import type { DroppedFile } from '../container/source.ts';

/** Sends a request to another machine, and lists it. Rejects as `fetch` does, or because it is not allowed. */
export type AskRemote = (url: string, init: RequestInit) => Promise<Response>;

/** A file that lies elsewhere, as its server describes it. */
export interface RemoteFile {
  readonly url: string;
  readonly host: string;
  readonly name: string;
  /** Bytes; null where the server does not say. */
  readonly size: number | null;
  /** Can it be had in parts, so that one that fails is asked for again and not all of it? */
  readonly inParts: boolean;
}

/** What a person is told when a file cannot be had. */
export class RemoteFileError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'RemoteFileError';
  }
}

export interface FetchOptions {
  /** Told of the bytes that are here. */
  readonly onProgress: (read: number) => void;
  readonly signal: AbortSignal;
  /** Bytes of a part; default 8 MiB. */
  readonly partBytes?: number;
  /** Milliseconds before a part that failed is asked for again, times two each time; default 500. */
  readonly patience?: number;
}

const attempts = 4;

/** Asks for the first byte of a file, to learn what it is. Throws RemoteFileError. */
export async function findRemoteFile(
  address: string,
  ask: AskRemote,
  signal: AbortSignal,
): Promise<RemoteFile> {
  const url = asUrl(address);
  const response = await asked(url, { headers: { Range: 'bytes=0-0' }, signal }, ask);
  const total = response.status === 206 ? rangeOf(response)?.total : undefined;
  const length = response.status === 200 ? response.headers.get('content-length') : null;
  await response.body?.cancel().catch(() => undefined);
  return {
    url: url.href,
    host: url.host,
    name: nameOf(url),
    size: total ?? (length === null ? null : Number(length)),
    // A server that is not allowed to tell how large it is cannot be asked for parts.
    inParts: total !== undefined && total > 0,
  };
}

/** Brings the file here, in parts where its server gives parts. Throws RemoteFileError, and AbortError. */
export async function fetchRemoteFile(
  file: RemoteFile,
  ask: AskRemote,
  options: FetchOptions,
): Promise<DroppedFile> {
  const parts =
    file.inParts && file.size !== null ? inParts(file, file.size, ask, options) : whole(file, ask, options);
  const pieces: Blob[] = [];
  let read = 0;
  for await (const piece of parts) {
    pieces.push(piece);
    read += piece.size;
    options.onProgress(read);
  }
  return { path: file.name, file: new Blob(pieces) };
}

/** Each part as a blob of its own: the browser may lay it on the disk. */
async function* inParts(
  file: RemoteFile,
  size: number,
  ask: AskRemote,
  { signal, partBytes = 8 * 1024 ** 2, patience = 500 }: FetchOptions,
): AsyncGenerator<Blob, void, undefined> {
  for (let from = 0; from < size; from += partBytes) {
    const to = Math.min(size, from + partBytes);
    for (let attempt = 1; ; attempt += 1) {
      try {
        yield await part(file, size, [from, to], ask, signal);
        break;
      } catch (error) {
        signal.throwIfAborted();
        if (attempt === attempts || (error instanceof RemoteFileError && error.cause === undefined))
          throw error;
        await sleep(patience * 2 ** (attempt - 1), signal);
      }
    }
  }
}

async function part(
  file: RemoteFile,
  size: number,
  [from, to]: readonly [number, number],
  ask: AskRemote,
  signal: AbortSignal,
): Promise<Blob> {
  const headers = { Range: `bytes=${String(from)}-${String(to - 1)}` };
  const response = await asked(new URL(file.url), { headers, signal }, ask);
  const range = response.status === 206 ? rangeOf(response) : null;
  if (range?.from !== from || range.total !== size) {
    await response.body?.cancel().catch(() => undefined);
    throw new RemoteFileError(`${file.name} changed at ${file.host} while it was fetched. Fetch it again.`);
  }
  const blob = await bodyOf(response, file);
  if (blob.size !== to - from) throw brokenOff(file, new Error(`${String(blob.size)} bytes came`));
  return blob;
}

async function* whole(
  file: RemoteFile,
  ask: AskRemote,
  { signal }: FetchOptions,
): AsyncGenerator<Blob, void, undefined> {
  const response = await asked(new URL(file.url), { signal }, ask);
  if (response.body === null) return;
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield new Blob([value]);
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw brokenOff(file, cause);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function bodyOf(response: Response, file: RemoteFile): Promise<Blob> {
  try {
    return await response.blob();
  } catch (cause) {
    throw brokenOff(file, cause);
  }
}

const brokenOff = ({ name, host }: RemoteFile, cause: unknown): RemoteFileError =>
  new RemoteFileError(`${name} broke off on its way from ${host}. Fetch it again.`, { cause });

/** A response of success. Failures that may pass have a cause; the others are the server's last word. */
async function asked(url: URL, init: RequestInit, ask: AskRemote): Promise<Response> {
  let response: Response;
  try {
    response = await ask(url.href, init);
  } catch (cause) {
    init.signal?.throwIfAborted();
    if (cause instanceof Error && 'code' in cause && cause.code === 'not-allowed') throw cause;
    throw new RemoteFileError(
      `The browser could not read from ${url.host}. Either the network is down, or that server does not let other pages read its files (CORS): then download the file there and add it here.`,
      { cause },
    );
  }
  if (response.status === 200 || response.status === 206) return response;
  await response.body?.cancel().catch(() => undefined);
  const cause = response.status === 429 || response.status >= 500 ? { cause: response.status } : undefined;
  throw new RemoteFileError(refusalOf(url.host, response.status), cause);
}

function refusalOf(host: string, status: number): string {
  if (status === 401 || status === 403)
    return `${host} gives this file only to those who have signed in or agreed to its terms. Download it there, then add it here.`;
  if (status === 404 || status === 410) return `${host} has no file at this address. Check it.`;
  if (status === 429) return `${host} asks for a pause. Try again in a while.`;
  return `${host} answered with status ${String(status)}. Try again later, or download the file there and add it here.`;
}

function asUrl(address: string): URL {
  const text = address.trim();
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new RemoteFileError(
      'This is no address of a file. It should look like https://example.org/set/train.parquet.',
    );
  return url;
}

/** The last part of the path. */
function nameOf(url: URL): string {
  const last = url.pathname.split('/').findLast((segment) => segment !== '') ?? url.host;
  try {
    return decodeURIComponent(last).replaceAll('/', '_');
  } catch {
    return last;
  }
}

/** RFC 9110, 14.4. Null where the header is not there, or the server may not show it to other pages. */
function rangeOf(response: Response): { readonly from: number; readonly total: number } | null {
  const [, from, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '') ?? [];
  return from === undefined || total === undefined ? null : { from: Number(from), total: Number(total) };
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('cancelled', 'AbortError'));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
