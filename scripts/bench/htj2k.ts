import { fileURLToPath } from 'node:url';
import { dicomBytes, type TestItem } from '../../src/datasets/dicom/test-dicom.ts';

/** High-throughput JPEG 2000, lossless (PS3.5 A.4.14). */
const transferSyntax = '1.2.840.10008.1.2.4.201';

/**
 * A file of grey frames in HTJ2K, packed by the encoder that comes with the decoder: no tool that is at hand writes it. Throws where that
 * encoder has changed its interface.
 */
export async function htj2kFile(
  item: TestItem,
  frames: readonly Uint8Array[],
  frame: { readonly width: number; readonly height: number; readonly bits: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const { PixelData: _pixels, ...description } = item;
  const module = await (
    await import('@cornerstonejs/codec-openjph/wasmjs')
  ).default({
    locateFile: () =>
      fileURLToPath(
        new URL('../../node_modules/@cornerstonejs/codec-openjph/dist/openjphjs.wasm', import.meta.url),
      ),
    print: () => undefined,
    printErr: () => undefined,
  });
  const Encoder = module.HTJ2KEncoder;
  if (Encoder === undefined) throw new Error('the encoder of HTJ2K has changed its interface');
  const packed = frames.map((samples) => {
    const encoder = new Encoder();
    encoder
      .getDecodedBuffer({
        width: frame.width,
        height: frame.height,
        bitsPerSample: frame.bits,
        componentCount: 1,
        isSigned: false,
        isUsingColorTransform: false,
      })
      .set(samples);
    encoder.encode();
    const bytes = new Uint8Array(encoder.getEncodedBuffer());
    encoder.delete();
    return bytes;
  });
  const parts = [
    dicomBytes(description, transferSyntax),
    // Pixel data of undefined length, with an empty table of offsets.
    Uint8Array.of(0xe0, 0x7f, 0x10, 0x00, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff),
    itemHead(0xe000, 0),
    ...packed.flatMap((bytes) => [
      itemHead(0xe000, bytes.length + (bytes.length % 2)),
      bytes,
      new Uint8Array(bytes.length % 2),
    ]),
    itemHead(0xe0dd, 0),
  ];
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function itemHead(element: number, length: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint16(0, 0xfffe, true);
  view.setUint16(2, element, true);
  view.setUint32(4, length, true);
  return new Uint8Array(view.buffer);
}
