import { bite } from './dentition.ts';
import type { Dice } from './dice.ts';
import { bell, blurred, noise, plane, smoothstep, update, valueAt, type Plane } from './plane.ts';
import { ellipse, line, polygon, smoothClosed, smoothOpen, stroke, type Point } from './shapes.ts';

export const width = 448;
export const height = 224;

/** The bones and soft tissues of a panoramic film, without teeth. */
export function drawJaws(dice: Dice, middle: number, level: number): Plane {
  const drop = dice.range(-4, 4);
  const mandible = polygon(width, height, smoothClosed(mandibleOutline(middle, level, drop)));
  const maxilla = polygon(width, height, smoothClosed(maxillaOutline(middle, level)));
  const trabeculae = noise(dice, width, height, 5, 2);
  const broad = noise(dice, width, height, 40, 3);
  const lower = blurred(mandible, 2);
  const upper = blurred(maxilla, 6);
  const rims = cortex(middle, level, drop);
  const air = airSpaces(middle, level);
  const canals = stroke(plane(width, height), [], 1, 1);
  for (const side of [-1, 1]) {
    const path = smoothOpen([
      [middle + side * 178, level - 8],
      [middle + side * 160, level + 36],
      [middle + side * 120, level + 68 + drop],
      [middle + side * 62, level + 74 + drop],
    ]);
    stroke(canals, line(path, 2.2), 1, 2.4);
  }
  return update(plane(width, height), (_, x, y, i) => {
    const across = Math.abs(x - middle);
    const spine = 0.16 * bell(across / 30);
    const ground = 0.1 + 0.1 * bell((y - level) / 75) + 0.05 * valueAt(broad, i) + spine;
    const bone = (0.27 + 0.045 * valueAt(trabeculae, i) + 0.05 * valueAt(broad, i)) * valueAt(lower, i);
    const alveolar = (0.25 + 0.04 * valueAt(trabeculae, i) + 0.04 * valueAt(broad, i)) * valueAt(upper, i);
    const throat = 0.12 * bell((y - bite(middle, level, x)) / 5) * smoothstep(150, 90, 240 - across);
    return (
      ground +
      Math.max(bone, alveolar) +
      0.2 * valueAt(rims, i) -
      0.07 * valueAt(canals, i) * valueAt(lower, i) -
      0.15 * valueAt(air, i) -
      throat -
      0.08 * smoothstep(190, 224, across)
    );
  });
}

function mandibleOutline(middle: number, level: number, drop: number): Point[] {
  const half: Point[] = [
    [0, 26],
    [50, 22],
    [100, 8],
    [140, -14],
    [158, -44],
    [176, -78],
    [196, -84],
    [207, -66],
    [203, -20],
    [196, 30],
    [176, 62],
    [130, 90],
    [70, 102],
    [0, 104],
  ];
  const side = (sign: number) =>
    half.map(([x, y]): Point => [middle + sign * x, level + y + (y > 60 ? drop : 0)]);
  return [...side(1), ...side(-1).reverse()];
}

function maxillaOutline(middle: number, level: number): Point[] {
  const half: Point[] = [
    [0, -18],
    [60, -22],
    [110, -36],
    [146, -52],
    [152, -74],
    [120, -92],
    [60, -84],
    [0, -78],
  ];
  const side = (sign: number) => half.map(([x, y]): Point => [middle + sign * x, level + y]);
  return [...side(1), ...side(-1).reverse()];
}

/** Bright borders: the lower edge of the jaw, the floors of the sinuses, the palate, the arch of the cheek bone. */
function cortex(middle: number, level: number, drop: number): Plane {
  const result = plane(width, height);
  const draw = (points: readonly Point[], radius: number, strength: number) =>
    stroke(result, line(smoothOpen(points), radius), strength, 3);
  draw(
    [-1, 1].flatMap((sign) => {
      const half: Point[] = [
        [middle + sign * 200, level + 16],
        [middle + sign * 176, level + 60 + drop],
        [middle + sign * 130, level + 88 + drop],
        [middle + sign * 68, level + 100 + drop],
      ];
      return sign < 0 ? half : [...half].reverse();
    }),
    2.2,
    1,
  );
  for (const sign of [-1, 1]) {
    const at = (x: number, y: number): Point => [middle + sign * x, level + y];
    draw([at(38, -84), at(56, -66), at(92, -62), at(126, -72), at(142, -92)], 0.9, 0.8);
    draw([at(40, -84), at(62, -104), at(110, -112)], 0.8, 0.5);
    draw([at(128, -80), at(160, -88), at(206, -84)], 2.6, 0.5);
    draw([at(163, -50), at(180, -76), at(195, -82), at(206, -66)], 1.3, 0.8);
    draw([at(152, -36), at(146, -10), at(128, 14)], 1.3, 0.55);
  }
  draw(
    [
      [middle - 96, level - 78],
      [middle, level - 84],
      [middle + 96, level - 78],
    ],
    1.2,
    0.8,
  );
  draw(
    [
      [middle, level - 112],
      [middle, level - 84],
    ],
    1.3,
    0.7,
  );
  return blurred(result, 0.7);
}

function airSpaces(middle: number, level: number): Plane {
  const shapes = [-1, 1].flatMap((sign) => [
    ellipse({ x: middle + sign * 92, y: level - 88, radiusX: 46, radiusY: 24, angle: sign * -0.1 }),
    ellipse({ x: middle + sign * 17, y: level - 100, radiusX: 13, radiusY: 17 }),
  ]);
  return blurred(
    update(plane(width, height), (_, x, y) =>
      shapes.reduce((most, shape) => Math.max(most, 1 - smoothstep(0.82, 1.02, shape(x, y))), 0),
    ),
    1,
  );
}
