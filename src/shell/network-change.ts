/** Resolves when this device has gone online or offline; rejects with the signal's reason when it is aborted. */
export function networkChange(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const listening = new AbortController();
    const once = { once: true, signal: listening.signal };
    const changed = () => {
      listening.abort();
      resolve();
    };
    const stopped = () => {
      listening.abort();
      reject(signal.reason instanceof Error ? signal.reason : new DOMException('aborted', 'AbortError'));
    };
    addEventListener('online', changed, once);
    addEventListener('offline', changed, once);
    signal.addEventListener('abort', stopped, once);
  });
}
