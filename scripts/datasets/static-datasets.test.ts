import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { manifestSchema, sampleSchema } from '../../src/datasets/reader/manifest-schema.ts';
import { maskArea, maskBoundingBox } from '../../src/domain/geometry/rle.ts';
import { roster } from './collection.ts';
import { collections } from './collections.ts';
import { encodePng } from './png.ts';
import { writtenSample } from './write.ts';

const root = join(import.meta.dirname, '..', '..', 'static-datasets');

const index = z
  .strictObject({
    format: z.literal('reading-room/index'),
    version: z.literal(1),
    collections: z.array(
      z.strictObject({
        folder: z.string(),
        name: z.string(),
        specialty: z.string(),
        tasks: z.array(z.string()),
        cases: z.int(),
        bytes: z.int(),
        thumbnail: z.string().nullable(),
      }),
    ),
  })
  .parse(JSON.parse(await readFile(join(root, 'index.json'), 'utf8')));

async function manifestOf(folder: string) {
  const manifest = manifestSchema.parse(
    JSON.parse(await readFile(join(root, folder, 'dataset.json'), 'utf8')),
  );
  return { ...manifest, samples: manifest.samples.map((sample) => sampleSchema.parse(sample)) };
}

test('the index lists every collection, with sizes that are true and at most 8 MB in all', async () => {
  expect(index.collections.map(({ folder }) => folder)).toEqual(collections.map(({ folder }) => folder));
  let total = 0;
  for (const { folder, cases, bytes, thumbnail } of index.collections) {
    const { samples } = await manifestOf(folder);
    const files = ['dataset.json', ...samples.flatMap(({ images }) => images.map(({ file }) => file))];
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(root, folder, file))).size));
    expect(bytes).toBe(sizes.reduce((sum, size) => sum + size, 0));
    expect(cases).toBe(samples.length);
    if (thumbnail !== null) expect((await stat(join(root, thumbnail))).size).toBeGreaterThan(0);
    total += bytes;
  }
  expect(total).toBeLessThanOrEqual(8e6);
});

describe.each(collections)('$folder', (collection) => {
  test('the generator draws what is committed, byte for byte', async () => {
    const { samples } = await manifestOf(collection.folder);
    const recipes = roster(collection);
    for (const at of [1, 40]) {
      const recipe = recipes[at];
      if (recipe === undefined) throw new Error(`there is no case ${at}`);
      const drawn = collection.draw(recipe);
      expect(samples[at]).toEqual(writtenSample(recipe, drawn));
      if (drawn.picture === undefined) continue;
      const committed = await readFile(join(root, collection.folder, 'images', `${recipe.name}.png`));
      expect(Buffer.from(encodePng(drawn.picture)).equals(committed)).toBe(true);
    }
  });

  test('is labelled synthetic, names its planted difference and uses only labels that it defines', async () => {
    const manifest = await manifestOf(collection.folder);
    const { attribute, value } = collection.planted;
    expect(manifest.synthetic).toBe(true);
    expect(manifest.notes.join(' ')).toContain(`Planted subgroup difference`);
    expect(manifest.notes.join(' ')).toContain(`"${value}"`);
    const names = new Set(manifest.labels.map(({ name }) => name));
    for (const { truth, attributes } of manifest.samples) {
      expect(attributes).toHaveProperty([attribute]);
      for (const label of truth.labels ?? []) expect(names).toContain(label);
    }
  });

  test('has enough cases, evenly of each kind, with the planted group among those for testing', async () => {
    const { samples } = await manifestOf(collection.folder);
    const tested = samples.filter(({ split }) => split === 'test');
    expect(samples.length).toBeGreaterThanOrEqual(60);
    expect(tested.length).toBeGreaterThanOrEqual(40);
    expect(samples.every(({ split }) => split === 'test' || split === 'train')).toBe(true);
    const { attribute, value } = collection.planted;
    expect(tested.filter(({ attributes }) => attributes[attribute] === value).length).toBeGreaterThanOrEqual(
      16,
    );
    expect(tested.filter(({ attributes }) => attributes[attribute] !== value).length).toBeGreaterThanOrEqual(
      16,
    );
    if (collection.folder === 'reports') return;
    for (const kind of collection.kinds)
      expect(tested.filter(({ truth }) => truth.labels?.[0] === kind).length).toBeGreaterThanOrEqual(
        Math.floor(tested.length / collection.kinds.length),
      );
  });

  test('no patient is in both splits, some have several cases, names are unique', async () => {
    const { samples } = await manifestOf(collection.folder);
    const splitsOf = new Map<string | undefined, Set<string>>();
    for (const { group, split } of samples)
      splitsOf.set(group, (splitsOf.get(group) ?? new Set()).add(split));
    expect([...splitsOf.values()].every((found) => found.size === 1)).toBe(true);
    expect(splitsOf.size).toBeLessThan(samples.length);
    expect(splitsOf.size).toBeGreaterThan(samples.length / 3);
    expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length);
  });

  test('masks have the size of their picture, boxes lie in it and close around their masks', async () => {
    const { samples } = await manifestOf(collection.folder);
    for (const { name, images, truth } of samples) {
      const file = images[0]?.file;
      if (file === undefined) continue;
      const { width, height } = decode(await readFile(join(root, collection.folder, file)));
      const boxes = truth.boxes ?? [];
      for (const box of boxes) {
        expect(box.x + box.width, name).toBeLessThanOrEqual(width);
        expect(box.y + box.height, name).toBeLessThanOrEqual(height);
      }
      const around = (truth.masks ?? []).map(({ rle }) => {
        if (rle === undefined) throw new Error(`${name} has a mask in a file`);
        expect(rle.size, name).toEqual([height, width]);
        expect(maskArea(rle), name).toBeGreaterThan(0);
        return maskBoundingBox(rle);
      });
      for (const { x, y, width: across, height: down } of boxes)
        expect(around, name).toContainEqual({ x, y, width: across, height: down });
      for (const point of truth.points ?? []) {
        expect(point.x, name).toBeLessThan(width);
        expect(point.y, name).toBeLessThan(height);
      }
    }
  });
});

test("the side is the patient's: what is in the right lung lies on the left of the film", async () => {
  const { samples } = await manifestOf('chest');
  const sided = samples.filter(({ truth }) => ['left', 'right'].includes(truth.regions?.[0]?.side ?? ''));
  expect(sided.length).toBeGreaterThan(20);
  for (const { name, truth } of sided) {
    const box = truth.boxes?.[0];
    const middle = (box?.x ?? NaN) + (box?.width ?? NaN) / 2;
    expect(middle < 128 ? 'right' : 'left', name).toBe(truth.regions?.[0]?.side);
  }
});

test('FDI numbers, quadrants and places on the panoramic film agree', async () => {
  const { samples } = await manifestOf('teeth');
  for (const { name, truth } of samples)
    truth.boxes?.forEach((box, at) => {
      const region = truth.regions?.[at];
      expect(Math.floor((box.fdi ?? 0) / 10), name).toBe(region?.quadrant);
      expect(box.fdi, name).toBe(region?.fdi);
      const onTheLeft = box.x + box.width / 2 < 224;
      expect(onTheLeft, name).toBe(region?.quadrant === 1 || region?.quadrant === 4);
      expect(region?.side, name).toBe(onTheLeft ? 'right' : 'left');
    });
});

test("cup in disc, ratio as the label says, disc on the nose's side of the fovea", async () => {
  const { samples } = await manifestOf('fundus');
  for (const { name, truth, attributes } of samples) {
    const heightOf = (label: string) => {
      const rle = truth.masks?.find((mask) => mask.label === label)?.rle;
      return rle === undefined ? NaN : (maskBoundingBox(rle)?.height ?? NaN);
    };
    const ratio = heightOf('optic cup') / heightOf('optic disc');
    if (truth.labels?.[0] === 'glaucoma') expect(ratio, name).toBeGreaterThan(0.54);
    else expect(ratio, name).toBeLessThan(0.62);
    const x = (label: string) => truth.points?.find((point) => point.label === label)?.x ?? NaN;
    expect(x('optic disc') > x('fovea') ? 'right' : 'left', name).toBe(attributes['eye']);
  }
});

test('a report states its observations: 14 each, labels are those present, half of the reports Chinese', async () => {
  const { samples } = await manifestOf('reports');
  for (const { name, truth, text } of samples) {
    expect(truth.findings, name).toHaveLength(14);
    const present = (truth.findings ?? []).filter(({ status }) => status === 'present');
    expect(truth.labels, name).toEqual(present.map(({ observation }) => observation));
    for (const { observation, status, side } of truth.findings ?? [])
      if (side !== undefined) expect(['present', 'uncertain'], `${name} ${observation}`).toContain(status);
    expect(/[\u4e00-\u9fff]/.test(text?.findings ?? ''), name).toBe(text?.language === 'zh');
    expect(`${text?.findings ?? ''}${truth.report?.impression ?? ''}`, name).not.toMatch(/[{}]|undefined/);
  }
  expect(samples.filter(({ text }) => text?.language === 'zh')).toHaveLength(48);
});
