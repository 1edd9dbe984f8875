import { maskOf, boxOf, person, type Collection, type DrawnCase, type Recipe } from './collection.ts';
import type { Dice } from './dice.ts';
import {
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
import { ellipse, polygon, stroke, wavyEllipse, type Knot } from './shapes.ts';
import { mixed, paint, shade, type Colour } from './colour.ts';

const size = 224;

export const skin: Collection = {
  folder: 'skin',
  seed: 4102,
  cases: 66,
  header: {
    name: 'Synthetic skin lesions',
    description:
      'Drawn dermoscopic pictures of 224 x 224 pixels: nevus, melanoma-like lesion or keratosis, told apart by border, ' +
      'colour and symmetry. With a mask and a box of the lesion.',
    specialty: 'dermatology',
    modality: 'dermoscopy',
    labels: [
      {
        name: 'nevus',
        synonyms: ['naevus', 'mole', 'melanocytic nevus', 'benign nevus', 'NV'],
        definition: 'Symmetric, mostly even border, one or two browns, a regular network.',
      },
      {
        name: 'melanoma',
        synonyms: ['malignant melanoma', 'melanoma-like', 'MEL'],
        definition: 'Asymmetric, irregular border, colours beside brown (black, blue-grey, red, white).',
      },
      {
        name: 'keratosis',
        synonyms: ['seborrheic keratosis', 'seborrhoeic keratosis', 'benign keratosis', 'BKL'],
        definition: 'Sharp border, waxy and rough, with pale cysts and dark openings.',
      },
    ],
    notes: [
      'Drawn by a program; not of patients. A result on it says nothing about clinical use.',
      'Planted subgroup difference: on skin type "V-VI" lesions stand out less from the skin, in lightness and in hue, than on types "I-II" and "III-IV".',
    ],
  },
  kinds: ['nevus', 'melanoma', 'keratosis'],
  tasks: ['classification', 'detection', 'segmentation'],
  planted: { attribute: 'skin type', value: 'V-VI' },
  patient: (dice, planted) => ({
    ...person(dice),
    'skin type': planted ? 'V-VI' : dice.pick(['I-II', 'III-IV']),
    device: dice.pick(['contact', 'polarised']),
    site: dice.pick(['trunk', 'arm', 'leg', 'face']),
  }),
  draw: drawCase,
};

interface Tone {
  readonly base: Colour;
  /** How far lesion colours are kept apart from the skin's: 1 as on pale skin. */
  readonly contrast: number;
}

function toneOf(dice: Dice, type: unknown): Tone {
  const drift = dice.range(-0.03, 0.03);
  if (type === 'V-VI')
    return { base: [0.46 + drift, 0.315 + drift, 0.245 + drift], contrast: dice.range(0.2, 0.5) };
  if (type === 'III-IV')
    return { base: [0.76 + drift, 0.585 + drift, 0.475 + drift], contrast: dice.range(0.72, 0.95) };
  return { base: [0.89 + drift, 0.715 + drift, 0.645 + drift], contrast: dice.range(0.85, 1) };
}

function drawCase(recipe: Recipe): DrawnCase {
  const { dice, label } = recipe;
  const tone = toneOf(dice, recipe.attributes['skin type']);
  const picture = drawSkin(dice, tone);
  const outline = lesionOutline(dice, label);
  const shape = polygon(size, size, outline);
  if (label === 'nevus') drawNevus(dice, picture, shape, tone);
  else if (label === 'melanoma') drawMelanoma(dice, picture, shape, tone);
  else drawKeratosis(dice, picture, shape, tone);
  if (dice.chance(0.5)) drawHairs(dice, picture);
  finish(dice, picture, recipe.attributes['device'] === 'contact');
  const mask = maskOf('lesion', threshold(shape), size, size);
  return {
    picture: quantiseColour(picture, 56),
    truth: { labels: [label], masks: [mask], boxes: [{ ...boxOf(mask), label }] },
  };
}

function drawSkin(dice: Dice, { base }: Tone): ColourPlanes {
  const cloud = noise(dice, size, size, 60, 3);
  const redness = noise(dice, size, size, 34, 2);
  const pores = noise(dice, size, size, 5, 2);
  const furrows = skinLines(dice);
  const light = ellipse({ x: dice.range(80, 144), y: dice.range(80, 144), radiusX: 190, radiusY: 190 });
  const channel = (k: 0 | 1 | 2) =>
    planeOf(size, size, (x, y, i) => {
      const shading =
        1.05 -
        0.15 * light(x, y) ** 2 +
        0.03 * valueAt(cloud, i) +
        0.013 * valueAt(pores, i) -
        0.05 * valueAt(furrows, i);
      const flush = k === 0 ? 0.012 : -0.016;
      return base[k] * shading + flush * valueAt(redness, i);
    });
  return [channel(0), channel(1), channel(2)];
}

/** The fine net of furrows: lines in three directions, bent a little. */
function skinLines(dice: Dice): Plane {
  const bend = noise(dice, size, size, 40, 2);
  const turn = dice.range(0, 3.1);
  const pitch = dice.range(9, 13);
  return planeOf(size, size, (x, y, i) => {
    let depth = 0;
    for (const direction of [0, 1.05, 2.1]) {
      const across =
        (x * Math.cos(turn + direction) + y * Math.sin(turn + direction)) / pitch + 0.8 * valueAt(bend, i);
      const from = Math.abs(across - Math.floor(across) - 0.5);
      depth = Math.max(depth, 1 - smoothstep(0.03, 0.14, from));
    }
    return depth;
  });
}

function lesionOutline(dice: Dice, label: string) {
  const radius = dice.range(36, 62);
  const blob = {
    x: 112 + dice.range(-20, 20),
    y: 112 + dice.range(-20, 20),
    radiusX: radius,
    radiusY: radius * dice.range(0.72, 1),
    angle: dice.range(0, 3.1),
  };
  if (label === 'nevus') return wavyEllipse(dice, blob, dice.range(0.015, 0.1), dice.whole(4, 8));
  if (label === 'melanoma') return wavyEllipse(dice, blob, dice.range(0.03, 0.15), dice.whole(5, 8));
  return wavyEllipse(dice, blob, dice.range(0.02, 0.09), dice.whole(5, 9));
}

/** Lesion colours move towards the skin where the tone keeps less contrast. */
const onTone = (tone: Tone, colour: Colour): Colour =>
  mixed(shade(tone.base, 0.8), mixed(colour, shade(colour, tone.base[0]), 0.35), tone.contrast);

/** A regular net of darker lines around paler holes: brown lines between jittered centres. */
function pigmentNetwork(dice: Dice, pitch: number, irregularity: number): Plane {
  const bend = noise(dice, size, size, 22, 2);
  const drift = noise(dice, size, size, 16, 2);
  return planeOf(size, size, (x, y, i) => {
    const u = x / pitch + irregularity * valueAt(bend, i);
    const v = y / pitch + irregularity * valueAt(drift, i);
    const shifted = Math.floor(v) % 2 === 0 ? u : u + 0.5;
    const hole = Math.hypot(shifted - Math.floor(shifted) - 0.5, v - Math.floor(v) - 0.5);
    return smoothstep(0.24, 0.5, hole);
  });
}

function drawNevus(dice: Dice, picture: ColourPlanes, shape: Plane, tone: Tone): void {
  const soft = blurred(shape, dice.range(1, 4));
  const core = blurred(shape, 13);
  const brown: Colour = dice.pick<Colour>([
    [0.56, 0.36, 0.24],
    [0.48, 0.29, 0.19],
    [0.62, 0.4, 0.29],
  ]);
  const mottle = noise(dice, size, size, 24, 3);
  const netting = dice.range(0.08, 0.42);
  const net = pigmentNetwork(dice, dice.range(6.5, 11), dice.range(0.5, 1));
  paint(picture, onTone(tone, brown), (i) => 0.92 * valueAt(soft, i));
  paint(
    picture,
    onTone(tone, shade(brown, 0.62)),
    (i) => valueAt(soft, i) * clamp(0.5 * smoothstep(0.55, 1, valueAt(core, i)) + 0.16 * valueAt(mottle, i)),
  );
  paint(picture, onTone(tone, shade(brown, 0.45)), (i) => netting * valueAt(soft, i) * valueAt(net, i));
  // Some have a second brown beside the first, or a few dots: harmless, and like a mild melanoma.
  if (dice.chance(0.4))
    drawPatch(dice, picture, soft, onTone(tone, shade(brown, 0.4)), dice.range(0.25, 0.6));
  if (dice.chance(0.3))
    drawPatch(dice, picture, soft, onTone(tone, shade(brown, 1.35)), dice.range(0.2, 0.5));
  if (dice.chance(0.4)) drawGlobules(dice, picture, soft, tone, dice.whole(3, 14), dice.range(0.2, 0.6));
}

/** A patch of another colour off the lesion's middle, with a ragged edge. */
function drawPatch(dice: Dice, picture: ColourPlanes, soft: Plane, colour: Colour, strength: number): void {
  const turn = dice.range(0, 6.28);
  const off = dice.range(8, 30);
  const patch = ellipse({
    x: 112 + off * Math.cos(turn),
    y: 112 + off * Math.sin(turn),
    radiusX: dice.range(13, 30),
    radiusY: dice.range(11, 24),
    angle: dice.range(0, 3.1),
  });
  const ragged = noise(dice, size, size, 14, 3);
  const field = planeOf(
    size,
    size,
    (x, y, i) => 1 - smoothstep(0.55, 1.2, patch(x, y) + 0.45 * valueAt(ragged, i)),
  );
  paint(picture, colour, (i) => strength * valueAt(soft, i) * valueAt(field, i));
}

function drawGlobules(
  dice: Dice,
  picture: ColourPlanes,
  soft: Plane,
  tone: Tone,
  count: number,
  strength: number,
): void {
  const globules = plane(size, size);
  for (let n = count; n > 0; n--) {
    const [x, y, r] = [dice.range(50, 174), dice.range(50, 174), dice.range(0.9, 2.3)];
    stroke(
      globules,
      [
        [x, y, r],
        [x + 0.1, y, r],
      ],
      1,
      1.4,
    );
  }
  paint(picture, onTone(tone, [0.14, 0.09, 0.08]), (i) => strength * valueAt(globules, i) * valueAt(soft, i));
}

function drawMelanoma(dice: Dice, picture: ColourPlanes, shape: Plane, tone: Tone): void {
  const soft = blurred(shape, dice.range(0.8, 3.2));
  const severity = dice.range(0.25, 1);
  const palette: readonly Colour[] = [
    [0.2, 0.13, 0.12],
    [0.12, 0.1, 0.12],
    [0.36, 0.4, 0.5],
    [0.68, 0.32, 0.28],
    [0.86, 0.76, 0.72],
  ];
  const brown: Colour = [0.46, 0.28, 0.19];
  const mottle = noise(dice, size, size, 30, 4);
  const net = pigmentNetwork(dice, dice.range(7, 12), dice.range(0.6, 1));
  const netting = dice.range(0.15, 0.5);
  paint(
    picture,
    onTone(tone, brown),
    (i) => 0.94 * valueAt(soft, i) * clamp(0.9 + 0.25 * valueAt(mottle, i)),
  );
  paint(picture, onTone(tone, shade(brown, 0.4)), (i) => netting * valueAt(soft, i) * valueAt(net, i));
  const chosen = dice.shuffled(palette).slice(0, severity > 0.6 ? dice.whole(3, 4) : dice.whole(1, 2));
  for (const colour of chosen)
    drawPatch(dice, picture, soft, onTone(tone, colour), severity * dice.range(0.7, 1));
  drawGlobules(dice, picture, soft, tone, dice.whole(4, 26), 0.75 * severity);
}

function drawKeratosis(dice: Dice, picture: ColourPlanes, shape: Plane, tone: Tone): void {
  const sharp = blurred(shape, dice.range(0.7, 2.6));
  const tan: Colour = dice.pick<Colour>([
    [0.6, 0.44, 0.3],
    [0.52, 0.36, 0.24],
    [0.42, 0.29, 0.2],
    [0.56, 0.37, 0.25],
    [0.48, 0.31, 0.2],
    [0.61, 0.41, 0.29],
    [0.67, 0.51, 0.37],
  ]);
  const fissures = noise(dice, size, size, dice.range(13, 20), 3);
  const grit = noise(dice, size, size, 6, 2);
  const depth = dice.range(0.04, 0.5);
  const clear = dice.range(0.2, 0.75);
  const rim = blurred(shape, 5);
  paint(picture, onTone(tone, tan), (i) => 0.95 * valueAt(sharp, i));
  paint(
    picture,
    onTone(tone, shade(tan, 1.25)),
    (i) => valueAt(sharp, i) * clamp(0.22 * valueAt(grit, i) + 0.12),
  );
  paint(
    picture,
    onTone(tone, shade(tan, 0.48)),
    (i) => valueAt(sharp, i) * depth * (1 - smoothstep(0, 0.38, Math.abs(valueAt(fissures, i)))),
  );
  paint(
    picture,
    onTone(tone, shade(tan, 0.6)),
    (i) => valueAt(sharp, i) * 0.35 * (1 - smoothstep(0.5, 0.85, valueAt(rim, i))),
  );
  const cysts = plane(size, size);
  const openings = plane(size, size);
  const spots = dice.whole(1, 18);
  for (let n = 0; n < spots; n++) {
    const [x, y, r] = [dice.range(56, 168), dice.range(56, 168), dice.range(1.1, 3)];
    const knots: Knot[] = [
      [x, y, r],
      [x + dice.range(-2, 2), y + dice.range(-2, 2), r],
    ];
    stroke(n % 2 === 0 ? cysts : openings, knots, 1, 1.6);
  }
  paint(picture, onTone(tone, [0.93, 0.87, 0.76]), (i) => clear * valueAt(cysts, i) * valueAt(sharp, i));
  paint(picture, onTone(tone, [0.17, 0.11, 0.08]), (i) => clear * valueAt(openings, i) * valueAt(sharp, i));
}

function drawHairs(dice: Dice, picture: ColourPlanes): void {
  const hairs = plane(size, size);
  const heading = dice.range(0, 6.28);
  for (let n = dice.whole(2, 9); n > 0; n--) {
    let [x, y, angle] = [dice.range(-10, 234), dice.range(-10, 234), heading + dice.range(-0.5, 0.5)];
    const bend = dice.range(-0.02, 0.02);
    const knots: Knot[] = [];
    const steps = dice.whole(10, 30);
    for (let step = 0; step < steps; step++) {
      knots.push([x, y, 0.75 * (1 - step / (steps * 1.3))]);
      x += 6 * Math.cos(angle);
      y += 6 * Math.sin(angle);
      angle += bend * 6;
    }
    stroke(hairs, knots, 1, 1);
  }
  paint(picture, [0.16, 0.11, 0.09], (i) => 0.8 * valueAt(hairs, i));
}

/** Vignette, bubbles of the contact fluid, grain. */
function finish(dice: Dice, picture: ColourPlanes, contact: boolean): void {
  const edge = ellipse({ x: 112, y: 112, radiusX: 150, radiusY: 150 });
  if (contact) {
    const rings = plane(size, size);
    for (let n = dice.whole(0, 3); n > 0; n--) {
      const bubble = ellipse({
        x: dice.range(10, 214),
        y: dice.range(10, 214),
        radiusX: dice.range(4, 10),
        radiusY: dice.range(4, 10),
      });
      update(rings, (value, x, y) => Math.max(value, 1 - smoothstep(0.02, 0.16, Math.abs(bubble(x, y) - 1))));
    }
    paint(picture, [0.97, 0.95, 0.92], (i) => 0.3 * valueAt(rings, i));
  }
  const grain = planeOf(size, size, () => 0.005 * dice.normal());
  for (const channel of picture)
    update(channel, (value, x, y, i) => {
      const dark = contact
        ? 1 - 0.55 * smoothstep(0.78, 0.98, edge(x, y))
        : 1 - 0.15 * smoothstep(0.7, 1, edge(x, y));
      return value * dark + valueAt(grain, i);
    });
}
