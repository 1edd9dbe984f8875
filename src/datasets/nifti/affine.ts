type Row = readonly [number, number, number, number];
/** The three rows of a matrix that takes (i, j, k, 1) to x, y, z. */
export type Affine = readonly [Row, Row, Row];
type Three = readonly [number, number, number];

/** Whether it takes voxels apart in all three directions. */
export function isUsable(affine: Affine): boolean {
  const volume = determinant(affine);
  return affine.flat().every(Number.isFinite) && Number.isFinite(volume) && Math.abs(volume) > 1e-12;
}

/** Millimetres between neighbouring voxels along i, j and k. */
export const spacingOf = (affine: Affine): Three => [
  columnLength(affine, 0),
  columnLength(affine, 1),
  columnLength(affine, 2),
];

/**
 * A rotation by a unit quaternion whose first part is left out, and a shift (method 2 of nifti1.h). `qfac` -1 turns the third axis
 * round. Null where the three parts make no rotation; a length that rounding put a little above 1 is one.
 */
export function fromQuaternion(
  [b, c, d]: Three,
  [x, y, z]: Three,
  [dx, dy, dz]: Three,
  qfac: 1 | -1,
): Affine | null {
  const rest = 1 - (b * b + c * c + d * d);
  if (!(rest > -1e-4)) return null;
  const a = Math.sqrt(Math.max(0, rest));
  const s = 2 / (a * a + b * b + c * c + d * d);
  const k = dz * qfac;
  return [
    [(1 - s * (c * c + d * d)) * dx, s * (b * c - a * d) * dy, s * (b * d + a * c) * k, x],
    [s * (b * c + a * d) * dx, (1 - s * (b * b + d * d)) * dy, s * (c * d - a * b) * k, y],
    [s * (b * d - a * c) * dx, s * (c * d + a * b) * dy, (1 - s * (b * b + c * c)) * k, z],
  ];
}

/** Which voxel axis runs nearest to each of right, front and head, and whether against it. */
export type Orientation = readonly [Direction, Direction, Direction];
export interface Direction {
  readonly axis: 0 | 1 | 2;
  readonly reversed: boolean;
}

const permutations = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** The permutation of axes, and their directions, that turn the grid least. */
export function orientationOf(affine: Affine): Orientation {
  const part = (world: 0 | 1 | 2, axis: 0 | 1 | 2): number =>
    affine[world][axis] / columnLength(affine, axis);
  const [first] = permutations;
  let best: (typeof permutations)[number] = first;
  let most = -1;
  for (const candidate of permutations) {
    const [x, y, z] = candidate;
    const sum = Math.abs(part(0, x)) + Math.abs(part(1, y)) + Math.abs(part(2, z));
    // Beyond rounding: the earlier one of two that are as good.
    if (sum > most + 1e-9) [best, most] = [candidate, sum];
  }
  const [x, y, z] = best;
  return [
    { axis: x, reversed: part(0, x) < 0 },
    { axis: y, reversed: part(1, y) < 0 },
    { axis: z, reversed: part(2, z) < 0 },
  ];
}

/** The affine of the grid whose axes run right, front and head. */
export function canonicalAffine(affine: Affine, size: Three, orientation: Orientation): Affine {
  const rowOf = (row: Row): Row => {
    const columns = orientation.map(({ axis, reversed }) => (reversed ? -row[axis] : row[axis]));
    const [x = 0, y = 0, z = 0] = columns;
    const shift = orientation.reduce(
      (sum, { axis, reversed }) => sum + (reversed ? row[axis] * (size[axis] - 1) : 0),
      row[3],
    );
    return [x, y, z, shift];
  };
  return [rowOf(affine[0]), rowOf(affine[1]), rowOf(affine[2])];
}

/** Whether two grids of the same size lie on one another: no corner is further apart than half a voxel. */
export function isSameGrid(a: Affine, b: Affine, size: Three): boolean {
  const tolerance = 0.5 * Math.min(...spacingOf(a));
  for (let corner = 0; corner < 8; corner += 1) {
    const at: Three = [
      corner & 1 ? size[0] - 1 : 0,
      corner & 2 ? size[1] - 1 : 0,
      corner & 4 ? size[2] - 1 : 0,
    ];
    for (const world of [0, 1, 2] as const) {
      const distance = a[world][3] - b[world][3] + dot(a[world], at) - dot(b[world], at);
      if (Math.abs(distance) > tolerance) return false;
    }
  }
  return true;
}

const dot = (row: Row, at: Three): number => row[0] * at[0] + row[1] * at[1] + row[2] * at[2];

const columnLength = (affine: Affine, axis: 0 | 1 | 2): number =>
  Math.hypot(affine[0][axis], affine[1][axis], affine[2][axis]);

function determinant([x, y, z]: Affine): number {
  return (
    x[0] * (y[1] * z[2] - y[2] * z[1]) -
    x[1] * (y[0] * z[2] - y[2] * z[0]) +
    x[2] * (y[0] * z[1] - y[1] * z[0])
  );
}
