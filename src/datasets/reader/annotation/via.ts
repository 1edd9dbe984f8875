import { z } from 'zod';
import { ellipsePolygon } from '../../../domain/geometry/ellipse.ts';
import type { Shape } from '../drawing.ts';
import type { Table } from '../table/table.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';
import { faultOf } from './coco.ts';

const attributes = z.record(z.string(), z.unknown());
const regionSchema = z.object({
  shape_attributes: z.looseObject({ name: z.string() }),
  region_attributes: attributes,
});
const fileSchema = z.object({
  filename: z.string().min(1),
  regions: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]),
  file_attributes: attributes.nullish(),
});
const filesSchema = z.record(z.string(), fileSchema);
const projectSchema = z.object({ _via_img_metadata: filesSchema });

/**
 * VGG Image Annotator (VIA) 1 and 2, as a project or as exported annotations: rectangles, circles, ellipses, polygons and points.
 * Attributes of a region name it. See https://www.robots.ox.ac.uk/~vgg/software/via/.
 */
export const via: AnnotationFormat<unknown> = {
  name: 'VGG Image Annotator',
  fits: (value) => filesOf(value) !== null,
  read(value, { path }, files) {
    const gathering = new Gathering(path, files);
    for (const file of filesOf(value) ?? []) addFile(file, path, gathering);
    return gathering.finish();
  },
};

/** What VIA exports as CSV, a region a row, as it would stand in its JSON; null for any other table. */
export function viaOfTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): unknown {
  const [filename, shape, region, file] = (
    ['filename', 'region_shape_attributes', 'region_attributes', 'file_attributes'] as const
  ).map((name) => columns.findIndex((column) => column.replace(/^#/, '') === name));
  if (filename === undefined || filename < 0 || shape === undefined || shape < 0) return null;
  const byName = new Map<string, { filename: string; regions: unknown[]; file_attributes: unknown }>();
  for (const { cells } of rows) {
    const name = cells[filename] ?? '';
    const own = byName.get(name) ?? {
      filename: name,
      regions: [],
      file_attributes: parsed(cells[file ?? -1] ?? '{}'),
    };
    const drawn = parsed(cells[shape] ?? '{}');
    // A picture without a region has a row of its own.
    if (Object.keys(drawn).length > 0)
      own.regions.push({ shape_attributes: drawn, region_attributes: parsed(cells[region ?? -1] ?? '{}') });
    byName.set(name, own);
  }
  return Object.fromEntries(byName);
}

function parsed(cell: string): Readonly<Record<string, unknown>> {
  try {
    const value = attributes.safeParse(JSON.parse(cell));
    return value.success ? value.data : {};
  } catch {
    return {};
  }
}

type ViaFile = z.infer<typeof fileSchema>;

function filesOf(value: unknown): readonly ViaFile[] | null {
  const project = projectSchema.safeParse(value);
  const all = project.success ? project.data._via_img_metadata : value;
  // One tells whether it is worth looking at all of them.
  const isLike =
    typeof all === 'object' && all !== null && fileSchema.safeParse(Object.values(all)[0]).success;
  const files = filesSchema.safeParse(isLike ? all : null);
  return files.success && Object.keys(files.data).length > 0 ? Object.values(files.data) : null;
}

function addFile({ filename, regions, file_attributes }: ViaFile, path: string, gathering: Gathering): void {
  const shapes: Shape[] = [];
  for (const [at, each] of Object.values(regions).entries()) {
    const place = `${filename}, region ${at + 1}`;
    const region = regionSchema.safeParse(each);
    const drawn = region.success ? shapeOf(region.data, place, gathering) : faultOf(region.error);
    if (typeof drawn === 'string') {
      gathering.refuse(place, drawn, 'Correct it in VIA; its picture is left out until then.');
      return;
    }
    if (drawn !== null) shapes.push(drawn);
  }
  const picture = gathering.picture([filename], filename);
  if (picture === null) return;
  const label = labelOf(file_attributes ?? {});
  // Without a region a picture may have none of them, or was not looked at: VIA does not say.
  gathering.add({
    name: picture,
    images: [{ path: picture }],
    truth: label === null ? {} : { labels: label },
    ...(shapes.length > 0 && { drawings: [{ file: path, shapes }] }),
  });
}

const labelNames =
  /^(?:labels?|class(?:es|[-_ ]?name)?|names?|types?|categor(?:y|ies)|lesions?|findings?|objects?|diagnosis)$/i;

/** The values of the attribute that is called like a label, or of the only one; checkboxes may be several. Null where nothing says any. */
function labelOf(given: Readonly<Record<string, unknown>>, only = false): readonly string[] | null {
  const names = Object.keys(given);
  const name =
    names.find((each) => labelNames.test(each)) ?? (only && names.length === 1 ? names[0] : undefined);
  const value = name === undefined ? undefined : given[name];
  const values =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([option, set]) => (set === true || set === 'true' ? [option] : []))
      : typeof value === 'string' || typeof value === 'number'
        ? [String(value).trim()]
        : [];
  const said = values.filter((each) => each !== '');
  return said.length === 0 ? null : said;
}

/** NaN for whatever is neither a number nor written as one: an empty text or null is no zero, and a list no number. */
const numberOf = (value: unknown): number =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
    ? Number(value)
    : Number.NaN;

/** Null for what has no area; a text says what is wrong. */
function shapeOf(
  { shape_attributes: shape, region_attributes }: z.infer<typeof regionSchema>,
  at: string,
  gathering: Gathering,
): Shape | string | null {
  const [label, ...more] = labelOf(region_attributes, true) ?? [];
  if (more.length > 0) return `it has several labels (${[label, ...more].join(', ')})`;
  if (label === undefined) gathering.note('# regions have no label: they are called “object”.');
  const own = { label: label ?? 'object', at } as const;
  const numbers = (...names: readonly string[]): readonly number[] | null => {
    const found = names.map((name) => numberOf(shape[name]));
    return found.every(Number.isFinite) ? found : null;
  };
  const area = (polygon: readonly number[]): Shape => ({
    kind: 'area',
    ...own,
    polygons: [polygon],
    unit: 'pixels-source',
  });
  const incomplete = `its ${shape.name} is not complete`;
  switch (shape.name) {
    case 'rect': {
      const [x, y, width, height] = numbers('x', 'y', 'width', 'height') ?? [];
      return x === undefined || y === undefined || width === undefined || height === undefined
        ? incomplete
        : {
            kind: 'box',
            ...own,
            numbers: [x, y, width, height],
            convention: { order: 'xywh', unit: 'pixels-source' },
          };
    }
    case 'circle': {
      const [x, y, radius] = numbers('cx', 'cy', 'r') ?? [];
      return x === undefined || y === undefined || radius === undefined
        ? incomplete
        : area(ellipsePolygon({ x, y }, radius, radius));
    }
    case 'ellipse': {
      const [x, y, rx, ry] = numbers('cx', 'cy', 'rx', 'ry') ?? [];
      const turn = numberOf(shape['theta'] ?? 0);
      return x === undefined || y === undefined || rx === undefined || ry === undefined || Number.isNaN(turn)
        ? incomplete
        : area(ellipsePolygon({ x, y }, rx, ry, (turn * 180) / Math.PI));
    }
    case 'polygon': {
      const points = z
        .object({ all_points_x: z.array(z.number()), all_points_y: z.array(z.number()) })
        .safeParse(shape);
      if (!points.success) return incomplete;
      const { all_points_x: xs, all_points_y: ys } = points.data;
      if (xs.length !== ys.length || xs.length < 3) return `it is a polygon of ${xs.length} points`;
      return area(xs.flatMap((x, n) => [x, ys[n] ?? 0]));
    }
    case 'point': {
      const [x, y] = numbers('cx', 'cy') ?? [];
      return x === undefined || y === undefined
        ? incomplete
        : { kind: 'point', ...own, x, y, unit: 'pixels-source' };
    }
    case 'polyline':
      gathering.note('# lines have no area and are left out.');
      return null;
    default:
      return `its shape “${shape.name}” is not known`;
  }
}
