/** The WebAssembly decoders of @cornerstonejs, which come without types. */
interface CornerstoneFrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned?: boolean;
}

interface CornerstoneDecoder {
  /** A view of the decoder's memory, to be filled. */
  getEncodedBuffer(bytes: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array | Uint8ClampedArray;
  getFrameInfo(): CornerstoneFrameInfo;
  /** Frees the decoder's memory. */
  delete(): void;
}

interface CornerstoneModule {
  readonly HEAPU8: Uint8Array;
  readonly J2KDecoder?: new () => CornerstoneDecoder;
  readonly HTJ2KDecoder?: new () => CornerstoneDecoder;
}

type CornerstoneFactory = (options: {
  locateFile(name: string): string;
  print(text: string): void;
  printErr(text: string): void;
}) => Promise<CornerstoneModule>;

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const factory: CornerstoneFactory;
  export default factory;
}

declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const factory: CornerstoneFactory;
  export default factory;
}
