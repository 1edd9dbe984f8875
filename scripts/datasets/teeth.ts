import { boxOf, maskOf, person, type Collection, type DrawnCase, type Recipe } from './collection.ts';
import { bite, crownOutline, dentition, placed, pulpLines, rootOutlines, type Tooth } from './dentition.ts';
import type { Dice } from './dice.ts';
import { drawJaws, height, width } from './jaws.ts';
import {
  addGrain,
  blurred,
  clamp,
  crop,
  noise,
  paste,
  plane,
  smoothstep,
  threshold,
  update,
  valueAt,
  type Plane,
} from './plane.ts';
import { quantiseGrey } from './quantise.ts';
import { line, polygon, stroke, wavyEllipse } from './shapes.ts';

export const teeth: Collection = {
  folder: 'teeth',
  seed: 4103,
  cases: 66,
  header: {
    name: 'Synthetic panoramic dental films',
    description:
      'Drawn panoramic films of 448 x 224 pixels with one kind of finding each, in one to three teeth: caries, filling, ' +
      'implant or impacted tooth. With boxes, masks, FDI number and quadrant.',
    specialty: 'dentistry',
    modality: 'panoramic X-ray',
    labels: [
      {
        name: 'caries',
        synonyms: ['cavity', 'tooth decay', 'decay', 'carious lesion'],
        definition: 'A dark notch in a crown.',
      },
      {
        name: 'filling',
        synonyms: ['restoration', 'dental filling', 'amalgam'],
        definition:
          'A bright patch in a crown: very bright and sharp (amalgam) or little brighter than enamel (composite).',
      },
      {
        name: 'implant',
        synonyms: ['dental implant', 'implant screw'],
        definition: 'A bright threaded screw in place of a root.',
      },
      {
        name: 'impacted',
        synonyms: ['impacted tooth', 'unerupted tooth', 'impacted third molar', 'impacted wisdom tooth'],
        definition: 'A tooth that lies tilted in the bone and has not come through.',
      },
    ],
    notes: [
      'Drawn by a program; not of patients. A result on it says nothing about clinical use.',
      'A picture has one kind of finding, so that it can also be classified; the same kind may be in up to three teeth.',
      'Planted subgroup difference: films of the device "phosphor plate" are noisier, blurred and flatter, their caries shallower and their fillings fainter, than those of the device "digital sensor".',
    ],
  },
  kinds: ['caries', 'filling', 'implant', 'impacted'],
  tasks: ['classification', 'detection', 'segmentation', 'localization'],
  planted: { attribute: 'device', value: 'phosphor plate' },
  patient: (dice, planted) => ({
    ...person(dice),
    device: planted ? 'phosphor plate' : 'digital sensor',
    site: dice.pick(['school', 'practice', 'hospital']),
  }),
  draw: drawCase,
};

const middle = width / 2;

function drawCase(recipe: Recipe): DrawnCase {
  const { dice, label } = recipe;
  const plate = recipe.attributes['device'] === 'phosphor plate';
  const level = 112 + dice.range(-4, 4);
  const all = dentition(dice, middle, level);
  const chosen = chooseTeeth(dice, label, all);
  const missing = new Set(
    all
      .filter((tooth) => dice.chance(tooth.position === 8 ? 0.5 : tooth.position > 3 ? 0.06 : 0.01))
      .map((tooth) => tooth.fdi),
  );
  const film = drawJaws(dice, middle, level);
  const plain = all.filter((tooth) => !missing.has(tooth.fdi) && !chosen.includes(tooth));
  for (const tooth of plain) drawTooth(dice, film, tooth.position === 8 ? unruly(dice, tooth) : tooth);
  drawOverlaps(dice, film, plain);
  const found = chosen.map((tooth) => {
    const { mask, at } = drawFinding(dice, film, label, tooth, level, plate);
    return { mask: maskOf(label, mask, width, height), tooth: at };
  });
  return {
    picture: quantiseGrey(expose(dice, film, plate)),
    truth: {
      labels: [label],
      boxes: found.map(({ mask, tooth }) => boxOf(mask, tooth.fdi)),
      masks: found.map(({ mask }) => mask),
      regions: found.map(({ tooth }) => ({
        label,
        name: `tooth ${tooth.fdi}`,
        side: tooth.quadrant === 1 || tooth.quadrant === 4 ? 'right' : 'left',
        fdi: tooth.fdi,
        quadrant: tooth.quadrant,
      })),
    },
  };
}

/** Teeth of a kind that the finding goes with, not neighbours, so that their boxes do not meet. */
function chooseTeeth(dice: Dice, label: string, all: readonly Tooth[]): Tooth[] {
  const fits = (tooth: Tooth) =>
    label === 'impacted' ? tooth.position === 8 : tooth.position >= 4 && tooth.position <= 7;
  const chosen: Tooth[] = [];
  const wanted = dice.pick([1, 1, 1, 2, 3]);
  for (const tooth of dice.shuffled(all.filter(fits))) {
    const clear = chosen.every(
      (other) => other.quadrant !== tooth.quadrant || Math.abs(other.position - tooth.position) > 1,
    );
    if (chosen.length < wanted && clear) chosen.push(tooth);
  }
  return chosen;
}

/** A third molar that has come through, though often a little askew or not quite to the height of the others. */
function unruly(dice: Dice, tooth: Tooth): Tooth {
  const sunk = dice.range(0, 6);
  return { ...tooth, lean: tooth.lean + dice.range(-0.4, 0.4), y: tooth.y + (tooth.upper ? -sunk : sunk) };
}

/** Where crowns lie one before the other the film is brighter, like a small filling; beside a neck it is darker, like caries. */
function drawOverlaps(dice: Dice, film: Plane, teeth: readonly Tooth[]): void {
  for (const tooth of teeth) {
    if (tooth.position < 3 || tooth.position > 7) continue;
    const bright = dice.chance(0.14);
    if (!bright && !dice.chance(0.1)) continue;
    const side = dice.pick([-1, 1]);
    const [x, y] = placed(
      tooth,
      side * tooth.width * 0.47,
      tooth.crown * (bright ? dice.range(0.3, 0.55) : 0.95),
    );
    const blob = {
      x,
      y,
      radiusX: tooth.width * dice.range(0.08, 0.15),
      radiusY: tooth.crown * (bright ? dice.range(0.2, 0.34) : dice.range(0.1, 0.2)),
      angle: tooth.lean,
    };
    const shape = blurred(polygon(width, height, wavyEllipse(dice, blob, 0.1, 4)), 0.8);
    const strength = bright ? dice.range(0.06, 0.18) : -dice.range(0.08, 0.2);
    update(film, (value, _x, _y, i) => value + strength * valueAt(shape, i));
  }
}

/** Draws in a window around the tooth: 32 teeth on the whole film would take many times as long. */
function drawTooth(dice: Dice, film: Plane, tooth: Tooth): void {
  const outline = [...crownOutline(tooth), ...rootOutlines(tooth).flat()];
  const margin = 9;
  const [xs, ys] = [outline.map(([x]) => x), outline.map(([, y]) => y)];
  const left = Math.floor(Math.min(...xs)) - margin;
  const top = Math.floor(Math.min(...ys)) - margin;
  const right = Math.ceil(Math.max(...xs)) + margin;
  const bottom = Math.ceil(Math.max(...ys)) + margin;
  const part = crop(film, left, top, right - left, bottom - top);
  drawToothOn(dice, part, { ...tooth, x: tooth.x - left, y: tooth.y - top });
  paste(film, part, left, top);
}

function drawToothOn(dice: Dice, film: Plane, tooth: Tooth): void {
  const { width, height } = film;
  const crown = blurred(polygon(width, height, crownOutline(tooth)), 0.5);
  const whole = plane(width, height);
  for (const outline of rootOutlines(tooth)) {
    const root = polygon(width, height, outline);
    update(whole, (value, _x, _y, i) => Math.max(value, valueAt(root, i)));
  }
  const roots = blurred(whole, 0.8);
  const ligament = blurred(whole, 1.9);
  const dentin = blurred(
    polygon(width, height, crownOutline({ ...tooth, width: tooth.width - 4, crown: tooth.crown + 1 })),
    0.9,
  );
  const pulp = plane(width, height);
  for (const path of pulpLines(tooth)) stroke(pulp, line(path, tooth.position < 6 ? 1 : 1.3), 1, 1.6);
  const bright = dice.range(0.95, 1.05);
  update(film, (value, _x, _y, i) => {
    const c = valueAt(crown, i);
    const r = valueAt(roots, i);
    const gap = clamp(valueAt(ligament, i) * 1.6 - r) * (1 - c) * 0.1;
    const inRoot = (value - gap) * (1 - r) + r * Math.max(value + 0.1, 0.55 * bright);
    const enamel = bright * (0.8 - 0.13 * valueAt(dentin, i));
    return inRoot * (1 - c) + c * enamel - 0.15 * valueAt(pulp, i);
  });
}

interface Drawn {
  readonly mask: Uint8Array;
  readonly at: Tooth;
}

function drawFinding(
  dice: Dice,
  film: Plane,
  label: string,
  tooth: Tooth,
  level: number,
  plate: boolean,
): Drawn {
  if (label === 'implant') return { mask: drawImplant(dice, film, tooth), at: tooth };
  if (label === 'impacted') return drawImpacted(dice, film, tooth, level);
  drawTooth(dice, film, tooth);
  const crown = blurred(polygon(width, height, crownOutline(tooth)), 0.5);
  const side = dice.pick([-1, 1]);
  const proximal = dice.chance(0.55);
  const [x, y] = proximal
    ? placed(tooth, side * tooth.width * 0.36, tooth.crown * dice.range(0.35, 0.6))
    : placed(tooth, dice.range(-2, 2), dice.range(2.5, 4.5));
  const filling = label === 'filling';
  const blob = {
    x,
    y,
    radiusX: tooth.width * dice.range(0.16, 0.3),
    radiusY: tooth.crown * dice.range(0.17, 0.32),
    angle: tooth.lean,
  };
  const shape = polygon(width, height, wavyEllipse(dice, blob, 0.12, 5));
  update(shape, (value, _x, _y, i) => value * smoothstep(0.35, 0.6, valueAt(crown, i)));
  const soft = blurred(shape, filling ? 0.4 : 1);
  const depth = plate ? dice.range(0.12, 0.4) : dice.range(0.2, 0.5);
  const composite = dice.chance(plate ? 0.55 : 0.4);
  const glow = composite ? dice.range(plate ? 0.83 : 0.86, 0.95) : dice.range(plate ? 0.93 : 0.97, 1.08);
  update(film, (value, _x, _y, i) =>
    filling ? value + (glow - value) * valueAt(soft, i) : value - depth * valueAt(soft, i),
  );
  return { mask: threshold(shape), at: tooth };
}

function drawImplant(dice: Dice, film: Plane, tooth: Tooth): Uint8Array {
  const shape = plane(width, height);
  const length = tooth.crown + tooth.root * dice.range(0.72, 0.9);
  const radius = dice.range(3.4, 4.4);
  const start = tooth.crown * 0.85;
  stroke(
    shape,
    [
      [...placed(tooth, 0, start), radius],
      [...placed(tooth, 0, length), radius * 0.72],
    ],
    1,
    0.8,
  );
  for (let v = start + 3; v < length; v += 2.9) {
    const reach = radius * (1.32 - (0.3 * (v - start)) / (length - start));
    stroke(
      shape,
      [
        [...placed(tooth, -reach, v), 0.6],
        [...placed(tooth, reach, v + 0.9), 0.6],
      ],
      1,
      0.8,
    );
  }
  stroke(
    shape,
    [
      [...placed(tooth, 0, tooth.crown * 0.55), radius * 0.55],
      [...placed(tooth, 0, start), radius * 0.7],
    ],
    1,
    0.8,
  );
  const crown = blurred(polygon(width, height, crownOutline({ ...tooth, crown: tooth.crown * 0.72 })), 0.5);
  update(film, (value, _x, _y, i) => {
    const withCrown = value + (0.86 - value) * valueAt(crown, i);
    return withCrown + (1.02 - withCrown) * valueAt(shape, i);
  });
  return Uint8Array.from(shape.data, (value, i) => (value >= 0.5 || valueAt(crown, i) >= 0.5 ? 1 : 0));
}

/** A third molar that lies in the bone, tipped towards its neighbour. */
function drawImpacted(dice: Dice, film: Plane, tooth: Tooth, level: number): Drawn {
  const towardsMiddle = tooth.x < middle ? 1 : -1;
  const tip = dice.range(0.4, 1.4);
  const x = tooth.x - towardsMiddle * dice.range(3, 9);
  const depth = dice.range(15, 33);
  const at: Tooth = {
    ...tooth,
    x: x + towardsMiddle * 10 * Math.sin(tip),
    y: bite(middle, level, x) + (tooth.upper ? -depth : depth),
    lean: (tooth.upper ? -1 : 1) * -towardsMiddle * -tip,
    root: tooth.root * 0.85,
  };
  const follicle = blurred(
    polygon(width, height, crownOutline({ ...at, width: at.width + 5, crown: at.crown + 3 })),
    1.4,
  );
  update(film, (value, _x, _y, i) => value - 0.16 * valueAt(follicle, i));
  drawTooth(dice, film, at);
  const outlines = [crownOutline(at), ...rootOutlines(at)].map((outline) => polygon(width, height, outline));
  const mask = Uint8Array.from({ length: width * height }, (_, i) =>
    outlines.some((part) => valueAt(part, i) >= 0.5) ? 1 : 0,
  );
  return { mask, at };
}

function expose(dice: Dice, film: Plane, plate: boolean): Plane {
  const uneven = noise(dice, width, height, 90, 2);
  const gain = plate ? dice.range(0.66, 0.8) : dice.range(0.92, 1);
  const lift = plate ? dice.range(0.06, 0.14) : 0;
  const finished = blurred(film, plate ? 1.2 : 0.45);
  const grain = blurred(
    addGrain(plane(width, height), dice, plate ? dice.range(0.06, 0.1) : 0.014),
    plate ? 1 : 0.75,
  );
  return update(
    finished,
    (value, _x, _y, i) => lift + gain * value + 0.025 * valueAt(uneven, i) + valueAt(grain, i),
  );
}
