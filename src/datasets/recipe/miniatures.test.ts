import { describe, expect, test } from 'vitest';
import { maskArea } from '../../domain/geometry/rle.ts';
import { pngPixels } from '../mask/pixels.ts';
import { readMasks } from '../mask/read.ts';
import type { CaseDraft } from '../reader/reading.ts';
import { unsaidOfMasks } from '../reader/mask/images-with-masks.ts';
import { readDataset } from '../reader/readers.ts';
import { drawnOn } from '../reader/test-files.ts';
import { readByRecipe } from './read.ts';
import { recipes } from './recipes.ts';
import { recognise } from './recognise.ts';
import { filesOfMiniature, miniatures, rowsPng, sizedPng } from './test-miniatures.ts';

async function read(id: string) {
  const { reading, recipe } = await readByRecipe(filesOfMiniature(miniatures[id] ?? {}), {}, recipes);
  expect(recipe).toMatchObject({ id, inUse: true });
  return reading;
}

const labelsOf = (cases: readonly CaseDraft[]) => cases.map(({ truth }) => truth.labels?.join(', ') ?? null);
const groupsOf = (cases: readonly CaseDraft[]) => cases.map(({ group }) => group ?? null);
const splitsOf = (cases: readonly CaseDraft[]) => cases.map(({ split }) => split);

describe('every recipe', () => {
  test('has a miniature', () => {
    expect(Object.keys(miniatures).sort()).toEqual(recipes.map(({ id }) => id).sort());
  });

  test.each(recipes.map(({ id }) => [id]))('%s is recognised by its layout, and no other is', async (id) => {
    const files = filesOfMiniature(miniatures[id] ?? {});
    const reading = await readDataset(files, {});
    for (const recipe of recipes)
      expect([recipe.id, (await recognise([recipe], files, reading)).length > 0]).toEqual([
        recipe.id,
        recipe.id === id,
      ]);
    expect((await recognise(recipes, files, reading))[0]?.why.join('; ')).toMatch(/\w/);
  });

  test.each(recipes.map((recipe) => [recipe.id, recipe] as const))(
    '%s: nothing of it is refused, and what is known of it is told',
    async (id, recipe) => {
      const reading = await read(id);
      expect(reading.refused).toEqual([]);
      expect(reading.cases.length).toBeGreaterThan(0);
      expect(reading).toMatchObject({
        name: recipe.name,
        description: `${recipe.name} as published: ${recipe.description}`,
        specialty: recipe.specialty,
        license: recipe.license ?? '',
      });
      expect(reading.notes).toEqual(expect.arrayContaining([...recipe.traps]));
      // Known sets leave nothing open that a reader of files must.
      for (const note of Object.values(unsaidOfMasks)) expect(reading.notes).not.toContain(note);
    },
  );
});

test('read as files only, nothing of the recipe is applied', async () => {
  const files = filesOfMiniature(miniatures['ham10000'] ?? {});
  const declined = await readByRecipe(files, { asFiles: true }, recipes);
  expect(declined.recipe).toMatchObject({ id: 'ham10000', inUse: false });
  expect(declined.reading).toEqual(await readDataset(files, {}));
});

test('what a person says of a column goes before the recipe', async () => {
  const { reading } = await readByRecipe(
    filesOfMiniature(miniatures['ham10000'] ?? {}),
    { tables: { 'HAM10000_metadata.csv': { mapping: { localization: 'labels', dx: 'attribute' } } } },
    recipes,
  );
  expect(labelsOf(reading.cases)).toEqual(['scalp', 'scalp', 'back', 'ear']);
});

test('files of two known sets are claimed for neither', async () => {
  const both = {
    texts: { ...miniatures['ham10000']?.texts, ...miniatures['vqa-rad']?.texts },
    pictures: [...(miniatures['ham10000']?.pictures ?? []), ...(miniatures['vqa-rad']?.pictures ?? [])],
  };
  const { recipe, reading } = await readByRecipe(filesOfMiniature(both), {}, recipes);
  expect(recipe).toBeNull();
  expect(reading.notes).toContain(
    'Files of several known data sets lie here (Skin Cancer MNIST (HAM10000), VQA-RAD), so that nothing is taken from what is known of them. Choose one of them above, or import each by itself.',
  );
});

test('REFUGE: class by folder, cup in disc, fovea as a point, the training split', async () => {
  const { cases, labels } = await read('refuge');
  expect(labelsOf(cases)).toEqual(['glaucoma', 'no glaucoma', 'glaucoma', 'no glaucoma']);
  expect(labels.map(({ name }) => name)).toEqual(['glaucoma', 'no glaucoma']);
  expect(splitsOf(cases)).toEqual(['train', 'train', 'validation', 'validation']);
  expect(cases.map(({ maskFiles }) => maskFiles.length)).toEqual([1, 1, 1, 1]);
  expect(cases.slice(0, 2).map((draft) => drawnOn(draft).points)).toEqual([
    [{ label: 'fovea', x: 1057.98, y: 1061.4 }],
    [{ label: 'fovea', x: 1035.2, y: 1100.5 }],
  ]);
  const rule = cases[0]?.maskFiles[0]?.rule ?? { kind: 'above', label: 'none' };
  const masks = readMasks(pngPixels(rowsPng(255, 255, 128, 128, 128, 0, 0, 128, 255, 255)), rule, {
    width: 10,
    height: 10,
  });
  expect('kind' in masks || masks.map(({ label, mask }) => [label, maskArea(mask)])).toEqual([
    ['optic disc', 60],
    ['optic cup', 20],
  ]);
});

test('REFUGE: the training part alone has its two classes, and no point among them', async () => {
  const { texts = {}, pictures = [] } = miniatures['refuge'] ?? {};
  const part = {
    texts: Object.fromEntries(Object.entries(texts).filter(([path]) => path.startsWith('Annotation'))),
    pictures: pictures.filter((path) => !path.startsWith('REFUGE')),
  };
  const { reading } = await readByRecipe(filesOfMiniature(part), {}, recipes);
  expect(reading.labels.map(({ name }) => name)).toEqual(['glaucoma', 'no glaucoma']);
});

test('ChestXRay2017: cause by name, patients by split and number', async () => {
  const { cases } = await read('chest-xray-2017');
  expect(
    cases.map(({ truth, split, group, attributes }) => [
      truth.labels?.[0],
      split,
      group ?? null,
      attributes['cause'] ?? null,
    ]),
  ).toEqual([
    ['normal', 'train', null, null],
    ['pneumonia', 'train', 'train person1', 'bacterial'],
    ['pneumonia', 'train', 'train person1', 'bacterial'],
    ['normal', 'validation', null, null],
    ['pneumonia', 'validation', 'val person1946', 'bacterial'],
    ['normal', 'test', null, null],
    ['pneumonia', 'test', 'test person1', 'viral'],
  ]);
});

test('ChestXRay2017: what the archive of a mirror holds twice is taken once', async () => {
  const pictures = miniatures['chest-xray-2017']?.pictures ?? [];
  const twice = { pictures: [...pictures, ...pictures.map((path) => `chest_xray/${path}`)] };
  const { reading } = await readByRecipe(filesOfMiniature(twice), {}, recipes);
  expect(reading.cases).toHaveLength(pictures.length);
  // The folder around both copies is no class.
  expect(new Set(labelsOf(reading.cases))).toEqual(new Set(['normal', 'pneumonia']));
  expect(reading.used).toHaveLength(pictures.length);
  expect(
    reading.notes.filter((note) => note.startsWith(`${pictures.length} files were left aside`)),
  ).toHaveLength(1);
});

test('Skin Cancer ISIC: nine classes in two splits', async () => {
  const { cases, labels } = await read('skin-cancer-isic');
  expect(labels).toHaveLength(9);
  expect(new Set(labelsOf(cases)).size).toBe(9);
  expect(splitsOf(cases).filter((split) => split === 'test')).toHaveLength(9);
});

test('HAM10000: all seven classes, groups by lesion, copies once, tables of numbers aside', async () => {
  const { cases, labels, notes } = await read('ham10000');
  expect(labels).toHaveLength(7);
  expect(labelsOf(cases)).toEqual(['benign keratosis', 'benign keratosis', 'melanocytic nevus', 'melanoma']);
  expect(groupsOf(cases)).toEqual(['HAM_0000118', 'HAM_0000118', 'HAM_0002730', 'HAM_0001466']);
  expect(cases[0]?.attributes).toEqual({ dx_type: 'histo', age: 80, sex: 'male', localization: 'scalp' });
  expect(notes).toEqual(
    expect.arrayContaining([
      'One file was left aside: small copies of the pictures as tables of numbers.',
      '2 files were left aside: the same name and size as another, which was taken (ham10000_images_part_1/ISIC_0027419.jpg).',
    ]),
  );
});

test('HAM10000: the table as the publisher offers it, without an ending', async () => {
  const { texts = {}, pictures = [] } = miniatures['ham10000'] ?? {};
  const { reading, recipe } = await readByRecipe(
    filesOfMiniature({ texts: { HAM10000_metadata: texts['HAM10000_metadata.csv'] ?? '' }, pictures }),
    {},
    recipes,
  );
  expect(recipe?.id).toBe('ham10000');
  expect(groupsOf(reading.cases)).toEqual(['HAM_0000118', 'HAM_0000118', 'HAM_0002730', 'HAM_0001466']);
});

test('MIMIC-CXR: findings and impression, groups by subject', async () => {
  const { cases } = await read('mimic-cxr');
  expect(groupsOf(cases)).toEqual(['10000032', '10000764']);
  expect(cases[0]?.truth.report).toMatchObject({
    findings: 'There is no focal consolidation.',
    impression: 'No acute cardiopulmonary process.',
  });
});

test('OpenI: reports with their films, and the problems by which they are indexed', async () => {
  const { cases, labels } = await read('open-i');
  expect(cases.map(({ images }) => images.length)).toEqual([2, 1, 0]);
  expect(cases.map(({ truth }) => truth.labels)).toEqual([['normal'], ['Cardiomegaly', 'Spine'], undefined]);
  expect(labels.map(({ name }) => name)).toEqual(['normal', 'Cardiomegaly', 'Spine']);
  expect(cases[1]?.truth.report?.impression).toBe('No acute disease.');
});

test('SXY: Chinese reports by system', async () => {
  const { cases } = await read('sxy');
  expect(cases.map(({ truth, attributes }) => [truth.report?.language, attributes['system']])).toEqual([
    ['zh', 'chest'],
    ['zh', 'abdomen'],
  ]);
});

test('Kvasir v2: eight classes', async () => {
  const { cases, labels } = await read('kvasir-v2');
  expect(cases).toHaveLength(16);
  expect(labels.map(({ name }) => name)).toContain('normal Z-line');
  expect(new Set(labelsOf(cases)).size).toBe(8);
});

test('Kvasir-SEG: a box and a mask of the polyp', async () => {
  const { cases, labels } = await read('kvasir-seg');
  expect(labels.map(({ name }) => name)).toEqual(['polyp']);
  expect(drawnOn(cases[0] ?? never(), 622, 529).boxes).toEqual([
    { label: 'polyp', x: 38, y: 5, width: 392, height: 333 },
  ]);
  expect(cases.map(({ maskFiles }) => maskFiles.map(({ rule }) => rule))).toEqual([
    [{ kind: 'shape', label: 'polyp' }],
    [{ kind: 'shape', label: 'polyp' }],
  ]);
});

test('CVC-ClinicDB: masks of polyps', async () => {
  const { cases } = await read('cvc-clinicdb');
  expect(cases.map(({ maskFiles }) => maskFiles[0]?.path)).toEqual([
    'Ground Truth/1.tif',
    'Ground Truth/2.tif',
  ]);
  expect(cases[0]?.maskFiles[0]?.rule).toEqual({ kind: 'shape', label: 'polyp' });
});

test('pictures of another size in folders of the same names are not CVC-ClinicDB', async () => {
  const other = sizedPng(300, 300);
  const paths = ['Original/1.png', 'Original/2.png', 'Ground Truth/1.png', 'Ground Truth/2.png'];
  const { recipe, reading } = await readByRecipe(
    filesOfMiniature({ texts: Object.fromEntries(paths.map((path) => [path, other])) }),
    {},
    recipes,
  );
  expect(recipe).toBeNull();
  expect(reading.cases).toHaveLength(2);
});

test('CVC-ClinicDB: of a mirror with both formats the PNG, grouped by the sequences of its table', async () => {
  const film = sizedPng(384, 288);
  const parts = [
    'PNG/Original/1.png',
    'PNG/Ground Truth/1.png',
    'PNG/Original/2.png',
    'PNG/Ground Truth/2.png',
  ];
  const row = (n: number, sequence: number) =>
    `${n},${sequence},TIF/Original/${n}.tif,TIF/Ground Truth/${n}.tif,PNG/Original/${n}.png,PNG/Ground Truth/${n}.png`;
  const { reading, recipe } = await readByRecipe(
    filesOfMiniature({
      texts: {
        ...Object.fromEntries(parts.map((path) => [path, film])),
        'metadata.csv': `frame_id,sequence_id,tif_image_path,tif_mask_path,png_image_path,png_mask_path\n${row(1, 1)}\n${row(2, 7)}\n`,
      },
      pictures: parts.map((path) => path.replace('PNG', 'TIF').replace('.png', '.tif')),
    }),
    {},
    recipes,
  );
  expect(recipe?.id).toBe('cvc-clinicdb');
  expect(reading.cases.map(({ name, group, maskFiles }) => [name, group, maskFiles])).toEqual([
    [
      'PNG/Original/1.png',
      '1',
      [{ path: 'PNG/Ground Truth/1.png', rule: { kind: 'shape', label: 'polyp' } }],
    ],
    [
      'PNG/Original/2.png',
      '7',
      [{ path: 'PNG/Ground Truth/2.png', rule: { kind: 'shape', label: 'polyp' } }],
    ],
  ]);
  expect(reading.refused).toEqual([]);
  expect(reading.notes).toContain('4 files were left aside: the same pictures and masks are here as PNG.');
});

test('CholecSeg8k: the watershed masks alone, by value; groups by video', async () => {
  const { cases } = await read('cholecseg8k');
  expect(groupsOf(cases)).toEqual(['video01', 'video12']);
  expect(cases.map(({ maskFiles }) => maskFiles.length)).toEqual([1, 1]);
  const [first] = cases;
  const masks = readMasks(
    pngPixels(rowsPng(50, 50, 21, 21, 22, 255, 0, 36, 5, 50)),
    first?.maskFiles[0]?.rule ?? { kind: 'above', label: 'none' },
    { width: 10, height: 10 },
  );
  expect('kind' in masks || masks.map(({ label, mask }) => [label, maskArea(mask)])).toEqual([
    ['liver', 20],
    ['gallbladder', 10],
    ['liver ligament', 10],
  ]);
  expect('kind' in masks || masks[0]?.changes).toEqual(['10 pixels of no known value left out (36)']);
});

test('DENTEX: disease and FDI number of each tooth', async () => {
  const { cases, labels } = await read('dentex');
  expect(labels.map(({ name }) => name)).toEqual([
    'impacted tooth',
    'caries',
    'periapical lesion',
    'deep caries',
  ]);
  expect((cases[0]?.truth.regions ?? []).map(({ label, fdi }) => [label, fdi])).toEqual([
    ['impacted tooth', 48],
    ['deep caries', 14],
  ]);
});

test('Dental radiography: boxes, splits, films that come twice in one group', async () => {
  const { cases, labels } = await read('dental-radiography');
  expect(labels.map(({ name }) => name)).toEqual(['cavity', 'filling', 'impacted tooth', 'implant']);
  const facts = cases.map((draft) => [
    draft.split,
    draft.group,
    drawnOn(draft, 640, 640)
      .boxes.map(({ label }) => label)
      .join(),
  ]);
  expect(facts.sort()).toEqual([
    ['test', '0002', 'filling'],
    ['train', '0001', 'cavity,impacted tooth'],
    ['train', '0158', 'filling'],
    ['train', '0158', 'implant'],
  ]);
});

test('OCT2017: class, patient and split', async () => {
  const { cases } = await read('oct2017');
  expect(cases.map(({ truth, group, split }) => [truth.labels?.[0], group, split])).toEqual([
    ['choroidal neovascularization', '1016042', 'train'],
    ['choroidal neovascularization', '1016042', 'train'],
    ['diabetic macular edema', '15307', 'train'],
    ['drusen', '95633', 'train'],
    ['normal', '12494', 'train'],
    ['choroidal neovascularization', '53264', 'test'],
    ['normal', '25289', 'test'],
    ['diabetic macular edema', '30521', 'validation'],
  ]);
});

test('IDRiD: grades, lesions and places, each of its own part and split', async () => {
  const { cases } = await read('idrid');
  const facts = cases.map((draft) => [
    draft.name.replace(/^(.).*?([^/]+)$/, '$1 $2'),
    draft.split,
    draft.truth.labels?.[0] ?? null,
    [
      ...draft.maskFiles.map(({ rule }) => ('label' in rule ? rule.label : null)),
      ...drawnOn(draft).points.map(({ label, x }) => `${label} ${x}`),
    ].join(),
    draft.attributes['Risk of macular edema'] ?? null,
  ]);
  expect(facts.sort()).toEqual([
    ['A IDRiD_01.jpg', 'train', null, 'microaneurysm,hard exudate,optic disc', null],
    ['B IDRiD_001.jpg', 'test', 'proliferative retinopathy', '', 0],
    ['B IDRiD_001.jpg', 'train', 'severe nonproliferative retinopathy', '', 2],
    ['B IDRiD_002.jpg', 'train', 'no apparent retinopathy', '', 0],
    ['C IDRiD_001.jpg', 'train', null, 'centre of the optic disc 2226,fovea 3000', null],
  ]);
});

test('ISIC 2018 task 1: the lesion of each picture', async () => {
  const { cases, labels } = await read('isic2018-task1');
  expect(labels.map(({ name }) => name)).toEqual(['lesion']);
  expect(cases.map(({ maskFiles, split }) => [maskFiles[0]?.rule, split])).toEqual([
    [{ kind: 'shape', label: 'lesion' }, 'train'],
    [{ kind: 'shape', label: 'lesion' }, 'train'],
  ]);
});

test('NIH ChestX-ray14: all labels, joined ones apart, boxes under the same name, groups by patient', async () => {
  const { cases, labels, used } = await read('nih-chest-xray14');
  expect(labels).toHaveLength(15);
  expect(splitsOf(cases)).toEqual(['train', 'train', 'test']);
  expect(used).toEqual(expect.arrayContaining(['train_val_list.txt', 'test_list.txt']));
  expect(labelsOf(cases)).toEqual(['Cardiomegaly, Pleural thickening', 'No Finding', 'Infiltration']);
  expect(groupsOf(cases)).toEqual(['1', '1', '2']);
  expect(drawnOn(cases[2] ?? never()).boxes).toEqual([
    { label: 'Infiltration', x: 225.08, y: 547.02, width: 86.78, height: 79.19 },
  ]);
});

test('RSNA: opacities of some, none of others, names kept though DICOM files hold them', async () => {
  const { cases, pseudonymous } = await read('rsna-pneumonia');
  expect(pseudonymous).toBe(true);
  expect(cases.map(({ attributes }) => attributes)).toEqual([
    { class: 'No Lung Opacity / Not Normal' },
    { class: 'Lung Opacity' },
  ]);
  expect(cases.map((draft) => [draft.truth.labels, drawnOn(draft).boxes])).toEqual([
    [[], []],
    [
      ['pneumonia'],
      [
        { label: 'lung opacity', x: 264, y: 152, width: 213, height: 379 },
        { label: 'lung opacity', x: 562, y: 152, width: 256, height: 453 },
      ],
    ],
  ]);
});

test('VinDr-CXR: boxes by name, none where three readers found nothing', async () => {
  const { cases, pseudonymous } = await read('vindr-cxr');
  expect(pseudonymous).toBe(true);
  expect(cases.map((draft) => drawnOn(draft).boxes.map(({ label }) => label))).toEqual([
    [],
    ['Cardiomegaly', 'Interstitial lung disease'],
  ]);
});

test('VQA-RAD: closed and open questions', async () => {
  const { cases } = await read('vqa-rad');
  expect(cases.map(({ truth }) => truth.questions?.map(({ kind, answers }) => [kind, ...answers]))).toEqual([
    [['closed', 'Yes']],
    [['open', 'Plain film']],
  ]);
});

function never(): never {
  throw new Error('there is no such case');
}
