import { zipSync } from 'fflate';
import { labels, npy, plain } from '../../src/datasets/reader/array/test-npz.ts';
import type { Target } from './seeds.ts';

const flat = { test_images: plain([10, 20, 30], 28, 28), test_labels: labels([0], [1], [1]) };
const colours = {
  train_images: plain([10], 4, 4, 3),
  train_labels: labels([1]),
  val_images: plain([1, 2], 4, 4, 3),
  val_labels: npy('<i8', [2], new Uint8Array(new BigInt64Array([1n, 0n]).buffer)),
};
const volumes = { train_images: plain([1, 2], 6, 5, 4), train_labels: labels([1], [0]) };

/** Always the same bytes: the time in a zip would be another in each run. */
const packed = (arrays: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, array])), {
    mtime: '2020-01-01',
  });

/** Arrays of NumPy: the zip around them damaged, or one of them inside a zip that is whole. */
export function arraySeeds(): readonly Target[] {
  const path = 'breastmnist.npz';
  return [
    { name: 'npz', path, seeds: [flat, colours, volumes].map(packed) },
    {
      name: 'npz pictures',
      path,
      seeds: [flat.test_images],
      wrap: (test_images) => packed({ ...flat, test_images }),
    },
    {
      name: 'npz volumes',
      path,
      seeds: [volumes.train_images],
      wrap: (train_images) => packed({ ...volumes, train_images }),
    },
    {
      name: 'npz labels',
      path,
      seeds: [flat.test_labels, npy('<i8', [3], new Uint8Array(new BigInt64Array([1n, 0n, 1n]).buffer))],
      wrap: (test_labels) => packed({ ...flat, test_labels }),
    },
  ];
}
