/** Writes what the start page draws: one bundled radiograph with the outline of its lesion. Part of `npm run make:datasets`. */
import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { maskOutlinePath } from '../../src/domain/geometry/contours.ts';

const folder = 'static-datasets/chest';
const label = 'opacity';

const schema = z.object({
  samples: z.array(
    z.object({
      images: z.array(z.object({ file: z.string() })),
      attributes: z.record(z.string(), z.union([z.string(), z.number()])),
      truth: z.object({
        labels: z.array(z.string()).default([]),
        masks: z
          .array(
            z.object({
              label: z.string(),
              rle: z.object({ size: z.tuple([z.int(), z.int()]), counts: z.string() }),
            }),
          )
          .default([]),
      }),
    }),
  ),
});

const { samples } = schema.parse(JSON.parse(await readFile(`${folder}/dataset.json`, 'utf8')));
const sample = samples.find(
  ({ truth }) => truth.labels.includes(label) && truth.masks.some((mask) => mask.label === label),
);
const mask = sample?.truth.masks.find((each) => each.label === label)?.rle;
const image = sample?.images[0]?.file;
if (!mask || image === undefined) throw new Error(`${folder} has no case with a mask of ${label}`);
const [height, width] = mask.size;
const cover = { image: `${folder}/${image}`, label, width, height, outline: maskOutlinePath(mask) };
await writeFile('src/shell/cover.json', `${JSON.stringify(cover, null, 2)}\n`);
