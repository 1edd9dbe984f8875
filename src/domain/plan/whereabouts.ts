/** Where what is sent to a model ends, as far as names tell. */
export type Whereabouts = 'this device' | 'local network' | 'elsewhere';

/**
 * Where a host is, by its spelling alone: as an address has it, IPv6 in brackets, without the port. RFC 6761 for
 * `localhost`, RFC 1122 for 127/8, RFC 1918 and 3927 for private and link-local addresses, RFC 4193 and 4291 for those of
 * IPv6; names that only a local network resolves count as of it.
 */
export function whereaboutsOf(hostname: string): Whereabouts {
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]')
    return 'this device';
  const octets = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(hostname);
  if (octets) {
    const [first, second] = [Number(octets[1]), Number(octets[2])];
    if (first === 127) return 'this device';
    if (first === 10 || (first === 192 && second === 168)) return 'local network';
    if (first === 172 && second >= 16 && second <= 31) return 'local network';
    if (first === 169 && second === 254) return 'local network';
    return 'elsewhere';
  }
  if (/^\[(f[cd]|fe80)/.test(hostname)) return 'local network';
  if (hostname.endsWith('.local') || hostname.endsWith('.lan') || !/[.:]/.test(hostname))
    return 'local network';
  return 'elsewhere';
}

/**
 * Does the name of a model say that its server hands questions on to a cloud? Ollama on one's own computer does so for
 * `kimi-k2.5:cloud` and `gpt-oss:120b-cloud`: a tag that is `cloud`, in any place, or ends in it.
 */
export const isPassedOn = (model: string): boolean => /:(?:[^:]*-)?cloud(?=:|$)/i.test(model.trim());
