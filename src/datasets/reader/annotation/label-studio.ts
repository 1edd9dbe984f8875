import { z } from 'zod';
import type { AttributeValue } from '../../../domain/dataset/dataset.ts';
import { encodeMask } from '../../../domain/geometry/rle.ts';
import { baseName } from '../../container/path.ts';
import type { Shape } from '../drawing.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';
import { decodeBrushRuns } from './brush-runs.ts';
import { faultOf } from './coco.ts';
import { isShortExport, tasksOfShortExport } from './label-studio-min.ts';
import { ellipsePolygon, turnedRectangle } from '../../../domain/geometry/ellipse.ts';
import { sizeFault } from './mask-crop.ts';

const names = z.array(z.string().min(1));
const number = z.number();
const resultSchema = z.object({
  type: z.string(),
  from_name: z.string().nullish(),
  original_width: number.positive().nullish(),
  original_height: number.positive().nullish(),
  image_rotation: number.nullish(),
  value: z.looseObject({}),
});
const annotationSchema = z.object({
  result: z.array(z.unknown()),
  was_cancelled: z.boolean().nullish(),
  ground_truth: z.boolean().nullish(),
});
const taskSchema = z.object({
  id: z.union([number, z.string()]).nullish(),
  data: z.record(z.string(), z.unknown()),
  annotations: z.array(annotationSchema),
  file_upload: z.string().nullish(),
});
const head = z.object({ data: z.record(z.string(), z.unknown()), annotations: z.array(z.unknown()) });

/**
 * Label Studio, JSON export and its short form (JSON-MIN): tasks with rectangles, polygons, ellipses, brushes, key points, choices, numbers and ratings.
 * See https://labelstud.io/guide/export#JSON.
 */
export const labelStudio: AnnotationFormat<unknown> = {
  name: 'Label Studio',
  fits: (value) =>
    (Array.isArray(value) && value.length > 0 && head.safeParse(value[0]).success) || isShortExport(value),
  read(value, { path }, files) {
    const gathering = new Gathering(path, files);
    const tasks = isShortExport(value) ? tasksOfShortExport(value) : z.array(z.unknown()).parse(value);
    for (const [at, each] of tasks.entries()) {
      const task = taskSchema.safeParse(each);
      if (task.success) addTask(task.data, `task ${task.data.id ?? at + 1}`, path, gathering);
      else gathering.refuse(`task ${at + 1}`, faultOf(task.error), 'Export it from Label Studio anew.');
    }
    return gathering.finish();
  },
};

type Task = z.infer<typeof taskSchema>;

function addTask(
  { data, annotations, file_upload }: Task,
  place: string,
  path: string,
  gathering: Gathering,
): void {
  const given = annotations.filter(({ was_cancelled }) => was_cancelled !== true);
  const agreed = given.filter(({ ground_truth }) => ground_truth === true);
  const [annotation, ...others] = agreed.length > 0 ? agreed : given;
  if (annotation === undefined) {
    gathering.note('# tasks are not annotated and are left out.');
    return;
  }
  if (others.length > 0) {
    gathering.refuse(
      place,
      `${others.length + 1} people annotated it, and none of the annotations is marked as ground truth`,
      'Mark one as ground truth in Label Studio, or export one for each task.',
    );
    return;
  }
  const said: Said = { shapes: [], labels: null, attributes: {}, size: undefined };
  for (const [at, each] of annotation.result.entries()) {
    // Relations between results have no value of their own.
    if (isRelation(each)) {
      gathering.note(relationsLeftOut);
      continue;
    }
    const result = resultSchema.safeParse(each);
    const fault = result.success
      ? addResult(result.data, `${place}, result ${at + 1}`, said, gathering)
      : faultOf(result.error);
    if (fault !== null) {
      gathering.refuse(
        `${place}, result ${at + 1}`,
        fault,
        'Correct it in Label Studio; its picture is left out until then.',
      );
      return;
    }
  }
  const picture = gathering.picture(picturesOf(data, file_upload ?? null), place);
  if (picture === null) return;
  const { shapes, labels, attributes, size } = said;
  gathering.add({
    name: picture,
    images: [{ path: picture }],
    truth: {
      ...(labels !== null && { labels }),
      ...(annotation.result.length === 0 && { boxes: [], masks: [] }),
    },
    ...(shapes.length > 0 && {
      drawings: [{ file: path, ...(size !== undefined && { drawnOn: size }), shapes }],
    }),
    attributes,
  });
}

const relationsLeftOut = '# relations between results are left out.';
const isRelation = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'from_id' in result && 'to_id' in result;

/** Under which names the picture may be here: an upload gets 8 digits before its name, a local file stands after `?d=`. */
function picturesOf(data: Readonly<Record<string, unknown>>, upload: string | null): string[] {
  const values = ['image', 'img', 'photo', 'picture', ...Object.keys(data)].map((key) => data[key]);
  const address = values.find(
    (value) => typeof value === 'string' && /\.[a-z0-9]{2,5}(?:\?.*)?$/i.test(value),
  );
  const whole = typeof address === 'string' ? address : upload;
  if (whole === null) return [];
  const local = /[?&]d=([^&]+)/.exec(whole)?.[1];
  const path = decoded(local ?? whole.replace(/[?#].*$/, ''));
  const name = baseName(path);
  return [path, name, ...(/^[\da-f]{8}-./i.test(name) ? [name.slice(9)] : [])];
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

interface Said {
  readonly shapes: Shape[];
  labels: string[] | null;
  readonly attributes: Record<string, AttributeValue>;
  size: { readonly width: number; readonly height: number } | undefined;
}

type Result = z.infer<typeof resultSchema>;

/** Adds what one result says; a text says what is wrong with it. */
function addResult(result: Result, at: string, said: Said, gathering: Gathering): string | null {
  const { type, from_name: name, original_width: width, original_height: height, value } = result;
  if (result.image_rotation != null && result.image_rotation % 360 !== 0)
    return `its picture was turned by ${result.image_rotation} degrees while it was annotated`;
  if (width && height) said.size = { width, height };
  switch (type) {
    case 'choices':
    case 'taxonomy': {
      const chosen = z
        .array(z.union([z.string(), z.array(z.string())]))
        .safeParse(value.choices ?? value.taxonomy);
      if (!chosen.success) return 'its choices cannot be read';
      said.labels = [
        ...(said.labels ?? []),
        ...chosen.data.map((each) => (typeof each === 'string' ? each : each.join(' / '))),
      ];
      return null;
    }
    case 'rating':
    case 'number': {
      const amount = number.safeParse(value.rating ?? value.number);
      if (!amount.success) return 'its number cannot be read';
      said.attributes[name ?? type] = amount.data;
      return null;
    }
    default: {
      const drawn = shapesOf(result, at);
      if (typeof drawn === 'string') return drawn;
      if (drawn === null) gathering.note('# results are neither shapes nor choices and are left out.');
      else said.shapes.push(...drawn);
      return null;
    }
  }
}

const rectangle = z.object({
  x: number,
  y: number,
  width: number,
  height: number,
  rotation: number.nullish(),
});
const polygon = z.object({ points: z.array(z.tuple([number, number])).min(3) });
const ellipse = z.object({
  x: number,
  y: number,
  radiusX: number,
  radiusY: number,
  rotation: number.nullish(),
});
const point = z.object({ x: number, y: number });
const brush = z.object({ format: z.literal('rle'), rle: z.array(z.int().min(0).max(255)) });

/** Null for what is no shape; a text says what is wrong. Coordinates are per cent of the picture's size. */
function shapesOf(
  { type, original_width, original_height, value }: Result,
  at: string,
): Shape[] | string | null {
  const key = type in value ? type : Object.keys(value).find((each) => each.endsWith('labels'));
  const size = { width: original_width ?? 0, height: original_height ?? 0 };
  const labelled = names.min(1).safeParse(key === undefined ? undefined : value[key]);
  if (!/^(?:rectangle|polygon|ellipse|brush|keypoint)(?:labels)?$/.test(type)) return null;
  if (!labelled.success) return 'it has no label';
  const area = (label: string, outline: readonly number[], unit: 'per-cent' | 'pixels-source'): Shape => ({
    kind: 'area',
    label,
    polygons: [outline],
    unit,
    at,
  });
  const of = (draw: (label: string) => Shape) => labelled.data.map(draw);
  switch (type.replace('labels', '')) {
    case 'rectangle': {
      const read = rectangle.safeParse(value);
      if (!read.success) return faultOf(read.error);
      const { x, y, width, height, rotation } = read.data;
      if (!rotation)
        return of((label) => ({
          kind: 'box',
          label,
          numbers: [x, y, width, height],
          convention: { order: 'xywh', unit: 'per-cent' },
          at,
        }));
      if (sizeFault(size) !== null) return 'it is turned, and the size of its picture is not given';
      const pixels = inPixels({ x, y, width, height }, size);
      return of((label) => area(label, turnedRectangle(pixels, rotation, pixels), 'pixels-source'));
    }
    case 'polygon': {
      const read = polygon.safeParse(value);
      return read.success
        ? of((label) => area(label, read.data.points.flat(), 'per-cent'))
        : faultOf(read.error);
    }
    case 'ellipse': {
      const read = ellipse.safeParse(value);
      if (!read.success) return faultOf(read.error);
      if (sizeFault(size) !== null) return 'it is an ellipse, and the size of its picture is not given';
      const { x, y, radiusX, radiusY, rotation } = read.data;
      const pixels = inPixels({ x, y, width: radiusX, height: radiusY }, size);
      const outline = ellipsePolygon(pixels, pixels.width, pixels.height, rotation ?? 0);
      return of((label) => area(label, outline, 'pixels-source'));
    }
    case 'keypoint': {
      const read = point.safeParse(value);
      return read.success
        ? of((label) => ({ kind: 'point', label, ...read.data, unit: 'per-cent', at }))
        : faultOf(read.error);
    }
    default: {
      const read = brush.safeParse(value);
      if (!read.success) return faultOf(read.error);
      const fault = sizeFault(size);
      if (fault !== null) return fault;
      const mask = maskOf(read.data.rle, size);
      return typeof mask === 'string' ? mask : of((label) => ({ kind: 'runs', label, mask, at }));
    }
  }
}

const inPixels = (
  {
    x,
    y,
    width,
    height,
  }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  size: { readonly width: number; readonly height: number },
) => ({
  x: (x / 100) * size.width,
  y: (y / 100) * size.height,
  width: (width / 100) * size.width,
  height: (height / 100) * size.height,
});

/** Painted where the opacity, every fourth value, is not 0. */
function maskOf(
  rle: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
) {
  try {
    const values = decodeBrushRuns(rle, width * height * 4);
    const bitmap = new Uint8Array(width * height);
    for (let pixel = 0; pixel < bitmap.length; pixel += 1)
      bitmap[pixel] = values[pixel * 4 + 3] === 0 ? 0 : 1;
    return encodeMask(bitmap, width, height);
  } catch (error) {
    return `its brush cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
