import { z } from 'zod';
import type { RunLengthMask } from '../../../domain/dataset/truth.ts';
import { baseName, withoutExtension } from '../../container/path.ts';
import type { Shape } from '../drawing.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';
import { faultOf } from './coco.ts';
import { ellipsePolygon } from '../../../domain/geometry/ellipse.ts';
import { bytesOfBase64, embeddedPicture } from './embedded.ts';
import { bitmapOfPng, maskFromCrop } from './mask-crop.ts';

const point = z.tuple([z.number(), z.number()]);
const shapeSchema = z.object({
  label: z.string().min(1),
  points: z.array(point),
  shape_type: z.string().nullish(),
  mask: z.string().nullish(),
});
const fileSchema = z.object({
  shapes: z.array(z.unknown()),
  imagePath: z.string(),
  imageData: z.string().nullish(),
  imageHeight: z.number().positive().nullish(),
  imageWidth: z.number().positive().nullish(),
  flags: z.record(z.string(), z.boolean()).nullish().catch(null),
});

/**
 * LabelMe: a JSON file a picture, with polygons, rectangles, circles, points and masks. Flags that are set are labels of the picture. The
 * picture may lie in the file itself. See https://github.com/wkentaro/labelme.
 */
export const labelMe: AnnotationFormat<unknown> = {
  name: 'LabelMe',
  fits: (value) => fileSchema.safeParse(value).success,
  read(value, { path }, files) {
    const gathering = new Gathering(path, files);
    const { shapes, imagePath, imageData, imageHeight, imageWidth, flags } = fileSchema.parse(value);
    const size = imageWidth && imageHeight ? { width: imageWidth, height: imageHeight } : undefined;
    const drawn: Shape[] = [];
    for (const [at, each] of shapes.entries()) {
      const place = `shapes[${at}]`;
      const shape = shapeSchema.safeParse(each);
      const read = shape.success ? drawShape(shape.data, place, size) : faultOf(shape.error);
      if (read === null) gathering.note('# lines have no area and are left out.');
      else if (typeof read !== 'string') drawn.push(...[read].flat());
      else {
        gathering.refuse(place, read, 'Correct it in LabelMe; its picture is left out until then.');
        return gathering.finish();
      }
    }
    const picture = pictureOf({ path, imagePath, imageData }, gathering, files);
    if (picture === null) return gathering.finish();
    const declared = Object.entries(flags ?? {});
    gathering.add({
      name: picture,
      images: [{ path: picture }],
      truth: {
        ...(declared.length > 0 && { labels: declared.filter(([, set]) => set).map(([name]) => name) }),
        ...(shapes.length === 0 && declared.length === 0 && { boxes: [], masks: [] }),
      },
      ...(drawn.length > 0 && {
        drawings: [{ file: path, ...(size !== undefined && { drawnOn: size }), shapes: drawn }],
      }),
    });
    return gathering.finish();
  },
};

/** By the path in the file, or beside it under the file's own name, or inside it. */
function pictureOf(
  { path, imagePath, imageData }: { path: string; imagePath: string; imageData: string | null | undefined },
  gathering: Gathering,
  files: Parameters<typeof labelMe.read>[2],
): string | null {
  const names = [imagePath, withoutExtension(baseName(path))];
  const isHere = names.some((name) => files.findPicture(name, path).kind !== 'missing');
  if (!isHere && imageData) {
    const inside = embeddedPicture(
      `${path}/${withoutExtension(baseName(imagePath.replaceAll('\\', '/')))}`,
      imageData,
    );
    if (inside !== null) {
      gathering.embed(inside);
      return inside.path;
    }
  }
  return gathering.picture(names, '');
}

type LabelMeShape = z.infer<typeof shapeSchema>;

/** Null for what has no area; a text says what is wrong. */
function drawShape(
  { label, points, shape_type: type, mask }: LabelMeShape,
  at: string,
  size: { readonly width: number; readonly height: number } | undefined,
): Shape | readonly Shape[] | string | null {
  const [first, second] = points;
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const pointAt = ([x, y]: readonly [number, number]): Shape => ({
    kind: 'point',
    label,
    x,
    y,
    unit: 'pixels-source',
    at,
  });
  switch (type ?? 'polygon') {
    case 'polygon':
    case 'rotation':
      // X-AnyLabeling has a turned rectangle by its corners.
      return points.length < 3
        ? `it is a polygon of ${points.length} points`
        : { kind: 'area', label, polygons: [points.flat()], unit: 'pixels-source', at };
    case 'rectangle':
      return first === undefined || second === undefined
        ? 'it is a rectangle without two corners'
        : {
            kind: 'box',
            label,
            // Two opposite corners, or all four.
            numbers: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
            convention: { order: 'xyxy', unit: 'pixels-source' },
            at,
          };
    case 'circle': {
      if (first === undefined || second === undefined) return 'it is a circle without centre and edge';
      const radius = Math.hypot(second[0] - first[0], second[1] - first[1]);
      const polygon = ellipsePolygon({ x: first[0], y: first[1] }, radius, radius);
      return { kind: 'area', label, polygons: [polygon], unit: 'pixels-source', at };
    }
    case 'point':
      return first === undefined ? 'it is a point without a place' : pointAt(first);
    case 'mask':
      return maskShape(label, first, mask ?? '', at, size);
    case 'points':
      return points.map(pointAt);
    case 'line':
    case 'linestrip':
      return null;
    default:
      return `its shape_type “${type ?? ''}” is not known`;
  }
}

/** A PNG of the part around the mask, placed by its upper left corner. */
function maskShape(
  label: string,
  corner: readonly [number, number] | undefined,
  base64: string,
  at: string,
  size: { readonly width: number; readonly height: number } | undefined,
): Shape | string {
  const bytes = bytesOfBase64(base64);
  if (bytes === null || corner === undefined) return 'its mask is no picture in base64';
  if (size === undefined) return 'the file does not say the size of its picture, in which the mask lies';
  try {
    const crop = bitmapOfPng(bytes);
    const mask = maskFromCrop(crop, { x: corner[0], y: corner[1] }, size);
    return typeof mask === 'string' ? mask : runsShape(label, mask, at);
  } catch {
    return 'its mask cannot be decoded';
  }
}

const runsShape = (label: string, mask: RunLengthMask, at: string): Shape => ({
  kind: 'runs',
  label,
  mask,
  at,
});
