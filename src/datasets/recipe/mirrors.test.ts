import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { readDataset } from '../reader/readers.ts';
import { drawnOn, filesOf } from '../reader/test-files.ts';
import { readByRecipe } from './read.ts';
import { recipes } from './recipes.ts';

/** Data sets as mirrors pack them, or in part. */
const read = async (
  pictures: readonly string[],
  texts: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {},
) => {
  const { reading, recipe } = await readByRecipe(filesOf(texts, pictures), {}, recipes);
  return { id: recipe?.id, ...reading };
};

test('OCT2017 as Kaggle has it, all of it twice in a folder whose name ends in a space', async () => {
  const inside = ['train/CNV/CNV-1016042-1.jpeg', 'test/NORMAL/NORMAL-1038998-1.jpeg'];
  const { id, cases } = await read(
    ['OCT2017 /', 'oct2017/OCT2017 /'].flatMap((folder) => inside.map((path) => `${folder}${path}`)),
  );
  expect(id).toBe('oct2017');
  expect(cases.map(({ truth, split }) => [truth.labels?.[0], split]).sort()).toEqual([
    ['choroidal neovascularization', 'train'],
    ['normal', 'test'],
  ]);
});

test('HAM10000 with its masks: they are of the lesion', async () => {
  const { id, cases, notes } = await read(
    [
      'HAM10000_images_part_1/ISIC_0024306.jpg',
      'HAM10000_segmentations_lesion_tschandl/ISIC_0024306_segmentation.png',
    ],
    {
      HAM10000_metadata:
        'lesion_id,image_id,dx,dx_type,age,sex,localization\nHAM_0000118,ISIC_0024306,bkl,histo,80.0,male,scalp\n',
    },
  );
  expect(id).toBe('ham10000');
  expect(cases[0]?.maskFiles[0]?.rule).toMatchObject({ label: 'lesion' });
  expect(notes.join()).not.toContain('Nothing says what the masks are of');
});

test('REFUGE, validation alone: the makeshift names of its values are no labels', async () => {
  const data = Uint8Array.from({ length: 30 * 20 }, (_, at) => (at % 30 < 10 ? 0 : at % 30 < 20 ? 128 : 255));
  const mask = new Uint8Array(encode({ width: 30, height: 20, channels: 1, data }));
  const texts = {
    'REFUGE-Validation400-GT/Disc_Cup_Masks/V0001.png': mask,
    'REFUGE-Validation400-GT/Disc_Cup_Masks/V0002.png': mask,
  };
  const pictures = ['REFUGE-Validation400/V0001.jpg', 'REFUGE-Validation400/V0002.jpg'];
  const plain = await readDataset(filesOf(texts, pictures), {});
  expect(plain.labels.map(({ name }) => name)).toContain('disc cup 128');
  const { id, labels } = await read(pictures, texts);
  expect(id).toBe('refuge');
  expect(labels.map(({ name }) => name)).toEqual(['optic disc', 'optic cup']);
});

test('MIMIC-CXR with the tables of MIMIC-CXR-JPG: a study with its films, report, split and findings', async () => {
  const { id, cases, refused } = await read(['files/p10/p10000032/s50414267/02aa804e.jpg'], {
    'files/p10/p10000032/s50414267.txt': 'FINDINGS: The lungs are clear.\n\nIMPRESSION: No acute process.\n',
    'mimic-cxr-2.0.0-split.csv': 'dicom_id,study_id,subject_id,split\n02aa804e,50414267,10000032,test\n',
    'mimic-cxr-2.0.0-metadata.csv':
      'dicom_id,subject_id,study_id,ViewPosition\n02aa804e,10000032,50414267,PA\n',
    'mimic-cxr-2.0.0-chexpert.csv':
      'subject_id,study_id,Atelectasis,Cardiomegaly,No Finding\n10000032,50414267,0.0,-1.0,1.0\n',
  });
  expect([id, refused]).toEqual(['mimic-cxr', []]);
  expect(cases).toMatchObject([
    {
      images: [{}],
      split: 'test',
      group: '10000032',
      attributes: { ViewPosition: 'PA' },
      truth: {
        report: { findings: 'The lungs are clear.' },
        labels: ['No Finding'],
        findings: [{ status: 'absent' }, { status: 'uncertain' }, { status: 'present' }],
      },
    },
  ]);
});

test('RSNA pneumonia as PNG, with the classes and what the DICOM files say in one table', async () => {
  const [plain, ill] = ['0004cfab-14fd-4e49-80ba-63a80b6bddd6', '00436515-870c-4b36-a041-de91049b9ab4'];
  const row = (id: string, box: string, rest: string) => `${id},${box},${rest}\n`;
  const { id, cases, labels, refused } = await read(
    ['Images', 'Masks'].flatMap((folder) => [
      `Training/${folder}/${plain}.png`,
      `Training/${folder}/${ill}.png`,
    ]),
    {
      'stage2_train_metadata.csv':
        'patientId,x,y,width,height,Target,class,age,sex,modality,position\n' +
        row(plain, ',,,', '0,No Lung Opacity / Not Normal,51,F,CR,PA') +
        row(ill, '264.0,152.0,213.0,379.0', '1,Lung Opacity,32,F,CR,AP') +
        row(ill, '562.0,152.0,256.0,453.0', '1,Lung Opacity,32,F,CR,AP'),
    },
  );
  expect([id, refused]).toEqual(['rsna-pneumonia', []]);
  expect(labels.map(({ name }) => name)).toEqual(['pneumonia']);
  expect(cases.map((draft) => [draft.truth.labels, drawnOn(draft).boxes.map(({ label }) => label)])).toEqual([
    [[], []],
    [['pneumonia'], ['lung opacity', 'lung opacity']],
  ]);
  expect(cases[1]).toMatchObject({
    attributes: { class: 'Lung Opacity', age: 32, sex: 'F', position: 'AP' },
    maskFiles: [{ path: `Training/Masks/${ill}.png`, rule: { label: 'lung opacity' } }],
  });
});
