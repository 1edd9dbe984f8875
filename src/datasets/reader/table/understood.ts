import { figures } from '../../figures.ts';
import { baseName } from '../../container/path.ts';
import type { FileIndex } from '../file-index.ts';
import type { CaseDraft } from '../reading.ts';
import { namedBy, rowDrafts, type RowDraft } from './drafts.ts';
import type { TableKind } from './kinds.ts';
import type { ShownRow } from './mapping.ts';
import type { Table } from './table.ts';

/** The first rows of a table with what each is understood to say, in words. */
export function shownRows(
  table: Table,
  { mapping, sets }: Pick<TableKind, 'mapping' | 'sets'>,
  files: FileIndex,
  most: number,
): ShownRow[] {
  const shown: ShownRow[] = [];
  for (const row of rowDrafts(table, mapping, 'none', files, sets)) {
    const cells = (table.rows[shown.length]?.cells ?? []).map((cell) =>
      cell.length > 200 ? `${cell.slice(0, 200)}…` : cell,
    );
    shown.push({ cells, ...rowInWords(row) });
    if (shown.length >= most) break;
  }
  return shown;
}

function rowInWords(row: RowDraft): Omit<ShownRow, 'cells'> {
  switch (row.kind) {
    case 'drafts': {
      const [draft, ...others] = row.drafts;
      const all = others.length === 0 ? '' : `each of ${figures(row.drafts.length)} pictures, the first: `;
      return { understood: all + inWords(draft), fault: false };
    }
    case 'refused':
      return { understood: row.refused[0]?.reason ?? '', fault: true };
    case 'elsewhere':
      return {
        understood:
          row.facts.sets.length > 0
            ? `no picture of “${namedBy(row.facts)}” is here`
            : `the picture “${namedBy(row.facts)}” is not here`,
        fault: false,
      };
    case 'empty':
      return { understood: 'names neither a picture nor a report', fault: false };
  }
}

function inWords({
  images,
  name,
  truth,
  drawings = [],
  maskFiles,
  split,
  group,
  attributes,
}: CaseDraft): string {
  const shapes = drawings.flatMap((drawing) => drawing.shapes);
  const list = (words: readonly string[], none: string) => (words.length === 0 ? none : words.join(', '));
  return [
    images.length > 0 ? `picture ${images.map(({ path }) => baseName(path)).join(', ')}` : `case ${name}`,
    truth.labels && `labels: ${list(truth.labels, 'none')}`,
    ...(truth.findings ?? []).flatMap(({ observation, status }) =>
      status === 'not mentioned' ? [] : [`${observation}: ${status}`],
    ),
    truth.boxes &&
      `boxes: ${list(
        shapes.flatMap((shape) => (shape.kind === 'box' ? [boxInWords(shape)] : [])),
        'none',
      )}`,
    ...shapes.flatMap((shape) =>
      shape.kind === 'point' ? [`point ${shape.label}: ${round(shape.x)}, ${round(shape.y)}`] : [],
    ),
    truth.masks &&
      `masks: ${list(
        shapes.flatMap((shape) => (shape.kind === 'run numbers' ? [runsInWords(shape)] : [])),
        'none',
      )}`,
    maskFiles.length > 0 && `mask ${maskFiles.map(({ path }) => baseName(path)).join(', ')}`,
    truth.report?.findings !== undefined && `findings: ${brief(truth.report.findings)}`,
    truth.report?.impression !== undefined && `impression: ${brief(truth.report.impression)}`,
    ...(truth.report?.others ?? []).map(({ heading, text }) => `${heading || 'text'}: ${brief(text)}`),
    ...(truth.questions ?? []).map(
      ({ question, answers, kind }) =>
        `${kind} question “${brief(question)}”, answer “${brief(answers.join(' or '))}”`,
    ),
    group !== undefined && `group ${group}`,
    split !== 'none' && `split ${split}`,
    ...Object.entries(attributes).map(([key, value]) => `${key} ${value}`),
  ]
    .filter((part) => typeof part === 'string')
    .join('; ');
}

const round = (value: number): string => String(Math.round(value * 1000) / 1000);
const brief = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** A stretch is as many pixels as its second number says, however it is written. */
function runsInWords({
  label,
  numbers,
}: {
  readonly label: string;
  readonly numbers: readonly number[];
}): string {
  const area = numbers.reduce((sum, number, at) => (at % 2 === 1 ? sum + number : sum), 0);
  return `${label} (${figures(area)} pixels)`;
}

const corners = {
  xyxy: 'left, top, right, bottom',
  xywh: 'left, top, width, height',
  cxcywh: 'centre, width, height',
  yxyx: 'top, left, bottom, right',
} as const;
function boxInWords({
  label,
  numbers,
  convention,
}: {
  readonly label: string;
  readonly numbers: readonly number[];
  readonly convention: { readonly order: keyof typeof corners };
}): string {
  return `${label} (${corners[convention.order]} ${numbers.map(round).join(', ')})`;
}
