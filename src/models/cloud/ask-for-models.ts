import type { Fetch } from '../needs.ts';

/** Asks a server for its list of models: the cheapest question that every one of them knows. Rejects as `fetch` does. */
export function askForModels(
  address: string,
  key: string | null,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Response> {
  return fetch(`${address.replace(/\/+$/, '')}/models`, {
    headers: { accept: 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
    signal,
  });
}
