import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../reader/readers.ts';
import { filesOf } from '../reader/test-files.ts';
import { Pseudonyms, pseudonymized } from './pseudonyms.ts';
import { importFiles } from './test-import.ts';

const read = async (texts: Readonly<Record<string, string>>, pictures: readonly string[]) => {
  const reading = await readDataset(filesOf(texts, pictures), {});
  return pseudonymized(reading, Pseudonyms.of(reading));
};
const containing = (text: string): unknown => expect.stringContaining(text);

describe('numbers of patients in a table', () => {
  test('are counted anew, in groups and in names, and what belongs together stays together', async () => {
    const { cases, notes, tables } = await read(
      {
        't.csv':
          'image,patient_id,label\n4711023_L.png,4711023,mass\n4711023_R.png,4711023,normal\nx/815.png,0815999,mass\n',
      },
      ['4711023_L.png', '4711023_R.png', 'x/815.png'],
    );
    expect(cases.map(({ name, group, images }) => [name, group, images[0]?.path])).toEqual([
      ['patient 1_L.png', 'patient 1', '4711023_L.png'],
      ['patient 1_R.png', 'patient 1', '4711023_R.png'],
      ['x/815.png', 'patient 2', 'x/815.png'],
    ]);
    expect(tables[0]?.rows[0]).toMatchObject({
      understood: containing('group patient 1'),
      cells: ['4711023_L.png', '4711023', 'mass'],
    });
    expect(notes).toContainEqual(containing('2 numbers of patients, studies or the like are not stored'));
  });

  test('that lost their zeros, and people’s names', async () => {
    const { cases } = await read({ 't.csv': 'patient,label\n4711023,x\n' }, ['004711023/1.png']);
    expect(cases).toMatchObject([{ name: 'patient 1/1.png', group: 'patient 1' }]);
    const named = await read({ 't.csv': 'image,patient,label\na.png,"Doe, Jane",x\nb.png,#77-1,y\n' }, [
      'a.png',
      'b.png',
    ]);
    expect(named.cases.map(({ group }) => group)).toEqual(['patient 1', 'patient 2']);
  });

  test('in what could not be read', async () => {
    const { refused } = await read({ 't.csv': 'patient,label\n4711023,x\n4711023,y\n4711024,y\n' }, [
      '4711023/1.png',
      '4711024/1.png',
    ]);
    const said = refused.map(({ reason }) => reason).join();
    expect(said).toContain('“patient 1”');
    expect(said).not.toContain('4711023');
  });

  test('that count within the set stay, and so do folders that no table speaks of', async () => {
    const { cases, notes } = await read({ 't.csv': 'image,patient,label\na.png,patient01,x\nb.png,12,y\n' }, [
      'a.png',
      'b.png',
    ]);
    expect(cases.map(({ group }) => group)).toEqual(['patient01', '12']);
    expect(notes.join()).not.toContain('counted anew');
    const folders = await read({}, ['video_20210304/a.png', 'video_20210305/a.png', 'x.csv']);
    expect(folders.cases.map(({ group }) => group).join()).not.toContain('group 1');
  });

  test('that count behind the same words stay, too', async () => {
    const { cases } = await read({ 't.csv': 'ID,label\nBraTS20_Training_001,x\nBraTS20_Training_002,y\n' }, [
      'BraTS20_Training_001/a.png',
      'BraTS20_Training_002/a.png',
    ]);
    expect(cases.map(({ name }) => name)).toEqual([
      'BraTS20_Training_001/a.png',
      'BraTS20_Training_002/a.png',
    ]);
    const hospital = await read({ 't.csv': 'ID,label\n90017744,x\n90017745,y\n' }, [
      'p90017744/a.png',
      '90017745/a.png',
    ]);
    expect(JSON.stringify(hospital.cases.map(({ name, group }) => [name, group]))).not.toMatch(/9001774/);
  });

  test('never take the name of another group', async () => {
    const { cases } = await read({ 't.csv': 'image,patient,label\na.png,patient 1,x\nb.png,4711023,y\n' }, [
      'a.png',
      'b.png',
    ]);
    expect(cases.map(({ group }) => group)).toEqual(['patient 1', 'patient 2']);
  });

  test('are not stored, and accession numbers are not, where tables are linked by them', async () => {
    const { preview, samples } = await importFiles({
      'reports.csv':
        'accession_number,findings,impression\nA20394857,The lungs are clear today.,Normal chest film.\nA20394858,There is an effusion on the left.,Effusion on the left.\n',
      'labels.csv':
        'accession_number,mrn,diagnosis\nA20394857,90017744,normal\nA20394858,90017745,effusion\n',
    });
    expect(samples.map(({ name, truth }) => [name, truth.labels])).toEqual([
      ['case 1', ['normal']],
      ['case 2', ['effusion']],
    ]);
    expect(JSON.stringify([samples, preview.notes, preview.refused])).not.toMatch(/A2039485|900177/);
  });

  test('of a known public set are its publisher’s pseudonyms and stay', async () => {
    const { samples } = await importFiles({
      'files/p10/p10000032/s50414267.txt':
        'FINDINGS: The lungs are clear.\n\nIMPRESSION: No acute process.\n',
      'mimic-cxr-2.0.0-chexpert.csv':
        'subject_id,study_id,Cardiomegaly,No Finding\n10000032,50414267,-1.0,1.0\n',
    });
    expect(samples).toMatchObject([{ group: '10000032' }]);
  });
});

test('ages by which a person is known are capped, where they are years', async () => {
  const ages = async (...years: readonly number[]) => {
    const csv = `image,age,label\n${years.map((age, n) => `${n}.png,${age},x`).join('\n')}\n`;
    const { cases, notes } = await read(
      { 't.csv': csv },
      years.map((_, n) => `${n}.png`),
    );
    return [
      cases.map(({ attributes }) => attributes['age']),
      notes.filter((note) => note.includes('bove 90')),
    ];
  };
  expect(await ages(45, 93, 90)).toEqual([[45, 90, 90], ['Ages above 90 are kept as 90, in one case.']]);
  expect(await ages(45, 93, 186)).toEqual([[45, 93, 186], []]);
});

test('no number is left in any text, whatever stands around it', async () => {
  const numbers = ['4711023', 'AB-99-1234567', 'Doe, Jane', '90017744'];
  const reading = await readDataset(
    filesOf(
      { 't.json': JSON.stringify(numbers.map((patient, n) => ({ image: `${n}.png`, patient, label: 'x' }))) },
      numbers.map((_, n) => `${n}.png`),
    ),
    {},
  );
  const { say } = Pseudonyms.of(reading);
  expect(say('s/p4711023L.png 47110231')).toBe('s/ppatient 1L.png 47110231');
  const text = fc.array(
    fc.constantFrom(...numbers, ...numbers.map((each) => each.toUpperCase()), '00', '12', 'x', 'ward'),
    {
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(text, fc.constantFrom(' ', '/', '_', '-', '(', ', ', '”'), (words, mark) => {
      const said = say(words.join(mark));
      for (const number of numbers) expect(said.toLowerCase()).not.toContain(number.toLowerCase());
    }),
  );
});
