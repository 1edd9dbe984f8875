export interface StorageState {
  /** Bytes in use by this app, and bytes that it may use, as the browser estimates them; null where it does not say. */
  readonly used: number | null;
  readonly quota: number | null;
  /** True: the browser will not clear the data by itself. */
  readonly persisted: boolean;
}

export async function storageState(): Promise<StorageState> {
  const [estimate, persisted] = await Promise.all([
    navigator.storage.estimate(),
    navigator.storage.persisted(),
  ]);
  return { used: estimate.usage ?? null, quota: estimate.quota ?? null, persisted };
}

/** Asks the browser to keep the data until the person clears it. Answers whether it will. */
export async function askForPersistence(): Promise<boolean> {
  return (await navigator.storage.persisted()) || navigator.storage.persist();
}
