import { describe, expect, test } from 'vitest';
import { niftiHeader, packed, shorts } from '../../nifti/test-nifti.ts';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';
import { labelNamesOf } from './label-names.ts';
import { isLabelMapPath, pairLabelMaps } from './pairing.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

const volume = packed(shorts([2, 2, 2], (n) => n));
const files = (paths: readonly string[], texts: Readonly<Record<string, string>> = {}) =>
  filesOf({ ...Object.fromEntries(paths.map((path) => [path, volume])), ...texts });

describe('names that say what is a label map, and of what', () => {
  test.each([
    ['imagesTr/liver_1.nii.gz', 'labelsTr/liver_1.nii.gz'],
    ['Task03/imagesTr/liver_1_0000.nii.gz', 'Task03/labelsTr/liver_1.nii.gz'],
    ['case_00000/imaging.nii.gz', 'case_00000/segmentation.nii.gz'],
    ['volume-0.nii', 'segmentation-0.nii'],
    ['patient001/patient001_frame01.nii.gz', 'patient001/patient001_frame01_gt.nii.gz'],
    ['a.nii.gz', 'a_seg.nii.gz'],
    ['a.nii.gz', 'a_mask.nii'],
    ['images/a.nii.gz', 'masks/a.nii.gz'],
    ['sub-01/anat/sub-01_T1w.nii.gz', 'sub-01/anat/sub-01_dseg.nii.gz'],
  ])('%s, %s', (image, labelMap) => {
    expect([isLabelMapPath(image), isLabelMapPath(labelMap)]).toEqual([false, true]);
    expect(pairLabelMaps([labelMap], [image])).toEqual([{ labelMap, images: [image], part: null }]);
  });

  test('one label map of several series', () => {
    const series = ['t1', 't2', 'flair'].map((name) => `BraTS_1/BraTS_1_${name}.nii.gz`);
    expect(pairLabelMaps(['BraTS_1/BraTS_1_seg.nii.gz'], [...series, 'BraTS_10/BraTS_10_t1.nii.gz'])).toEqual(
      [{ labelMap: 'BraTS_1/BraTS_1_seg.nii.gz', images: series, part: null }],
    );
  });

  test('label maps of parts, in a folder inside that of their volume', () => {
    expect(
      pairLabelMaps(
        ['s1/segmentations/liver.nii.gz', 's1/segmentations/lung_left.nii.gz'],
        ['s1/ct.nii.gz', 's2/ct.nii.gz'],
      ),
    ).toEqual([
      { labelMap: 's1/segmentations/liver.nii.gz', images: ['s1/ct.nii.gz'], part: 'liver' },
      { labelMap: 's1/segmentations/lung_left.nii.gz', images: ['s1/ct.nii.gz'], part: 'lung left' },
    ]);
  });

  test('never the volume of another case', () => {
    expect(
      pairLabelMaps(['labelsTr/b.nii.gz'], ['imagesTr/a.nii.gz', 'imagesTs/b.nii.gz'])[0]?.images,
    ).toEqual([]);
    expect(pairLabelMaps(['labels/b.nii.gz', 'labels/a.nii.gz'], ['a.nii.gz'])).toEqual([
      { labelMap: 'labels/b.nii.gz', images: [], part: null },
      { labelMap: 'labels/a.nii.gz', images: ['a.nii.gz'], part: null },
    ]);
  });
});

describe('names of values', () => {
  test.each([
    [
      '1 Precentral_L 2001\n2 Precentral_R 2002\n',
      [
        [1, 'Precentral_L'],
        [2, 'Precentral_R'],
      ],
    ],
    [
      '# ITK-SnAP\n    0     0    0    0        0  0  0    "Clear Label"\n    1   255    0    0        1  1  1    "left lung"\n',
      [[1, 'left lung']],
    ],
    [
      '#No. Label Name: R G B A\n0 Unknown 0 0 0 0\n2 Left-Cerebral-White-Matter 245 245 245 0\n',
      [[2, 'Left-Cerebral-White-Matter']],
    ],
    ['index\tname\tcolor\n1\tgrey matter\t#ff53bb\n', [[1, 'grey matter']]],
    [
      '{"0": "background", "1": "liver", "2": "tumour"}',
      [
        [1, 'liver'],
        [2, 'tumour'],
      ],
    ],
  ])('%s', (text, expected) => {
    expect(labelNamesOf(text)?.map(({ value, label }) => [value, label])).toEqual(expected);
  });

  test('what is something else names nothing', () => {
    for (const text of [
      '',
      'Findings: none',
      '{"EchoTime": 0.03}',
      '{"Modality": "MR"}',
      '1 liver\nthen more text',
      '{',
    ])
      expect(labelNamesOf(text)).toBeNull();
  });
});

const decathlon = JSON.stringify({
  name: 'LIVER',
  description: 'Liver and tumour',
  reference: 'A hospital',
  licence: 'CC-BY-SA 4.0',
  modality: { '0': 'CT' },
  labels: { '0': 'background', '1': 'liver', '2': 'cancer' },
  numTraining: 1,
  training: [{ image: './imagesTr/liver_1.nii.gz', label: './labelsTr/liver_1.nii.gz' }],
  test: ['./imagesTs/liver_9.nii.gz'],
});

describe('a folder of volumes', () => {
  test('of the Medical Segmentation Decathlon', async () => {
    const reading = await readDataset(
      files(['imagesTr/liver_1.nii.gz', 'labelsTr/liver_1.nii.gz', 'imagesTs/liver_9.nii.gz'], {
        'dataset.json': decathlon,
      }),
      {},
    );
    expect(reading).toMatchObject({
      reader: 'Volumes (NIfTI)',
      name: 'LIVER',
      license: 'CC-BY-SA 4.0',
      modality: 'CT',
      understood: '2 volumes, with one label map.',
      refused: [],
      used: ['dataset.json'],
    });
    expect(reading.labels.map(({ name }) => name)).toEqual(['liver', 'cancer']);
    expect(reading.cases).toMatchObject([
      {
        name: 'imagesTr/liver_1.nii.gz',
        split: 'train',
        maskFiles: [
          {
            path: 'labelsTr/liver_1.nii.gz',
            rule: {
              kind: 'numbered',
              labels: [
                { value: 1, label: 'liver' },
                { value: 2, label: 'cancer' },
              ],
            },
          },
        ],
      },
      { name: 'imagesTs/liver_9.nii.gz', split: 'test', maskFiles: [] },
    ]);
  });

  test('of nnU-Net: channels of a case together, labels by name, regions of several values', async () => {
    const description = JSON.stringify({
      channel_names: { '0': 'FLAIR', '1': 'T1w' },
      labels: { background: 0, whole: [1, 2], core: 2 },
      numTraining: 1,
      file_ending: '.nii.gz',
    });
    const reading = await readDataset(
      files(['imagesTr/a_0000.nii.gz', 'imagesTr/a_0001.nii.gz', 'labelsTr/a.nii.gz'], {
        'dataset.json': description,
      }),
      {},
    );
    expect(reading.cases).toHaveLength(1);
    expect(reading.cases[0]?.images.map(({ path }) => path)).toEqual([
      'imagesTr/a_0000.nii.gz',
      'imagesTr/a_0001.nii.gz',
    ]);
    expect(reading.cases[0]?.maskFiles[0]?.rule).toEqual({
      kind: 'numbered',
      labels: [
        { value: 1, label: 'whole' },
        { value: 2, label: 'whole' },
        { value: 2, label: 'core' },
      ],
    });
  });

  test('without names: by number, and it says so', async () => {
    const reading = await readDataset(files(['a.nii.gz', 'a_seg.nii.gz', 'b_seg.nii.gz']), {});
    expect(reading.cases.map(({ name }) => name)).toEqual(['a.nii.gz']);
    expect(reading.notes.join()).toContain('called by their numbers');
    expect(reading.refused).toMatchObject([{ path: 'b_seg.nii.gz', reason: containing('is not here') }]);
  });

  test('a label map whose values a text names belongs to the volume on its grid', async () => {
    const other = packed(shorts([3, 2, 2], (n) => n));
    const reading = await readDataset(
      filesOf({
        'ch2.nii.gz': volume,
        'aal.nii.gz': volume,
        'small.nii.gz': other,
        'aal.nii.txt': '1 A\n2 B\n',
      }),
      {},
    );
    expect(reading.cases.map(({ name, maskFiles }) => [name, maskFiles.length])).toEqual([
      ['ch2.nii.gz', 1],
      ['small.nii.gz', 0],
    ]);
    expect(reading.notes.join()).toContain('aal.nii.gz was taken for the label map of ch2.nii.gz');
    expect(reading.used).toContain('aal.nii.txt');
  });

  test('with a table of labels: its cases, each once', async () => {
    const reading = await readDataset(
      files(['a.nii.gz', 'b.nii.gz', 'a_seg.nii.gz'], { 'labels.csv': 'image,label\na.nii.gz,tumour\n' }),
      {},
    );
    expect(reading.cases.map(({ name, truth, maskFiles }) => [name, truth.labels, maskFiles.length])).toEqual(
      [['a.nii.gz', ['tumour'], 1]],
    );
  });

  test('a header without its voxels is told so, another picture of that ending is not', async () => {
    const header = niftiHeader({
      size: [2, 2, 2],
      type: 4,
      bytesPerVoxel: 2,
      write: () => undefined,
      pair: true,
    });
    const reading = await readDataset(
      filesOf({ 'a.nii.gz': volume, 'b.hdr': header, 'c.hdr': '#?RADIANCE\n' }),
      {},
    );
    expect(reading.cases.map(({ name }) => name)).toEqual(['a.nii.gz']);
    expect(reading.refused).toMatchObject([{ path: 'b.hdr', remedy: containing('Add the .img file') }]);
  });

  test('of files that hold several volumes, it is told which is read', async () => {
    const several = packed(shorts([2, 2, 2, 4], (n) => n));
    const reading = await readDataset(filesOf({ 'a.nii.gz': several, 'b.nii.gz': several }), {});
    expect(reading.notes.join()).toContain('a.nii.gz holds 4 volumes (times, series or components)');
    const one = await readDataset(files(['a.nii.gz']), {});
    expect(one.notes.join()).not.toContain('holds');
    const broken = await readDataset(filesOf({ 'a.nii.gz': 'words' }), {});
    expect(broken.notes.join()).not.toContain('holds');
  });

  test('folders of volumes are no classes', async () => {
    const reading = await readDataset(
      files(['AD/1.nii.gz', 'AD/2.nii.gz', 'CN/3.nii.gz', 'CN/4.nii.gz']),
      {},
    );
    expect(reading.cases.map(({ truth }) => truth)).toEqual([{}, {}, {}, {}]);
    expect(reading.notes.join()).toContain('Folders of volumes are not taken for classes');
    const one = await readDataset(files(['sub-01/a.nii.gz', 'sub-02/a.nii.gz']), {});
    expect(one.notes.join()).not.toContain('classes');
    expect(one.cases.map(({ group }) => group)).toEqual(['sub-01', 'sub-02']);
  });
});
