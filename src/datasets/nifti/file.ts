import { Gunzip } from 'fflate';
import { gunzip, isGzip } from '../container/gunzip.ts';
import { refusal, type Refusal } from '../refusal.ts';
import { headerBytes } from './fields.ts';
import { isNifti, readNiftiHeader, type NiftiHeader } from './header.ts';

/** One volume takes no more than this: beside it lie the packed file and what is made of it. */
const mostBytes = 1024 ** 3;
/** Deflate reaches 1032 : 1. */
const mostRatio = 1_032;
/** What may follow the voxels. */
const trailingBytes = 1024 ** 2;
const noRatio = { ratio: Infinity, harmlessBytes: Infinity };

/** A head as long as this holds the header, packed or not. */
export const headBytes = 4 * 1024;

/** The header in a file's first bytes, unpacked if need be. */
export const peekNifti = (head: Uint8Array): NiftiHeader | Refusal => readNiftiHeader(unpackedHead(head));

/** Whether the file is NIfTI, packed by gzip or not, told by its first bytes. */
export const looksLikeNifti = (head: Uint8Array): boolean =>
  isNifti(head) || (isGzip(head) && isNifti(unpackedHead(head)));

/** How large the file is unpacked, as far as gzip's last bytes tell (of what is larger than 4 GiB, the rest). */
export const unpackedSize = (bytes: Uint8Array): number =>
  isGzip(bytes) && bytes.length >= 18
    ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true)
    : bytes.length;

/** How many volumes the file holds: times, components. */
export const volumesOf = ({ further }: Pick<NiftiHeader, 'further'>): number =>
  further.reduce((product, length) => product * length, 1);

export const bytesOfVolume = ({ size: [x, y, z], bytesPerVoxel }: NiftiHeader): number =>
  x * y * z * bytesPerVoxel;

/** The bytes of one volume, counted from 0, as they are stored. Never throws for what is in the bytes. */
export async function readVolumeBytes(
  bytes: Uint8Array<ArrayBuffer>,
  header: NiftiHeader,
  volume = 0,
): Promise<Uint8Array<ArrayBuffer> | Refusal> {
  const length = bytesOfVolume(header);
  const [x, y, z] = header.size;
  if (length > mostBytes)
    return refusal(
      `it has ${x} x ${y} x ${z} voxels of ${header.bytesPerVoxel} bytes, which do not fit into memory`,
      'Save the part that you mean, or with fewer bytes a voxel.',
    );
  const from = header.offset + volume * length;
  const end = from + length;
  if (isGzip(bytes)) return unpackedPart(bytes, header, from, length);
  return bytes.length < end ? brokenOff(bytes.length, end) : bytes.slice(from, end);
}

const brokenOff = (at: number, expected: number): Refusal =>
  refusal(`its voxels break off: it has ${at} of ${expected} bytes`, 'Copy or download the file again.');

async function unpackedPart(
  bytes: Uint8Array<ArrayBuffer>,
  header: NiftiHeader,
  from: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer> | Refusal> {
  const end = from + length;
  const most = bytes.length * mostRatio;
  if (end > most) return brokenOff(most, end);
  const out = new Uint8Array(length);
  const whole = header.offset + volumesOf(header) * length;
  let at = 0;
  try {
    // To the end, though only a part is kept: there lies the checksum.
    for await (const chunk of gunzip(new Blob([bytes]), whole + trailingBytes, noRatio)) {
      const begin = Math.max(0, from - at);
      const stop = Math.min(chunk.length, end - at);
      if (begin < stop) out.set(chunk.subarray(begin, stop), at + begin - from);
      at += chunk.length;
    }
  } catch (error) {
    return refusal(
      `it cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`,
      'Copy or download the file again, or unpack it with another program.',
    );
  }
  return at < end ? brokenOff(at, end) : out;
}

function unpackedHead(head: Uint8Array): Uint8Array {
  if (!isGzip(head)) return head;
  const header = new Uint8Array(headerBytes);
  let at = 0;
  const unzip = new Gunzip((chunk) => {
    header.set(chunk.subarray(0, headerBytes - at), at);
    at = Math.min(headerBytes, at + chunk.length);
  });
  try {
    unzip.push(head.subarray(0, headBytes));
  } catch {
    // What came before the damage is looked at.
  }
  return header.subarray(0, at);
}
