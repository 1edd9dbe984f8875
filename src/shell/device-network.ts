/** What a browser says of the device's network. */
export interface BrowserNetwork {
  readonly onLine: boolean;
  /** Where `online` and `offline` are told. */
  readonly events: EventTarget;
}

/**
 * Whether this device is offline: as the browser says, unless the person knows better. Browsers go by the system's list of
 * connections, and are wrong where one is not on it (some VPN and virtual machines).
 */
export class DeviceNetwork {
  readonly #browser: BrowserNetwork;
  readonly #changes = new EventTarget();
  #disbelieved = false;

  constructor(browser: BrowserNetwork) {
    this.#browser = browser;
    for (const name of ['online', 'offline'])
      browser.events.addEventListener(name, () => this.#change(false));
  }

  get offline(): boolean {
    return !this.#browser.onLine && !this.#disbelieved;
  }

  /** There is a network, whatever the browser says, until it speaks again. */
  disbelieve(): void {
    this.#change(true);
  }

  /** Resolves when `offline` may have changed; rejects with the signal's reason when it is aborted. */
  change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const listening = new AbortController();
      const once = { once: true, signal: listening.signal };
      this.#changes.addEventListener(
        'change',
        () => {
          listening.abort();
          resolve();
        },
        once,
      );
      signal.addEventListener(
        'abort',
        () => {
          listening.abort();
          reject(signal.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError'));
        },
        once,
      );
    });
  }

  #change(disbelieved: boolean): void {
    this.#disbelieved = disbelieved;
    this.#changes.dispatchEvent(new Event('change'));
  }
}
