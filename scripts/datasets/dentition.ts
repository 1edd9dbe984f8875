import type { Dice } from './dice.ts';
import { smoothClosed, type Point } from './shapes.ts';

/** One tooth of the film, upright in its own frame: `u` across (positive to the picture's right), `v` from the biting edge to the root. */
export interface Tooth {
  readonly fdi: number;
  /** 1 upper right, 2 upper left, 3 lower left, 4 lower right: of the patient, so that 1 and 4 lie on the picture's left. */
  readonly quadrant: number;
  /** 1 (central incisor) to 8 (third molar). */
  readonly position: number;
  readonly width: number;
  readonly crown: number;
  readonly root: number;
  /** Middle of the biting edge, in pixels. */
  readonly x: number;
  readonly y: number;
  /** Radians by which it leans. */
  readonly lean: number;
  readonly upper: boolean;
}

const widths = { upper: [16, 13, 14, 13, 13, 19, 18, 16], lower: [11, 12, 13, 13.5, 14, 20, 19, 18] };
const crowns = [22, 20, 21, 18, 17, 16, 15, 14];
const roots = [28, 28, 36, 30, 29, 28, 26, 22];

/** The biting line: higher on the picture towards the sides. */
export const bite = (middle: number, level: number, x: number): number =>
  level - 26 * ((x - middle) / 140) ** 2;

/** All 32 teeth in their places. */
export function dentition(dice: Dice, middle: number, level: number): Tooth[] {
  const scale = dice.range(1.1, 1.2);
  return [1, 2, 3, 4].flatMap((quadrant) => {
    const upper = quadrant <= 2;
    const side = quadrant === 1 || quadrant === 4 ? -1 : 1;
    let edge = 0.5;
    return Array.from({ length: 8 }, (_, i) => {
      const width = ((upper ? widths.upper : widths.lower)[i] ?? 13) * scale;
      const x = middle + side * (edge + width / 2);
      edge += width + dice.range(0, 0.6);
      const slope = (-52 * (x - middle)) / (140 * 140);
      return {
        fdi: quadrant * 10 + i + 1,
        quadrant,
        position: i + 1,
        width,
        crown: (crowns[i] ?? 16) * scale * dice.range(0.98, 1.08),
        root: (roots[i] ?? 26) * scale * dice.range(0.95, 1.12) * (upper ? 0.95 : 1),
        x,
        y: bite(middle, level, x) + (upper ? -1.5 : 1.5) + dice.range(-0.8, 0.8),
        lean: Math.atan(slope) * 0.9 + side * (upper ? 1 : -1) * 0.012 * i + dice.range(-0.035, 0.035),
        upper,
      };
    });
  });
}

/** From the tooth's frame to the picture. */
export function placed(tooth: Tooth, u: number, v: number): Point {
  const cos = Math.cos(tooth.lean);
  const sin = Math.sin(tooth.lean);
  const down = tooth.upper ? -v : v;
  return [tooth.x + u * cos - down * sin, tooth.y + u * sin + down * cos];
}

/** The crown's outline: a little wider than the neck, cusps on the molars. */
export function crownOutline(tooth: Tooth): Point[] {
  const half = tooth.width / 2 - 0.3;
  const molar = tooth.position >= 4;
  const points: Point[] = molar
    ? [
        [-half * 0.86, 1.5],
        [-half * 0.5, -0.6],
        [0, 1.8],
        [half * 0.5, -0.6],
        [half * 0.86, 1.5],
        [half, tooth.crown * 0.45],
        [half * 0.8, tooth.crown],
        [-half * 0.8, tooth.crown],
        [-half, tooth.crown * 0.45],
      ]
    : [
        [-half * 0.82, 0.6],
        [tooth.position === 3 ? 0 : -half * 0.3, tooth.position === 3 ? -2.5 : -0.3],
        [half * 0.82, 0.6],
        [half * 0.95, tooth.crown * 0.35],
        [half * 0.68, tooth.crown],
        [-half * 0.68, tooth.crown],
        [-half * 0.95, tooth.crown * 0.35],
      ];
  return smoothClosed(points).map(([u, v]) => placed(tooth, u, v));
}

/** One root, or two for molars, tapering to the tip. */
export function rootOutlines(tooth: Tooth): Point[][] {
  const half = tooth.width / 2;
  const neck = tooth.crown - 2;
  const tip = tooth.crown + tooth.root;
  const taper = (from: number, to: number, end: number): Point[] =>
    smoothClosed([
      [from, neck],
      [to, neck],
      [to * 0.8 + end * 0.2, neck + tooth.root * 0.5],
      [end + half * 0.18, tip - 3],
      [end, tip],
      [end - half * 0.18, tip - 3],
      [from * 0.8 + end * 0.2, neck + tooth.root * 0.5],
    ]).map(([u, v]) => placed(tooth, u, v));
  if (tooth.position < 6) return [taper(-half * 0.68, half * 0.68, 0)];
  return [taper(-half * 0.8, half * 0.06, -half * 0.55), taper(-half * 0.06, half * 0.8, half * 0.52)];
}

/** Pulp chamber with its canals: lines from the chamber to the tips. */
export function pulpLines(tooth: Tooth): Point[][] {
  const half = tooth.width / 2;
  const tip = tooth.crown + tooth.root * 0.9;
  const ends = tooth.position < 6 ? [0] : [-half * 0.53, half * 0.5];
  return ends.map((end) =>
    [
      [end * 0.35, tooth.crown * 0.5],
      [end * 0.6, tooth.crown * 0.95],
      [end, tip],
    ].map(([u, v]) => placed(tooth, u ?? 0, v ?? 0)),
  );
}
