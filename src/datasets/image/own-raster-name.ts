/** `RRV1`: how an exported raster begins (see own-raster.ts). */
export const rasterFileMagic = [0x52, 0x52, 0x56, 0x31] as const;

export const isRasterFile = (bytes: Uint8Array): boolean =>
  rasterFileMagic.every((byte, at) => bytes[at] === byte);
