/** The bytes in a buffer that holds nothing else: as they are where that is so, else a copy. What takes a whole buffer takes no more with it. */
export const ownBytes = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
