import { Workbox } from 'workbox-window';

export type KitState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'loading'; readonly done: number; readonly total: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  /** No service worker: private window, plain http, or development. */
  | { readonly kind: 'unsupported' };

/** The service worker: what is there offline, and whether a new version waits. */
export class OfflineState {
  #workbox: Workbox | null = null;
  online = $state(navigator.onLine);
  kit = $state.raw<KitState>({ kind: 'unknown' });
  updateWaiting = $state(false);

  constructor() {
    addEventListener('online', () => (this.online = true));
    addEventListener('offline', () => (this.online = false));
  }

  async register(): Promise<void> {
    if (!('serviceWorker' in navigator) || !import.meta.env.PROD) {
      this.kit = { kind: 'unsupported' };
      return;
    }
    const workbox = new Workbox('./service-worker.js');
    this.#workbox = workbox;
    workbox.addEventListener('waiting', () => (this.updateWaiting = true));
    try {
      await workbox.register();
      const worker = await navigator.serviceWorker.ready;
      becomeIsolated();
      if (worker.active) this.#prepare(worker.active);
    } catch (error) {
      this.kit = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Tries again to fetch what is missing for use offline. */
  async prepare(): Promise<void> {
    const worker = await navigator.serviceWorker.ready;
    if (worker.active) this.#prepare(worker.active);
  }

  /** Switches to the version that waits and reloads; the person asked for it. */
  update(): void {
    this.#workbox?.addEventListener('controlling', () => location.reload());
    this.#workbox?.messageSkipWaiting();
  }

  #prepare(worker: ServiceWorker): void {
    const { port1, port2 } = new MessageChannel();
    this.kit = { kind: 'loading', done: 0, total: 0 };
    port1.onmessage = ({ data }: MessageEvent<{ done: number; total: number; error?: string }>) => {
      if (data.error !== undefined) this.kit = { kind: 'failed', message: data.error };
      else if (data.done >= data.total) this.kit = { kind: 'ready' };
      else this.kit = { kind: 'loading', done: data.done, total: data.total };
    };
    worker.postMessage({ type: 'PREPARE_OFFLINE' }, [port2]);
  }
}

/**
 * A static host that sends no isolation headers gets them from the service worker, from the next load on. On the very
 * first visit that load is made here, once, while the person is still on the start page and has touched nothing.
 */
function becomeIsolated(): void {
  const tried = 'reading-room-isolated';
  if (crossOriginIsolated || sessionStorage.getItem(tried) !== null) return;
  const untouched =
    !navigator.userActivation.hasBeenActive && (location.hash === '' || location.hash === '#/');
  if (!untouched) return;
  sessionStorage.setItem(tried, '1');
  location.reload();
}
