/** Files that are read, of every format, to be damaged: from the tests' own builders, and real ones where `../shared` is there. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from 'fast-png';
import { gzipSync, zipSync, zlibSync } from 'fflate';
import { packTar } from 'modern-tar';
import { z } from 'zod';
import { dicomBytes, testImage } from '../../src/datasets/dicom/test-dicom.ts';
import * as pictures from '../../src/datasets/image/test-pictures.ts';
import { shorts } from '../../src/datasets/nifti/test-nifti.ts';
import { pnm } from '../../src/datasets/pnm/test-pnm.ts';
import { pages } from '../../src/datasets/tiff/test-tiff.ts';
import { arraySeeds } from './array-seeds.ts';
import { dicomTruthSeeds } from './dicom-seeds.ts';
import {
  jsonSeeds,
  lidcSeeds,
  patientSeeds,
  regionSeeds,
  superviselySeeds,
  tableSeeds,
  textSeeds,
  toolSeeds,
  xmlSeeds,
} from './text-seeds.ts';

/** One reader to be tried: files under a name, with what lies beside them. */
export interface Target {
  readonly name: string;
  /** Under which a damaged file is imported. */
  readonly path: string;
  readonly seeds: readonly Uint8Array[];
  /** Packs a file: half of the damage is done before. */
  readonly wrap?: (bytes: Uint8Array) => Uint8Array;
  readonly beside?: Readonly<Record<string, Uint8Array>>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
export const sharedData = join(root, '../shared/data');
/** Larger ones are damaged too seldom where it matters. */
const mostBytes = 300_000;

export async function fuzzTargets(): Promise<readonly Target[]> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const image = (name: string) => ({ [name]: pictures.png });
  const two = { ...image('a.png'), ...image('b.png') };
  const tar = await packTar([
    { header: { name: 'cat/a.png', size: pictures.png.length }, body: pictures.png },
    { header: { name: 'dog/b.png', size: pictures.png.length }, body: pictures.png },
  ]);
  const part = encode({ width: 2, height: 2, channels: 1, data: Uint8Array.of(1, 0, 1, 1) });
  const base64 = (packed: Uint8Array) => Buffer.from(packed).toString('base64');
  const volume = shorts([6, 5, 4], (n) => n % 7);
  return [
    {
      name: 'dicom',
      path: 'a.dcm',
      seeds: [
        dicomBytes(testImage({ rows: 6, columns: 5 }, '1.1')),
        dicomBytes(testImage({ rows: 4, columns: 4, frames: 3 }, '1.2')),
        ...shared('dicom', /\.dcm$/),
      ],
    },
    ...dicomTruthSeeds(),
    {
      name: 'nifti',
      path: 'a.nii',
      seeds: [
        volume,
        shorts([3, 2, 2, 2], (n) => n, { version: 2, little: false }),
        ...shared('nifti', /\.nii$/),
      ],
    },
    { name: 'nifti packed', path: 'a.nii.gz', seeds: [volume], wrap: packed },
    {
      name: 'label map',
      path: 'a_seg.nii',
      seeds: [shorts([6, 5, 4], (n) => n % 3)],
      beside: { 'a.nii': volume, 'a_seg.txt': bytes('1 liver\n2 tumour\n') },
    },
    {
      name: 'tiff',
      path: 'x/a.tif',
      seeds: [
        pages([
          { width: 4, height: 3, bits: 8, photometric: 1, pixels: Array.from({ length: 12 }, (_, n) => n) },
        ]),
        pages([{ width: 2, height: 2, bits: 16, photometric: 1, pixels: [0, 1, 0, 2, 0, 3, 0, 4] }]),
        ...tiffFixtures(),
      ],
    },
    {
      name: 'png',
      path: 'x/a.png',
      seeds: [pictures.png, pictures.pngWithMetadata(6), ...shared('endo_kvasirseg', /\.png$/)],
    },
    { name: 'png 16', path: 'x/a.png', seeds: [deepPng(1), deepPng(3)], wrap: withSums },
    {
      name: 'jpeg',
      path: 'x/a.jpg',
      seeds: [pictures.jpeg, pictures.jpegWithMetadata(6), ...shared('endo_kvasirseg', /\.jpe?g$/)],
    },
    {
      name: 'webp, gif, bmp',
      path: 'x/a.webp',
      seeds: [
        pictures.webp,
        pictures.webpWithMetadata(3),
        pictures.gif,
        pictures.gifWithComment,
        pictures.bmp,
      ],
    },
    {
      name: 'pnm',
      path: 'x/a.pgm',
      seeds: [
        pnm('P1', 4, 2, 1, [0, 1, 1, 0, 1, 0, 0, 1]),
        pnm('P2', 3, 1, 4095, [0, 70, 4000]),
        pnm('P3', 1, 2, 255, [1, 2, 3, 4, 5, 6]),
        pnm('P4', 9, 2, 1, [0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1]),
        pnm('P5', 3, 2, 255, [0, 1, 2, 3, 4, 5]),
        pnm('P6', 1, 1, 65_535, [1, 300, 65_000]),
      ],
    },
    {
      name: 'pnm mask',
      path: 'masks/a.pgm',
      seeds: [
        pnm(
          'P5',
          6,
          4,
          255,
          Array.from({ length: 24 }, (_, n) => 255 * (n % 2)),
        ),
      ],
      beside: image('images/a.png'),
    },
    {
      name: 'zip',
      path: 'a.zip',
      seeds: [
        zipSync({ 'cat/a.png': pictures.png, 'dog/b.png': pictures.png }),
        zipSync({ 'labels.csv': bytes('image,label\na.png,x\n'), 'a.png': [pictures.png, { level: 0 }] }),
        zipSync({ 'inner.zip': zipSync({ 'x/a.png': pictures.png }) }),
      ],
    },
    { name: 'tar', path: 'a.tar', seeds: [tar] },
    { name: 'gz', path: 'a.tar.gz', seeds: [tar], wrap: packed },
    { name: 'csv', path: 'a.csv', seeds: tableSeeds.map(bytes), beside: image('a.png') },
    {
      name: 'csv packed',
      path: 'a.csv.gz',
      seeds: tableSeeds.map(bytes),
      wrap: packed,
      beside: image('a.png'),
    },
    { name: 'tsv', path: 'a.tsv', seeds: textSeeds.tsv.map(bytes), beside: image('a.png') },
    { name: 'json', path: 'a.json', seeds: jsonSeeds.map(bytes), beside: image('a.png') },
    {
      name: 'table of patients',
      path: 'a.csv',
      seeds: patientSeeds.map(bytes),
      beside: { ...image('x1/1.png'), ...image('x1/2.png'), ...image('y2/1.png') },
    },
    {
      name: 'supervisely',
      path: 'a.png.json',
      seeds: superviselySeeds(base64(zlibSync(part))).map(bytes),
      beside: image('a.png'),
    },
    { name: 'datumaro', path: 'a.json', seeds: toolSeeds.datumaro.map(bytes), beside: two },
    { name: 'create ml', path: 'a.json', seeds: toolSeeds.createMl.map(bytes), beside: two },
    { name: 'fiftyone', path: 'a.json', seeds: toolSeeds.fiftyOne.map(bytes), beside: two },
    ...arraySeeds(),
    {
      name: 'dataset.json',
      path: 'dataset.json',
      seeds: textSeeds.manifests.map(bytes),
      beside: image('a.png'),
    },
    { name: 'jsonl', path: 'a.jsonl', seeds: textSeeds.jsonl.map(bytes), beside: image('a.png') },
    {
      name: 'lidc',
      path: 'a.xml',
      seeds: lidcSeeds.map(bytes),
      beside: { 'a.dcm': dicomBytes(testImage({ rows: 6, columns: 5 }, '1.1')) },
    },
    { name: 'regions', path: 'a.xml', seeds: regionSeeds.map(bytes), beside: image('a_1.png') },
    { name: 'xml', path: 'a.xml', seeds: xmlSeeds.map(bytes), beside: image('a.png') },
    {
      name: 'yolo',
      path: 'a.txt',
      seeds: textSeeds.yolo.map(bytes),
      beside: { ...image('a.png'), 'data.yaml': bytes('names: [x, y]\n') },
    },
    {
      name: 'yaml',
      path: 'data.yaml',
      seeds: textSeeds.yaml.map(bytes),
      beside: { ...image('a.png'), 'a.txt': bytes('0 0.5 0.5 0.1 0.1\n') },
    },
    { name: 'report', path: 'a.txt', seeds: textSeeds.reports.map(bytes) },
    {
      name: 'xlsx',
      path: 'a.xlsx',
      seeds: [fixture('tables/fovea.xlsx'), workbook()],
      beside: image('a.png'),
    },
    { name: 'parquet', path: 'a.parquet', seeds: [fixture('tables/faces.parquet')] },
  ];
}

/** A workbook of one sheet, with its strings in the cells. */
function workbook(): Uint8Array {
  const space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packaged = 'http://schemas.openxmlformats.org/package/2006';
  const cell = (text: string, place: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const rows = [
    ['image', 'label'],
    ['a.png', 'x'],
  ].map(
    (cells, at) =>
      `<row r="${at + 1}">${cells.map((text, column) => cell(text, `${'AB'[column] ?? ''}${at + 1}`)).join('')}</row>`,
  );
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${space} xmlns:r="${relations}"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${space}><dimension ref="A1:B2"/><sheetData>${rows.join('')}</sheetData></worksheet>`,
  };
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, new TextEncoder().encode(text)])),
    { mtime: '2020-01-01' },
  );
}

/** With the checksums that its chunks ought to have: half of the damage is to get past them. */
function withSums(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0);
    if (length > bytes.length - at - 12) break;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    parts.push(pictures.chunk(type, bytes.subarray(at + 8, at + 8 + length)));
    at += 12 + length;
  }
  return pictures.joined(...parts, bytes.subarray(at));
}

const packed = (bytes: Uint8Array): Uint8Array => gzipSync(bytes, { mtime: 0, level: 1 });

const fixture = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(join(root, 'tests/fixtures', path)));

const deepPng = (channels: number): Uint8Array =>
  encode({
    width: 3,
    height: 2,
    channels,
    depth: 16,
    data: Uint16Array.from({ length: 6 * channels }, (_, n) => n * 9999),
  });

const tiffFixtures = (): Uint8Array[] =>
  z
    .object({ files: z.array(z.object({ bytes: z.base64() })) })
    .parse(JSON.parse(readFileSync(join(root, 'tests/fixtures/tiff/files.json'), 'utf8')))
    .files.map(({ bytes }) => new Uint8Array(Buffer.from(bytes, 'base64')));

function shared(folder: string, name: RegExp): Uint8Array[] {
  const where = join(sharedData, folder);
  if (!existsSync(where)) return [];
  return readdirSync(where, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size <= mostBytes)
    .sort()
    .map((path) => new Uint8Array(readFileSync(path)));
}
