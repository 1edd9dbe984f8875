import type { Finding, Side } from '../../src/domain/dataset/truth.ts';
import { drawChest, size, type Chest } from './chest-anatomy.ts';
import {
  boxOf,
  maskOf,
  person,
  type Collection,
  type DrawnCase,
  type Recipe,
  type WrittenMask,
  type WrittenTruth,
} from './collection.ts';
import type { Dice } from './dice.ts';
import {
  addGrain,
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
import { quantiseGrey } from './quantise.ts';
import { ellipse, stroke } from './shapes.ts';

export const chest: Collection = {
  folder: 'chest',
  seed: 4101,
  cases: 66,
  header: {
    name: 'Synthetic chest radiographs',
    description:
      'Drawn frontal chest films of 256 x 256 pixels: normal, one opacity, one pleural effusion, or an enlarged heart. ' +
      'With boxes, lung, heart and lesion masks, side and zone, and a short report.',
    specialty: 'radiology',
    modality: 'X-ray',
    labels: [
      {
        name: 'normal',
        synonyms: ['No Finding', 'no abnormality', 'unremarkable', 'healthy'],
        definition: 'No opacity, no effusion, heart not enlarged.',
      },
      {
        name: 'opacity',
        synonyms: [
          'Lung Opacity',
          'Pneumonia',
          'Infiltration',
          'Infiltrate',
          'Consolidation',
          'airspace opacity',
        ],
        definition: 'One ill-defined area of increased density in a lung.',
      },
      {
        name: 'effusion',
        synonyms: ['Pleural Effusion', 'pleural fluid', 'blunted costophrenic angle'],
        definition: 'Fluid that blunts a costophrenic angle, with a meniscus.',
      },
      {
        name: 'enlarged heart',
        synonyms: ['Cardiomegaly', 'cardiac enlargement', 'enlarged cardiac silhouette'],
        definition: 'Cardiothoracic ratio above 0.5.',
      },
    ],
    notes: [
      'Drawn by a program; not of patients. A result on it says nothing about clinical use.',
      'Planted subgroup difference: films of the device "portable" have less contrast, more noise, more blur, uneven haze and fainter findings than those of the device "fixed".',
    ],
  },
  kinds: ['normal', 'opacity', 'effusion', 'enlarged heart'],
  tasks: ['classification', 'detection', 'segmentation', 'localization', 'report generation'],
  planted: { attribute: 'device', value: 'portable' },
  patient: (dice, planted) => ({
    ...person(dice),
    device: planted ? 'portable' : 'fixed',
    site: dice.pick(['ward', 'outpatient', 'emergency']),
  }),
  draw: drawCase,
};

interface Lesion {
  /** Density added at each pixel. */
  readonly density: Plane;
  readonly mask: Uint8Array;
  readonly side: Side;
  readonly zone: string;
}

function drawCase(recipe: Recipe): DrawnCase {
  const { dice, label } = recipe;
  const portable = recipe.attributes['device'] === 'portable';
  const enlarged = label === 'enlarged heart';
  const anatomy = drawChest(dice, {
    heartRatio: enlarged ? dice.range(0.508, 0.62) : dice.range(0.4, 0.492),
    female: recipe.attributes['sex'] === 'F',
  });
  const strength = portable ? dice.range(0.07, 0.3) : dice.range(0.17, 0.46);
  const lesion =
    label === 'opacity'
      ? drawOpacity(dice, anatomy, strength)
      : label === 'effusion'
        ? drawEffusion(dice, anatomy, strength)
        : null;
  return {
    picture: quantiseGrey(expose(dice, anatomy, lesion, portable)),
    pixelSpacing: [1.4, 1.4],
    truth: truthOf(dice, anatomy, label, lesion),
  };
}

/** Attenuation to film: an S-shaped curve, then what the device adds. */
function expose(dice: Dice, anatomy: Chest, lesion: Lesion | null, portable: boolean): Plane {
  const exposure = dice.range(-0.04, 0.04);
  const gain = portable ? dice.range(0.72, 0.86) : dice.range(0.94, 1.04);
  const lift = portable ? dice.range(0.04, 0.13) : 0;
  // Clothing, a breath not held, scatter: clouds as large as an opacity, on every film and more on a portable one.
  const cloud = noise(dice, size, size, 34, 2);
  const haze = portable ? dice.range(0.04, 0.1) : dice.range(0.01, 0.04);
  const film = update(plane(size, size), (_, _x, _y, i) => {
    const added = (lesion === null ? 0 : valueAt(lesion.density, i)) + haze * valueAt(cloud, i);
    const t = valueAt(anatomy.thickness, i) + added + exposure;
    const s = clamp(t / 1.75);
    const curved = 0.04 + 0.9 * (s * (0.55 + 0.45 * s * (3 - 2 * s)));
    return lift + gain * curved;
  });
  drawMarker(film, dice, portable);
  const finished = blurred(film, portable ? 1.1 : 0.4);
  const grain = blurred(addGrain(plane(size, size), dice, portable ? dice.range(0.05, 0.085) : 0.016), 0.75);
  return update(finished, (value, _x, _y, i) => value + valueAt(grain, i));
}

/** The lead letter that marks the patient's right. */
function drawMarker(film: Plane, dice: Dice, portable: boolean): void {
  const x = 12 + dice.range(0, 7);
  const y = 11 + dice.range(0, 7);
  const letter = plane(size, size);
  const strokes: readonly (readonly [number, number])[][] = [
    [
      [0, 12],
      [0, 0],
      [5, 0],
      [7, 2],
      [7, 4],
      [5, 6],
      [0, 6],
    ],
    [
      [3, 6],
      [7, 12],
    ],
  ];
  for (const path of strokes)
    stroke(
      letter,
      path.map(([dx, dy]) => [x + dx, y + dy, 0.8] as const),
      1,
      1,
    );
  update(film, (value, _x, _y, i) => Math.max(value, (portable ? 0.75 : 0.92) * valueAt(letter, i)));
}

const zones = ['upper zone', 'middle zone', 'lower zone'] as const;

function drawOpacity(dice: Dice, anatomy: Chest, strength: number): Lesion {
  const side = dice.pick(['right', 'left'] as const);
  const zone = dice.pick(zones);
  const lung = side === 'right' ? anatomy.rightLung : anatomy.leftLung;
  const band = { 'upper zone': [58, 84], 'middle zone': [104, 130], 'lower zone': [146, 168] }[zone];
  const y = dice.range(band[0] ?? 0, band[1] ?? 0);
  const off = zone === 'upper zone' ? dice.range(38, 56) : dice.range(46, 76);
  const x = anatomy.middle + (side === 'right' ? -off : off);
  const puffs = Array.from({ length: dice.whole(3, 6) }, () => {
    const spread = dice.range(0, 16);
    const turn = dice.range(0, 6.28);
    const shape = ellipse({
      x: x + spread * Math.cos(turn),
      y: y + spread * Math.sin(turn),
      radiusX: dice.range(8, 17),
      radiusY: dice.range(7, 14),
      angle: dice.range(0, 3.1),
    });
    return shape;
  });
  const texture = noise(dice, size, size, 9, 3);
  const edge = blurred(lung, 1.5);
  const shape = planeOf(size, size, (px, py, i) => {
    const sum = puffs.reduce((total, puff) => total + Math.exp(-0.8 * puff(px, py) ** 2), 0);
    const cloud = smoothstep(0.02, 1.7, sum + 0.45 * valueAt(texture, i) * Math.min(1, sum * 1.5));
    return cloud * valueAt(edge, i);
  });
  const mask = threshold(shape, 0.28);
  const density = update(
    plane(size, size),
    (_, _x, _y, i) => strength * valueAt(shape, i) * (0.9 + 0.2 * valueAt(texture, i)),
  );
  return { density, mask, side, zone };
}

/** Fluid lies in the angle and climbs the wall: its upper border is a meniscus. */
function drawEffusion(dice: Dice, anatomy: Chest, strength: number): Lesion {
  const side = dice.pick(['right', 'left'] as const);
  const lung = side === 'right' ? anatomy.rightLung : anatomy.leftLung;
  const level = dice.range(158, 193);
  const climb = dice.range(16, 30);
  const edge = blurred(lung, 1.2);
  const heart = blurred(anatomy.heart, 2);
  const shape = planeOf(size, size, (x, y, i) => {
    const outward = clamp((Math.abs(x - anatomy.middle) - 18) / 80);
    const border = level + 8 - climb * outward * outward * outward;
    return smoothstep(border - 7, border + 8, y) * valueAt(edge, i);
  });
  return {
    density: update(
      plane(size, size),
      (_, _x, _y, i) => (0.1 + strength * 1.1) * valueAt(shape, i) * (1 - 0.75 * valueAt(heart, i)),
    ),
    mask: threshold(shape, 0.5),
    side,
    zone: 'lower zone',
  };
}

function truthOf(dice: Dice, anatomy: Chest, label: string, lesion: Lesion | null): WrittenTruth {
  const named = (name: string, bitmap: Uint8Array): WrittenMask => maskOf(name, bitmap, size, size);
  const heart = named('heart', threshold(anatomy.heart));
  const found = lesion === null ? [] : [named(label, lesion.mask)];
  const boxes = label === 'enlarged heart' ? [{ ...boxOf(heart), label }] : found.map((mask) => boxOf(mask));
  const masks = [
    named('right lung', threshold(anatomy.rightLung)),
    named('left lung', threshold(anatomy.leftLung)),
    heart,
    ...found,
  ];
  const regions =
    lesion === null
      ? label === 'enlarged heart'
        ? [{ label, name: 'heart', side: 'midline' as const }]
        : []
      : [{ label, name: `${lesion.side} ${lesion.zone}`, side: lesion.side, zone: lesion.zone }];
  return {
    labels: [label],
    boxes,
    masks,
    regions,
    findings: findingsOf(label, lesion?.side),
    report: reportOf(dice, label, lesion),
    questions: [
      {
        question: 'Is there a pleural effusion?',
        answers: [label === 'effusion' ? 'yes' : 'no'],
        kind: 'closed',
      },
      ...(lesion === null
        ? []
        : [
            {
              question: 'On which side of the patient is the abnormality?',
              answers: [lesion.side],
              kind: 'multiple choice' as const,
              options: ['left', 'right'],
            },
          ]),
    ],
  };
}

function findingsOf(label: string, side: Side | undefined): Finding[] {
  const state = (observation: string, kind: string): Finding =>
    label === kind
      ? { observation, status: 'present', ...(side === undefined ? {} : { side }) }
      : { observation, status: 'absent' };
  return [
    state('No Finding', 'normal'),
    state('Lung Opacity', 'opacity'),
    state('Pleural Effusion', 'effusion'),
    state('Cardiomegaly', 'enlarged heart'),
  ];
}

function reportOf(dice: Dice, label: string, lesion: Lesion | null) {
  const clear = dice.pick([
    'The lungs are clear.',
    'No focal airspace opacity.',
    'The lungs are well expanded and clear.',
  ]);
  const noFluid = dice.pick(['No pleural effusion.', 'The costophrenic angles are sharp.']);
  const heart = dice.pick(['The heart is normal in size.', 'The cardiac silhouette is not enlarged.']);
  if (lesion === null)
    return label === 'normal'
      ? {
          findings: `${heart} ${clear} ${noFluid}`,
          impression: 'No acute cardiopulmonary abnormality.',
          language: 'en',
        }
      : {
          findings: `The cardiac silhouette is enlarged. ${clear} ${noFluid}`,
          impression: 'Cardiomegaly.',
          language: 'en',
        };
  const side = lesion.side;
  return label === 'opacity'
    ? {
        findings: `There is an ill-defined opacity in the ${side} ${lesion.zone}. ${heart} ${noFluid}`,
        impression: `Opacity in the ${side} ${lesion.zone}, which may represent pneumonia.`,
        language: 'en',
      }
    : {
        findings: `The ${side} costophrenic angle is blunted, with a meniscus. ${heart} No focal airspace opacity elsewhere.`,
        impression: `${side === 'right' ? 'Right' : 'Left'} pleural effusion.`,
        language: 'en',
      };
}
