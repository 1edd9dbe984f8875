import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDoor, NotAllowedError } from './door.ts';
import type { DoorParts, LedgerEntry, NetworkPolicy } from './door.ts';

const open: NetworkPolicy = { localOnly: false, origins: ['https://api.example.org'] };

function setUp(overrides: Partial<DoorParts> = {}, policy: NetworkPolicy = open) {
  const rows: LedgerEntry[] = [];
  const calls: { url: string; init: RequestInit }[] = [];
  const door = createDoor({
    fetch: (url, init) => {
      calls.push({ url, init });
      return Promise.resolve(new Response('pong', { status: 201 }));
    },
    now: () => 1_000,
    ledger: {
      append: (entry) => {
        rows.push(entry);
        return Promise.resolve();
      },
    },
    policy: () => policy,
    page: 'https://reading-room.example/app/index.html',
    ledgerFailed: () => undefined,
    ...overrides,
  });
  return { door, rows, calls };
}

const model = { kind: 'model', what: 'GPT', run: 'run 1' } as const;

describe('door', () => {
  test('lists what was sent and received, without the query', async () => {
    const { door, rows } = setUp();
    const response = await door.fetch(
      'https://api.example.org/v1/chat?key=secret',
      { method: 'post', body: 'häh' },
      model,
    );
    expect(rows).toEqual([]);
    expect(await response.text()).toBe('pong');
    expect(response.status).toBe(201);
    expect(rows).toEqual([
      {
        at: 1_000,
        host: 'api.example.org',
        method: 'POST',
        path: '/v1/chat',
        bytesSent: 4,
        bytesReceived: 4,
        outcome: '201',
        purpose: 'model: GPT',
        run: 'run 1',
      },
    ]);
  });

  test('counts any text and any bytes exactly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.array(fc.uint8Array({ minLength: 1 })),
        async (text, pieces) => {
          const { door, rows } = setUp({
            fetch: () =>
              Promise.resolve(
                new Response(
                  new ReadableStream({
                    start(controller) {
                      for (const piece of pieces) controller.enqueue(piece);
                      controller.close();
                    },
                  }),
                ),
              ),
          });
          const response = await door.fetch(
            'https://api.example.org/',
            { method: 'POST', body: text },
            model,
          );
          const received = await response.arrayBuffer();
          expect(received.byteLength).toBe(pieces.reduce((sum, piece) => sum + piece.length, 0));
          expect(rows[0]?.bytesReceived).toBe(received.byteLength);
          expect(rows[0]?.bytesSent).toBe(Buffer.byteLength(text));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('sends no cookies, no referrer, and follows no redirect to another host', async () => {
    const { door, calls } = setUp();
    await door.fetch('https://api.example.org/', { credentials: 'include', redirect: 'follow' }, model);
    expect(calls[0]?.init).toMatchObject({
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: 'no-store',
    });
  });

  test('asks a server once whether it may be asked: a POST does not pass the cache of such answers by', async () => {
    const { door, calls } = setUp();
    await door.fetch('https://api.example.org/', { method: 'POST', body: 'x', cache: 'reload' }, model);
    expect(calls[0]?.init).toMatchObject({ method: 'POST', cache: 'default' });
  });

  test('lets the files of the app pass, unlisted and as they are', async () => {
    const { door, rows, calls } = setUp({}, { localOnly: true, origins: [] });
    const init = { cache: 'force-cache' } as const;
    await door.fetch('models/bundled/model.json', init, { kind: 'asset', what: 'model' });
    expect(calls).toEqual([{ url: 'https://reading-room.example/app/models/bundled/model.json', init }]);
    expect(rows).toEqual([]);
  });

  test('a model that lives beside the app is connected and listed like any other', async () => {
    const address = 'https://reading-room.example/v1/chat';
    await expect(setUp().door.fetch(address, {}, model)).rejects.toBeInstanceOf(NotAllowedError);
    const { door, rows } = setUp({}, { localOnly: false, origins: ['https://reading-room.example'] });
    await (await door.fetch(address, {}, model)).text();
    expect(rows).toHaveLength(1);
  });

  test.each([
    ['a host that was not connected', 'https://elsewhere.example/', open, 'Add the model under Models'],
    ['another port of a connected host', 'https://api.example.org:8443/', open, 'Add the model under Models'],
    ['an asset from elsewhere', 'https://cdn.example/ort.wasm', open, 'Add the model under Models'],
    [
      'a connected host when local only',
      'https://api.example.org/',
      { ...open, localOnly: true },
      'Local only is on',
    ],
    [
      'a name that only looks local',
      'http://localhost.evil.example/',
      { ...open, localOnly: true },
      'Local only',
    ],
    ['a protocol without a host', 'ftp://api.example.org/', open, 'https:// or http://'],
  ])('refuses %s, and nothing is sent', async (_, url, policy, sentence) => {
    const { door, calls, rows } = setUp({}, policy);
    const refused = door.fetch(url, {}, { kind: 'asset', what: 'x' });
    await expect(refused).rejects.toBeInstanceOf(NotAllowedError);
    await expect(refused).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(refused).rejects.toThrow(sentence);
    expect(calls).toEqual([]);
    expect(rows).toEqual([]);
  });

  test.each([
    'http://localhost:11434',
    'http://127.0.0.1:8000',
    'http://[::1]:1234',
    'http://ollama.localhost',
  ])('reaches %s on this device even when local only', async (origin) => {
    const { door, calls } = setUp({}, { localOnly: true, origins: [origin] });
    await door.fetch(`${origin}/v1/models`, {}, model);
    expect(calls).toHaveLength(1);
  });

  test('a connection may be tested before the model is added, but never against local only', async () => {
    const purpose = { kind: 'test connection', what: 'x' } as const;
    const { door, calls } = setUp();
    await door.fetch('https://new.example/v1/models', {}, purpose);
    expect(calls).toHaveLength(1);
    const local = setUp({}, { localOnly: true, origins: [] });
    await expect(local.door.fetch('https://new.example/', {}, purpose)).rejects.toThrow('Local only');
  });

  test('what a server on this device is known to hand on is refused under local only, and marked in the list otherwise', async () => {
    const purpose = { kind: 'model', what: 'Kimi', passedOn: true } as const;
    const origins = ['http://localhost:11434'];
    const locked = setUp({}, { localOnly: true, origins });
    const refused = locked.door.fetch('http://localhost:11434/v1/chat/completions', {}, purpose);
    await expect(refused).rejects.toThrow('Local only is on');
    expect(locked.calls).toEqual([]);
    const open = setUp({}, { localOnly: false, origins });
    await (await open.door.fetch('http://localhost:11434/v1/chat/completions', {}, purpose)).text();
    expect(open.rows).toMatchObject([{ host: 'localhost:11434', passedOn: true }]);
  });

  test('lists a request that failed, with the words of the error', async () => {
    const failure = new TypeError('Failed to fetch');
    const { door, rows } = setUp({ fetch: () => Promise.reject(failure) });
    await expect(door.fetch('https://api.example.org/', { method: 'POST', body: 'abc' }, model)).rejects.toBe(
      failure,
    );
    expect(rows).toMatchObject([{ outcome: 'TypeError: Failed to fetch', bytesSent: 3, bytesReceived: 0 }]);
  });

  test('lists a body that broke off or was cancelled with what had come', async () => {
    const endless = (then: (controller: ReadableStreamDefaultController) => void) => {
      let pieces = 0;
      return new ReadableStream(
        {
          pull(controller) {
            if (pieces === 1) then(controller);
            else controller.enqueue(new Uint8Array(7));
            pieces += 1;
          },
        },
        { highWaterMark: 0 },
      );
    };
    const { door, rows } = setUp({
      fetch: () =>
        Promise.resolve(new Response(endless((stream) => stream.error(new TypeError('network error'))))),
    });
    const response = await door.fetch('https://api.example.org/', {}, model);
    await expect(response.text()).rejects.toThrow('network error');
    expect(rows).toMatchObject([{ bytesReceived: 7, outcome: '200, TypeError: network error' }]);

    const other = await door.fetch('https://api.example.org/', {}, model);
    const reader = other.body?.getReader();
    await reader?.read();
    await reader?.cancel(new Error('enough'));
    expect(rows[1]).toMatchObject({ bytesReceived: 7, outcome: '200, Error: enough' });
  });

  test('lists a request whose body nobody read when it was aborted, once', async () => {
    const { door, rows } = setUp();
    const controller = new AbortController();
    const response = await door.fetch('https://api.example.org/', { signal: controller.signal }, model);
    controller.abort(new Error('run cancelled'));
    await response.body?.cancel();
    expect(rows).toMatchObject([{ bytesReceived: 0, outcome: '201, Error: run cancelled' }]);
  });

  test('lists an answer without a body at once', async () => {
    const { door, rows } = setUp({ fetch: () => Promise.resolve(new Response(null, { status: 204 })) });
    await door.fetch('https://api.example.org/', {}, model);
    expect(rows).toMatchObject([{ outcome: '204', bytesReceived: 0 }]);
  });

  test('refuses a body that it cannot count', async () => {
    const { door, calls } = setUp();
    await expect(
      door.fetch('https://api.example.org/', { method: 'POST', body: new FormData() }, model),
    ).rejects.toBeInstanceOf(TypeError);
    expect(calls).toEqual([]);
  });

  test('says when a row could not be written, and still gives the answer', async () => {
    const lost: unknown[] = [];
    const full = new Error('disk full');
    const { door } = setUp({
      ledger: { append: () => Promise.reject(full) },
      ledgerFailed: (error) => lost.push(error),
    });
    const response = await door.fetch('https://api.example.org/', {}, model);
    expect(await response.text()).toBe('pong');
    await Promise.resolve();
    expect(lost).toEqual([full]);
  });

  describe('a file that the person asks for by its address', () => {
    const file = { kind: 'file', what: 'train.parquet' } as const;
    const address = 'https://sets.example.net/train.parquet';

    test('may lie anywhere, and its server may point elsewhere: both are listed', async () => {
      const answer = new Response('PAR1', { status: 206 });
      Object.defineProperties(answer, {
        redirected: { value: true },
        url: { value: 'https://cdn.example.com/x' },
      });
      const asked: RequestInit[] = [];
      const { door, rows } = setUp({
        fetch: (_url, init) => {
          asked.push(init);
          return Promise.resolve(answer);
        },
      });
      await (await door.fetch(address, { headers: { Range: 'bytes=0-3' } }, file)).text();
      expect(asked).toEqual([
        expect.objectContaining({ redirect: 'follow', credentials: 'omit', referrerPolicy: 'no-referrer' }),
      ]);
      expect(rows).toEqual([
        expect.objectContaining({
          host: 'sets.example.net',
          bytesSent: 0,
          bytesReceived: 4,
          outcome: '206, answered by cdn.example.com',
          purpose: 'file: train.parquet',
        }),
      ]);
    });

    test('carries nothing', async () => {
      const { door, calls } = setUp();
      await expect(door.fetch(address, { method: 'POST' }, file)).rejects.toThrow(NotAllowedError);
      await expect(door.fetch(address, { body: 'a case' }, file)).rejects.toThrow(NotAllowedError);
      expect(calls).toEqual([]);
    });

    test('stays on this device under Local only, whatever its server says', async () => {
      const { door, calls } = setUp({}, { ...open, localOnly: true });
      await expect(door.fetch(address, {}, file)).rejects.toThrow(/Local only.*to fetch this file/);
      await (await door.fetch('http://localhost:8000/train.parquet', {}, file)).text();
      expect(calls.map(({ init }) => init.redirect)).toEqual(['error']);
    });
  });
});
