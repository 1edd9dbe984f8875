import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';

const images = 'image,patient_id,view\na.png,90017744,PA\nb.png,90017744,LAT\nc.png,90017745,PA\n';
const pictures = ['img/a.png', 'img/b.png', 'img/c.png'];
const read = async (texts: Readonly<Record<string, string>>) => {
  const reading = await readDataset(filesOf(texts, pictures), {});
  return {
    ...reading,
    told: reading.cases.map(({ name, truth, group, attributes }) => [
      name,
      truth.labels?.join(),
      group,
      attributes['age'],
    ]),
  };
};

describe('a table of patients beside one that says which pictures are whose', () => {
  test('is about every picture of each', async () => {
    const { told, refused, notes } = await read({
      'images.csv': images,
      'patients.csv': 'Patient ID,age,diagnosis\n90017744,40,mass\n90017745,50,normal\n90017799,60,normal\n',
    });
    expect(told).toEqual([
      ['img/a.png', 'mass', '90017744', 40],
      ['img/b.png', 'mass', '90017744', 40],
      ['img/c.png', 'normal', '90017745', 50],
    ]);
    expect(refused).toEqual([]);
    expect(notes).toContain('1 of 3 rows of patients.csv are about pictures that are not here.');
  });

  test.each([
    ['numbers of other patients', 'patient_id,diagnosis\n1,mass\n2,normal\n'],
    [
      'a patient in two rows, which say different things',
      'patient_id,diagnosis\n90017744,mass\n90017744,normal\n',
    ],
    ['a column of another name', 'code,diagnosis\n90017744,mass\n90017745,normal\n'],
  ])('%s: nothing is taken from it, and it is said', async (_, csv) => {
    const { told, notes } = await read({ 'images.csv': images, 'patients.csv': csv });
    expect(told.map(([, label]) => label)).toEqual([undefined, undefined, undefined]);
    expect(notes).toContain('Left aside, being about something else: patients.csv.');
  });

  test('two such tables of pictures: which one is meant is not guessed', async () => {
    const { told } = await read({
      'images.csv': images,
      'more.csv': 'file,patient_id,side\na.png,90017744,L\nb.png,90017744,R\nc.png,90017745,L\n',
      'patients.csv': 'patient_id,diagnosis\n90017744,mass\n90017745,normal\n',
    });
    expect(told.map(([, label]) => label)).toEqual([undefined, undefined, undefined]);
  });
});
