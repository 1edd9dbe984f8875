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

interface CornerstoneEncoder {
  /** A view of the encoder's memory, to be filled with the samples of a picture of that kind. */
  getDecodedBuffer(
    frame: CornerstoneFrameInfo & { readonly isSigned: boolean; readonly isUsingColorTransform: boolean },
  ): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
  /** Frees the encoder's memory. */
  delete(): void;
}

interface CornerstoneModule {
  readonly HEAPU8: Uint8Array;
  readonly J2KDecoder?: new () => CornerstoneDecoder;
  readonly HTJ2KDecoder?: new () => CornerstoneDecoder;
  readonly HTJ2KEncoder?: new () => CornerstoneEncoder;
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
