import type { Sample } from '../../domain/dataset/dataset.ts';
import type { LabelledBox, LabelledMask, LabelledPoint } from '../../domain/dataset/truth.ts';
import { boxIou } from '../../domain/geometry/boxes.ts';
import { maskArea, maskBoundingBox } from '../../domain/geometry/rle.ts';
import type { PictureFiles } from './picture-files.ts';
import type { ExportRecord, ExportSource } from './source.ts';

/**
 * The `annotations.json` of a data set in COCO's format (https://cocodataset.org/#format-data), in pieces. Masks are
 * run-length encoded, pixel for pixel; a mask and a box of the same label that belong together are one annotation. The
 * box of a mask that has none of its own is marked `"bbox_from": "segmentation"`.
 */
export async function* cocoText(
  source: Pick<ExportSource, 'dataset' | 'cases'>,
  files: PictureFiles,
  record: ExportRecord,
): AsyncGenerator<string, void, undefined> {
  const { description, name, license } = source.dataset;
  const info = { description: description || name, source: source.dataset.source };
  const licenses = license === '' ? [] : [{ id: 1, name: license, url: '' }];
  yield `{\n"info": ${JSON.stringify(info)},\n"licenses": ${JSON.stringify(licenses)},\n"images": [`;
  const listed = new Set<number>();
  let separator = '\n';
  for await (const page of source.cases()) {
    let piece = '';
    for (const sample of page) {
      const image = imageOf(sample, files, licenses.length > 0);
      if (typeof image === 'string') {
        record.leaveOut(sample.name, image);
        continue;
      }
      listed.add(sample.ordinal);
      record.cases += 1;
      piece += separator + JSON.stringify(image);
      separator = ',\n';
    }
    yield piece;
  }

  yield '\n],\n"annotations": [';
  const categories = new Categories(source.dataset.labels.map((label) => label.name));
  let count = 0;
  for await (const page of source.cases()) {
    let piece = '';
    for (const sample of page) {
      if (!listed.has(sample.ordinal)) continue;
      for (const drawn of annotationsOf(sample, categories)) {
        count += 1;
        piece += `${count === 1 ? '' : ','}\n${JSON.stringify({ id: count, image_id: idOf(sample), ...drawn })}`;
      }
    }
    yield piece;
  }
  yield `\n],\n"categories": ${JSON.stringify(categories.all())}\n}\n`;
}

const idOf = ({ ordinal }: Sample): number => ordinal + 1;

/** The case as COCO lists it, or why it cannot. */
function imageOf(sample: Sample, files: PictureFiles, licensed: boolean): object | string {
  const [first] = sample.images;
  if (first === undefined) return 'it has no picture';
  if (sample.hidden === true) return 'it is hidden';
  const { boxes, masks, points } = sample.truth;
  if (boxes === undefined && masks === undefined && points === undefined)
    return 'it is not known what is drawn on it: in COCO that would read as nothing';
  return {
    id: idOf(sample),
    // From the folder of the pictures, as programs that read COCO expect.
    file_name: files.pathOf(sample, first, 0).replace(/^images\//, ''),
    width: first.width,
    height: first.height,
    ...(licensed && { license: 1 }),
  };
}

/** Categories in the order of the data set's labels, then as they come; a category of points says so. */
class Categories {
  readonly #ids = new Map<string, number>();
  readonly #points = new Set<string>();

  constructor(names: readonly string[]) {
    names.forEach((name) => this.id(name));
  }

  id(name: string): number {
    const id = this.#ids.get(name) ?? this.#ids.size + 1;
    this.#ids.set(name, id);
    return id;
  }

  idOfPoint(name: string): number {
    this.#points.add(name);
    return this.id(name);
  }

  all(): readonly object[] {
    return [...this.#ids].map(([name, id]) => ({
      id,
      name,
      ...(this.#points.has(name) && { keypoints: [name], skeleton: [] }),
    }));
  }
}

function* annotationsOf({ truth }: Sample, categories: Categories): Generator<object> {
  const { boxes = [], masks = [], points = [] } = truth;
  const pairs = pairsOf(boxes, masks);
  for (const [index, box] of boxes.entries()) {
    const mask = pairs.get(index);
    yield {
      category_id: categories.id(box.label),
      bbox: [box.x, box.y, box.width, box.height],
      area: mask === undefined ? box.width * box.height : maskArea(mask.mask),
      iscrowd: 0,
      ...(mask !== undefined && { segmentation: mask.mask }),
      ...(box.fdi !== undefined && { attributes: { fdi: box.fdi } }),
    };
  }
  const paired = new Set(pairs.values());
  for (const mask of masks) if (!paired.has(mask)) yield maskAlone(mask, categories);
  for (const point of points) yield pointAlone(point, categories);
}

function maskAlone({ label, mask }: LabelledMask, categories: Categories): object {
  const { x, y, width, height } = maskBoundingBox(mask) ?? { x: 0, y: 0, width: 0, height: 0 };
  return {
    category_id: categories.id(label),
    bbox: [x, y, width, height],
    bbox_from: 'segmentation',
    area: maskArea(mask),
    iscrowd: 0,
    segmentation: mask,
  };
}

const pointAlone = ({ label, x, y, toleranceRadius }: LabelledPoint, categories: Categories): object => ({
  category_id: categories.idOfPoint(label),
  keypoints: [x, y, 2],
  num_keypoints: 1,
  iscrowd: 0,
  ...(toleranceRadius !== undefined && { attributes: { tolerance_radius: toleranceRadius } }),
});

/** Overlap of a box with the bounds of a mask from which they are taken to be of the same thing. */
const leastOverlap = 0.5;

/** For each box (by its place) the mask of its label that fits it best; each mask once. */
function pairsOf(boxes: readonly LabelledBox[], masks: readonly LabelledMask[]): Map<number, LabelledMask> {
  const bounded = masks.flatMap((mask) => {
    const bounds = maskBoundingBox(mask.mask);
    return bounds === null ? [] : [{ mask, bounds }];
  });
  const fits = boxes
    .flatMap((box, index) =>
      bounded
        .filter(({ mask }) => mask.label === box.label)
        .map(({ mask, bounds }) => ({ index, mask, overlap: boxIou(box, bounds) })),
    )
    .filter(({ overlap }) => overlap >= leastOverlap)
    .sort((a, b) => b.overlap - a.overlap);
  const pairs = new Map<number, LabelledMask>();
  const used = new Set<LabelledMask>();
  for (const { index, mask } of fits) {
    if (pairs.has(index) || used.has(mask)) continue;
    pairs.set(index, mask);
    used.add(mask);
  }
  return pairs;
}
