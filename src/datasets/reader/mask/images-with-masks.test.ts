import { encode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';
import { pairMasks } from './pair-masks.ts';

/** `mask -> picture: label`, in the order of the masks. */
const pairsOf = (...paths: string[]): string[] =>
  pairMasks(paths).pairs.map(({ mask, picture, label }) => `${mask} -> ${picture}: ${label ?? '?'}`);

describe('masks find their pictures', () => {
  test('in folders beside one another, of the same name', () => {
    expect(pairsOf('images/x.jpg', 'masks/x.jpg', 'images/y.jpg')).toEqual([
      'masks/x.jpg -> images/x.jpg: ?',
    ]);
    expect(pairsOf('Original/1.tif', 'Ground Truth/1.tif', 'Original/12.tif', 'Ground Truth/12.tif')).toEqual(
      ['Ground Truth/1.tif -> Original/1.tif: ?', 'Ground Truth/12.tif -> Original/12.tif: ?'],
    );
  });

  test('by a word that the name of the mask has besides', () => {
    expect(
      pairsOf(
        'ISIC2018_Task1-2_Training_Input/ISIC_0000000.jpg',
        'ISIC2018_Task1_Training_GroundTruth/ISIC_0000000_segmentation.png',
      ),
    ).toEqual([
      'ISIC2018_Task1_Training_GroundTruth/ISIC_0000000_segmentation.png -> ISIC2018_Task1-2_Training_Input/ISIC_0000000.jpg: ?',
    ]);
    expect(pairsOf('a/1.png', 'a/1_mask.png', 'a/2.png', 'a/2_lung_mask.png')).toEqual([
      'a/1_mask.png -> a/1.png: ?',
      'a/2_lung_mask.png -> a/2.png: lung',
    ]);
  });

  test('several of a picture, by the kind that their names or folders say', () => {
    expect(
      pairsOf(
        'A. Segmentation/1. Original Images/a. Training Set/IDRiD_01.jpg',
        'A. Segmentation/2. All Segmentation Groundtruths/a. Training Set/1. Microaneurysms/IDRiD_01_MA.tif',
        'A. Segmentation/2. All Segmentation Groundtruths/a. Training Set/3. Hard Exudates/IDRiD_01_EX.tif',
      ).map((pair) => pair.replace(/.*: /, '')),
    ).toEqual(['MA', 'EX']);
    expect(
      pairsOf(
        'CXR_png/MCUCXR_0001_0.png',
        'ManualMask/leftMask/MCUCXR_0001_0.png',
        'ManualMask/rightMask/MCUCXR_0001_0.png',
      ).map((pair) => pair.replace(/.*: /, '')),
    ).toEqual(['left', 'right']);
  });

  test('though names repeat in the parts of a set', () => {
    expect(
      pairsOf('train/images/1.png', 'train/masks/1.png', 'test/images/1.png', 'test/masks/1.png'),
    ).toEqual(['train/masks/1.png -> train/images/1.png: ?', 'test/masks/1.png -> test/images/1.png: ?']);
    expect(pairsOf('images/p1/1.png', 'images/p2/1.png', 'masks/p1/1.png', 'masks/p2/1.png')).toEqual([
      'masks/p1/1.png -> images/p1/1.png: ?',
      'masks/p2/1.png -> images/p2/1.png: ?',
    ]);
    expect(
      pairsOf('PNG/Original/1.png', 'PNG/Ground Truth/1.png', 'TIF/Original/1.tif', 'TIF/Ground Truth/1.tif'),
    ).toEqual([
      'PNG/Ground Truth/1.png -> PNG/Original/1.png: ?',
      'TIF/Ground Truth/1.tif -> TIF/Original/1.tif: ?',
    ]);
  });

  test('beside them in folders of classes, each of a mask’s numbers', () => {
    expect(
      pairsOf(
        'benign/benign (1).png',
        'benign/benign (1)_mask.png',
        'benign/benign (1)_mask_1.png',
        'normal/normal (1).png',
      ),
    ).toEqual([
      'benign/benign (1)_mask.png -> benign/benign (1).png: ?',
      'benign/benign (1)_mask_1.png -> benign/benign (1).png: ?',
    ]);
  });

  test('by number where only these agree', () => {
    expect(pairsOf('image_001.png', 'mask_001.png', 'image_002.png', 'mask_002.png')).toEqual([
      'mask_001.png -> image_001.png: ?',
      'mask_002.png -> image_002.png: ?',
    ]);
    expect(pairsOf('images/21_training.tif', '1st_manual/21_manual1.gif')).toEqual([
      '1st_manual/21_manual1.gif -> images/21_training.tif: ?',
    ]);
  });

  test('of several kinds that nothing names are called by their kind', () => {
    expect(
      pairsOf(
        'training/images/21_training.tif',
        'training/1st_manual/21_manual1.gif',
        'training/mask/21_training_mask.gif',
      ),
    ).toEqual([
      'training/1st_manual/21_manual1.gif -> training/images/21_training.tif: manual',
      'training/mask/21_training_mask.gif -> training/images/21_training.tif: mask',
    ]);
  });

  test('a folder that is called after masks is of the whole set where everything lies in it', () => {
    expect(pairsOf('segmentation/a.png', 'segmentation/a_mask.png')).toEqual([
      'segmentation/a_mask.png -> segmentation/a.png: ?',
    ]);
  });

  test('and where they do not, or not clearly, that is told', () => {
    expect(pairMasks(['images/a.png', 'masks/b.png'])).toMatchObject({ pairs: [], single: ['masks/b.png'] });
    expect(pairMasks(['one/images/a.png', 'two/images/a.png', 'masks/a.png']).unclear).toEqual([
      { mask: 'masks/a.png', pictures: ['one/images/a.png', 'two/images/a.png'] },
    ]);
  });

  test('names that only look alike belong to nobody', () => {
    expect(pairsOf('images/IDRiD_15.jpg', 'masks/IDRiD_155.jpg')).toEqual([]);
    expect(pairsOf('melanoma/a.png', 'nevus/a_1.png')).toEqual([]);
    expect(pairsOf('train/mass/a.png', 'train/mass/a_magnified.png')).toEqual([]);
  });

  test('of names that many pictures have, in little time', () => {
    const paths = Array.from({ length: 2_000 }, (_, patient) => `p${patient}`).flatMap((patient) => [
      `images/${patient}/1.png`,
      `masks/${patient}/1.png`,
    ]);
    const { pairs } = pairMasks(paths);
    expect(pairs).toHaveLength(2_000);
    expect(pairs.every(({ mask, picture }) => mask.slice(6) === picture.slice(7))).toBe(true);
  });

  test('whatever the names: nothing is its own mask, no mask has a mask, and each is told of once', () => {
    const word = fc.constantFrom(
      'a',
      'b',
      'mask',
      'masks',
      'images',
      'x_mask',
      'x',
      '1',
      'seg',
      'labels',
      'GT',
      'a_b',
      '..',
      'é',
    );
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 3 }), { maxLength: 20 }), (names) => {
        const paths = [...new Set(names.map((parts) => `${parts.join('/')}.png`))];
        const { pairs, single, unclear } = pairMasks(paths);
        const masks = [...pairs.map(({ mask }) => mask), ...single, ...unclear.map(({ mask }) => mask)];
        expect(new Set(masks).size).toBe(masks.length);
        for (const { picture } of pairs) expect(masks).not.toContain(picture);
      }),
    );
  });
});

const png = (channels: 1 | 3, width: number, values: readonly number[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    encode({ width, height: values.length / channels / width, channels, data: Uint8Array.from(values) }),
  );

describe('images with masks', () => {
  test('are cases; what lies beside them without a mask is one of which nothing is known', async () => {
    const reading = await readDataset(
      filesOf({}, ['images/a.jpg', 'images/b.jpg', 'images/c.jpg', 'masks/a.jpg', 'masks/b.jpg']),
      {},
    );
    expect(reading.reader).toBe('Images with masks');
    expect(
      reading.cases.map(({ name, truth, maskFiles }) => [name, truth, maskFiles.map(({ path }) => path)]),
    ).toEqual([
      ['images/a.jpg', {}, ['masks/a.jpg']],
      ['images/b.jpg', {}, ['masks/b.jpg']],
      ['images/c.jpg', {}, []],
    ]);
    expect(reading.understood).toBe('2 masks belong to 2 pictures, by their names (a.jpg to a.jpg).');
    expect(reading.notes).toEqual([
      '2 masks are in a lossy format: what is at least 128 of 255 in them is taken for what they show.',
      'Nothing says what the masks are of: it is called “object”.',
      '1 pictures beside those with masks have none: nothing is known about what they show.',
    ]);
    expect(reading.refused).toEqual([]);
  });

  test('masks that belong to nothing are refused, and say why', async () => {
    const reading = await readDataset(filesOf({}, ['images/a.png', 'masks/a.png', 'masks/z.png']), {});
    expect(reading.refused).toMatchObject([{ path: 'masks/z.png' }]);
  });

  test('of a table: its labels and the masks are of the same cases', async () => {
    const reading = await readDataset(
      filesOf({ 'labels.csv': 'image,label\na.png,polyp\nb.png,none\n' }, [
        'images/a.png',
        'images/b.png',
        'masks/a.png',
      ]),
      {},
    );
    expect(reading.cases.map(({ name, truth, maskFiles }) => [name, truth.labels, maskFiles.length])).toEqual(
      [
        ['images/a.png', ['polyp'], 1],
        ['images/b.png', ['none'], 0],
      ],
    );
  });

  test('in folders of classes have their class, where both lie under it', async () => {
    const reading = await readDataset(
      filesOf({}, [
        'benign/b1.png',
        'benign/b1_mask.png',
        'malignant/m1.png',
        'malignant/m1_mask.png',
        'normal/n1.png',
      ]),
      {},
    );
    expect(reading.cases.map(({ name, truth, maskFiles }) => [name, truth.labels, maskFiles.length])).toEqual(
      [
        ['benign/b1.png', ['benign'], 1],
        ['malignant/m1.png', ['malignant'], 1],
        ['normal/n1.png', ['normal'], 0],
      ],
    );
  });

  test('a folder around all pictures is no class', async () => {
    const reading = await readDataset(
      filesOf({}, ['data512/train/a.png', 'gt/masks/a_segmentation.png', 'data512/train/b.png']),
      {},
    );
    expect(reading.cases.map(({ truth, split }) => [truth, split])).toEqual([
      [{}, 'train'],
      [{}, 'train'],
    ]);
  });

  test('that hold several values name each of them', async () => {
    const areas = [...Array.from({ length: 100 }, (_, at) => (at < 30 ? 0 : at < 60 ? 1 : 2))];
    const reading = await readDataset(filesOf({ 'images/a.png': 'x', 'masks/a.png': png(1, 10, areas) }), {});
    expect(reading.labels.map(({ name }) => name)).toEqual(['value 1', 'value 2']);
    expect(reading.cases[0]?.maskFiles[0]?.rule).toEqual({
      kind: 'map',
      by: 'value',
      label: null,
      seen: [1, 2],
    });
  });

  test('that hold several colours name each of them', async () => {
    const areas = Array.from({ length: 100 }, (_, at) =>
      at < 30 ? [0, 0, 0] : at < 60 ? [255, 0, 0] : [0, 255, 0],
    );
    const reading = await readDataset(
      filesOf({ 'images/a.png': 'x', 'masks/a.png': png(3, 10, areas.flat()) }),
      {},
    );
    expect(reading.labels.map(({ name }) => name)).toEqual(['colour (0, 255, 0)', 'colour (255, 0, 0)']);
  });

  test('in one colour or grey, of two values, are shapes', async () => {
    const red = Array.from({ length: 100 }, (_, at) => (at < 30 ? [0, 0, 0] : [255, 0, 0]));
    const reading = await readDataset(
      filesOf({ 'images/a.png': 'x', 'masks/a_EX.png': png(3, 10, red.flat()) }),
      {},
    );
    expect(reading.cases[0]?.maskFiles[0]?.rule).toEqual({ kind: 'shape', label: 'EX' });
  });
});

describe('Pascal VOC as CVAT exports it', () => {
  test('classes by the colours of labelmap.txt, objects left aside, splits by lists', async () => {
    const two = (first: readonly number[], second: readonly number[]) =>
      new Uint8Array(
        encode({ width: 2, height: 1, channels: 3, data: new Uint8Array([...first, ...second]) }),
      );
    const reading = await readDataset(
      filesOf(
        {
          'SegmentationClass/a.png': two([250, 50, 83], [0, 0, 0]),
          'SegmentationObject/a.png': two([128, 0, 0], [0, 0, 0]),
          'labelmap.txt':
            '# label:color_rgb:parts:actions\nbackground:0,0,0::\nlesion:250,50,83::\npolyp:51,221,255::\n',
          'ImageSets/Segmentation/train.txt': 'a\n',
          'ImageSets/Segmentation/val.txt': 'b\n',
        },
        ['JPEGImages/a.jpg', 'JPEGImages/b.jpg'],
      ),
      {},
    );
    expect(
      reading.cases.map(({ name, split, maskFiles }) => [name, split, maskFiles.map(({ path }) => path)]),
    ).toEqual([
      ['JPEGImages/a.jpg', 'train', ['SegmentationClass/a.png']],
      ['JPEGImages/b.jpg', 'validation', []],
    ]);
    expect(reading.cases[0]?.maskFiles[0]?.rule).toMatchObject({
      kind: 'colours',
      areas: [
        { label: 'lesion', colours: [[250, 50, 83]] },
        { label: 'polyp', colours: [[51, 221, 255]] },
      ],
    });
    expect(reading.labels.map(({ name }) => name).sort()).toEqual(['lesion', 'polyp']);
    expect(reading.used).toContain('labelmap.txt');
    expect(reading.notes.join()).not.toContain('called by their values');
  });
});
