import { dicomBytes, type TestItem } from '../dicom/test-dicom.ts';
import type { PictureDecoder } from '../image/decoder.ts';
import { ImportSession } from './session.ts';

const none = () => Promise.reject(new Error('there is no picture to decode'));
/** For tests without ordinary pictures: Node has no decoder. */
export const noDecoder: PictureDecoder = {
  measure: none,
  pixels: none,
  thumbnail: () => Promise.resolve(new Blob()),
};

/** Previews and imports files: DICOM by their elements, others by their text. */
export async function importFiles(files: Readonly<Record<string, TestItem | string>>) {
  const dropped = Object.entries(files).map(([path, item]) => ({
    path,
    file: new Blob([typeof item === 'string' ? item : dicomBytes(item)]),
  }));
  const session = await ImportSession.open(dropped, noDecoder);
  const preview = await session.preview({});
  const batches = await Array.fromAsync(session.batches({}, new Map(), null));
  return {
    preview,
    samples: batches.flatMap(({ samples }) => samples),
    refused: [...preview.refused, ...batches.flatMap(({ refused }) => refused)],
  };
}
