export interface StorageState {
  /** Bytes in use by this app, and bytes that it may use, as the browser estimates them; null where it does not say. */
  readonly used: number | null;
  readonly quota: number | null;
  /** True: the browser will not clear the data by itself; null where it makes no such promises. */
  readonly persisted: boolean | null;
}

/** WebKit outside Safari and pages without https have no `storage`. */
type StorageOwner = Partial<Pick<Navigator, 'storage'>>;

export async function storageState({ storage }: StorageOwner = navigator): Promise<StorageState> {
  if (storage === undefined) return { used: null, quota: null, persisted: null };
  const [estimate, persisted] = await Promise.all([storage.estimate(), storage.persisted()]);
  return { used: estimate.usage ?? null, quota: estimate.quota ?? null, persisted };
}

/** Asks the browser to keep the data until the person clears it. Answers whether it will. */
export async function askForPersistence({ storage }: StorageOwner = navigator): Promise<boolean> {
  if (storage === undefined) return false;
  return (await storage.persisted()) || storage.persist();
}
