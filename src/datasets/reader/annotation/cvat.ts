import type { Size } from '../../../domain/geometry/boxes.ts';
import { splitOfWord } from '../../names.ts';
import type { Shape } from '../drawing.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';
import { ellipsePolygon, turnedRectangle } from '../../../domain/geometry/ellipse.ts';
import { bitmapOfRows, maskFromCrop } from './mask-crop.ts';
import { child, childrenOf, numberIn, textAt, type XmlElement } from './xml.ts';

/**
 * CVAT for images 1.1: one XML file, an `image` each with boxes, polygons, ellipses, masks, points and tags.
 * See https://docs.cvat.ai/docs/dataset_management/formats/format-cvat/.
 */
export const cvat: AnnotationFormat<XmlElement> = {
  name: 'CVAT',
  fits: (root) =>
    root.name === 'annotations' &&
    (child(root, 'image') !== undefined ||
      child(root, 'track') !== undefined ||
      child(root, 'meta') !== undefined),
  read(root, { path }, files) {
    const gathering = new Gathering(path, files);
    if (child(root, 'track') !== undefined) {
      gathering.refuse(
        '',
        'it holds tracks of a video, not images',
        'Export it from CVAT as “CVAT for images 1.1”.',
      );
      return gathering.finish();
    }
    const images = childrenOf(root, 'image');
    // Only what the task has tags or shapes of is known to be absent where it is not drawn.
    const tagged = images.some((image) => child(image, 'tag') !== undefined);
    const boxed = images.some((image) => child(image, 'box') !== undefined);
    for (const [at, image] of images.entries()) addImage(image, at, { path, tagged, boxed }, gathering);
    const labels = childrenOf(
      child(child(child(root, 'meta') ?? root, 'task') ?? root, 'labels') ?? root,
      'label',
    );
    return gathering.finish(labels.map((label) => textAt(label, 'name')).filter((name) => name !== ''));
  },
};

function addImage(
  image: XmlElement,
  at: number,
  { path, tagged, boxed }: { path: string; tagged: boolean; boxed: boolean },
  gathering: Gathering,
): void {
  const name = image.attributes.get('name') ?? '';
  const place = `image ${name === '' ? at + 1 : name}`;
  const size = { width: numberIn(image, 'width'), height: numberIn(image, 'height') };
  const shapes: Shape[] = [];
  const labels: string[] = [];
  for (const [index, element] of image.children.entries()) {
    const shapePlace = `${place}, ${element.name} ${index + 1}`;
    const label = element.attributes.get('label') ?? '';
    const read =
      label === '' && isShape(element) ? 'it has no label' : shapeOf(element, label, shapePlace, size);
    if (read === 'tag') labels.push(label);
    else if (read === 'no area') gathering.note('# lines and skeletons have no area and are left out.');
    else if (typeof read === 'string') {
      gathering.refuse(shapePlace, read, 'Correct it in CVAT; its picture is left out until then.');
      return;
    } else if (read !== null) shapes.push(...read);
  }
  const picture = gathering.picture([name], place);
  if (picture === null) return;
  const known = size.width > 0 && size.height > 0;
  gathering.add({
    name: picture,
    images: [{ path: picture }],
    truth: { ...(tagged && { labels }), ...(boxed && { boxes: [] }) },
    ...(shapes.length > 0 && { drawings: [{ file: path, ...(known && { drawnOn: size }), shapes }] }),
    split: splitOfWord(image.attributes.get('subset') ?? '') ?? 'none',
  });
}

const kinds = ['box', 'polygon', 'ellipse', 'mask', 'points', 'tag', 'polyline', 'skeleton', 'cuboid'];
const isShape = ({ name }: XmlElement): boolean => kinds.includes(name);

/** Null for what is no shape; any other text says what is wrong. */
function shapeOf(
  element: XmlElement,
  label: string,
  at: string,
  size: Size,
): readonly Shape[] | string | null {
  const number = (name: string) => numberIn(element, name);
  switch (element.name) {
    case 'tag':
      return 'tag';
    case 'box': {
      const numbers = [number('xtl'), number('ytl'), number('xbr'), number('ybr')] as const;
      const degrees = number('rotation');
      if (Number.isNaN(degrees) || degrees === 0)
        return [{ kind: 'box', label, numbers, convention: { order: 'xyxy', unit: 'pixels-source' }, at }];
      const [left, top, right, bottom] = numbers;
      const rectangle = { x: left, y: top, width: right - left, height: bottom - top };
      const centre = { x: (left + right) / 2, y: (top + bottom) / 2 };
      return area(label, turnedRectangle(rectangle, degrees, centre), at);
    }
    case 'polygon': {
      const points = numbersOf(element.attributes.get('points') ?? '', /[,;]/);
      return points.length < 6 || points.length % 2 !== 0 || points.some(Number.isNaN)
        ? 'its points cannot be read'
        : area(label, points, at);
    }
    case 'ellipse': {
      const degrees = number('rotation');
      const [cx, cy, rx, ry] = [number('cx'), number('cy'), number('rx'), number('ry')];
      if ([cx, cy, rx, ry].some(Number.isNaN)) return 'its centre and radii cannot be read';
      return area(label, ellipsePolygon({ x: cx, y: cy }, rx, ry, Number.isNaN(degrees) ? 0 : degrees), at);
    }
    case 'points': {
      const points = numbersOf(element.attributes.get('points') ?? '', /[,;]/);
      if (points.length < 2 || points.length % 2 !== 0 || points.some(Number.isNaN))
        return 'its points cannot be read';
      return Array.from({ length: points.length / 2 }, (_, n): Shape => {
        const [x = 0, y = 0] = points.slice(2 * n, 2 * n + 2);
        return { kind: 'point', label, x, y, unit: 'pixels-source', at };
      });
    }
    case 'mask': {
      const crop = bitmapOfRows(
        numbersOf(element.attributes.get('rle') ?? '', /,/),
        number('width'),
        number('height'),
      );
      if (typeof crop === 'string') return crop;
      const mask = maskFromCrop(crop, { x: number('left'), y: number('top') }, size);
      return typeof mask === 'string' ? mask : [{ kind: 'runs', label, mask, at }];
    }
    case 'polyline':
    case 'skeleton':
    case 'cuboid':
      return 'no area';
    default:
      return null;
  }
}

const area = (label: string, polygon: readonly number[], at: string): readonly Shape[] => [
  { kind: 'area', label, polygons: [polygon], unit: 'pixels-source', at },
];

const numbersOf = (text: string, mark: RegExp): number[] =>
  text.split(mark).map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
