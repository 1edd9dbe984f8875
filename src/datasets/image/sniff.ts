import type { ImageMediaType } from '../../domain/dataset/truth.ts';
import { extensionOf } from '../container/path.ts';
import { isDicomName } from '../names.ts';
import { refusal, type Refusal } from '../refusal.ts';

interface Signature {
  readonly offset: number;
  readonly bytes: string;
}

const pictures: readonly (Signature & { readonly mediaType: ImageMediaType })[] = [
  { mediaType: 'image/png', offset: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { mediaType: 'image/jpeg', offset: 0, bytes: '\xff\xd8\xff' },
  { mediaType: 'image/webp', offset: 8, bytes: 'WEBP' },
  { mediaType: 'image/gif', offset: 0, bytes: 'GIF87a' },
  { mediaType: 'image/gif', offset: 0, bytes: 'GIF89a' },
  { mediaType: 'image/bmp', offset: 0, bytes: 'BM' },
];

/** MedMNIST's own tool writes pictures and a table of splits and labels. */
const remedyOfArrays = (path: string): string => {
  const flag = /([a-z]+mnist(?:3d)?)(?:_\d+)?\.npz$/i.exec(path)?.[1]?.toLowerCase();
  return flag === undefined
    ? 'Save its pictures as PNG.'
    : `Save its pictures as PNG with a table of labels: python -m medmnist save --flag=${flag} --folder=pictures --postfix=png`;
};

const saveAsPng = 'Save it as PNG (lossless) or JPEG and import that.';
const asVolume = 'Save it as NIfTI (.nii.gz), or its slices as PNG.';
const others: readonly (Signature & { readonly what: string; readonly remedy: string })[] = [
  { what: 'a HEIC picture', offset: 4, bytes: 'ftyphei', remedy: saveAsPng },
  { what: 'a HEIC picture', offset: 4, bytes: 'ftyphev', remedy: saveAsPng },
  { what: 'a HEIC picture', offset: 4, bytes: 'ftypmif1', remedy: saveAsPng },
  { what: 'a HEIC picture', offset: 4, bytes: 'ftypmsf1', remedy: saveAsPng },
  { what: 'an AVIF picture', offset: 4, bytes: 'ftypavi', remedy: saveAsPng },
  { what: 'a JPEG 2000 picture', offset: 0, bytes: '\0\0\0\x0cjP  ', remedy: saveAsPng },
  { what: 'a JPEG 2000 picture', offset: 0, bytes: '\xff\x4f\xff\x51', remedy: saveAsPng },
  { what: 'a JPEG XL picture', offset: 0, bytes: '\xff\x0a', remedy: saveAsPng },
  { what: 'a JPEG XL picture', offset: 0, bytes: '\0\0\0\x0cJXL ', remedy: saveAsPng },
  { what: 'a video', offset: 4, bytes: 'ftyp', remedy: 'Save the still that you mean as PNG.' },
  { what: 'a PDF document', offset: 0, bytes: '%PDF', remedy: 'Export its pictures as PNG.' },
  { what: 'a NIfTI volume', offset: 344, bytes: 'n+1\0', remedy: 'Export the slices that you mean as PNG.' },
  { what: 'an NRRD volume', offset: 0, bytes: 'NRRD', remedy: asVolume },
  { what: 'a MetaImage volume', offset: 0, bytes: 'ObjectType', remedy: asVolume },
  { what: 'an array of NumPy', offset: 0, bytes: '\x93NUMPY', remedy: 'Save its pictures as PNG.' },
  { what: 'an HDF5 file', offset: 0, bytes: '\x89HDF\r\n', remedy: 'Save its pictures as PNG.' },
  {
    what: 'a file of MATLAB',
    offset: 0,
    bytes: 'MATLAB 5.0 MAT',
    remedy: 'Save its pictures as PNG, its tables as CSV.',
  },
  { what: 'a PAM picture', offset: 0, bytes: 'P7\n', remedy: saveAsPng },
  {
    what: 'a document of an old Microsoft Office (XLS, DOC)',
    offset: 0,
    bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    remedy: 'Open it in a spreadsheet program and save it as XLSX or CSV.',
  },
  { what: 'a zip archive', offset: 0, bytes: 'PK\x03\x04', remedy: 'Give it the ending .zip, or unpack it.' },
  {
    what: 'a gzip archive',
    offset: 0,
    bytes: '\x1f\x8b',
    remedy: 'Unpack it; of a volume (.nii.gz), export the slices that you mean as PNG.',
  },
  { what: 'a bzip2 archive', offset: 0, bytes: 'BZh', remedy: 'Unpack it and drop the folder.' },
  { what: 'an xz archive', offset: 0, bytes: '\xfd7zXZ\0', remedy: 'Unpack it and drop the folder.' },
  {
    what: 'a Zstandard archive',
    offset: 0,
    bytes: '\x28\xb5\x2f\xfd',
    remedy: 'Unpack it and drop the folder.',
  },
  { what: 'a RAR archive', offset: 0, bytes: 'Rar!', remedy: 'Unpack it and drop the folder.' },
  { what: 'a 7-Zip archive', offset: 0, bytes: "7z\xbc\xaf'\x1c", remedy: 'Unpack it and drop the folder.' },
];

/** Tells a picture by its first bytes, never by its name; of anything else, says what it is. */
export function sniff(
  bytes: Uint8Array,
  path: string,
): { readonly kind: 'picture'; readonly mediaType: ImageMediaType } | Refusal {
  if (bytes.length === 0) return refusal('it is empty (0 bytes)', 'Copy or download it again.');
  const picture = pictures.find((signature) => matches(bytes, signature));
  if (picture !== undefined) return { kind: 'picture', mediaType: picture.mediaType };
  if (isDicomName(path)) {
    return refusal(
      'it is named as a DICOM file, but its bytes are not those of one',
      'Export it from the system that it comes from once more.',
    );
  }
  const named = /^(?:hei[cf]|tiff?)$/.test(extensionOf(path)) ? ` (named .${extensionOf(path)})` : '';
  const other = others.find((signature) => matches(bytes, signature));
  // NumPy packs several arrays as a zip.
  if (other?.what === 'a zip archive' && extensionOf(path) === 'npz')
    return refusal('it is an archive of NumPy arrays, which cannot be read yet', remedyOfArrays(path));
  if (other !== undefined) return refusal(`it is ${other.what}, which cannot be read yet`, other.remedy);
  const text = textOf(bytes);
  if (text === null) return refusal(`it is not a picture of a known kind${named}`, saveAsPng);
  if (text.startsWith('version https://git-lfs')) {
    return refusal(
      'it is a placeholder of Git LFS, not the picture itself',
      'Run `git lfs pull` where it came from.',
    );
  }
  if (/^\s*<(?:!doctype html|html)/i.test(text)) {
    return refusal(
      'it is a web page, not a picture',
      'Download it again: the server sent a page in its place.',
    );
  }
  if (/^\s*(?:<\?xml[^>]*>\s*)?<svg/i.test(text)) return refusal('it is an SVG drawing', saveAsPng);
  return refusal('it is text, not a picture, whatever its name says', 'Copy or download the picture again.');
}

function matches(bytes: Uint8Array, { offset, bytes: signature }: Signature): boolean {
  if (bytes.length < offset + signature.length) return false;
  for (let at = 0; at < signature.length; at += 1) {
    if (bytes[offset + at] !== signature.charCodeAt(at)) return false;
  }
  return true;
}

/** The beginning as text, or null where the bytes are no UTF-8 or hold control characters. */
function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, 512), { stream: true });
    // eslint-disable-next-line no-control-regex -- control characters are what tells bytes from text
    return /[\0-\x08\x0e-\x1f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}
