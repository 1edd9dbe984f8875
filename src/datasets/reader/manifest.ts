import { figures } from '../figures.ts';
import type { z } from 'zod';
import { faultWords } from './fault-words.ts';
import { canonicalJson } from '../../domain/plan/identity.ts';
import type { LabelledMask } from '../../domain/dataset/truth.ts';
import type { RefusedFile } from '../../domain/dataset/dataset.ts';
import { safePath } from '../container/path.ts';
import { FileUnreadableError } from '../container/source.ts';
import { decodeText } from './encoding.ts';
import type { MaskRule } from '../mask/rule.ts';
import type { FileIndex } from './file-index.ts';
import { manifestSchema, sampleSchema, type ManifestSample } from './manifest-schema.ts';
import { describesVolumes } from './volume/beside.ts';
import { unsaid, type CaseDraft, type MaskFile, type Reader, type Reading } from './reading.ts';

const file = 'dataset.json';
/** Faults listed of one place; the rest are of the same kind. */
const mostIssues = 20;

const unnamed = {
  reason: 'the dataset.json does not name it',
  remedy: 'Add a sample for it, if it is meant.',
};

/** Our own format: `dataset.json` (unless it is that of the Medical Segmentation Decathlon) beside the files that it names. See docs/dataset-format.md. */
export const manifest: Reader = {
  name: 'Reading Room data set (dataset.json)',
  part: 'whole',
  async read(files) {
    const source = files.get(file);
    if (source === undefined) return null;
    let text: string;
    try {
      text = decodeText(await source.read());
    } catch (error) {
      if (!(error instanceof FileUnreadableError)) throw error;
      return unreadable([{ path: file, reason: error.message, remedy: error.remedy }]);
    }
    const json = parsed(text);
    if (json.kind === 'broken') {
      return unreadable([
        { path: file, reason: `it is not JSON: ${json.fault}`, remedy: 'Correct it at that place.' },
      ]);
    }
    if (describesVolumes(json.value)) return null;
    const head = manifestSchema.safeParse(json.value);
    if (!head.success) return unreadable(faults(head.error.issues, ''));
    const { samples, notes, labels, format: _format, version: _version, ...meta } = head.data;
    const seen = new Map<string, number>();
    const known = new Set(labels.map((label) => label.name));
    const cases: CaseDraft[] = [];
    const refused: RefusedFile[] = [];
    samples.forEach((value, at) => {
      const sample = sampleSchema.safeParse(value);
      const issues = sample.success
        ? issuesAcross(sample.data, at, seen, known, files)
        : faults(sample.error.issues, `samples[${at}]`);
      if (sample.success && issues.length === 0) cases.push(draftOf(sample.data));
      refused.push(...issues);
    });
    return {
      ...unsaid,
      ...meta,
      reader: this.name,
      understood: `${figures(cases.length)} of ${figures(samples.length)} cases of “${meta.name}” can be read.`,
      labels,
      notes,
      cases,
      refused,
      unnamed,
      used: [file],
      key: [canonicalJson(json.value)],
    };
  },
};

function unreadable(refused: readonly RefusedFile[]): Reading {
  return {
    ...unsaid,
    reader: manifest.name,
    understood: 'The dataset.json cannot be read as it is.',
    labels: [],
    cases: [],
    refused,
    unnamed,
    used: [file],
    key: [],
  };
}

function parsed(text: string): { kind: 'json'; value: unknown } | { kind: 'broken'; fault: string } {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch (error) {
    return { kind: 'broken', fault: error instanceof Error ? error.message : String(error) };
  }
}

/** What a schema cannot see: names used twice, labels that are not declared, files that are not there. */
function issuesAcross(
  sample: ManifestSample,
  at: number,
  seen: Map<string, number>,
  known: ReadonlySet<string>,
  files: FileIndex,
): RefusedFile[] {
  const here = `samples[${at}]`;
  const issues: RefusedFile[] = [];
  const issue = (place: string, reason: string, remedy: string) =>
    issues.push({ path: `${file}: ${here}.${place}`, reason, remedy });
  const before = seen.get(sample.name);
  if (before !== undefined) {
    issue(
      'name',
      `“${sample.name}” is the name of samples[${before}] too`,
      'Give each sample a name of its own.',
    );
  }
  seen.set(sample.name, before ?? at);
  sample.truth.labels?.forEach((label, n) => {
    if (known.size > 0 && !known.has(label)) {
      issue(
        `truth.labels[${n}]`,
        `“${label}” is not among the labels of the data set`,
        'Add it to `labels`, or correct it.',
      );
    }
  });
  const wanted = [
    ...sample.images.map((image, n) => [`images[${n}].file`, image.file] as const),
    ...(sample.truth.masks ?? []).flatMap((mask, n) =>
      mask.file === undefined ? [] : [[`truth.masks[${n}].file`, mask.file] as const],
    ),
  ];
  for (const [place, path] of wanted) {
    const safe = safePath(path);
    if (safe === null)
      issue(place, `the path “${path}” leads out of the folder`, 'Name a file inside the folder.');
    else if (files.get(safe) === undefined)
      issue(place, `there is no file “${path}”`, 'Add the file, or correct its path.');
  }
  if ((sample.truth.masks ?? []).length > 0 && sample.images.length === 0) {
    issue(
      'truth.masks',
      'there is no image that the masks could lie on',
      'Add the image, or take the masks out.',
    );
  }
  return issues;
}

function draftOf({ truth, images, ...sample }: ManifestSample): CaseDraft {
  const { masks, ...rest } = truth;
  const inRuns: LabelledMask[] = [];
  const inFiles: MaskFile[] = [];
  for (const { label, rle, file: path, value, changes } of masks ?? []) {
    if (rle !== undefined) inRuns.push({ label, mask: rle, ...(changes !== undefined && { changes }) });
    else if (path !== undefined) inFiles.push({ path: safe(path), rule: ruleOf(label, value) });
  }
  return {
    ...sample,
    images: images.map(({ file: path, ...about }) => ({ path: safe(path), ...about })),
    truth: { ...rest, ...(masks !== undefined && { masks: inRuns }) },
    maskFiles: inFiles,
  };
}

/** What other entries say of other values of the same file is no concern of this one. */
const ruleOf = (label: string, value: number | undefined): MaskRule =>
  value === undefined
    ? { kind: 'above', label }
    : { kind: 'values', areas: [{ label, values: [value] }], background: [], others: 'nothing' };

const safe = (path: string): string => safePath(path) ?? path;

function faults(issues: readonly z.core.$ZodIssue[], at: string): RefusedFile[] {
  const listed = issues.slice(0, mostIssues).map((issue) => ({
    path: `${file}: ${pathOf(issue.path, at)}`,
    reason: faultWords(issue),
    remedy:
      issue.code === 'unrecognized_keys'
        ? 'Take it out or correct its name; docs/dataset-format.md lists what is known.'
        : 'Correct the value; docs/dataset-format.md says what is expected.',
  }));
  const rest = issues.length - listed.length;
  return rest === 0
    ? listed
    : [
        ...listed,
        { path: file, reason: `${rest} more faults in ${at || 'it'}`, remedy: 'Correct those listed first.' },
      ];
}

/** `samples[3].truth.boxes[0].width` */
const pathOf = (path: readonly PropertyKey[], at: string): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    at,
  ) || 'the file';
