/** Whether the bytes begin as those of a PNM picture do (PBM, PGM, PPM: `P1` to `P6`). */
export const isPnm = (bytes: Uint8Array): boolean => {
  const [p, kind = 0, space = 0] = bytes;
  return p === 0x50 && kind >= 0x31 && kind <= 0x36 && (isSpace(space) || space === 0x23);
};

/** As C's isspace has it. */
export const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 9 && byte <= 13);
