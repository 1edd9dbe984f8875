import type { Size } from '../../../domain/geometry/boxes.ts';
import { ellipsePolygon, turnedRectangle } from '../../../domain/geometry/ellipse.ts';
import type { Shape } from '../drawing.ts';
import { bitmapOfRows, maskFromCrop } from './mask-crop.ts';
import { numberIn, type XmlElement } from './xml.ts';

/** `tag`: a label of the picture; `no area`: a line or skeleton; `fault`: what is wrong with it, in words. */
export type CvatShape =
  | { readonly kind: 'shapes'; readonly shapes: readonly Shape[] }
  | { readonly kind: 'tag' | 'no area' | 'something else' }
  | { readonly kind: 'fault'; readonly reason: string };

/** What an element of an image or a track draws. */
export function cvatShape(element: XmlElement, label: string, at: string, size: Size): CvatShape {
  const read = label === '' && isShape(element) ? 'it has no label' : shapeOf(element, label, at, size);
  if (read === null) return { kind: 'something else' };
  if (read === 'tag' || read === 'no area') return { kind: read };
  return typeof read === 'string' ? { kind: 'fault', reason: read } : { kind: 'shapes', shapes: read };
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
