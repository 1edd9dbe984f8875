import type { z } from 'zod';
import type { Dataset, LabelDefinition, Sample } from '../../domain/dataset/dataset.ts';
import { pastChangesOf } from '../../domain/dataset/edit.ts';
import type { LabelledMask } from '../../domain/dataset/truth.ts';
import { sampleSchema } from '../reader/manifest-schema.ts';
import type { PictureFiles } from './picture-files.ts';
import type { ExportRecord, ExportSource } from './source.ts';

/**
 * The `dataset.json` of a data set, in pieces: truth as it was edited, what was done to each picture and case, nothing
 * that an edit has taken away. The same data set gives the same text. See docs/dataset-format.md.
 */
export async function* manifestText(
  source: Pick<ExportSource, 'dataset' | 'cases'>,
  files: PictureFiles,
  record: ExportRecord,
): AsyncGenerator<string, void, undefined> {
  const { dataset } = source;
  const used = new Set<string>();
  yield opening(dataset);
  let separator = '\n';
  for await (const page of source.cases()) {
    let piece = '';
    for (const sample of page) {
      const written = sampleOf(sample, files);
      const fault = faultOf(written);
      if (fault !== null) {
        record.leaveOut(sample.name, fault);
        continue;
      }
      sample.truth.labels?.forEach((label) => used.add(label));
      piece += `${separator}    ${JSON.stringify(written)}`;
      separator = ',\n';
      record.cases += 1;
    }
    yield piece;
  }
  // After the cases: labels that a person gave and that the data set did not name before.
  yield `\n  ],\n  "labels": ${JSON.stringify(labelsOf(dataset.labels, used))}\n}\n`;
}

function opening(dataset: Dataset): string {
  const { name, description, synthetic, specialty, modality, license, source, notes } = dataset;
  const head = {
    format: 'reading-room/dataset',
    version: 1,
    name,
    description,
    synthetic,
    specialty,
    modality,
    license,
    source,
    notes,
  };
  const members = Object.entries(head).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{\n${members.join(',\n')},\n  "samples": [`;
}

/** An empty list allows any label, and stays empty. */
function labelsOf(known: readonly LabelDefinition[], used: ReadonlySet<string>): readonly LabelDefinition[] {
  if (known.length === 0) return known;
  const names = new Set(known.map(({ name }) => name));
  return [...known, ...[...used].filter((name) => !names.has(name)).map((name) => ({ name, synonyms: [] }))];
}

function sampleOf(sample: Sample, files: PictureFiles): z.input<typeof sampleSchema> {
  const { name, images, text, split, group, attributes, tags, hidden, truth } = sample;
  const { masks, ...rest } = truth;
  const history = pastChangesOf(sample);
  return {
    name,
    images: images.map((image, index) => {
      const { pixelSpacing, changes, review } = image;
      return {
        file: files.pathOf(sample, image, index),
        ...(pixelSpacing !== undefined && { pixelSpacing }),
        ...(changes.length > 0 && { changes }),
        ...(review !== undefined && { review }),
      };
    }),
    ...(text !== undefined && { text }),
    split,
    ...(group !== undefined && { group }),
    attributes,
    ...(tags !== undefined && tags.length > 0 && { tags }),
    ...(hidden === true && { hidden }),
    ...(history.length > 0 && { history }),
    truth: { ...rest, ...(masks !== undefined && { masks: masks.map(maskOf) }) },
  };
}

const maskOf = ({ label, mask, changes }: LabelledMask) => ({
  label,
  rle: mask,
  ...(changes !== undefined && { changes }),
});

/** Why an import would refuse the case; null where it would not. */
function faultOf(written: z.input<typeof sampleSchema>): string | null {
  const read = sampleSchema.safeParse(written);
  if (read.success) return null;
  const [issue] = read.error.issues;
  return `${issue?.path.filter((part) => typeof part === 'string').join('.') || 'the case'}: ${issue?.message ?? 'cannot be written'}`;
}
