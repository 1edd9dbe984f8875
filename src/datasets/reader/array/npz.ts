import { openZip } from '../../container/zip.ts';
import { Allowance, archiveLimits } from '../../container/limits.ts';
import { FileUnreadableError, type FileSource } from '../../container/source.ts';
import { SpillingScratch } from '../../container/scratch.ts';
import { refusal, type Refusal } from '../../refusal.ts';
import { npyHead, numbersOf, countOf, type NumpyHead } from './npy.ts';

/** Arrays of pictures larger than this are not read: they are unpacked whole. */
const mostBytes = 1024 ** 3;
/** An array of labels larger than this is none. */
const mostLabelBytes = 64 * 1024 ** 2;

/** The arrays of a file of NumPy (`.npz`, a zip of `.npy`), by name; none is read yet. */
export interface Arrays {
  readonly names: readonly string[];
  /** Its head, and its numbers as bytes, which the browser may keep on the disk. */
  pixels(name: string): Promise<{ readonly head: NumpyHead; readonly data: Blob } | Refusal>;
  numbers(name: string): Promise<{ readonly head: NumpyHead; readonly values: readonly number[] } | Refusal>;
}

export async function openNpz(file: FileSource): Promise<Arrays | Refusal> {
  try {
    const blob = (await file.blob?.()) ?? new Blob([await file.read()]);
    const opening = {
      limits: archiveLimits,
      allowance: new Allowance(archiveLimits),
      scratch: new SpillingScratch(null),
      onUnpacking: () => undefined,
    };
    const contents = await openZip('', blob, opening, () =>
      Promise.resolve({ files: [], refused: [], ignored: 0 }),
    );
    const [fault] = contents.refused;
    if (contents.files.length === 0)
      return refusal(fault?.reason ?? 'it holds no arrays', fault?.remedy ?? 'Save or download it again.');
    const byName = new Map(contents.files.map((inner) => [arrayName(inner.path), inner]));
    return {
      names: [...byName.keys(), ...contents.refused.map(({ path }) => arrayName(path))],
      pixels: (name) => readPixels(byName.get(name)),
      numbers: (name) => readNumbers(byName.get(name)),
    };
  } catch (error) {
    if (error instanceof FileUnreadableError) return refusal(error.message, error.remedy);
    throw error;
  }
}

/** `train_images.npy` -> `train_images`. */
const arrayName = (path: string): string => path.replace(/^.*\//, '').replace(/\.npy$/i, '');

const tooLarge = (size: number): Refusal =>
  refusal(
    `an array of ${Math.round(size / 1024 ** 2).toLocaleString('en')} MB is more than is unpacked at once`,
    'Take the file with smaller pictures, or save the pictures as PNG with a table of labels.',
  );

async function readPixels(inner: FileSource | undefined): ReturnType<Arrays['pixels']> {
  if (inner === undefined || inner.size > mostBytes) return tooLarge(inner?.size ?? mostBytes);
  const bytes = await inner.read();
  const head = npyHead(bytes);
  if ('reason' in head) return head;
  if (head.kind !== 'u1')
    return refusal(
      `its pictures are numbers of type ${head.kind}, not of 8 bits (u1)`,
      'Save them as uint8.',
    );
  if (head.isFortran)
    return refusal('its pictures lie in Fortran’s order', 'Save them with numpy.ascontiguousarray.');
  if (bytes.length < head.start + countOf(head))
    return refusal('its pictures break off', 'Save or download the file again.');
  return { head, data: new Blob([bytes.subarray(head.start, head.start + countOf(head))]) };
}

async function readNumbers(inner: FileSource | undefined): ReturnType<Arrays['numbers']> {
  if (inner === undefined || inner.size > mostLabelBytes) return tooLarge(inner?.size ?? mostLabelBytes);
  const bytes = await inner.read();
  const head = npyHead(bytes);
  if ('reason' in head) return head;
  if (head.isFortran && head.shape.length > 1 && head.shape.slice(1).some((axis) => axis > 1))
    return refusal('its labels lie in Fortran’s order', 'Save them with numpy.ascontiguousarray.');
  const values = numbersOf(bytes, head);
  return 'reason' in values ? values : { head, values };
}
