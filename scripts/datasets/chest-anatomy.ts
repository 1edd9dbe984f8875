import type { Dice } from './dice.ts';
import {
  bell,
  blurred,
  clamp,
  crop,
  noise,
  paste,
  plane,
  planeOf,
  smoothstep,
  update,
  valueAt,
  type Plane,
} from './plane.ts';
import {
  ellipse,
  line,
  polygon,
  smoothClosed,
  smoothOpen,
  stroke,
  vesselTree,
  type Point,
} from './shapes.ts';

export const size = 256;

/** Thicknesses of one chest, seen from the front: the patient's right is on the left. */
export interface Chest {
  readonly body: Plane;
  readonly rightLung: Plane;
  readonly leftLung: Plane;
  readonly heart: Plane;
  /** Everything that attenuates, summed; the film is a curve of it. */
  readonly thickness: Plane;
  readonly middle: number;
}

interface Build {
  /** Width of the heart over that of the chest. */
  readonly heartRatio: number;
  readonly female: boolean;
}

/** Draws the anatomy of one person. */
export function drawChest(dice: Dice, build: Build): Chest {
  const middle = 128 + dice.range(-5, 5);
  const wide = dice.range(0.95, 1.05);
  const low = dice.range(-8, 6);
  const at = (dx: number, y: number): Point => [middle + dx * wide, y];
  const body = bodyOutline(dice, at);
  const rightLung = polygon(size, size, smoothClosed(lungOutline(dice, at, -1, low)));
  const leftLung = polygon(size, size, smoothClosed(lungOutline(dice, at, 1, low)));
  const heart = heartOutline(dice, middle, wide, low, build.heartRatio);
  const ribs = ribCage(dice, at);
  const bones = bonesOf(dice, at);
  const vessels = lungVessels(dice, at);
  const mediastinum = polygon(size, size, smoothClosed(mediastinumOutline(dice, at, low)));
  const breasts = breastShadows(dice, at, build.female);
  const texture = noise(dice, size, size, 26, 3);
  const softBody = blurred(body, 3);
  const softRight = blurred(rightLung, 1.2);
  const softLeft = blurred(leftLung, 1.2);
  const softHeart = blurred(heart, 1.6);
  const softMediastinum = blurred(mediastinum, 2.4);
  const bubble = ellipse({ x: middle + 48 * wide, y: 207 + low, radiusX: 15, radiusY: 9, angle: 0.2 });
  const trachea = stroke(plane(size, size), line(smoothOpen([at(0, 8), at(1, 50), at(-1, 84)]), 6), 1, 4);
  stroke(trachea, line([at(-1, 84), at(-17, 104)], 4), 0.8, 4);
  stroke(trachea, line([at(-1, 84), at(19, 108)], 3.6), 0.8, 4);
  const thickness = update(plane(size, size), (_, x, y, i) => {
    const lung = Math.max(valueAt(softRight, i), valueAt(softLeft, i));
    const inside = valueAt(softBody, i);
    const across = (x - middle) / (112 * wide);
    const flesh =
      inside *
      (0.8 + 0.26 * (1 - across * across) + 0.3 * smoothstep(170, 245, y) + 0.05 * valueAt(texture, i));
    const air = lung * (0.74 + 0.05 * valueAt(texture, i));
    return (
      flesh -
      air +
      lung *
        0.19 *
        valueAt(vessels, i) *
        (1 - 0.85 * valueAt(softHeart, i)) *
        (1 - 0.8 * valueAt(softMediastinum, i)) +
      0.62 * valueAt(softMediastinum, i) * (0.35 + 0.65 * lung) +
      0.6 * valueAt(softHeart, i) * (0.25 + 0.75 * lung) +
      inside * (0.2 - 0.12 * (1 - lung)) * valueAt(ribs, i) +
      inside * valueAt(bones, i) * 0.4 +
      0.13 * valueAt(breasts, i) -
      0.2 * valueAt(trachea, i) -
      0.26 * inside * (1 - smoothstep(0.7, 1.05, bubble(x, y)))
    );
  });
  return { body, rightLung, leftLung, heart, thickness, middle };
}

type At = (dx: number, y: number) => Point;

function bodyOutline(dice: Dice, at: At): Plane {
  const shoulder = dice.range(38, 50);
  const half: Point[] = [
    [-21, -12],
    [-25, 14],
    [-44, shoulder - 12],
    [-92, shoulder + 2],
    [-118, shoulder + 34],
    [-122, 110],
    [-116, 150],
    [-116, 210],
    [-120, 275],
  ];
  const left = half.map(([dx, y]) => at(dx, y));
  const right = half.map(([dx, y]) => at(-dx, y)).reverse();
  return polygon(size, size, smoothClosed([...left, ...right]));
}

/** `side` -1 draws the patient's right lung, on the picture's left. */
function lungOutline(dice: Dice, at: At, side: -1 | 1, low: number): Point[] {
  const jitter = () => dice.range(-2.2, 2.2);
  // One half of the diaphragm often stands a little higher than usual, which fills the angle beside it.
  const base = low + (side < 0 ? -5 : 3) + dice.range(-7, 4);
  const outline: Point[] = [
    [24, 34],
    [38, 27],
    [56, 38],
    [76, 68],
    [90, 108],
    [96, 150],
    [97, 184 + low],
    [95, 205 + low],
    [86, 198 + base],
    [70, 188 + base],
    [48, 182 + base],
    [28, 187 + base],
    [19, 180 + base],
    [20, 140],
    [19, 108],
    [17, 70],
  ];
  return outline.map(([dx, y]) => at(side * (dx + jitter()), y + jitter()));
}

function mediastinumOutline(dice: Dice, at: At, low: number): Point[] {
  const knob = dice.range(25, 31);
  return [
    at(-15, 20),
    at(-17, 60),
    at(-21, 92),
    at(-24, 120),
    at(-26, 200 + low),
    at(28, 200 + low),
    at(26, 128),
    at(21, 104),
    at(knob, 90),
    at(knob - 1, 78),
    at(19, 66),
    at(16, 20),
  ];
}

/** Measured across the ribs at the level of the diaphragm, as the cardiothoracic ratio is. */
function heartOutline(dice: Dice, middle: number, wide: number, low: number, ratio: number): Plane {
  const width = ratio * 194 * wide;
  const right = middle - width * dice.range(0.29, 0.34);
  const left = right + width;
  const bottom = 193 + low;
  const top = 108 + dice.range(-4, 4);
  const y = (share: number) => top + (bottom - top) * share;
  const x = (share: number) => right + (left - right) * share;
  return polygon(
    size,
    size,
    smoothClosed([
      [x(0.26), y(-0.05)],
      [x(0.07), y(0.28)],
      [x(0), y(0.6)],
      [x(0.06), y(0.9)],
      [x(0.3), y(1.04)],
      [x(0.66), y(1.08)],
      [x(0.92), y(1.02)],
      [x(1), y(0.82)],
      [x(0.91), y(0.52)],
      [x(0.72), y(0.22)],
      [x(0.56), y(0)],
    ]),
  );
}

/** Each rib as two bright borders with a fainter body; the back ribs run flat, the front ones fall towards the middle. */
function ribCage(dice: Dice, at: At): Plane {
  const result = plane(size, size);
  const spacing = dice.range(18.5, 20.5);
  const slope = dice.range(0.9, 1.1);
  for (const side of [-1, 1]) {
    for (let rib = 0; rib < 9; rib++) {
      const y = 36 + rib * spacing;
      const reach = [52, 72, 85, 93, 99, 102, 104, 104, 103][rib] ?? 100;
      const drop = slope * (6 + rib * 2.2);
      const back = smoothOpen([
        at(side * 9, y),
        at(side * reach * 0.36, y - 5 + drop * 0.1),
        at(side * reach * 0.74, y + drop * 0.62),
        at(side * reach * 0.95, y + drop * 1.6),
        at(side * (reach + 1), y + drop * 2.3 + 6),
      ]);
      drawRib(result, back, 4.1, 0.85);
      if (rib > 1 && rib < 7) {
        const front = smoothOpen([
          at(side * (reach + 1), y + drop * 2.2),
          at(side * reach * 0.8, y + 22 + drop * 2),
          at(side * reach * 0.5, y + 28 + drop * 1.6),
          at(side * reach * 0.34, y + 24 + drop * 1.2),
        ]);
        drawRib(result, front, 4.6, 0.42);
      }
    }
  }
  return blurred(result, 0.8);
}

function drawRib(target: Plane, path: readonly Point[], radius: number, strength: number): void {
  const [xs, ys] = [path.map(([x]) => x), path.map(([, y]) => y)];
  const left = Math.floor(Math.min(...xs) - radius) - 3;
  const top = Math.floor(Math.min(...ys) - radius) - 3;
  const width = Math.ceil(Math.max(...xs) + radius) + 3 - left;
  const height = Math.ceil(Math.max(...ys) + radius) + 3 - top;
  const moved = path.map(([x, y]): Point => [x - left, y - top]);
  const outer = stroke(plane(width, height), line(moved, radius), 1, 1.4);
  const inner = stroke(plane(width, height), line(moved, radius - 1.5), 1, 1.8);
  const part = crop(target, left, top, width, height);
  update(part, (value, _x, _y, i) => value + strength * (valueAt(outer, i) - 0.52 * valueAt(inner, i)));
  paste(target, part, left, top);
}

/** Collar bones, shoulder blades and spine. */
function bonesOf(dice: Dice, at: At): Plane {
  const result = plane(size, size);
  const tilt = dice.range(-3, 3);
  for (const side of [-1, 1]) {
    const clavicle = smoothOpen([
      at(side * 9, 46 + side * tilt),
      at(side * 34, 38 + side * tilt),
      at(side * 62, 33),
      at(side * 98, 24),
    ]);
    const outer = stroke(plane(size, size), line(clavicle, 5), 1, 1.6);
    const inner = stroke(plane(size, size), line(clavicle, 3), 1, 1.6);
    update(result, (value, _x, _y, i) => value + 0.75 * valueAt(outer, i) - 0.35 * valueAt(inner, i));
    const blade = smoothClosed([
      at(side * 84, 44),
      at(side * 112, 52),
      at(side * 108, 96),
      at(side * 98, 132),
      at(side * 88, 92),
    ]);
    const scapula = polygon(size, size, blade);
    const edge = stroke(plane(size, size), line([...blade, ...blade.slice(0, 1)], 1.2), 1, 2);
    update(result, (value, _x, _y, i) => value + 0.2 * valueAt(scapula, i) + 0.26 * valueAt(edge, i));
    const humerus = ellipse({ x: at(side * 122, 0)[0], y: 52, radiusX: 19, radiusY: 22 });
    update(result, (value, x, y) => value + 0.5 * (1 - smoothstep(0.82, 1.06, humerus(x, y))));
  }
  const centre = at(0, 0)[0];
  return update(blurred(result, 0.7), (value, x, y) => {
    const across = Math.abs(x - centre) / 13;
    const body = (1 - smoothstep(0.75, 1.15, across)) * smoothstep(6, 40, y);
    const level = (y - 20) / (15 + y * 0.018);
    const disc = bell((level - Math.floor(level) - 0.5) / 0.11);
    const pedicles = bell((across - 0.62) / 0.2) * bell((level - Math.floor(level) - 0.05) / 0.16);
    return value + body * (0.38 - 0.16 * disc + 0.14 * pedicles);
  });
}

function lungVessels(dice: Dice, at: At): Plane {
  const result = plane(size, size);
  for (const side of [-1, 1]) {
    const [x, y] = at(side * 23, side < 0 ? 118 : 110);
    for (const turn of [-1.25, -0.75, -0.25, 0.25, 0.65, 1.0, 1.3]) {
      const angle = (side < 0 ? Math.PI - turn : turn) + dice.range(-0.15, 0.15);
      const tree = vesselTree(dice, {
        x,
        y: y + turn * 9,
        angle,
        radius: dice.range(2.2, 3.2),
        length: dice.range(48, 72),
        bend: side * turn * 0.004,
        wiggle: 0.05,
        generations: 3,
      });
      for (const branch of tree) stroke(result, branch, 1, 1.6);
    }
    stroke(
      result,
      [
        [x, y - 10, 7.5],
        [x + side * 3, y + 4, 8],
        [x + side * 4, y + 20, 5],
      ],
      0.9,
      7,
    );
  }
  return blurred(result, 0.7);
}

function breastShadows(dice: Dice, at: At, female: boolean): Plane {
  if (!female) return plane(size, size);
  const drop = dice.range(0, 14);
  const shapes = [-1, 1].map((side) => {
    const [x, y] = at(side * 62, 160 + drop);
    return ellipse({ x, y, radiusX: 45, radiusY: 42 });
  });
  return planeOf(size, size, (x, y) =>
    shapes.reduce((sum, shape) => sum + Math.sqrt(clamp(1 - shape(x, y))), 0),
  );
}
