import type { Side } from '../../src/domain/dataset/truth.ts';
import { boxOf, maskOf, person, type Collection, type DrawnCase, type Recipe } from './collection.ts';
import { paint, relight, type Colour } from './colour.ts';
import type { Dice } from './dice.ts';
import {
  bell,
  blurred,
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
import { ellipse, polygon, stroke, vesselTree, wavyEllipse, type Blob, type Knot } from './shapes.ts';

const size = 224;
const centre = size / 2;

export const fundus: Collection = {
  folder: 'fundus',
  seed: 4104,
  cases: 66,
  header: {
    name: 'Synthetic fundus photographs',
    description:
      'Drawn colour photographs of the back of the eye, 224 x 224 pixels: normal, glaucoma by cup-to-disc ratio, or hard ' +
      'exudates. With masks of disc, cup and exudates, the fovea as a point, and the eye.',
    specialty: 'ophthalmology',
    modality: 'fundus photography',
    labels: [
      {
        name: 'normal',
        synonyms: ['healthy', 'no abnormality', 'no finding'],
        definition: 'Vertical cup-to-disc ratio below 0.57, no exudates.',
      },
      {
        name: 'glaucoma',
        synonyms: ['glaucomatous', 'suspected glaucoma', 'glaucomatous optic neuropathy'],
        definition: 'Vertical cup-to-disc ratio above 0.57.',
      },
      {
        name: 'exudates',
        synonyms: ['hard exudates', 'diabetic retinopathy', 'DR', 'exudate'],
        definition: 'Bright yellow, sharp-edged deposits around the macula.',
      },
    ],
    notes: [
      'Drawn by a program; not of patients. A result on it says nothing about clinical use.',
      'The attribute "eye" is the eye of the patient. The disc lies on the nose\'s side: on the right of a picture of the right eye.',
      'Planted subgroup difference: pictures of the device "handheld" are blurred, hazy and unevenly lit, and exudates are fainter in them, compared with the device "tabletop".',
    ],
  },
  kinds: ['normal', 'glaucoma', 'exudates'],
  tasks: ['classification', 'segmentation', 'localization'],
  planted: { attribute: 'device', value: 'handheld' },
  patient: (dice, planted) => ({
    ...person(dice),
    device: planted ? 'handheld' : 'tabletop',
    site: dice.pick(['clinic', 'screening van', 'hospital']),
  }),
  draw: drawCase,
};

interface Eye {
  readonly side: Side & ('left' | 'right');
  readonly disc: Blob;
  readonly cup: Blob;
  readonly fovea: readonly [x: number, y: number];
  /** 1 where the nose is on the picture's right. */
  readonly nasal: 1 | -1;
}

function drawCase(recipe: Recipe): DrawnCase {
  const { dice, label } = recipe;
  const handheld = recipe.attributes['device'] === 'handheld';
  const eye = layOut(dice, label === 'glaucoma');
  const picture = drawRetina(dice, eye);
  const exudates = label === 'exudates' ? drawExudates(dice, picture, eye, handheld) : null;
  drawVessels(dice, picture, eye);
  const disc = polygon(size, size, wavyEllipse(dice, eye.disc, 0.02, 4));
  const cup = polygon(size, size, wavyEllipse(dice, eye.cup, 0.03, 4));
  drawDisc(dice, picture, disc, cup, eye);
  if (dice.chance(0.6)) drawReflexes(dice, picture);
  photograph(dice, picture, handheld);
  const masks = [
    maskOf('optic disc', threshold(disc), size, size),
    maskOf('optic cup', threshold(cup), size, size),
  ];
  if (exudates !== null) masks.push(maskOf('exudates', exudates, size, size));
  return {
    picture: quantiseColour(picture, 56),
    attributes: { eye: eye.side },
    truth: {
      labels: [label],
      masks,
      boxes: masks.slice(0, 1).map((mask) => boxOf(mask)),
      points: [
        { label: 'fovea', x: rounded(eye.fovea[0]), y: rounded(eye.fovea[1]), toleranceRadius: 12 },
        { label: 'optic disc', x: rounded(eye.disc.x), y: rounded(eye.disc.y), toleranceRadius: 12 },
      ],
      regions: [{ label: 'eye', name: `${eye.side} eye`, side: eye.side }],
      questions: [
        {
          question: 'Is this the right or the left eye?',
          answers: [eye.side],
          kind: 'multiple choice',
          options: ['left', 'right'],
        },
      ],
    },
  };
}

const rounded = (value: number) => Math.round(value * 10) / 10;

function layOut(dice: Dice, glaucoma: boolean): Eye {
  const nasal = dice.pick([1, -1] as const);
  const radius = dice.range(16, 21.5);
  const ratio = glaucoma ? dice.range(0.585, 0.8) : dice.range(0.28, 0.55);
  const disc: Blob = {
    x: centre + nasal * dice.range(42, 52),
    y: centre + dice.range(-10, 8),
    radiusX: radius * dice.range(0.88, 0.96),
    radiusY: radius,
    angle: dice.range(-0.15, 0.15),
  };
  const cup: Blob = {
    ...disc,
    x: disc.x - nasal * dice.range(0, 1.5),
    y: disc.y + dice.range(-1, 1),
    radiusX: disc.radiusX * ratio * dice.range(0.82, 1.08),
    radiusY: disc.radiusY * ratio,
  };
  const fovea = [
    disc.x - nasal * radius * dice.range(4.4, 5),
    disc.y + radius * dice.range(0.25, 0.6),
  ] as const;
  return { side: nasal === 1 ? 'right' : 'left', disc, cup, fovea, nasal };
}

function drawRetina(dice: Dice, eye: Eye): ColourPlanes {
  const base: Colour = dice.pick<Colour>([
    [0.8, 0.4, 0.19],
    [0.72, 0.33, 0.15],
    [0.64, 0.29, 0.14],
    [0.84, 0.46, 0.25],
  ]);
  const cloud = noise(dice, size, size, 50, 3);
  const fine = noise(dice, size, size, 7, 2);
  const choroid = blurred(choroidal(dice), 1.6);
  const streaks = dice.range(0.02, 0.09);
  const glow = ellipse({ x: centre + eye.nasal * 14, y: centre, radiusX: 128, radiusY: 120 });
  const macula = ellipse({ x: eye.fovea[0], y: eye.fovea[1], radiusX: 19, radiusY: 17 });
  const sheen = ellipse({
    x: eye.disc.x,
    y: eye.disc.y,
    radiusX: eye.disc.radiusX * 2.3,
    radiusY: eye.disc.radiusY * 2.5,
  });
  const channel = (k: 0 | 1 | 2) =>
    planeOf(size, size, (x, y, i) => {
      const light =
        1.1 -
        0.36 * glow(x, y) ** 2 +
        0.045 * valueAt(cloud, i) +
        0.018 * valueAt(fine, i) -
        streaks * valueAt(choroid, i);
      const dark = 1 - (k === 0 ? 0.26 : 0.42) * bell(macula(x, y));
      const fibres = 0.07 * (k === 2 ? 0.6 : 1) * bell(sheen(x, y) * 1.1);
      return base[k] * light * dark + fibres;
    });
  const picture: ColourPlanes = [channel(0), channel(1), channel(2)];
  const reflex = ellipse({ x: eye.fovea[0], y: eye.fovea[1], radiusX: 1.8, radiusY: 1.8 });
  const shine = planeOf(size, size, (x, y) => bell(reflex(x, y)));
  paint(picture, [0.95, 0.75, 0.5], (i) => 0.45 * valueAt(shine, i));
  return picture;
}

/** The vessels behind the retina, a faint orange net. */
function choroidal(dice: Dice): Plane {
  const result = plane(size, size);
  for (let n = 0; n < 12; n++) {
    const angle = dice.range(0, 6.28);
    const tree = vesselTree(dice, {
      x: centre + 112 * Math.cos(angle),
      y: centre + 112 * Math.sin(angle),
      angle: angle + Math.PI + dice.range(-0.5, 0.5),
      radius: 3,
      length: dice.range(60, 110),
      bend: 0,
      wiggle: 0.14,
      generations: 2,
    });
    for (const branch of tree) stroke(result, branch, 1, 3);
  }
  return result;
}

/** Two arcades above and two below, bending round the macula, and smaller ones towards the nose; an artery beside each vein. */
function drawVessels(dice: Dice, picture: ColourPlanes, eye: Eye): void {
  const veins = plane(size, size);
  const arteries = plane(size, size);
  for (const vertical of [-1, 1])
    for (const [target, radius, off] of [
      [veins, 2.2, 0],
      [arteries, 1.5, 0.22],
    ] as const) {
      const away = vertical * (1.25 + off + dice.range(-0.12, 0.12));
      const temporal = eye.nasal === 1 ? Math.PI - away : away;
      const bend = (eye.nasal === 1 ? 1 : -1) * vertical * dice.range(0.0085, 0.0115);
      drawTree(dice, target, eye, temporal, radius, dice.range(150, 180), bend);
      const nasalwards =
        eye.nasal === 1 ? vertical * dice.range(0.5, 1) : Math.PI - vertical * dice.range(0.5, 1);
      drawTree(dice, target, eye, nasalwards, radius * 0.75, dice.range(55, 80), 0);
    }
  for (const vertical of [-0.35, 0.3]) {
    const angle = eye.nasal === 1 ? Math.PI - vertical : vertical;
    drawTree(dice, arteries, eye, angle, 0.9, dice.range(35, 55), 0);
  }
  paint(picture, [0.38, 0.09, 0.07], (i) => 0.74 * valueAt(veins, i));
  paint(picture, [0.56, 0.14, 0.09], (i) => 0.72 * valueAt(arteries, i));
}

function drawTree(
  dice: Dice,
  target: Plane,
  eye: Eye,
  angle: number,
  radius: number,
  length: number,
  bend: number,
): void {
  const tree = vesselTree(dice, {
    x: eye.disc.x + dice.range(-2, 2),
    y: eye.disc.y + dice.range(-2, 2),
    angle,
    radius,
    length,
    bend,
    wiggle: 0.06,
    generations: 3,
  });
  // No vessel crosses the fovea.
  const bare = (knot: Knot) => Math.hypot(knot[0] - eye.fovea[0], knot[1] - eye.fovea[1]) < 13;
  for (const branch of tree) {
    const stop = branch.findIndex(bare);
    stroke(target, stop === -1 ? branch : branch.slice(0, stop), 1, 1.1);
  }
}

function drawDisc(dice: Dice, picture: ColourPlanes, disc: Plane, cup: Plane, eye: Eye): void {
  const veiled = dice.range(0.5, 0.66);
  const soft = blurred(disc, 1.1);
  const paleness = blurred(cup, dice.range(1.1, 2));
  const rim = dice.pick<Colour>([
    [0.93, 0.66, 0.38],
    [0.9, 0.6, 0.36],
    [0.95, 0.7, 0.46],
  ]);
  const halo = blurred(disc, 5);
  paint(picture, [0.86, 0.56, 0.32], (i) => 0.35 * valueAt(halo, i));
  paint(picture, rim, (i) => veiled * 1.25 * valueAt(soft, i));
  const pallor = veiled + dice.range(0.05, 0.25);
  paint(picture, [0.99, 0.9, 0.7], (i) => pallor * valueAt(paleness, i));
  const stems = plane(size, size);
  for (const vertical of [-1, 1])
    for (let n = 0; n < 2; n++) {
      const x = eye.cup.x + eye.nasal * dice.range(1, 5);
      stroke(
        stems,
        [
          [x, eye.cup.y + vertical * 2, 0.7],
          [x + dice.range(-2, 2), eye.cup.y + vertical * eye.cup.radiusY * 0.8, 1],
          [x + dice.range(-5, 5), eye.disc.y + vertical * eye.disc.radiusY * 1.05, 1.3],
        ],
        1,
        1.4,
      );
    }
  paint(picture, [0.45, 0.12, 0.08], (i) => 0.42 * valueAt(stems, i));
}

/** Sharp yellow deposits in a ring or clusters near the macula, and a few small bleedings. The mask is of the deposits. */
function drawExudates(dice: Dice, picture: ColourPlanes, eye: Eye, handheld: boolean): Uint8Array {
  const deposits = plane(size, size);
  const bleedings = plane(size, size);
  const severity = dice.range(0.05, 1);
  const clusters = dice.whole(1, 1 + Math.round(3 * severity));
  for (let n = 0; n < clusters; n++) {
    const angle = dice.range(0, 6.28);
    const off = dice.range(14, 44);
    const x = eye.fovea[0] + off * Math.cos(angle);
    const y = eye.fovea[1] + off * Math.sin(angle);
    for (let spot = dice.whole(4, 8 + Math.round(16 * severity)); spot > 0; spot--) {
      const [sx, sy] = [x + 6 * dice.normal(), y + 6 * dice.normal()];
      if (Math.hypot(sx - centre, sy - centre) > 98 || Math.hypot(sx - eye.disc.x, sy - eye.disc.y) < 26)
        continue;
      const r = dice.range(1, 1.8 + 1.9 * severity);
      stroke(
        deposits,
        [
          [sx, sy, r],
          [sx + dice.range(-1.8, 1.8), sy + dice.range(-1.8, 1.8), r * dice.range(0.5, 1)],
        ],
        1,
        1,
      );
    }
  }
  // One that is always there, above or below the macula, so that no case is left without.
  const [x, y] = [eye.fovea[0] + dice.range(-8, 8), eye.fovea[1] + dice.pick([-1, 1]) * dice.range(15, 24)];
  stroke(
    deposits,
    [
      [x, y, 1.8],
      [x + 1.8, y + 1.2, 2],
    ],
    1,
    1,
  );
  for (let n = dice.whole(0, 6); n > 0; n--) {
    const [bx, by] = [eye.fovea[0] + 22 * dice.normal(), eye.fovea[1] + 22 * dice.normal()];
    const r = dice.range(0.7, 2);
    stroke(
      bleedings,
      [
        [bx, by, r],
        [bx + dice.range(-1, 1), by + dice.range(-1, 1), r],
      ],
      1,
      1,
    );
  }
  paint(picture, [0.42, 0.08, 0.06], (i) => 0.7 * valueAt(bleedings, i));
  const strength = handheld ? dice.range(0.35, 0.7) : dice.range(0.45, 0.9);
  paint(picture, [0.98, 0.86, 0.45], (i) => strength * valueAt(deposits, i));
  return threshold(deposits);
}

/** Dust on the lens and the sheen of a young retina: pale and soft, and no deposits. */
function drawReflexes(dice: Dice, picture: ColourPlanes): void {
  const spots = plane(size, size);
  for (let n = dice.whole(1, 7); n > 0; n--) {
    const [turn, off] = [dice.range(0, 6.28), 96 * Math.sqrt(dice.range(0, 1))];
    const [x, y] = [centre + off * Math.cos(turn), centre + off * Math.sin(turn)];
    const [r, lean] = [dice.range(0.8, 2.4), dice.range(0, 6.28)];
    const long = dice.chance(0.4) ? dice.range(3, 9) : dice.range(0, 1.5);
    stroke(
      spots,
      [
        [x, y, r],
        [x + long * Math.cos(lean), y + long * Math.sin(lean), r * 0.8],
      ],
      dice.range(0.4, 1),
      2.2,
    );
  }
  const strength = dice.range(0.15, 0.5);
  paint(picture, [0.97, 0.8, 0.52], (i) => strength * valueAt(spots, i));
}

/** What the camera does: vignette, haze, blur, grain, and the round frame. */
function photograph(dice: Dice, picture: ColourPlanes, handheld: boolean): void {
  const frame = ellipse({ x: centre, y: centre, radiusX: 107, radiusY: 107 });
  const spot = ellipse({
    x: centre + dice.range(-70, 70),
    y: centre + dice.range(-70, 70),
    radiusX: 150,
    radiusY: 150,
  });
  const haze = handheld ? dice.range(0.16, 0.34) : 0;
  const sigma = handheld ? dice.range(1.3, 2.2) : 0.4;
  if (handheld) relight(picture, (x, y) => 1.12 - 0.5 * smoothstep(0.25, 1.1, spot(x, y)));
  const veil = noise(dice, size, size, 80, 2);
  paint(picture, [0.72, 0.5, 0.36], (i) => haze * (1 + 0.5 * valueAt(veil, i)));
  const grain = planeOf(size, size, () => dice.normal());
  const softGrain = blurred(grain, 0.8);
  for (const channel of picture) {
    const finished = blurred(channel, sigma);
    update(channel, (_, x, y, i) => {
      const inside = 1 - smoothstep(0.985, 1.005, frame(x, y));
      return (
        (valueAt(finished, i) + (handheld ? 0.035 : 0.014) * valueAt(softGrain, i)) * inside +
        0.012 * (1 - inside)
      );
    });
  }
}
