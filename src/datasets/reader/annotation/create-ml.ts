import { z } from 'zod';
import { splitOfFolder } from '../../names.ts';
import type { Shape } from '../drawing.ts';
import { Gathering, type AnnotationFormat } from './annotated.ts';

const coordinates = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number().min(0),
  height: z.number().min(0),
});
const object = z.object({ label: z.string(), coordinates });
const entry = z.union([
  z.object({ image: z.string(), annotations: z.array(z.unknown()) }),
  z
    .object({ image: z.string(), annotation: z.array(z.unknown()) })
    .transform(({ image, annotation }) => ({ image, annotations: annotation })),
  z
    .object({ imagefilename: z.string(), annotation: z.array(z.unknown()) })
    .transform(({ imagefilename, annotation }) => ({ image: imagefilename, annotations: annotation })),
]);
const list = z.array(entry).min(1);

/**
 * Create ML's boxes (`_annotations.createml.json`, as Roboflow exports them): `x` and `y` are the centre of a box, in pixels.
 * See https://developer.apple.com/documentation/createml/building-an-object-detector-data-source
 */
export const createMl: AnnotationFormat<unknown> = {
  name: 'Create ML',
  fits(content) {
    const read = list.safeParse(content);
    return (
      read.success &&
      read.data.some(({ annotations }) => annotations.some((each) => object.safeParse(each).success))
    );
  },
  read(content, { path }, files) {
    const gathering = new Gathering(path, files);
    for (const [at, { image, annotations }] of (list.safeParse(content).data ?? []).entries()) {
      const place = `item ${at + 1}`;
      const read = annotations.map((each) => object.safeParse(each).data);
      const broken = read.indexOf(undefined);
      if (broken >= 0) {
        gathering.refuse(
          `${place}, annotation ${broken + 1}`,
          'it has no label, or no x, y, width and height',
          'Correct it at that place, or export it again.',
        );
        continue;
      }
      const picture = gathering.picture([image], place);
      if (picture === null) continue;
      const shapes = read.flatMap((each, n): Shape[] => {
        if (each === undefined) return [];
        const { x, y, width, height } = each.coordinates;
        return [
          {
            kind: 'box',
            label: each.label,
            numbers: [x, y, width, height],
            convention: { order: 'cxcywh', unit: 'pixels-source' },
            at: `${place}, annotation ${n + 1}`,
          },
        ];
      });
      gathering.add({
        name: picture,
        images: [{ path: picture }],
        truth: { boxes: [] },
        ...(shapes.length > 0 && { drawings: [{ file: path, shapes }] }),
        split:
          path
            .split('/')
            .map(splitOfFolder)
            .find((split) => split !== null) ?? 'none',
      });
    }
    return gathering.finish();
  },
};
