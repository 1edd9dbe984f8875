import { zipSync } from 'fflate';

/** An array as numpy.save writes it. */
export function npy(descr: string, shape: readonly number[], data: Uint8Array, order = 'False'): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0] ?? 0},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${tuple}, }`;
  const padded = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const head = Uint8Array.from(`\x93NUMPY\x01\x00`, (sign) => sign.charCodeAt(0));
  const length = new Uint8Array(new Uint16Array([padded.length]).buffer);
  return Uint8Array.from([...head, ...length, ...new TextEncoder().encode(padded), ...data]);
}

/** As numpy.savez_compressed writes it. */
export const npz = (arrays: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    zipSync(Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes]))),
  );

/** Pictures whose pixels are all of one value each. */
export const plain = (values: readonly number[], ...axes: readonly number[]): Uint8Array => {
  const size = axes.reduce((product, axis) => product * axis, 1);
  return npy(
    '|u1',
    [values.length, ...axes],
    Uint8Array.from({ length: values.length * size }, (_, at) => values[Math.floor(at / size)] ?? 0),
  );
};

export const labels = (...rows: readonly (readonly number[])[]): Uint8Array =>
  npy('|u1', [rows.length, rows[0]?.length ?? 0], Uint8Array.from(rows.flat()));
