import { CodecError } from './codec-error.ts';

export type WasmCoding = 'jpeg 2000' | 'htj2k';

export interface DecodedFrame {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Bits of a sample. */
  readonly precision: number;
  readonly signed: boolean;
  /** 1 or 2 bytes a sample, little-endian. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A decoder's memory only grows; one that grew beyond this is given up with it. */
const mostHeap = 160 * 1024 ** 2;

/** Each is fetched from the app's own files when it is first needed. */
const loaders: Readonly<Record<WasmCoding, () => Promise<CornerstoneModule>>> = {
  'jpeg 2000': async () =>
    start(
      (await import('@cornerstonejs/codec-openjpeg/decodewasmjs')).default,
      new URL(
        '../../../../node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm',
        import.meta.url,
      ),
    ),
  htj2k: async () =>
    start(
      (await import('@cornerstonejs/codec-openjph/wasmjs')).default,
      new URL('../../../../node_modules/@cornerstonejs/codec-openjph/dist/openjphjs.wasm', import.meta.url),
    ),
};

const running = new Map<WasmCoding, Promise<CornerstoneModule>>();

/**
 * Decodes one frame. The caller has checked by `jpeg2000Header` that it has the size that is expected, since the
 * decoder allocates what the frame asks for.
 * @throws CodecError where the frame is damaged.
 */
export async function decodeWasm(coding: WasmCoding, frame: Uint8Array): Promise<DecodedFrame> {
  const module = await (running.get(coding) ?? begin(coding));
  let decoder: CornerstoneDecoder | null = null;
  try {
    decoder = create(coding, module);
    decoder.getEncodedBuffer(frame.length).set(frame);
    decoder.decode();
    const { width, height, componentCount, bitsPerSample, isSigned } = decoder.getFrameInfo();
    // A decoder that fails without a word leaves its result empty.
    if (width === 0 || height === 0) throw new CodecError('the picture breaks off or makes no sense');
    const bytes = new Uint8Array(decoder.getDecodedBuffer());
    return {
      width,
      height,
      components: componentCount,
      precision: bitsPerSample,
      signed: isSigned === true,
      bytes,
    };
  } catch (error) {
    // What threw may be in any state.
    running.delete(coding);
    decoder = null;
    throw error instanceof CodecError ? error : new CodecError('the picture breaks off or makes no sense');
  } finally {
    decoder?.delete();
    if (module.HEAPU8.length > mostHeap) running.delete(coding);
  }
}

function begin(coding: WasmCoding): Promise<CornerstoneModule> {
  const started = loaders[coding]();
  running.set(coding, started);
  // One that could not be fetched is asked for again.
  started.catch(() => running.delete(coding));
  return started;
}

const quiet = (): void => undefined;

const start = (factory: CornerstoneFactory, wasm: URL): Promise<CornerstoneModule> =>
  factory({ locateFile: () => wasm.href, print: quiet, printErr: quiet });

function create(coding: WasmCoding, module: CornerstoneModule): CornerstoneDecoder {
  const Decoder = {
    'jpeg 2000': module.J2KDecoder,
    htj2k: module.HTJ2KDecoder,
  }[coding];
  if (Decoder === undefined) throw new Error(`the decoder of ${coding} has changed its interface`);
  return new Decoder();
}
