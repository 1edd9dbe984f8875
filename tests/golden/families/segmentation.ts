import { z } from 'zod';
import type { RunLengthMask } from '../../../src/domain/dataset/truth.ts';
import { rasterizePolygon, rasterizePolygons } from '../../../src/domain/geometry/polygons.ts';
import { maskArea, maskBoundingBox, maskFromCounts } from '../../../src/domain/geometry/rle.ts';
import { maskFigures } from '../../../src/domain/metric/segmentation/mask-figures.ts';
import { surfaceDistances } from '../../../src/domain/metric/segmentation/surface-distances.ts';

const maskSchema = z.object({ counts: z.array(z.number()), compressed: z.string() });
const pairSchema = z.object({
  height: z.number(),
  width: z.number(),
  truth: maskSchema,
  predicted: maskSchema,
  /** Size of a pixel; without it distances are in pixels. */
  spacing: z.tuple([z.number(), z.number()]).optional(),
});
const polygonSchema = z.object({
  height: z.number(),
  width: z.number(),
  polygon: z.union([z.array(z.number()), z.array(z.array(z.number()))]),
});
const inputSchema = z.union([pairSchema, polygonSchema]);

/** What our code gives for a golden case of the family `segmentation`; null where a figure is undefined. */
export function run(input: unknown): unknown {
  const parsed = inputSchema.parse(input);
  return 'polygon' in parsed ? ofPolygon(parsed) : ofMasks(parsed);
}

function ofPolygon({ polygon, width, height }: z.infer<typeof polygonSchema>): object {
  const numbers = polygon.filter((entry) => typeof entry === 'number');
  const lists = polygon.filter((entry) => typeof entry !== 'number');
  const mask = lists.length > 0 ? rasterizePolygons(lists, width, height) : rasterizePolygon(numbers, width, height);
  return { compressed: mask.counts, area: maskArea(mask) };
}

function ofMasks({ height, width, spacing, ...masks }: z.infer<typeof pairSchema>): object {
  const truth = maskOf(masks.truth, width, height);
  const predicted = maskOf(masks.predicted, width, height);
  const figures = maskFigures(truth, predicted, spacing ? { row: spacing[0], column: spacing[1] } : 'pixels');
  const box = maskBoundingBox(truth);
  return {
    dice: figures.dice,
    iou: figures['mask-iou'],
    pixelAccuracy: figures['pixel-accuracy'],
    sensitivity: figures['mask-sensitivity'],
    precision: figures['mask-precision'],
    specificity: figures['mask-specificity'],
    areaTruth: maskArea(truth),
    areaPredicted: maskArea(predicted),
    hausdorffAllPixels: surfaceDistances(truth, predicted, undefined, 'all pixels')?.hausdorff ?? null,
    hausdorff: figures.hausdorff,
    hausdorff95: figures['hausdorff-95'],
    assd: figures.assd,
    bboxTruth: box ? [box.x, box.y, box.width, box.height] : [0, 0, 0, 0],
  };
}

/** @throws Error where our compressed string is another than the one given. */
function maskOf({ counts, compressed }: z.infer<typeof maskSchema>, width: number, height: number): RunLengthMask {
  const mask = maskFromCounts(counts, width, height);
  if (mask.counts !== compressed) throw new Error(`compressed as ${mask.counts}, not ${compressed}`);
  return mask;
}
