import type { ModelProfile } from '../domain/plan/model.ts';
import { whereaboutsOf } from '../domain/plan/whereabouts.ts';
import type { Core } from './core.ts';
import { leavesDevice } from './leaves-device.ts';

export interface ReachableHost {
  readonly host: string;
  /** Of bodies, since midnight. */
  readonly bytesSent: number;
  /** False: a server on this device, which is not known to hand on what it is sent. */
  readonly leaves: boolean;
}

export interface Reachable {
  /** Chosen by the person: no model elsewhere may be asked. */
  readonly localOnly: boolean;
  /** Hosts that this page may reach now or reached today; those to which something leaves come first. */
  readonly hosts: readonly ReachableHost[];
}

/** The truth about privacy, for the top bar: what is connected, less what Local only forbids, plus what was sent today. */
export async function reachable({
  models,
  settings,
  ledger,
}: Pick<Core, 'models' | 'settings' | 'ledger'>): Promise<Reachable> {
  const [profiles, { localOnly }, totals] = await Promise.all([
    models.list(),
    settings.read(),
    ledger.totalsOfDay(Date.now()),
  ]);
  const connected = profiles.flatMap(destinationOf);
  const sent = totals.map(({ host, bytesSent, passedOn }) => ({
    host,
    bytesSent,
    leaves: passedOn || whereaboutsOf(new URL(`http://${host}`).hostname) !== 'this device',
  }));
  const all = [...connected, ...sent].filter(({ leaves }) => !(localOnly && leaves));
  const hosts = [...new Set(all.map(({ host }) => host))].map((host): ReachableHost => {
    const ofHost = all.filter((each) => each.host === host);
    return {
      host,
      bytesSent: ofHost.reduce((sum, { bytesSent }) => sum + bytesSent, 0),
      leaves: ofHost.some(({ leaves }) => leaves),
    };
  });
  return { localOnly, hosts: hosts.sort((a, b) => Number(b.leaves) - Number(a.leaves)) };
}

function destinationOf(profile: ModelProfile): readonly ReachableHost[] {
  if (profile.kind !== 'openai-compatible') return [];
  return [{ host: new URL(profile.address).host, bytesSent: 0, leaves: leavesDevice(profile) }];
}
