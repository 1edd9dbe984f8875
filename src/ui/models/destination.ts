/** Where a model's address leads, as far as its spelling tells. */
export type Destination =
  | { readonly kind: 'invalid'; readonly reason: string }
  | {
      readonly kind: 'this device' | 'local network' | 'elsewhere';
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
  return { kind: placeOf(url.hostname), host: url.host, encrypted: url.protocol === 'https:' };
}

function placeOf(hostname: string): 'this device' | 'local network' | 'elsewhere' {
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]')
    return 'this device';
  const octets = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(hostname);
  if (octets) {
    const [first, second] = [Number(octets[1]), Number(octets[2])];
    if (first === 127) return 'this device';
    // RFC 1918, and RFC 3927 for link-local.
    if (first === 10 || (first === 192 && second === 168)) return 'local network';
    if (first === 172 && second >= 16 && second <= 31) return 'local network';
    if (first === 169 && second === 254) return 'local network';
    return 'elsewhere';
  }
  // RFC 4193 unique local and link-local addresses of IPv6; names that only a local network resolves.
  if (/^\[(f[cd]|fe80)/.test(hostname)) return 'local network';
  if (hostname.endsWith('.local') || hostname.endsWith('.lan') || !/[.:]/.test(hostname))
    return 'local network';
  return 'elsewhere';
}
