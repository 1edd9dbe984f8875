import { z } from 'zod';
import type { Box } from '../../../src/domain/dataset/truth.ts';
import { boxIou, boxShareIn } from '../../../src/domain/geometry/boxes.ts';
import { cocoFigureNames, cocoFigures, labelFigures } from '../../../src/domain/metric/detection/coco-figures.ts';
import { matchAsCoco } from '../../../src/domain/metric/detection/coco-matching.ts';
import type { DetectionCase } from '../../../src/domain/metric/detection/detection-case.ts';

const xywhSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);

const cocoSchema = z.object({
  groundTruth: z.object({
    images: z.array(z.object({ id: z.number() })),
    categories: z.array(z.object({ id: z.number() })),
    annotations: z.array(
      z.object({
        image_id: z.number(),
        category_id: z.number(),
        bbox: xywhSchema,
        area: z.number().optional(),
        iscrowd: z.union([z.number(), z.boolean()]).optional(),
      }),
    ),
  }),
  detections: z.array(
    z.object({ image_id: z.number(), category_id: z.number(), bbox: xywhSchema, score: z.number() }),
  ),
});

const pairsSchema = z.object({
  /** Detection, truth. */
  pairs: z.array(z.tuple([xywhSchema, xywhSchema])),
  /** Of each pair: is the truth a crowd? */
  iscrowd: z.array(z.union([z.number(), z.boolean()])).optional(),
});

const inputSchema = z.union([cocoSchema, pairsSchema]);

/** What our code gives for a golden case of the family `detection`; -1 where a figure is undefined, as pycocotools writes it. */
export function run(input: unknown): unknown {
  const parsed = inputSchema.parse(input);
  if ('pairs' in parsed) {
    const { pairs, iscrowd } = parsed;
    const overlap = (crowd: boolean) => (crowd ? boxShareIn : boxIou);
    return { iou: pairs.map(([a, b], i) => overlap(Boolean(iscrowd?.[i]))(boxOf(a), boxOf(b))) };
  }
  const categories = idsOf(parsed.groundTruth.categories);
  const matches = matchAsCoco(casesOf(parsed), categories.map(String));
  const figures = cocoFigures(matches);
  return {
    ...Object.fromEntries(cocoFigureNames.map((name) => [name, figures[name] ?? -1])),
    perCategory: categories.map((category, index) => {
      const label = matches[index];
      const { ap, ap50 } = label ? labelFigures(label) : { ap: null, ap50: null };
      return { category, ap: ap ?? -1, ap50: ap50 ?? -1 };
    }),
  };
}

/** Images and categories go by their ids; annotations of others are left out, as pycocotools does. */
function casesOf({ groundTruth, detections }: z.infer<typeof cocoSchema>): DetectionCase[] {
  const categories = new Set(idsOf(groundTruth.categories));
  const inCategories = ({ category_id: id }: { readonly category_id: number }) => categories.has(id);
  const truth = Map.groupBy(groundTruth.annotations.filter(inCategories), (box) => box.image_id);
  const predicted = Map.groupBy(detections.filter(inCategories), (box) => box.image_id);
  return idsOf(groundTruth.images).map((image) => ({
    truth: (truth.get(image) ?? []).map(({ bbox, category_id, area, iscrowd }) => ({
      ...boxOf(bbox),
      label: String(category_id),
      crowd: Boolean(iscrowd),
      ...(area === undefined ? {} : { area }),
    })),
    predicted: (predicted.get(image) ?? []).map(({ bbox, category_id, score }) => ({
      ...boxOf(bbox),
      label: String(category_id),
      confidence: score,
    })),
  }));
}

/** Each id once, in ascending order. */
function idsOf(entries: readonly { readonly id: number }[]): number[] {
  return [...new Set(entries.map(({ id }) => id))].sort((a, b) => a - b);
}

function boxOf([x, y, width, height]: readonly [number, number, number, number]): Box {
  return { x, y, width, height };
}
