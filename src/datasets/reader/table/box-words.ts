import type { BoxOrder, BoxUnit } from '../../../domain/dataset/table-mapping.ts';

export const orderWords: Readonly<Record<BoxOrder, string>> = {
  xyxy: 'left, top, right, bottom',
  xywh: 'left, top, width, height',
  cxcywh: 'centre x, centre y, width, height',
  yxyx: 'top, left, bottom, right',
};

export const unitWords: Readonly<Record<BoxUnit, string>> = {
  'pixels-source': 'pixels',
  fraction: 'parts of the picture, 0 to 1',
  'per-cent': 'per cent of the picture',
  'per-thousand': 'thousandths of the picture',
};
