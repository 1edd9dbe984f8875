import { whereaboutsOf, type Whereabouts } from '../../domain/plan/whereabouts.ts';

/** Where a model's address leads, as far as its spelling tells. */
export type Destination =
  | { readonly kind: 'invalid'; readonly reason: string }
  | {
      readonly kind: Whereabouts;
      /** `api.example.org`, with the port where it is not the usual one. */
      readonly host: string;
      /** False: what is sent can be read on the way. */
      readonly encrypted: boolean;
    };

export function destinationOf(address: string): Destination {
  const trimmed = address.trim();
  if (trimmed === '')
    return { kind: 'invalid', reason: 'Give the address of the server, as in https://api.example.org/v1.' };
  if (!URL.canParse(trimmed)) {
    return {
      kind: 'invalid',
      reason: 'This is no web address. It starts with https:// or, on this device, http://.',
    };
  }
  const url = new URL(trimmed);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { kind: 'invalid', reason: `An address starts with https:// or http://, not ${url.protocol}//.` };
  }
  if (url.username !== '' || url.password !== '') {
    return {
      kind: 'invalid',
      reason: 'Leave the name and password out of the address; give the key in its own field.',
    };
  }
  if (url.search !== '' || url.hash !== '') {
    return {
      kind: 'invalid',
      reason: 'Leave out everything from ? or # on: the address ends with a path such as /v1.',
    };
  }
  const tail = /\/(chat\/completions|completions|models|responses)\/?$/.exec(url.pathname);
  if (tail) {
    return { kind: 'invalid', reason: `Leave out ${tail[0]} at the end: the app adds what it needs.` };
  }
  return { kind: whereaboutsOf(url.hostname), host: url.host, encrypted: url.protocol === 'https:' };
}
