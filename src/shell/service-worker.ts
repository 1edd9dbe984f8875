import { clientsClaim } from 'workbox-core';
import { PrecacheController } from 'workbox-precaching';
import type { PrecacheEntry } from 'workbox-precaching';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[];
};

/**
 * Two stores. The shell is small and must be whole before this worker takes over. The offline kit (runtimes, the
 * bundled model, the sample data: some 30 MB) is fetched afterwards, file by file, so that a slow or broken line
 * never keeps the app itself from being there offline.
 */
const kitCacheName = 'reading-room-offline-kit';
const isKit = (url: string): boolean => /\.wasm$|^models\/|^static-datasets\//.test(url);
/** The runtime for WebGPU, twice as large as the other, is kept once it was used and not fetched ahead. */
const isOnDemand = (url: string): boolean => /asyncify|jsep|webgpu/.test(url);

interface KitEntry {
  /** Absolute address, without revision. */
  readonly url: string;
  /** Address with revision: what it is stored under. */
  readonly key: string;
}

const entries = self.__WB_MANIFEST.map((entry) => (typeof entry === 'string' ? { url: entry } : entry));
const shell = new PrecacheController();
shell.addToCacheList(entries.filter((entry) => !isKit(entry.url)));
const kit: ReadonlyMap<string, KitEntry> = new Map(
  entries
    .filter((entry) => isKit(entry.url))
    .map((entry) => {
      const url = new URL(entry.url, self.location.href).href;
      const key = 'revision' in entry && entry.revision ? `${url}?revision=${entry.revision}` : url;
      return [url, { url, key }] as const;
    }),
);

clientsClaim();
self.addEventListener('install', (event) => event.waitUntil(shell.install(event)));
self.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([shell.activate(event), forgetOldKit()])),
);

self.addEventListener('message', (event) => {
  const data: unknown = event.data;
  if (typeof data !== 'object' || data === null || !('type' in data)) return;
  if (data.type === 'SKIP_WAITING') void self.skipWaiting();
  if (data.type === 'PREPARE_OFFLINE') event.waitUntil(prepareOffline(event.ports[0]));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // What goes elsewhere is the page's business, listed there; nothing is stored of it.
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  event.respondWith(answer(event, url));
});

async function answer(event: FetchEvent, url: URL): Promise<Response> {
  url.hash = '';
  const inKit = kit.get(url.origin + url.pathname);
  if (inKit) return isolated(await fromKit(inKit));
  const wanted =
    event.request.mode === 'navigate' ? new URL('index.html', self.location.href).href : url.href;
  const key = shell.getCacheKeyForURL(wanted);
  const stored = key === undefined ? undefined : await caches.match(key);
  return isolated(stored ?? (await fetch(event.request)));
}

async function fromKit(entry: KitEntry): Promise<Response> {
  const cache = await caches.open(kitCacheName);
  const stored = await cache.match(entry.key);
  if (stored) return stored;
  try {
    await keep(entry);
    return (await cache.match(entry.key)) ?? (await fetch(entry.url));
  } catch {
    // What cannot be kept (a full disk, an error of the server) is what the server says.
    return fetch(entry.url);
  }
}

const fetching = new Map<string, Promise<void>>();

/**
 * Fetches a file of the kit into its store, once however many ask for it meanwhile: a page and the kit may want the same
 * megabytes at the same moment. Rejects where it cannot be had whole.
 */
function keep(entry: KitEntry): Promise<void> {
  const running = fetching.get(entry.key);
  if (running) return running;
  const started = fetchAndKeep(entry).finally(() => fetching.delete(entry.key));
  fetching.set(entry.key, started);
  return started;
}

async function fetchAndKeep({ url, key }: KitEntry): Promise<void> {
  const response = await fetch(url, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${url} answered ${String(response.status)}`);
  await (await caches.open(kitCacheName)).put(key, response);
}

/** Cross-origin isolation on any static host: see docs/architecture.md. */
function isolated(response: Response): Response {
  if (response.status === 0 || response.type === 'opaqueredirect') return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  const body = [101, 204, 205, 304].includes(response.status) ? null : response.body;
  return new Response(body, { status: response.status, statusText: response.statusText, headers });
}

async function forgetOldKit(): Promise<void> {
  const cache = await caches.open(kitCacheName);
  const current = new Set([...kit.values()].map((entry) => entry.key));
  const stored = await cache.keys();
  await Promise.all(
    stored.filter((request) => !current.has(request.url)).map((request) => cache.delete(request)),
  );
}

/** Fetches what is missing of the kit and tells `{done, total}` after each file; a failure ends it with `{error}`. */
async function prepareOffline(port: MessagePort | undefined): Promise<void> {
  const cache = await caches.open(kitCacheName);
  const all = [...kit.values()].filter(({ url }) => !isOnDemand(url));
  let done = 0;
  try {
    for (const entry of all) {
      if (!(await cache.match(entry.key))) await keep(entry);
      done += 1;
      port?.postMessage({ done, total: all.length });
    }
    if (all.length === 0) port?.postMessage({ done: 0, total: 0 });
  } catch (error) {
    port?.postMessage({
      done,
      total: all.length,
      error: error instanceof Error ? error.message : String(error),
    });
  }
}
