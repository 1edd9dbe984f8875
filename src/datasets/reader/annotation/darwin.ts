import { z } from 'zod';
import type { Size } from '../../../domain/geometry/boxes.ts';
import type { Shape } from '../drawing.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';
import { faultOf } from './coco.ts';
import { ellipsePolygon } from '../../../domain/geometry/ellipse.ts';
import { maskFromCrop, sizeFault } from './mask-crop.ts';

const xy = z.object({ x: z.number(), y: z.number() });
const annotationSchema = z.object({
  id: z.string().nullish(),
  name: z.string().min(1),
  bounding_box: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }).nullish(),
  polygon: z
    .object({
      paths: z.array(z.array(xy)).nullish(),
      path: z.array(xy).nullish(),
      additional_paths: z.array(z.array(xy)).nullish(),
    })
    .nullish(),
  ellipse: z.object({ angle: z.number(), center: xy, radius: xy }).nullish(),
  keypoint: xy.nullish(),
  tag: z.unknown().optional(),
  mask: z.unknown().optional(),
  raster_layer: z
    .object({
      dense_rle: z.array(z.int().min(0)),
      mask_annotation_ids_mapping: z.record(z.string(), z.number()),
    })
    .nullish(),
  frames: z.unknown().optional(),
});
const slot = z.object({
  width: z.number().nullish(),
  height: z.number().nullish(),
  source_files: z.array(z.unknown()).nullish(),
});
const second = z.object({
  version: z.string().startsWith('2'),
  item: z.object({ name: z.string().min(1), path: z.string().nullish(), slots: z.array(slot).nullish() }),
  annotations: z.array(z.unknown()),
});
const first = z.object({
  image: z.object({
    filename: z.string().min(1),
    original_filename: z.string().nullish(),
    path: z.string().nullish(),
    width: z.number().nullish(),
    height: z.number().nullish(),
  }),
  annotations: z.array(z.unknown()),
});

/**
 * Darwin JSON of V7, versions 1 and 2: a file a picture, with boxes, polygons, ellipses, key points, tags and masks.
 * See https://docs.v7labs.com/reference/darwin-json.
 */
export const darwin: AnnotationFormat<unknown> = {
  name: 'Darwin',
  fits: (value) => second.safeParse(value).success || first.safeParse(value).success,
  read(value, { path }, files) {
    const gathering = new Gathering(path, files);
    const { names, size, annotations, fault } = itemOf(value);
    if (fault !== null) {
      gathering.refuse('', fault, 'Export the pictures one by one.');
      return gathering.finish();
    }
    const shapes: Shape[] = [];
    const tags: string[] = [];
    const maskNames = new Map<string, string>();
    const layers: {
      readonly runs: readonly number[];
      readonly ids: Readonly<Record<string, number>>;
      readonly at: string;
    }[] = [];
    for (const [at, each] of annotations.entries()) {
      const place = `annotations[${at}]`;
      const parsed = annotationSchema.safeParse(each);
      const read = parsed.success ? shapesOf(parsed.data, place) : faultOf(parsed.error);
      if (typeof read === 'string') {
        gathering.refuse(place, read, 'Correct it in V7; its picture is left out until then.');
        return gathering.finish();
      }
      shapes.push(...read);
      if (!parsed.success) continue;
      const { id, name, tag, mask, raster_layer: layer } = parsed.data;
      if (tag != null) tags.push(name);
      else if (mask != null && id != null) maskNames.set(id, name);
      else if (layer != null)
        layers.push({ runs: layer.dense_rle, ids: layer.mask_annotation_ids_mapping, at: place });
      else if (read.length === 0)
        gathering.note('# lines, skeletons and texts have no area and are left out.');
    }
    for (const { runs, ids, at } of layers) {
      const masks = masksOfLayer(runs, ids, maskNames, size, at);
      if (typeof masks === 'string') {
        gathering.refuse(at, masks, 'Export the file from V7 anew.');
        return gathering.finish();
      }
      shapes.push(...masks);
    }
    const picture = gathering.picture(names, '');
    if (picture === null) return gathering.finish();
    gathering.add({
      name: picture,
      images: [{ path: picture }],
      truth: {
        ...(tags.length > 0 && { labels: tags }),
        ...(annotations.length === 0 && { boxes: [], masks: [] }),
      },
      ...(shapes.length > 0 && {
        drawings: [{ file: path, ...(size !== undefined && { drawnOn: size }), shapes }],
      }),
    });
    return gathering.finish();
  },
};

interface Item {
  readonly names: readonly string[];
  readonly size: Size | undefined;
  readonly annotations: readonly unknown[];
  readonly fault: string | null;
}

function itemOf(value: unknown): Item {
  const newer = second.safeParse(value);
  if (newer.success) {
    const { item, annotations } = newer.data;
    const slots = item.slots ?? [];
    const [only] = slots;
    const folder = (item.path ?? '').replace(/^\/+|\/+$/g, '');
    return {
      names: [folder === '' ? item.name : `${folder}/${item.name}`, item.name],
      size: sizeOf(only?.width, only?.height),
      annotations,
      fault:
        slots.length > 1
          ? `“${item.name}” has ${slots.length} slots, and it is not clear what is drawn on which`
          : null,
    };
  }
  const { image, annotations } = first.parse(value);
  const names = [image.original_filename, image.filename].filter((name) => name != null);
  return { names, size: sizeOf(image.width, image.height), annotations, fault: null };
}

const sizeOf = (width: number | null | undefined, height: number | null | undefined): Size | undefined =>
  width && height ? { width, height } : undefined;

type DarwinAnnotation = z.infer<typeof annotationSchema>;

function shapesOf(
  { name: label, bounding_box: box, polygon, ellipse, keypoint, frames }: DarwinAnnotation,
  at: string,
): Shape[] | string {
  if (frames != null) return 'it belongs to frames of a video, which are not read';
  const shapes: Shape[] = [];
  if (box != null) {
    const convention = { order: 'xywh', unit: 'pixels-source' } as const;
    shapes.push({ kind: 'box', label, numbers: [box.x, box.y, box.w, box.h], convention, at });
  }
  if (polygon != null) {
    const paths = polygon.paths ?? [polygon.path ?? [], ...(polygon.additional_paths ?? [])];
    const polygons = paths
      .filter((path) => path.length > 0)
      .map((path) => path.flatMap(({ x, y }) => [x, y]));
    if (polygons.length === 0) return 'its polygon has no points';
    shapes.push({ kind: 'area', label, polygons, unit: 'pixels-source', at });
  }
  if (ellipse != null) {
    const { center, radius, angle } = ellipse;
    const polygon180 = ellipsePolygon(center, radius.x, radius.y, (angle * 180) / Math.PI);
    shapes.push({ kind: 'area', label, polygons: [polygon180], unit: 'pixels-source', at });
  }
  if (keypoint != null) shapes.push({ kind: 'point', label, ...keypoint, unit: 'pixels-source', at });
  return shapes;
}

/** Pairs of value and length along the rows; the values stand for the annotations of masks. */
function masksOfLayer(
  pairs: readonly number[],
  ids: Readonly<Record<string, number>>,
  names: ReadonlyMap<string, string>,
  size: Size | undefined,
  at: string,
): Shape[] | string {
  if (size === undefined) return 'the file does not say the size of its picture, in which the masks lie';
  const fault = sizeFault(size);
  if (fault !== null) return fault;
  const levels = new Uint16Array(size.width * size.height);
  let to = 0;
  for (let n = 0; n + 1 < pairs.length; n += 2) {
    const [value = 0, length = 0] = pairs.slice(n, n + 2);
    if (to + length > levels.length) break;
    levels.fill(value, to, to + length);
    to += length;
  }
  if (to !== levels.length || pairs.length % 2 !== 0)
    return `its runs do not add up to ${size.width} x ${size.height} pixels`;
  const shapes: Shape[] = [];
  for (const [id, value] of Object.entries(ids)) {
    const label = names.get(id);
    if (label === undefined) return `its mask ${id} is that of no annotation`;
    const bitmap = Uint8Array.from(levels, (level) => (level === value ? 1 : 0));
    const mask = maskFromCrop({ bitmap, ...size }, { x: 0, y: 0 }, size);
    if (typeof mask === 'string') return mask;
    shapes.push({ kind: 'runs', label, mask, at });
  }
  return shapes;
}
