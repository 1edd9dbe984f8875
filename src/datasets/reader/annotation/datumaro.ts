import { z } from 'zod';
import { maskFromCounts } from '../../../domain/geometry/rle.ts';
import { splitOfWord } from '../../names.ts';
import { baseName, withoutExtension } from '../../container/path.ts';
import type { Shape } from '../drawing.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';

const finite = z.number();
const annotation = z.looseObject({ type: z.string(), label_id: z.int().nullish() });
const item = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  annotations: z.array(z.unknown()).default([]),
  image: z.looseObject({ path: z.string().optional(), size: z.tuple([finite, finite]).nullish() }).nullish(),
  media: z.looseObject({ path: z.string().optional() }).nullish(),
});
const top = z.looseObject({
  categories: z.looseObject({
    label: z.looseObject({ labels: z.array(z.looseObject({ name: z.string() })) }),
  }),
  items: z.array(z.unknown()),
});

const bbox = z.object({ bbox: z.tuple([finite, finite, finite, finite]) });
const polygon = z.object({ points: z.array(finite).min(6) });
const mask = z.object({
  rle: z.object({
    counts: z.union([z.string(), z.array(z.int().min(0))]),
    size: z.tuple([z.int().positive(), z.int().positive()]),
  }),
});

/**
 * Datumaro's own format, which CVAT exports as well: `annotations/default.json` with the labels once, and items with boxes (x, y, width, height), polygons,
 * masks as run lengths and labels of the whole picture. See
 * https://openvinotoolkit.github.io/datumaro/latest/docs/data-formats/formats/datumaro.html
 */
export const datumaro: AnnotationFormat<unknown> = {
  name: 'Datumaro',
  fits: (content) => top.safeParse(content).success,
  read(content, { path }, files) {
    const gathering = new Gathering(path, files);
    const read = top.safeParse(content);
    if (!read.success) return gathering.finish();
    const { categories, items } = read.data;
    const labels = categories.label.labels.map(({ name }) => name);
    const all = items.map((each) => item.safeParse(each));
    const types = new Set(
      all.flatMap(({ data }) =>
        (data?.annotations ?? []).flatMap((each) => annotation.safeParse(each).data?.type ?? []),
      ),
    );
    for (const [at, each] of all.entries()) {
      if (each.success) addItem(each.data, { path, labels, types }, gathering);
      else gathering.refuse(`item ${at + 1}`, 'it has no id', 'Export it again.');
    }
    return gathering.finish(labels);
  },
};

interface About {
  readonly path: string;
  readonly labels: readonly string[];
  /** Kinds of annotations of the whole file: only of those is their absence known. */
  readonly types: ReadonlySet<string>;
}

function addItem(
  { id, annotations, image, media }: z.infer<typeof item>,
  { path, labels, types }: About,
  gathering: Gathering,
): void {
  const place = `item ${id}`;
  const shapes: Shape[] = [];
  const said: string[] = [];
  for (const [n, each] of annotations.entries()) {
    const at = `${place}, annotation ${n + 1}`;
    const head = annotation.safeParse(each);
    const number = head.data?.label_id;
    const label = number === null || number === undefined ? 'object' : labels[number];
    if (!head.success || label === undefined) {
      gathering.refuse(
        at,
        'its type or its label is none that the file defines',
        'Correct it, or export it again.',
      );
      return;
    }
    if (head.data.type === 'label') {
      said.push(label);
      continue;
    }
    const shape = shapeOf(each, head.data.type, label, at);
    if (shape === 'left out')
      gathering.note('# captions, lines, points and cuboids of Datumaro are left out: they have no area.');
    else if (shape === null) {
      gathering.refuse(
        at,
        `the numbers of its ${head.data.type} cannot be read`,
        'Correct it, or export it again.',
      );
      return;
    } else shapes.push(shape);
  }
  const names = [image?.path, media?.path, id].filter((name) => name !== undefined && name !== '');
  const picture = gathering.picture(
    names.flatMap((name) => name ?? []),
    place,
  );
  if (picture === null) return;
  const [height, width] = image?.size ?? [];
  gathering.add({
    name: picture,
    images: [{ path: picture }],
    truth: { ...(types.has('label') && { labels: said }), ...(types.has('bbox') && { boxes: [] }) },
    ...(shapes.length > 0 && {
      drawings: [
        {
          file: path,
          ...(width !== undefined &&
            height !== undefined &&
            width > 0 &&
            height > 0 && { drawnOn: { width, height } }),
          shapes,
        },
      ],
    }),
    // One file a subset: `train.json`.
    split: splitOfWord(withoutExtension(baseName(path))) ?? 'none',
  });
}

/** Null where its numbers cannot be read. */
function shapeOf(value: unknown, type: string, label: string, at: string): Shape | 'left out' | null {
  switch (type) {
    case 'bbox': {
      const numbers = bbox.safeParse(value).data?.bbox;
      return numbers === undefined
        ? null
        : { kind: 'box', label, numbers, convention: { order: 'xywh', unit: 'pixels-source' }, at };
    }
    case 'polygon': {
      const points = polygon.safeParse(value).data?.points;
      return points === undefined || points.length % 2 > 0
        ? null
        : { kind: 'area', label, polygons: [points], unit: 'pixels-source', at };
    }
    case 'mask': {
      const rle = mask.safeParse(value).data?.rle;
      if (rle === undefined) return null;
      const [height, width] = rle.size;
      if (typeof rle.counts === 'string')
        return { kind: 'runs', label, mask: { size: [height, width], counts: rle.counts }, at };
      try {
        return { kind: 'runs', label, mask: maskFromCounts(rle.counts, width, height), at };
      } catch (error) {
        if (error instanceof RangeError) return null;
        throw error;
      }
    }
    default:
      return 'left out';
  }
}
