import type { Core } from './core.ts';

export interface Reachable {
  /** Chosen by the person: no model elsewhere may be asked. */
  readonly localOnly: boolean;
  /** Hosts that this page may reach now or reached today, with the bytes of bodies sent since midnight. */
  readonly hosts: readonly { readonly host: string; readonly bytesSent: number }[];
}

/** The truth about privacy, for the top bar: what is connected, less what Local only forbids, plus what was sent today. */
export async function reachable({ models, settings, ledger }: Core): Promise<Reachable> {
  const [profiles, { localOnly }, totals] = await Promise.all([
    models.list(),
    settings.read(),
    ledger.totalsOfDay(Date.now()),
  ]);
  const connected = localOnly
    ? []
    : profiles.flatMap((profile) =>
        profile.kind === 'openai-compatible' ? [new URL(profile.address).host] : [],
      );
  const sent = new Map(totals.map(({ host, bytesSent }) => [host, bytesSent]));
  const hosts = [...new Set([...connected, ...(localOnly ? [] : sent.keys())])];
  return { localOnly, hosts: hosts.map((host) => ({ host, bytesSent: sent.get(host) ?? 0 })) };
}
