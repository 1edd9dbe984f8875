import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchRemoteFile, findRemoteFile, RemoteFileError } from './remote-file.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const open: { close: () => void }[] = [];
afterEach(() => open.splice(0).forEach(({ close }) => close()));

/** A real server; gives its address and the ranges that it was asked for. */
async function serve(answer: Answer): Promise<{ readonly address: string; readonly ranges: string[] }> {
  const ranges: string[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? 'all');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return { address: `http://127.0.0.1:${String(bound.port)}/sets/train%20one.parquet?download=true`, ranges };
}

const content = Uint8Array.from({ length: 1000 }, (_, at) => at % 251);

/** Gives parts as RFC 9110 says. */
const inParts: Answer = (request, response) => {
  const [, from = '0', to = '999'] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const body = content.subarray(Number(from), Number(to) + 1);
  response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${String(content.length)}` }).end(body);
};

const ask = (url: string, init: RequestInit) => fetch(url, init);
const live = new AbortController().signal;
const quickly = { signal: live, partBytes: 300, patience: 1 };
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

describe('a file at an address', () => {
  test('comes in parts, with progress, under its own name', async () => {
    const { address, ranges } = await serve(inParts);
    const file = await findRemoteFile(` ${address} `, ask, live);
    expect(file).toMatchObject({ name: 'train one.parquet', size: 1000, inParts: true });
    const read: number[] = [];
    const fetched = await fetchRemoteFile(file, ask, { ...quickly, onProgress: (n) => read.push(n) });
    expect(fetched.path).toBe('train one.parquet');
    expect(await bytesOf(fetched.file)).toEqual(content);
    expect(read).toEqual([300, 600, 900, 1000]);
    expect(ranges).toEqual(['bytes=0-0', 'bytes=0-299', 'bytes=300-599', 'bytes=600-899', 'bytes=900-999']);
  });

  test('comes whole where the server knows no parts', async () => {
    const { address } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': content.length }).end(content);
    });
    const file = await findRemoteFile(address, ask, live);
    expect(file).toMatchObject({ size: 1000, inParts: false });
    const fetched = await fetchRemoteFile(file, ask, { ...quickly, onProgress: () => undefined });
    expect(await bytesOf(fetched.file)).toEqual(content);
  });

  test('a part that fails is asked for again, and only that', async () => {
    let failures = 0;
    const { address, ranges } = await serve((request, response) => {
      if (request.headers.range === 'bytes=300-599' && failures < 2) {
        failures += 1;
        if (failures === 1) response.writeHead(503).end();
        else response.destroy();
        return;
      }
      inParts(request, response);
    });
    const file = await findRemoteFile(address, ask, live);
    const fetched = await fetchRemoteFile(file, ask, { ...quickly, onProgress: () => undefined });
    expect(await bytesOf(fetched.file)).toEqual(content);
    expect(ranges.filter((range) => range === 'bytes=300-599')).toHaveLength(3);
    expect(ranges).toHaveLength(7);
  });

  test('a file that changes meanwhile is not put together from two', async () => {
    const { address } = await serve((request, response) => {
      if (request.headers.range === 'bytes=600-899')
        response.writeHead(206, { 'content-range': 'bytes 600-899/1200' }).end(content.subarray(600, 900));
      else inParts(request, response);
    });
    const file = await findRemoteFile(address, ask, live);
    await expect(fetchRemoteFile(file, ask, { ...quickly, onProgress: () => undefined })).rejects.toThrow(
      /changed at .* while it was fetched/,
    );
  });

  test.each([
    [401, /signed in or agreed/],
    [403, /signed in or agreed/],
    [404, /has no file at this address/],
    [429, /asks for a pause/],
    [500, /status 500/],
  ])('status %i is told in words', async (status, words) => {
    const { address } = await serve((_request, response) => response.writeHead(status).end());
    await expect(findRemoteFile(address, ask, live)).rejects.toThrow(words);
  });

  test.each(['', 'train.parquet', 'ftp://example.org/a.zip', 'file:///a.zip'])(
    '“%s” is no address',
    async (text) => {
      await expect(findRemoteFile(text, ask, live)).rejects.toThrow(/no address of a file/);
    },
  );

  test('a server that cannot be reached, or read by other pages, is told of both', async () => {
    const unreachable = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(findRemoteFile('https://example.org/a.zip', unreachable, live)).rejects.toThrow(
      RemoteFileError,
    );
    await expect(findRemoteFile('https://example.org/a.zip', unreachable, live)).rejects.toThrow(/CORS/);
  });

  test('what is not allowed is said by those who do not allow it', async () => {
    const refused = Object.assign(new Error('Local only is on.'), { code: 'not-allowed' });
    await expect(
      findRemoteFile('https://example.org/a.zip', () => Promise.reject(refused), live),
    ).rejects.toBe(refused);
  });

  test('stops when it is told to, also while it waits to ask again', async () => {
    const { address } = await serve((request, response) => {
      if (request.headers.range === 'bytes=0-0') inParts(request, response);
      else response.writeHead(503).end();
    });
    const file = await findRemoteFile(address, ask, live);
    const controller = new AbortController();
    const fetching = fetchRemoteFile(file, ask, {
      onProgress: () => undefined,
      signal: controller.signal,
      patience: 60_000,
    });
    setTimeout(() => controller.abort(), 50);
    await expect(fetching).rejects.toMatchObject({ name: 'AbortError' });
  });
});
