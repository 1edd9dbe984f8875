import { encode } from 'fast-png';
import { zlibSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Sample } from '../../domain/dataset/dataset.ts';
import { maskArea } from '../../domain/geometry/rle.ts';
import { niftiBytes, packed } from '../nifti/test-nifti.ts';
import { DatasetImporter } from './importer.ts';
import { MemoryStore } from './test-store.ts';

/** Public layouts in small, dropped and imported as they are, with nothing chosen: what lies in the store. */
async function imported(files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>) {
  const store = new MemoryStore();
  const importer = new DatasetImporter({ store, now: () => 1 });
  const dropped = Object.entries(files).map(([path, content]) => ({
    path: `set/${path}`,
    file: new Blob([content]),
  }));
  const sources = await importer.openNamed(dropped);
  const { dataset } = await importer.runImport(sources, {}, () => undefined, new AbortController().signal);
  const samples = [...store.samples.values()].sort((a, b) => a.ordinal - b.ordinal);
  return {
    samples,
    dataset: store.row(dataset.id),
    all: JSON.stringify([...store.samples.values(), store.row(dataset.id)]),
  };
}

let made = 0;
/** 20 x 10 grey pixels: those of the first `lit` are white, on black, or on what no other picture has. */
const picture = (lit: number, isMask = false): Uint8Array<ArrayBuffer> => {
  made += 1;
  const data = Uint8Array.from({ length: 200 }, (_, at) => (at < lit ? 255 : isMask ? 0 : (at * made) % 251));
  return new Uint8Array(encode({ width: 20, height: 10, channels: 1, data }));
};
const mask = (lit: number) => picture(lit, true);
const areas = ({ truth }: Sample) => (truth.masks ?? []).map((each) => [each.label, maskArea(each.mask)]);

test('BUSI: several masks of one picture, and a black one of a normal one', async () => {
  const { samples, dataset } = await imported({
    'benign/benign (1).png': picture(0),
    'benign/benign (1)_mask.png': mask(30),
    'benign/benign (1)_mask_1.png': mask(12),
    'malignant/malignant (1).png': picture(0),
    'malignant/malignant (1)_mask.png': mask(50),
    'normal/normal (1).png': picture(0),
    'normal/normal (1)_mask.png': mask(0),
  });
  expect(dataset.refused).toEqual([]);
  expect(
    samples.map((sample) => [
      sample.name,
      sample.truth.labels,
      areas(sample)
        .map(([, area]) => area)
        .sort(),
    ]),
  ).toEqual([
    ['benign/benign (1).png', ['benign'], [12, 30]],
    ['malignant/malignant (1).png', ['malignant'], [50]],
    ['normal/normal (1).png', ['normal'], [0]],
  ]);
});

test('a hospital’s export: rows of patients, folders by record number, of which nothing is stored', async () => {
  const { samples, dataset, all } = await imported({
    'patients.csv': 'mrn,patient_id,diagnosis,age\n1,90017744,pneumonia,93\n2,90017745,normal,50\n',
    '90017744/study1/1.png': picture(1),
    '90017744/study2/1.png': picture(2),
    '90017745/1.png': picture(3),
    '90017745/2.png': new Uint8Array([1, 2, 3]),
  });
  expect(
    samples.map(({ name, group, truth, attributes }) => [name, group, truth.labels, attributes]),
  ).toEqual([
    ['patient 1/study1/1.png', 'patient 1', ['pneumonia'], { age: 90 }],
    ['patient 1/study2/1.png', 'patient 1', ['pneumonia'], { age: 90 }],
    ['patient 2/1.png', 'patient 2', ['normal'], { age: 50 }],
  ]);
  expect(dataset.refused.map(({ path }) => path)).toEqual(['patient 2/2.png']);
  expect(all).not.toMatch(/9001774/);
});

test('VIA and Supervisely: boxes and masks of the right size', async () => {
  const crop = encode({ width: 3, height: 2, channels: 1, data: Uint8Array.from([1, 1, 0, 1, 0, 0]) });
  const { samples } = await imported({
    'via/via.json': JSON.stringify({
      a: {
        filename: 'a.png',
        size: 1,
        regions: [
          {
            shape_attributes: { name: 'rect', x: 1, y: 2, width: 3, height: 4 },
            region_attributes: { label: 'mass' },
          },
        ],
        file_attributes: {},
      },
    }),
    'via/a.png': picture(4),
    'sv/ann/b.png.json': JSON.stringify({
      tags: [],
      size: { width: 20, height: 10 },
      objects: [
        {
          classTitle: 'tooth',
          geometryType: 'bitmap',
          bitmap: { data: btoa(String.fromCharCode(...zlibSync(crop))), origin: [5, 6] },
        },
      ],
    }),
    'sv/img/b.png': picture(5),
  });
  const byName = new Map(samples.map((sample) => [sample.name, sample]));
  expect(byName.get('via/a.png')?.truth.boxes).toEqual([{ label: 'mass', x: 1, y: 2, width: 3, height: 4 }]);
  const tooth = byName.get('sv/img/b.png');
  expect(tooth && areas(tooth)).toEqual([['tooth', 3]]);
});

test('nnU-Net with a clinical table, its volumes packed by bgzip', async () => {
  const volume = (write: (n: number) => number) =>
    niftiBytes({
      size: [4, 4, 2],
      type: 4,
      bytesPerVoxel: 2,
      write: (view, at, n, little) => {
        view.setInt16(at, write(n), little);
      },
    });
  const bgzip = (bytes: Uint8Array<ArrayBuffer>) =>
    Uint8Array.from(
      [bytes.slice(0, 100), bytes.slice(100), new Uint8Array(0)].flatMap((part) => [...packed(part)]),
    );
  const { samples, dataset } = await imported({
    'dataset.json': JSON.stringify({
      channel_names: { 0: 'CT' },
      labels: { background: 0, liver: 1 },
      numTraining: 1,
      file_ending: '.nii.gz',
    }),
    'clinic.csv': 'case,sex,outcome_grade\nliver_001,F,2\nliver_002,M,1\n',
    'imagesTr/liver_001_0000.nii.gz': bgzip(volume((n) => n * 3)),
    'labelsTr/liver_001.nii.gz': bgzip(volume((n) => (n < 5 ? 1 : 0))),
    'imagesTr/liver_002_0000.nii.gz': bgzip(volume((n) => n * 5)),
    'labelsTr/liver_002.nii.gz': bgzip(volume((n) => (n >= 25 ? 1 : 0))),
  });
  expect(dataset.refused).toEqual([]);
  expect(
    samples.map((sample) => [sample.split, sample.truth.labels, sample.attributes['sex'], areas(sample)]),
  ).toEqual([
    ['train', ['2'], 'F', [['liver', 5]]],
    ['train', ['1'], 'M', [['liver', 7]]],
  ]);
});
