import { z } from 'zod';
import type { NumberedLabel } from '../../mask/rule.ts';

/**
 * The names of a label map's values, from a text beside it. In JSON `{"1": "liver"}`; else a line for each: `1 liver`, with numbers or
 * colours after the name (atlases, FreeSurfer's tables), with a comma or tab, or as ITK-SNAP writes it (`1 255 0 0 1 1 1 "liver"`). Null
 * where the text is something else.
 */
export function labelNamesOf(text: string): readonly NumberedLabel[] | null {
  const found = text.trimStart().startsWith('{') ? fromJson(text) : fromLines(text);
  return found === null || found.length === 0 ? null : found;
}

/**
 * `labels` of the Medical Segmentation Decathlon's dataset.json (`{"1": "liver"}`) or of nnU-Net's (`{"liver": 1}`, and of regions
 * `{"whole tumor": [1, 2, 3]}`). The background is left out.
 */
export function labelsOfDescription(labels: DescribedLabels): readonly NumberedLabel[] {
  return Object.entries(labels)
    .flatMap(([key, value]): NumberedLabel[] => {
      if (typeof value === 'string') return [{ value: Number(key), label: value }];
      const values = typeof value === 'number' ? [value] : value;
      return values.map((each) => ({ value: each, label: key }));
    })
    .filter(({ value }) => value !== 0)
    .sort((a, b) => a.value - b.value);
}

const described = z.union([
  z.record(z.string().regex(/^\d+$/), z.string().min(1)),
  z.record(z.string().min(1), z.union([z.int().nonnegative(), z.array(z.int().nonnegative())])),
]);
/** Labels by value, or values by label. */
type DescribedLabels = Readonly<Record<string, string | number | readonly number[]>>;

const channels = z.record(z.string(), z.string());
const words = z.union([z.string(), z.number()]).transform(String).catch('');

/** What the dataset.json of the Medical Segmentation Decathlon and of nnU-Net (both versions) says. */
export const volumeDescription = z
  .object({
    labels: described,
    name: words,
    description: words,
    reference: words,
    licence: words,
    license: words,
    modality: channels.optional().catch(undefined),
    channel_names: channels.optional().catch(undefined),
    training: z.unknown().optional(),
    numTraining: z.unknown().optional(),
  })
  .refine((value) =>
    [value.modality, value.channel_names, value.training, value.numTraining].some(
      (part) => part !== undefined,
    ),
  );

function fromJson(text: string): readonly NumberedLabel[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const read = z.record(z.string().regex(/^\d+$/), z.string().trim().min(1)).safeParse(value);
  return read.success ? labelsOfDescription(read.data) : null;
}

const itkSnap = /^(\d+)\s+\d+\s+\d+\s+\d+\s+[\d.]+\s+\d+\s+\d+\s+"([^"]*)"$/;
const numbered = /^(\d+)\s*[\s,;:]\s*(.+)$/;

function fromLines(text: string): readonly NumberedLabel[] | null {
  const labels: NumberedLabel[] = [];
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  for (const [at, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const found = itkSnap.exec(line) ?? numbered.exec(line);
    const label = nameIn(found?.[2] ?? '');
    if (found === null || label === '') {
      // The heads of the columns.
      if (labels.length === 0 && /^(?:index|id|value|label|no)\b/i.test(line) && at < 3) continue;
      return null;
    }
    const value = Number(found[1]);
    if (value !== 0) labels.push({ value, label });
  }
  return labels;
}

/** Without the numbers (other codes, colours) that follow it. */
function nameIn(rest: string): string {
  const parts = rest.split(/[\t,;]|\s+/).filter((part) => part !== '');
  while (parts.length > 0 && /^[-+]?[\d.]+$|^#[\da-f]{6}$/i.test(parts.at(-1) ?? '')) parts.pop();
  return parts.join(' ').replaceAll('"', '').trim();
}
