import { whereaboutsOf } from '../domain/plan/whereabouts.ts';
import { countReceived, sentBytes } from './byte-count.ts';

/** Why a request is made: shown beside it in the ledger. */
export interface Purpose {
  readonly kind: 'model' | 'test connection' | 'asset' | 'file';
  /** A model's name, a file ... */
  readonly what: string;
  /** The run that it belongs to. */
  readonly run?: string;
  /** True: whatever lives at the address is known to hand on to another machine what it is sent. */
  readonly passedOn?: boolean;
}

/** One request that left for elsewhere, with what came of it. */
export interface LedgerEntry {
  /** Milliseconds since the epoch at which it was sent. */
  readonly at: number;
  readonly host: string;
  readonly method: string;
  /** Without the query, which may carry a key. */
  readonly path: string;
  /** Bytes of the body; headers are not counted. */
  readonly bytesSent: number;
  /** Bytes of the body after decompression: what a page can see of it. */
  readonly bytesReceived: number;
  /** HTTP status, or the words of the error. */
  readonly outcome: string;
  readonly purpose: string;
  readonly run?: string;
  /** It went on to another machine than the host's, as far as is known. */
  readonly passedOn?: boolean;
}

export interface LedgerPort {
  append(entry: LedgerEntry): Promise<void>;
}

export interface NetworkPolicy {
  /** Nothing leaves this device: only servers on it (localhost) may be reached. */
  readonly localOnly: boolean;
  /** Origins (`https://api.example.org`) of the models that the person has connected. */
  readonly origins: readonly string[];
}

export interface DoorParts {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly ledger: LedgerPort;
  /** Asked at each request, so that a change holds at once. */
  readonly policy: () => NetworkPolicy;
  /** Address of the app's own page: what shares its origin is an asset of the app. */
  readonly page: string;
  /** Told when a row could not be written; the request itself goes on. */
  readonly ledgerFailed: (error: unknown, entry: LedgerEntry) => void;
}

export interface Door {
  /**
   * As `fetch`, for the app's own files, for hosts that the person has connected, and for a file that she asks for by
   * its address. Assets of the app pass as they are; everything else goes without cookies, referrer or cache, and is
   * written into the ledger when its body has been read to the end, broken off or cancelled. Only a request for a
   * file, which carries nothing, may be redirected: the ledger then names the host that answered, too.
   *
   * Rejects with NotAllowedError before anything is sent; otherwise as fetch does.
   */
  fetch(input: string, init: RequestInit, purpose: Purpose): Promise<Response>;
}

/** Coded, because an error's class does not survive the way through a worker. */
export class NotAllowedError extends Error {
  readonly code = 'not-allowed';
  constructor(sentence: string) {
    super(sentence);
    this.name = 'NotAllowedError';
  }
}

const encoder = new TextEncoder();

/** The one door: every request of the app passes here. */
export function createDoor(parts: DoorParts): Door {
  const page = new URL(parts.page);
  return {
    async fetch(input, init, purpose) {
      const url = new URL(input, page);
      // A model may live beside the app: what is sent to it is listed like any other.
      if (url.origin === page.origin && purpose.kind === 'asset') return parts.fetch(url.href, init);
      const policy = parts.policy();
      assertAllowed(url, purpose, policy);
      if (purpose.kind === 'file' && !carriesNothing(init)) {
        throw new NotAllowedError('A request for a file may carry nothing.');
      }
      // Text is made into bytes once, to be counted and to be sent.
      const body = typeof init.body === 'string' ? encoder.encode(init.body) : (init.body ?? null);
      const bytesSent = sentBytes(body);
      const at = parts.now();
      const list = (bytesReceived: number, outcome: string): void => {
        const entry: LedgerEntry = {
          at,
          host: url.host,
          method: (init.method ?? 'GET').toUpperCase(),
          path: url.pathname,
          bytesSent,
          bytesReceived,
          outcome,
          purpose: `${purpose.kind}: ${purpose.what}`,
          ...(purpose.run === undefined ? {} : { run: purpose.run }),
          ...(purpose.passedOn === true ? { passedOn: true } : {}),
        };
        parts.ledger.append(entry).catch((error: unknown) => parts.ledgerFailed(error, entry));
      };
      let response: Response;
      try {
        response = await parts.fetch(url.href, {
          ...init,
          body,
          credentials: 'omit',
          referrerPolicy: 'no-referrer',
          // Browsers keep no answer to a POST. They do keep, for a while, that a server allows it, unless told to pass
          // their caches by: then every call to a model is two.
          cache: isPost(init) ? 'default' : 'no-store',
          // A redirect would carry a case to a host that nobody has allowed; under Local only, anything.
          redirect: purpose.kind === 'file' && !policy.localOnly ? 'follow' : 'error',
        });
      } catch (error) {
        list(0, words(error));
        throw error;
      }
      return countReceived(response, init.signal ?? undefined, (bytes, error) =>
        list(bytes, outcomeOf(response, url, error)),
      );
    },
  };
}

const isPost = ({ method }: RequestInit): boolean => method?.toUpperCase() === 'POST';

function assertAllowed(url: URL, purpose: Purpose, policy: NetworkPolicy): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new NotAllowedError(
      `An address must start with https:// or http://, and this one starts with ${url.protocol}`,
    );
  }
  if (policy.localOnly && (purpose.passedOn === true || whereaboutsOf(url.hostname) !== 'this device')) {
    const use = purpose.kind === 'file' ? 'fetch this file' : 'use this model';
    throw new NotAllowedError(
      `Local only is on, so nothing was sent to ${url.host}. Turn it off under Settings to ${use}.`,
    );
  }
  // Pressing "Test connection", or asking for a file by its address, is itself the person's word for this one host.
  const asked = purpose.kind === 'test connection' || purpose.kind === 'file';
  if (!asked && !policy.origins.includes(url.origin)) {
    throw new NotAllowedError(
      `No connected model lives at ${url.origin}, so nothing was sent. Add the model under Models first.`,
    );
  }
}

function carriesNothing({ method = 'GET', body }: RequestInit): boolean {
  return method.toUpperCase() === 'GET' && (body ?? null) === null;
}

function outcomeOf(response: Response, asked: URL, error: unknown): string {
  const answered = response.redirected ? new URL(response.url).host : asked.host;
  return [
    String(response.status),
    ...(answered === asked.host ? [] : [`answered by ${answered}`]),
    ...(error === undefined ? [] : [words(error)]),
  ].join(', ');
}

function words(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
