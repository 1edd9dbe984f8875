import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDicom } from '../../src/datasets/dicom/parse/file.ts';
import { describePixels } from '../../src/datasets/dicom/pixels/description.ts';
import { decodeStored } from '../../src/datasets/dicom/pixels/stored.ts';
import { dicomBytes, testImage } from '../../src/datasets/dicom/test-dicom.ts';
import type { Figures } from './figure.ts';
import { htj2kFile } from './htj2k.ts';
import { interleaved, median } from './interleave.ts';

const size = 512;
const frames = 24;
const rounds = 5;
/** Of the pixels, unpacked. */
const megabytes = (bits: number) => (frames * size * size * (bits / 8)) / 1024 ** 2;

/** What makes a file of each syntax of GDCM and dcmtk, and what decodes that again. Neither knows HTJ2K: see below. */
const syntaxes: readonly {
  readonly name: string;
  readonly bits: 8 | 16;
  readonly encode: readonly string[];
  readonly decode: readonly string[];
}[] = [
  { name: 'RLE', bits: 16, encode: ['gdcmconv', '--rle'], decode: ['gdcmconv', '--raw'] },
  { name: 'JPEG', bits: 8, encode: ['dcmcjpeg', '+eb'], decode: ['dcmdjpeg'] },
  { name: 'JPEG lossless', bits: 16, encode: ['gdcmconv', '--jpeg'], decode: ['dcmdjpeg'] },
  { name: 'JPEG-LS', bits: 16, encode: ['gdcmconv', '--jpegls'], decode: ['dcmdjpls'] },
  { name: 'JPEG 2000', bits: 16, encode: ['gdcmconv', '--j2k'], decode: ['gdcmconv', '--raw'] },
];

/**
 * How fast pixels of a series of 24 slices are decoded, by syntax, beside a tool of GDCM or dcmtk on the same file, of whose time that for
 * copying the uncompressed series is taken off. Without GDCM there are no files of these syntaxes to decode. HTJ2K has no peer: its rate
 * stands alone.
 */
export async function figures(): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'reading-room-'));
  try {
    const measured: Record<string, Figures[string]> = {};
    for (const { name, bits, encode, decode } of syntaxes) {
      const plain = join(folder, 'plain.dcm');
      const file = join(folder, 'packed.dcm');
      await writeFile(plain, dicomBytes(series(bits)));
      const [encoder = '', ...how] = encode;
      const [program = '', ...options] = decode;
      if (!runs(encoder, ...how, plain, file) || !runs(program, ...options, file, join(folder, 'out.dcm'))) {
        console.error(`DICOM, ${name}: ${encoder} or ${program} is not installed, left out`);
        continue;
      }
      const bytes = new Uint8Array(await readFile(file));
      const seconds = (path: string) => () =>
        Promise.resolve(secondsOf(program, ...options, path, join(folder, 'out.dcm')));
      const copying = median(
        Array.from({ length: rounds }, () => secondsOf(program, ...options, plain, join(folder, 'out.dcm'))),
      );
      const peerSeconds: number[] = [];
      const { ours } = await interleaved(rounds, () => decodedIn(bytes), {
        peer: async () => {
          const taken = Math.max(1e-3, (await seconds(file)()) - copying);
          peerSeconds.push(taken);
          return taken;
        },
      });
      measured[`DICOM, ${name}, slices of ${size} x ${size}, ${bits} bits`] = {
        value: megabytes(bits) / ours,
        unit: 'MB of pixels/s',
        goal: 'beside a peer',
        ok: true,
        ratio: median(peerSeconds) / ours,
        against: `${program} (native code)`,
      };
    }
    measured[`DICOM, HTJ2K, slices of ${size} x ${size}, 16 bits`] = {
      value: megabytes(16) / (await secondsOfHtj2k()),
      unit: 'MB of pixels/s',
      goal: 'none: no peer here',
      ok: true,
    };
    return measured;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function secondsOfHtj2k(): Promise<number> {
  const item = series(16);
  const pixels = item.PixelData instanceof Uint8Array ? item.PixelData : new Uint8Array();
  const frameBytes = size * size * 2;
  const packed = Array.from({ length: frames }, (_, at) =>
    pixels.subarray(at * frameBytes, (at + 1) * frameBytes),
  );
  const bytes = await htj2kFile(item, packed, { width: size, height: size, bits: 16 });
  const { ours } = await interleaved(rounds, () => decodedIn(bytes), {});
  return ours;
}

/** Slices of a round body with some noise, as a scanner's are. */
function series(bits: 8 | 16) {
  const values = bits === 8 ? new Uint8Array(frames * size * size) : new Uint16Array(frames * size * size);
  let noise = 1;
  for (let at = 0; at < values.length; at += 1) {
    noise = (Math.imul(noise, 1_103_515_245) + 12_345) & 0x7fffffff;
    const [x, y, z] = [at % size, Math.floor(at / size) % size, Math.floor(at / size ** 2)];
    const distance = Math.hypot(x - size / 2, (y - size / 2) * 1.3);
    const body = distance < 180 + 2 * z ? 1000 + 60 * Math.sin(x / 9) + 40 * Math.cos(y / 13) : 20;
    values[at] = Math.round((body + ((noise >> 16) % 16)) / (bits === 8 ? 5 : 1));
  }
  return testImage({ rows: size, columns: size, frames }, '1.2.3', {
    BitsAllocated: bits,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelData: new Uint8Array(values.buffer),
  });
}

async function decodedIn(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const begun = performance.now();
  const file = readDicom(bytes);
  const description = describePixels(file.data);
  if (description.kind === 'refused') throw new Error(description.reason);
  const stored = await decodeStored(file, description);
  if (stored.kind === 'refused') throw new Error(stored.reason);
  return (performance.now() - begun) / 1000;
}

function secondsOf(program: string, ...options: readonly string[]): number {
  const begun = performance.now();
  runs(program, ...options);
  return (performance.now() - begun) / 1000;
}

const runs = (program: string, ...options: readonly string[]): boolean =>
  spawnSync(program, options, { stdio: 'ignore' }).status === 0;
