import { describe, expect, test } from 'vitest';
import { readDataset } from './readers.ts';
import { filesOf } from './test-files.ts';

const read = async (...paths: string[]) => readDataset(filesOf({}, paths), {});
const facts = ({ cases }: Awaited<ReturnType<typeof readDataset>>) =>
  cases.map(({ truth, split, group }) => [truth.labels?.join() ?? null, split, group ?? null]);

describe('names of files', () => {
  test('tell the person, folders the class and the split', async () => {
    const reading = await read(
      'train/NORMAL/IM-0115-0001.jpeg',
      'train/NORMAL/NORMAL2-IM-0927-0001.jpeg',
      'train/PNEUMONIA/person1_bacteria_1.jpeg',
      'train/PNEUMONIA/person1_bacteria_2.jpeg',
      'train/PNEUMONIA/person3_virus_15.jpeg',
      'val/PNEUMONIA/person1946_bacteria_4874.jpeg',
    );
    expect(facts(reading)).toEqual([
      ['NORMAL', 'train', null],
      ['NORMAL', 'train', null],
      ['PNEUMONIA', 'train', 'person1'],
      ['PNEUMONIA', 'train', 'person1'],
      ['PNEUMONIA', 'train', 'person3'],
      ['PNEUMONIA', 'validation', 'person1946'],
    ]);
    expect(reading.notes).toEqual([
      'Who is who is told by the names of 4 files: person1_bacteria_1.jpeg is of “person1”.',
    ]);
  });

  test('tell the patient where they repeat the class of their folder', async () => {
    const reading = await read(
      'train/CNV/CNV-1016042-1.jpeg',
      'train/CNV/CNV-1016042-2.jpeg',
      'train/DRUSEN/DRUSEN-95633-1.jpeg',
      'test/CNV/CNV-53264-1.jpeg',
    );
    expect(facts(reading)).toEqual([
      ['CNV', 'train', '1016042'],
      ['CNV', 'train', '1016042'],
      ['DRUSEN', 'train', '95633'],
      ['CNV', 'test', '53264'],
    ]);
  });

  test('tell class and patient of pictures in one folder', async () => {
    const reading = await read('CNV-1-1.jpeg', 'CNV-1-2.jpeg', 'DME-7-1.jpeg', 'DME-1-3.jpeg');
    expect(reading.reader).toBe('File names');
    expect(reading.labels.map(({ name }) => name)).toEqual(['CNV', 'DME']);
    expect(facts(reading)).toEqual([
      ['CNV', 'none', '1'],
      ['CNV', 'none', '1'],
      ['DME', 'none', '7'],
      ['DME', 'none', '1'],
    ]);
  });

  test.each([
    ['numbers of a camera', ['IMG-1-1.png', 'IMG-1-2.png', 'DSC-2-1.png', 'DSC-2-2.png']],
    ['one word for all', ['CNV-1-1.png', 'CNV-2-1.png']],
    ['a word that one picture has', ['CNV-1-1.png', 'CNV-2-1.png', 'DME-3-1.png']],
    ['two numbers or none', ['a_1.png', 'a_2.png', 'b_1.png', 'b_2.png']],
    ['another pattern among them', ['CNV-1-1.png', 'CNV-2-1.png', 'DME-3-1.png', 'DME-3-2.png', 'x.png']],
    ['sides', ['left-1-1.png', 'left-2-1.png', 'right-1-1.png', 'right-2-1.png']],
  ])('do not tell a class by %s', async (_, paths) => {
    const { cases, labels } = await read(...paths);
    expect(labels).toEqual([]);
    expect(cases.map(({ truth, group }) => [truth, group])).toEqual(paths.map(() => [{}, undefined]));
  });

  test('in folders of another name tell no patient', async () => {
    const reading = await read('a/CNV-1-1.png', 'a/CNV-1-2.png', 'b/DME-1-1.png', 'b/DME-2-1.png');
    expect(facts(reading)).toEqual([
      ['a', 'none', null],
      ['a', 'none', null],
      ['b', 'none', null],
      ['b', 'none', null],
    ]);
  });

  test('tell nobody where everybody has one picture', async () => {
    const reading = await read('x/person1.png', 'y/person2.png');
    expect(facts(reading).map(([, , group]) => group)).toEqual([null, null]);
    expect(reading.notes).toEqual([]);
  });

  test('do not gainsay the groups of a table', async () => {
    const csv = 'image,label,patient_id\nperson1_a.png,x,A\nperson1_b.png,y,B\n';
    const reading = await readDataset(filesOf({ 't.csv': csv }, ['person1_a.png', 'person1_b.png']), {});
    expect(facts(reading).map(([, , group]) => group)).toEqual(['A', 'B']);
  });
});

describe('metadata of pictures', () => {
  test('HAM10000: pictures of one lesion are of one group', async () => {
    const csv = [
      'lesion_id,image_id,dx,dx_type,age,sex,localization',
      'HAM_0000118,ISIC_0027419,bkl,histo,80.0,male,scalp',
      'HAM_0000118,ISIC_0025030,bkl,histo,80.0,male,scalp',
      'HAM_0002730,ISIC_0026769,nv,follow_up,,unknown,back',
    ].join('\n');
    const reading = await readDataset(
      filesOf({ 'HAM10000_metadata.csv': csv }, [
        'HAM10000_images_part_1/ISIC_0027419.jpg',
        'HAM10000_images_part_1/ISIC_0025030.jpg',
        'HAM10000_images_part_2/ISIC_0026769.jpg',
      ]),
      {},
    );
    expect(facts(reading)).toEqual([
      ['bkl', 'none', 'HAM_0000118'],
      ['bkl', 'none', 'HAM_0000118'],
      ['nv', 'none', 'HAM_0002730'],
    ]);
    expect(reading.cases.map(({ attributes }) => attributes)).toEqual([
      { dx_type: 'histo', age: 80, sex: 'male', localization: 'scalp' },
      { dx_type: 'histo', age: 80, sex: 'male', localization: 'scalp' },
      { dx_type: 'follow_up', sex: 'unknown', localization: 'back' },
    ]);
    expect(reading.refused).toEqual([]);
  });

  test.each([
    ['Finding Labels', 'Edema|Effusion', 'No Finding', ['Edema', 'Effusion'], ['No Finding']],
    ['labels', 'mass | node', 'mass', ['mass', 'node'], ['mass']],
    ['diagnosis', 'x|x', 'y', ['x'], ['y']],
    ['class', '|', 'y', [], ['y']],
  ])('several labels in one cell of “%s”, joined by |', async (column, first, second, one, two) => {
    const reading = await readDataset(
      filesOf({ 't.csv': `image,${column}\na.png,${first}\nb.png,${second}\n` }, ['a.png', 'b.png']),
      {},
    );
    expect(reading.cases.map(({ truth }) => truth.labels ?? [])).toEqual([one, two]);
  });
});
