/** Whether the bytes begin as a PNG of 16 bits a channel does (W3C PNG, section 11.2.1). */
export const isDeepPng = (bytes: Uint8Array): boolean =>
  bytes.length > 24 &&
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a].every((byte, at) => bytes[at] === byte) &&
  bytes[24] === 16;
