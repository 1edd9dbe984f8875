import { z } from 'zod';

const id = z.union([z.number(), z.string()]);
/** LVIS has an address in place of the name. */
function withName(image: unknown): unknown {
  if (typeof image !== 'object' || image === null || 'file_name' in image || !('coco_url' in image))
    return image;
  return { ...image, file_name: image.coco_url };
}

export const imageSchema = z.preprocess(
  withName,
  z.object({
    id,
    file_name: z.string().min(1),
    width: z.number().positive().nullish(),
    height: z.number().positive().nullish(),
    patient_id: id.nullish(),
  }),
);
/** Some programs write numbers as texts. */
const finite = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(?:\.\d+)?$/)
    .transform(Number),
]);
/** A polygon is a list of numbers; some programs write its points as lists of two. */
const points = z.array(z.tuple([finite, finite])).transform((pairs) => pairs.flat());
const polygons = z.union([
  z.array(z.array(finite).refine((numbers) => numbers.length !== 2)),
  points.transform((polygon) => [polygon]),
  z.array(points),
]);
const runs = z.object({
  size: z.tuple([z.int().positive(), z.int().positive()]),
  counts: z.union([z.string(), z.array(z.int().min(0))]),
});
export const annotationSchema = z.looseObject({
  image_id: id,
  bbox: z.union([z.tuple([finite, finite, finite, finite]), z.tuple([])]).nullish(),
  segmentation: z.union([polygons, runs]).nullish(),
  keypoints: z.array(finite).nullish(),
  iscrowd: z.union([z.number(), z.boolean()]).nullish(),
  score: z.number().nullish(),
  /** `segmentation`: the box is only the bounds of the mask, as our own export marks it. */
  bbox_from: z.unknown().optional(),
});
export const topSchema = z.looseObject({ images: z.array(z.unknown()), annotations: z.array(z.unknown()) });
/** Of pictures whose truth is kept back: `image_info_test2017.json`. */
export const withoutAnnotations = z.looseObject({
  images: z.array(imageSchema).min(1),
  annotations: z.undefined().optional(),
  categories: z.array(z.unknown()),
});
export const aboutSchema = z.object({
  info: z.object({ description: z.string().nullish() }).nullish().catch(null),
  licenses: z
    .array(z.object({ name: z.string() }))
    .nullish()
    .catch(null),
});

const drawing = z.object({
  bbox: z.unknown().optional(),
  segmentation: z.unknown().optional(),
  keypoints: z.unknown().optional(),
});
/** Where no annotation of a file draws anything, each is a label of its picture. */
export const drawsSomething = (annotation: unknown): boolean =>
  Object.values(drawing.safeParse(annotation).data ?? {}).some(
    (value) => value != null && !(Array.isArray(value) && value.length === 0),
  );

/** The id of the image that an annotation is of, where it says one. */
export const ofImage = z.object({ image_id: id });
export type Annotation = z.infer<typeof annotationSchema>;
export type Runs = z.infer<typeof runs>;
