import { Unzlib } from 'fflate';
import { z } from 'zod';
import type { AttributeValue } from '../../../domain/dataset/dataset.ts';
import { rasterizePolygon } from '../../../domain/geometry/polygons.ts';
import { decodeMask, encodeMask } from '../../../domain/geometry/rle.ts';
import { baseName, folderOf, withoutExtension } from '../../container/path.ts';
import type { Shape } from '../drawing.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';
import { faultOf } from './coco.ts';
import { bytesOfBase64 } from './embedded.ts';
import { bitmapOfPng, maskFromCrop, sizeFault } from './mask-crop.ts';

const point = z.tuple([z.number(), z.number()]);
const tagSchema = z.object({ name: z.string().min(1), value: z.union([z.string(), z.number()]).nullish() });
const objectSchema = z.object({
  classTitle: z.string().min(1),
  geometryType: z.string(),
  points: z.object({ exterior: z.array(point), interior: z.array(z.array(point)) }).nullish(),
  bitmap: z.object({ data: z.string(), origin: point }).nullish(),
});
const fileSchema = z.object({
  size: z.object({ height: z.number().positive(), width: z.number().positive() }),
  tags: z.array(z.unknown()),
  objects: z.array(z.unknown()),
});

type Size = z.infer<typeof fileSchema>['size'];

/**
 * Supervisely: a JSON file a picture (`ann/a.png.json` of `img/a.png`), with rectangles, polygons, bitmaps and points. Tags without a value
 * are labels of the picture, others attributes. See https://docs.supervisely.com/data-organization/00_ann_format_navi.
 */
export const supervisely: AnnotationFormat<unknown> = {
  name: 'Supervisely',
  fits: (value) => fileSchema.safeParse(value).success,
  read(value, { path }, files) {
    const gathering = new Gathering(path, files);
    const { size, tags, objects } = fileSchema.parse(value);
    const shapes: Shape[] = [];
    for (const [at, each] of objects.entries()) {
      const place = `objects[${at}]`;
      const object = objectSchema.safeParse(each);
      const drawn = object.success ? shapesOf(object.data, place, size) : faultOf(object.error);
      if (typeof drawn === 'string') {
        gathering.refuse(place, drawn, 'Correct it in Supervisely; its picture is left out until then.');
        return gathering.finish();
      }
      if (drawn === null) gathering.note('# lines have no area and are left out.');
      else shapes.push(...drawn);
    }
    const name = withoutExtension(baseName(path));
    const picture = gathering.picture([`${folderOf(folderOf(path))}/img/${name}`, name], '');
    if (picture === null) return gathering.finish();
    const said = tags.flatMap((tag) => tagSchema.safeParse(tag).data ?? []);
    const labels = said.filter((tag) => tag.value == null).map((tag) => tag.name);
    gathering.add({
      name: picture,
      images: [{ path: picture }],
      truth: {
        ...(labels.length > 0 && { labels }),
        ...(objects.length === 0 && labels.length === 0 && { boxes: [], masks: [] }),
      },
      attributes: Object.fromEntries(
        said.flatMap((tag): [string, AttributeValue][] => (tag.value == null ? [] : [[tag.name, tag.value]])),
      ),
      ...(shapes.length > 0 && { drawings: [{ file: path, drawnOn: size, shapes }] }),
    });
    return gathering.finish();
  },
};

/** Null for what has no area; a text says what is wrong. */
function shapesOf(
  { classTitle: label, geometryType, points, bitmap }: z.infer<typeof objectSchema>,
  at: string,
  size: Size,
): readonly Shape[] | string | null {
  const exterior = points?.exterior ?? [];
  const [xs, ys] = [exterior.map(([x]) => x), exterior.map(([, y]) => y)];
  switch (geometryType) {
    case 'rectangle':
      return exterior.length !== 2
        ? 'it is a rectangle without two corners'
        : [
            {
              kind: 'box',
              label,
              numbers: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
              convention: { order: 'xyxy', unit: 'pixels-source' },
              at,
            },
          ];
    case 'polygon':
      if (exterior.length < 3) return `it is a polygon of ${exterior.length} points`;
      return (points?.interior ?? []).length > 0
        ? withHoles(label, exterior.flat(), points?.interior.map((hole) => hole.flat()) ?? [], at, size)
        : [{ kind: 'area', label, polygons: [exterior.flat()], unit: 'pixels-source', at }];
    case 'bitmap':
      return bitmap == null ? 'it is a bitmap without its data' : bitmapShape(label, bitmap, at, size);
    case 'point':
      return exterior.map(([x, y]): Shape => ({ kind: 'point', label, x, y, unit: 'pixels-source', at }));
    case 'line':
      return null;
    default:
      return `its geometryType “${geometryType}” is not known`;
  }
}

/** A polygon without what lies in its holes. */
function withHoles(
  label: string,
  exterior: readonly number[],
  holes: readonly (readonly number[])[],
  at: string,
  { width, height }: Size,
): readonly Shape[] | string {
  const fault = sizeFault({ width, height });
  if (fault !== null) return fault;
  try {
    const { bitmap } = decodeMask(rasterizePolygon(exterior, width, height));
    const whole = Uint8Array.from(bitmap);
    for (const hole of holes)
      decodeMask(rasterizePolygon(hole, width, height)).bitmap.forEach((inside, pixel) => {
        if (inside !== 0) whole[pixel] = 0;
      });
    return [{ kind: 'runs', label, mask: encodeMask(whole, width, height), at }];
  } catch (error) {
    return `its polygon cannot be drawn: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** A PNG of the part around it, packed by zlib, in base64, placed by its upper left corner. */
function bitmapShape(
  label: string,
  { data, origin: [x, y] }: { readonly data: string; readonly origin: readonly [number, number] },
  at: string,
  size: Size,
): readonly Shape[] | string {
  const packed = bytesOfBase64(data);
  if (packed === null) return 'its bitmap is no base64';
  try {
    const mask = maskFromCrop(bitmapOfPng(unpacked(packed)), { x, y }, size);
    return typeof mask === 'string' ? mask : [{ kind: 'runs', label, mask, at }];
  } catch {
    return 'its bitmap cannot be decoded';
  }
}

/** A PNG of more bytes is none of a mask. */
const mostBytes = 64 * 1024 ** 2;

function unpacked(packed: Uint8Array): Uint8Array {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  const stream = new Unzlib((chunk) => {
    total += chunk.length;
    if (total > mostBytes) throw new RangeError('it unpacks to more than a mask can have');
    chunks.push(Uint8Array.from(chunk));
  });
  stream.push(packed, true);
  const whole = new Uint8Array(total);
  chunks.reduce((at, chunk) => {
    whole.set(chunk, at);
    return at + chunk.length;
  }, 0);
  return whole;
}
