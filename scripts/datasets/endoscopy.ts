import { boxOf, maskOf, person, type Collection, type DrawnCase, type Recipe } from './collection.ts';
import { mixed, paint, relight, shade, type Colour } from './colour.ts';
import type { Dice } from './dice.ts';
import {
  bell,
  blurred,
  clamp,
  noise,
  plane,
  planeOf,
  smoothstep,
  threshold,
  update,
  valueAt,
  type Plane,
} from './plane.ts';
import { quantiseColour, type ColourPlanes } from './quantise.ts';
import { ellipse, polygon, stroke, vesselTree, wavyEllipse, type Blob } from './shapes.ts';

const size = 224;
const centre = size / 2;

export const endoscopy: Collection = {
  folder: 'endoscopy',
  seed: 4105,
  cases: 66,
  header: {
    name: 'Synthetic colonoscopy frames',
    description:
      'Drawn frames of the colon, 224 x 224 pixels: polyp, ulcer or normal lining, with folds, vessels and reflections. ' +
      'With a mask and a box of the polyp or ulcer.',
    specialty: 'endoscopy',
    modality: 'colonoscopy',
    labels: [
      {
        name: 'polyp',
        synonyms: ['polyps', 'adenoma', 'polypoid lesion'],
        definition: 'A rounded bump that stands out of the lining.',
      },
      {
        name: 'ulcer',
        synonyms: ['ulceration', 'erosion', 'ulcers'],
        definition: 'A pale, sunken base with a reddened rim.',
      },
      {
        name: 'normal',
        synonyms: ['normal mucosa', 'healthy', 'no lesion', 'no finding'],
        definition: 'Folds and vessels only.',
      },
    ],
    notes: [
      'Drawn by a program; not of patients. A result on it says nothing about clinical use.',
      'Planted subgroup difference: frames of the device "standard definition" are blurred, noisy and dull in colour and their lesions flatter, compared with "high definition".',
    ],
  },
  kinds: ['polyp', 'ulcer', 'normal'],
  tasks: ['classification', 'detection', 'segmentation'],
  planted: { attribute: 'device', value: 'standard definition' },
  patient: (dice, planted) => ({
    ...person(dice),
    device: planted ? 'standard definition' : 'high definition',
    site: dice.pick(['ascending colon', 'transverse colon', 'sigmoid', 'rectum']),
  }),
  draw: drawCase,
};

/** Height of the lining over the tube's wall: light falls on its slopes. */
interface Scene {
  readonly relief: Plane;
  readonly lumen: readonly [x: number, y: number];
}

function drawCase(recipe: Recipe): DrawnCase {
  const { dice, label } = recipe;
  const old = recipe.attributes['device'] === 'standard definition';
  const scene = layOut(dice);
  const lesion = label === 'normal' ? null : placeLesion(dice, scene, label, old);
  const picture = drawLining(dice, scene);
  if (lesion !== null) (label === 'polyp' ? colourPolyp : colourUlcer)(dice, picture, lesion, old);
  light(dice, picture, scene);
  if (dice.chance(0.55)) drawDebris(dice, picture);
  film(dice, picture, old);
  const masks = lesion === null ? [] : [maskOf(label, threshold(lesion.shape), size, size)];
  return {
    picture: quantiseColour(picture, 64),
    truth: { labels: [label], masks, boxes: masks.map((mask) => boxOf(mask)) },
  };
}

function layOut(dice: Dice): Scene {
  const lumen = [centre + dice.range(-48, 48), centre + dice.range(-48, 48)] as const;
  const bend = noise(dice, size, size, 60, 3);
  const fine = noise(dice, size, size, 20, 2);
  const turn = dice.range(0, 6.28);
  const pitch = dice.range(0.3, 0.42);
  const start = dice.range(0, 1);
  const lobes = dice.pick([2, 3, 3]);
  // Folds lie in rings around the lumen, further apart the nearer they are to the lens.
  const relief = planeOf(size, size, (x, y, i) => {
    const dx = x - lumen[0];
    const dy = y - lumen[1];
    const angle = Math.atan2(dy, dx);
    const depth =
      Math.log(12 + Math.hypot(dx, dy)) / pitch +
      0.42 * valueAt(bend, i) +
      0.3 * Math.sin(lobes * angle + turn);
    const ring = depth + start;
    const within = ring - Math.floor(ring);
    const fold = smoothstep(0, 0.55, within) * (1 - smoothstep(0.55, 1, within));
    const broken = 0.55 + 0.45 * Math.sin(lobes * angle + turn + Math.floor(ring) * 2.1);
    return (
      Math.hypot(dx, dy) * 0.085 * (0.3 + fold * broken) + 1.1 * valueAt(bend, i) + 0.35 * valueAt(fine, i)
    );
  });
  return { relief: blurred(relief, 1.6), lumen };
}

interface Lesion {
  readonly shape: Plane;
  readonly blob: Blob;
}

function placeLesion(dice: Dice, scene: Scene, label: string, old: boolean): Lesion {
  const polyp = label === 'polyp';
  const angle = dice.range(0, 6.28);
  const off = dice.range(44, 74);
  const radius = polyp ? dice.range(16, 38) : dice.range(17, 36);
  const blob: Blob = {
    x: clamp(scene.lumen[0] + off * Math.cos(angle), 48, 176),
    y: clamp(scene.lumen[1] + off * Math.sin(angle), 48, 176),
    radiusX: radius,
    radiusY: radius * dice.range(0.68, 0.98),
    angle: dice.range(0, 3.1),
  };
  const shape = polygon(size, size, wavyEllipse(dice, blob, polyp ? 0.045 : 0.14, polyp ? 4 : 8));
  const dome = ellipse({ ...blob, radiusX: blob.radiusX * 1.05, radiusY: blob.radiusY * 1.05 });
  const height = radius * (polyp ? dice.range(old ? 0.18 : 0.24, 0.62) : dice.range(-0.16, -0.05));
  const nodules = noise(dice, size, size, 11, 2);
  const inside = blurred(shape, polyp ? 1.5 : 2.2);
  update(scene.relief, (value, x, y, i) => {
    const r = Math.min(1, dome(x, y));
    const bump = polyp ? height * Math.sqrt(1 - r * r) * (1 - r * r * r * r) : height * valueAt(inside, i);
    const flattened = value * (1 - (polyp ? 0.6 : 0.3) * valueAt(inside, i));
    return flattened + (bump + (polyp ? 0.55 : 0.3) * valueAt(nodules, i)) * valueAt(inside, i);
  });
  return { shape, blob };
}

function drawLining(dice: Dice, scene: Scene): ColourPlanes {
  const base: Colour = dice.pick<Colour>([
    [0.84, 0.48, 0.43],
    [0.8, 0.42, 0.38],
    [0.86, 0.54, 0.46],
    [0.78, 0.46, 0.38],
  ]);
  const patches = noise(dice, size, size, 45, 3);
  const fine = noise(dice, size, size, 5, 2);
  const channel = (k: 0 | 1 | 2) =>
    planeOf(
      size,
      size,
      (_x, _y, i) => base[k] * (1 + (k === 0 ? 0.02 : 0.09) * valueAt(patches, i) + 0.025 * valueAt(fine, i)),
    );
  const picture: ColourPlanes = [channel(0), channel(1), channel(2)];
  const vessels = plane(size, size);
  for (let n = dice.whole(5, 10); n > 0; n--) {
    const tree = vesselTree(dice, {
      x: dice.range(20, 204),
      y: dice.range(20, 204),
      angle: dice.range(0, 6.28),
      radius: dice.range(0.8, 1.5),
      length: dice.range(40, 80),
      bend: dice.range(-0.01, 0.01),
      wiggle: 0.16,
      generations: 2,
    });
    for (const branch of tree) stroke(vessels, branch, 1, 1.5);
  }
  const soft = blurred(vessels, 0.8);
  const strength = dice.range(0.2, 0.55);
  paint(picture, [0.55, 0.17, 0.17], (i) => strength * valueAt(soft, i));
  const deep = ellipse({ x: scene.lumen[0], y: scene.lumen[1], radiusX: 60, radiusY: 60 });
  relight(picture, (x, y) => 0.3 + 0.7 * smoothstep(0, 1.7, deep(x, y)));
  return picture;
}

function colourPolyp(dice: Dice, picture: ColourPlanes, { shape, blob }: Lesion, old: boolean): void {
  const soft = blurred(shape, 2);
  const red = dice.range(0, 1);
  const tint: Colour = mixed([0.9, 0.58, 0.48], [0.78, 0.27, 0.25], red);
  const share = old ? dice.range(0.16, 0.42) : dice.range(0.28, 0.62);
  const pits = noise(dice, size, size, 6, 2);
  paint(picture, tint, (i) => share * valueAt(soft, i));
  paint(picture, shade(tint, 0.7), (i) => 0.22 * valueAt(soft, i) * clamp(valueAt(pits, i)));
  // It throws its shadow away from the lamp, which is above the middle.
  const away = Math.atan2(blob.y - centre + 30, blob.x - centre);
  const rim = ellipse({ ...blob, x: blob.x + 3 * Math.cos(away), y: blob.y + 3 * Math.sin(away) });
  const shadow = planeOf(size, size, (x, y, i) => {
    const facing = Math.cos(Math.atan2(y - blob.y, x - blob.x) - away);
    return bell((rim(x, y) - 1.02) / 0.14) * (1 - valueAt(soft, i)) * smoothstep(-0.3, 0.8, facing);
  });
  paint(picture, [0.3, 0.1, 0.09], (i) => (old ? 0.2 : 0.34) * valueAt(shadow, i));
}

function colourUlcer(dice: Dice, picture: ColourPlanes, { shape, blob }: Lesion, old: boolean): void {
  const soft = blurred(shape, 2.4);
  const ring = ellipse(blob);
  const ragged = noise(dice, size, size, 12, 3);
  const pale = dice.range(old ? 0.3 : 0.4, 0.72);
  const halo = planeOf(
    size,
    size,
    (x, y, i) => bell((ring(x, y) - 1.1 + 0.16 * valueAt(ragged, i)) / 0.24) * (1 - 0.8 * valueAt(soft, i)),
  );
  paint(picture, [0.72, 0.16, 0.15], (i) => (old ? 0.32 : 0.46) * valueAt(halo, i));
  paint(
    picture,
    mixed([0.93, 0.86, 0.68], [0.88, 0.8, 0.74], dice.range(0, 1)),
    (i) => pale * valueAt(soft, i) * clamp(0.86 + 0.35 * valueAt(ragged, i)),
  );
  const specks = noise(dice, size, size, 9, 2);
  paint(
    picture,
    [0.62, 0.2, 0.16],
    (i) => 0.55 * valueAt(soft, i) * smoothstep(0.35, 0.8, valueAt(specks, i)),
  );
}

/** The lamp sits beside the lens: slopes that face it are bright, wet ones mirror it. */
function light(dice: Dice, picture: ColourPlanes, { relief, lumen }: Scene): void {
  const lamp = [centre + dice.range(-30, 30), centre + dice.range(-50, -10)] as const;
  const wet = noise(dice, size, size, 7, 2);
  const far = ellipse({ x: lumen[0], y: lumen[1], radiusX: 70, radiusY: 70 });
  const shine = plane(size, size);
  const slope = (i: number, step: number) => valueAt(relief, i + step) - valueAt(relief, i - step);
  relight(picture, (x, y, i) => {
    const [dx, dy] = [slope(i, 1), slope(i, size)];
    const [lx, ly] = [(lamp[0] - x) / 130, (lamp[1] - y) / 130];
    const norm = Math.sqrt(1 + dx * dx + dy * dy);
    const facing = (1.0 - dx * lx - dy * ly) / norm / Math.sqrt(1 + lx * lx + ly * ly);
    const mirror =
      smoothstep(0.955, 1.005, facing + 0.03 * valueAt(wet, i)) * smoothstep(0.32, 0.75, valueAt(wet, i));
    shine.data[i] = mirror * smoothstep(0.45, 1, far(x, y));
    return 0.34 + 0.84 * clamp(facing);
  });
  const soft = blurred(shine, 0.7);
  const strength = dice.range(0.45, 0.85);
  paint(picture, [1, 0.97, 0.94], (i) => strength * smoothstep(0.3, 0.95, valueAt(soft, i)));
}

/** Bubbles and yellow residue, which a careless eye takes for something. */
function drawDebris(dice: Dice, picture: ColourPlanes): void {
  const residue = plane(size, size);
  for (let n = dice.whole(1, 4); n > 0; n--) {
    const blob = {
      x: dice.range(30, 194),
      y: dice.range(30, 194),
      radiusX: dice.range(3, 11),
      radiusY: dice.range(2, 7),
      angle: dice.range(0, 3.1),
    };
    const shape = polygon(size, size, wavyEllipse(dice, blob, 0.18, 7));
    update(residue, (value, _x, _y, i) => Math.max(value, valueAt(shape, i)));
  }
  const soft = blurred(residue, 1.1);
  paint(picture, [0.72, 0.58, 0.26], (i) => 0.6 * valueAt(soft, i));
  const bubbles = plane(size, size);
  for (let n = dice.whole(0, 8); n > 0; n--) {
    const r = dice.range(1.5, 4.5);
    const bubble = ellipse({ x: dice.range(30, 194), y: dice.range(30, 194), radiusX: r, radiusY: r });
    update(bubbles, (value, x, y) => Math.max(value, bell((bubble(x, y) - 1) / 0.22) * 0.7));
  }
  paint(picture, [0.98, 0.93, 0.86], (i) => 0.6 * valueAt(bubbles, i));
}

/** Lens, sensor and the frame's cut corners. */
function film(dice: Dice, picture: ColourPlanes, old: boolean): void {
  const lens = ellipse({ x: centre, y: centre, radiusX: 150, radiusY: 150 });
  const sigma = old ? dice.range(1.1, 1.8) : 0.45;
  const grain = blurred(
    planeOf(size, size, () => dice.normal()),
    0.8,
  );
  const grey = planeOf(
    size,
    size,
    (_x, _y, i) => (valueAt(picture[0], i) + valueAt(picture[1], i) + valueAt(picture[2], i)) / 3,
  );
  const dull = old ? dice.range(0.2, 0.45) : 0;
  for (const channel of picture) {
    const finished = blurred(
      update(channel, (value, _x, _y, i) => value + dull * (valueAt(grey, i) - value)),
      sigma,
    );
    update(channel, (_, x, y, i) => {
      const inside =
        (1 - smoothstep(290, 294, Math.abs(x - centre) + Math.abs(y - centre) + 120)) *
        (1 - smoothstep(102, 105, Math.abs(x - centre)));
      const vignette = 1.08 - 0.45 * lens(x, y) ** 2;
      return (valueAt(finished, i) * vignette + (old ? 0.04 : 0.014) * valueAt(grain, i)) * inside + 0.015;
    });
  }
}
