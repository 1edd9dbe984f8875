import type { Size } from '../geometry/boxes.ts';
import type { BoxConvention } from './task.ts';

/** How a model is to write boxes and points, in words: what the slot `{{coordinates}}` becomes. */
export function describeCoordinates(
  { order, unit }: BoxConvention,
  size: Size | null,
  language: string,
): string {
  const [x, y] = order === 'yxyx' ? ['y', 'x'] : ['x', 'y'];
  const chinese = language.startsWith('zh');
  const unitText = (chinese ? chineseUnit : englishUnit)(unit, size);
  return chinese
    ? `坐标原点为图像左上角，x 向右，y 向下；${unitText}。框写作 ${boxForm(order)}；点写作 [${x}, ${y}]。`
    : `Coordinates start at the upper left corner of the image, x to the right, y down; ${unitText}. Write a box as ${boxForm(order)} and a point as [${x}, ${y}].`;
}

function boxForm(order: BoxConvention['order']): string {
  switch (order) {
    case 'xyxy':
      return '[x_min, y_min, x_max, y_max]';
    case 'yxyx':
      return '[y_min, x_min, y_max, x_max]';
    case 'xywh':
      return '[x_min, y_min, width, height]';
    case 'cxcywh':
      return '[x_centre, y_centre, width, height]';
  }
}

function englishUnit(unit: BoxConvention['unit'], size: Size | null): string {
  switch (unit) {
    case 'fraction':
      return 'they are fractions of its width and height, from 0 to 1';
    case 'per-cent':
      return 'they are per cent of its width and height, from 0 to 100';
    case 'per-thousand':
      return 'they are thousandths of its width and height, from 0 to 1000';
    case 'pixels-source':
    case 'pixels-seen':
      return size === null
        ? 'they are pixels'
        : `they are pixels of the image, which is ${size.width} wide and ${size.height} high`;
  }
}

function chineseUnit(unit: BoxConvention['unit'], size: Size | null): string {
  switch (unit) {
    case 'fraction':
      return '数值为占图像宽、高的比例，0 到 1';
    case 'per-cent':
      return '数值为占图像宽、高的百分数，0 到 100';
    case 'per-thousand':
      return '数值为占图像宽、高的千分数，0 到 1000';
    case 'pixels-source':
    case 'pixels-seen':
      return size === null ? '数值为像素' : `数值为像素，图像宽 ${size.width}，高 ${size.height}`;
  }
}
