import { figures } from '../../figures.ts';
import type { FileSource } from '../../container/source.ts';
import { FileUnreadableError } from '../../container/source.ts';
import { baseName, extensionOf } from '../../container/path.ts';
import type { RefusedFile } from '../../../domain/dataset/dataset.ts';
import { hashText } from '../../../domain/plan/identity.ts';
import { refusedFile } from '../../refusal.ts';
import { labelsOfCases } from '../draft-labels.ts';
import { decodeText } from '../encoding.ts';
import type { FileIndex } from '../file-index.ts';
import { mergeDrafts } from '../merge/drafts.ts';
import { mergeReadings } from '../merge/readings.ts';
import { unsaid, type Reader, type Reading } from '../reading.ts';
import { readDelimited } from '../table/delimited.ts';
import { isViaTable } from '../table/via-table.ts';
import { openI } from '../report/open-i.ts';
import type { Annotated, AnnotationFormat } from './annotated.ts';
import { coco } from './coco.ts';
import { createMl } from './create-ml.ts';
import { cvat } from './cvat.ts';
import { darwin } from './darwin.ts';
import { datumaro } from './datumaro.ts';
import { inBreastRois } from './inbreast-rois.ts';
import { labelMe } from './labelme.ts';
import { labelStudio } from './label-studio.ts';
import { lidc } from './lidc.ts';
import { pascalVoc } from './pascal-voc.ts';
import { supervisely } from './supervisely.ts';
import { via, viaOfTable } from './via.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** Formats in JSON and in XML, told by their content. */
const jsonFormats: readonly AnnotationFormat<unknown>[] = [
  coco,
  labelMe,
  labelStudio,
  darwin,
  supervisely,
  via,
  datumaro,
  createMl,
];
const xmlFormats: readonly AnnotationFormat<XmlElement>[] = [pascalVoc, cvat, openI, lidc, inBreastRois];

/** A text of this size takes several times as much memory once it is read. */
const mostBytes = 256 * 1024 ** 2;

/** Whether the content of a JSON file is one of the formats of annotations, and so no table. */
export const isAnnotation = (value: unknown): boolean => jsonFormats.some((format) => format.fits(value));

/** Every file of annotations in JSON or XML; a set may have several, in several formats. */
export const annotations: Reader = {
  name: 'Annotations (JSON, XML, CSV of VIA)',
  part: 'truth',
  read(files) {
    // What a person decides about tables changes nothing here: it is read once.
    const known = readings.get(files) ?? readAll(files);
    readings.set(files, known);
    return known;
  },
};

const readings = new WeakMap<FileIndex, Promise<Reading | null>>();

async function readAll(files: FileIndex): Promise<Reading | null> {
  const byFormat = new Map<string, Found[]>();
  const refused: RefusedFile[] = [];
  for (const file of files.files) {
    const read = await readFile(file, files);
    if (read === null) continue;
    if ('reason' in read) refused.push(refusedFile(file.path, read));
    else if (byFormat.get(read.format)?.push(read) === undefined) byFormat.set(read.format, [read]);
  }
  const [first, ...others] = [...byFormat].map(([format, found]) => readingOf(format, found));
  if (first === undefined) return refused.length === 0 ? null : { ...nothing, refused };
  const merged = mergeReadings([first, ...others]);
  return { ...merged, refused: [...refused, ...merged.refused] };
}

const nothing: Reading = {
  ...unsaid,
  reader: annotations.name,
  understood: 'The files of annotations cannot be read.',
  labels: [],
  cases: [],
  refused: [],
  unnamed: { reason: 'no file of annotations is about it', remedy: 'Add its annotations, if it is meant.' },
  used: [],
  key: [],
};

interface Found {
  readonly format: string;
  readonly path: string;
  readonly said: Annotated;
  readonly hash: string;
}

type Fault = { readonly reason: string; readonly remedy: string };

/** Null for a file that is none of ours: a table, a paper, a setting of some program. */
async function readFile(file: FileSource, files: FileIndex): Promise<Found | Fault | null> {
  const extension = extensionOf(file.path);
  if (extension === 'csv') return readTable(file, files);
  if (!['json', 'xml'].includes(extension) || isOurManifest(file.path)) return null;
  if (file.size > mostBytes)
    return {
      reason: `it has ${Math.round(file.size / 1024 ** 2)} MB, more than can be read at once`,
      remedy:
        extension === 'json'
          ? 'Split it into files of 256 MB or less, or save a table as JSONL, with an object in each line.'
          : 'Split it into files of 256 MB or less.',
    };
  let text: string;
  try {
    text = decodeText(await file.read());
  } catch (error) {
    if (!(error instanceof FileUnreadableError)) throw error;
    return { reason: error.message, remedy: error.remedy };
  }
  return extension === 'xml' ? readXml(text, file, files) : readJson(text, file, files);
}

/** Of tables, what VIA exports. */
async function readTable(file: FileSource, files: FileIndex): Promise<Found | null> {
  if (!(await isViaTable(file))) return null;
  const read = await readDelimited(file);
  const [table] = read.kind === 'tables' ? read.tables : [];
  const value = table === undefined ? null : viaOfTable(table);
  if (table === undefined || value === null) return null;
  return { format: via.name, path: file.path, said: via.read(value, file, files), hash: table.hash };
}

const isOurManifest = (path: string): boolean => path === 'dataset.json';

function readJson(text: string, file: FileSource, files: FileIndex): Found | Fault | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (isJsonLines(text)) return null;
    return {
      reason: `it is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      remedy: 'Correct it at that place, or leave it out.',
    };
  }
  const format = jsonFormats.find((each) => each.fits(value));
  return format === undefined
    ? null
    : { format: format.name, path: file.path, said: format.read(value, file, files), hash: hashText(text) };
}

/** A table with an object in each line, whatever the file is called. */
function isJsonLines(text: string): boolean {
  const end = text.indexOf('\n');
  if (end < 0) return false;
  try {
    return typeof JSON.parse(text.slice(0, end)) === 'object';
  } catch {
    return false;
  }
}

function readXml(text: string, file: FileSource, files: FileIndex): Found | Fault | null {
  const parsed = parseXml(text);
  if (parsed.kind === 'broken')
    return { reason: `it is not XML: ${parsed.fault}`, remedy: 'Correct it at that place, or leave it out.' };
  const format = xmlFormats.find((each) => each.fits(parsed.root));
  return format === undefined
    ? null
    : {
        format: format.name,
        path: file.path,
        said: format.read(parsed.root, file, files),
        hash: hashText(text),
      };
}

function readingOf(format: string, found: readonly Found[]): Reading {
  const { cases, refused } = mergeDrafts(found.flatMap(({ said }) => said.drafts));
  const notes = new Map<string, number>();
  for (const { said } of found)
    for (const [text, times] of said.notes) notes.set(text, (notes.get(text) ?? 0) + times);
  const declared = [...new Set(found.flatMap(({ said }) => said.labels))];
  const labels = [...declared, ...labelsOfCases(cases).filter((label) => !declared.includes(label))];
  const paths = found.map(({ path }) => path);
  const [thing, things] = cases.every(({ images }) => images.length > 0)
    ? ['picture', 'pictures']
    : ['case', 'cases'];
  const count = `${figures(cases.length)} ${cases.length === 1 ? thing : things}`;
  const text = (of: (said: Annotated) => string | undefined) =>
    found.map(({ said }) => of(said)).find((value) => value !== undefined) ?? '';
  return {
    ...unsaid,
    reader: format,
    understood: `${filesInWords(paths)} (${format}) ${paths.length === 1 ? 'describes' : 'describe'} ${count} that ${cases.length === 1 ? 'is' : 'are'} here.`,
    description: text(({ description }) => description),
    license: text(({ license }) => license),
    labels: labels.map((name) => ({ name, synonyms: [] })),
    notes: [...notes].map(([template, times]) => template.replaceAll('#', figures(times))),
    cases,
    refused: [...found.flatMap(({ said }) => said.refused), ...refused, ...absent(format, found)],
    unnamed: {
      reason: `${filesInWords(paths)} ${paths.length === 1 ? 'says' : 'say'} nothing about it`,
      remedy: 'Add its annotations, if it is meant.',
    },
    used: paths,
    key: found.map(({ path, hash }) => `${path} ${hash}`),
    embedded: found.flatMap(({ said }) => said.embedded),
  };
}

const filesInWords = (paths: readonly string[]): string => {
  const [first = ''] = paths;
  return paths.length === 1 ? baseName(first) : `${paths.length} files like ${baseName(first)}`;
};

/** Pictures that are not here: in one line a file, or in one for all where each file is about one picture. */
function absent(format: string, found: readonly Found[]): RefusedFile[] {
  const lacking = found.filter(({ said }) => said.elsewhere.length > 0);
  const remedy = 'Add the pictures if they are meant.';
  if (lacking.length > 3) {
    const [first] = lacking;
    return [
      {
        path: `${lacking.length} of ${found.length} ${format} files`,
        reason: `they name pictures that are not here; the first is “${first?.said.elsewhere[0] ?? ''}” of ${first?.path ?? ''}`,
        remedy,
      },
    ];
  }
  return lacking.map(({ path, said: { elsewhere, drafts } }) => ({
    path,
    reason: `${figures(elsewhere.length)} of ${figures(elsewhere.length + drafts.length)} pictures that it names are not here; the first is “${elsewhere[0] ?? ''}”`,
    remedy,
  }));
}
