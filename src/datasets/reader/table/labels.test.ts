import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { drawnOn, filesOf } from '../test-files.ts';
import { faults, read, roles } from './test-tables.ts';

describe('labels, masks, points, attributes', () => {
  test('labels joined, a patient, what varies and what does not', async () => {
    const reading = await read(
      'Image Index,Finding Labels,Patient ID,Patient Age\na.png,Edema|Effusion,7,50\nb.png,No Finding,8,61',
    );
    expect(reading.tables[0]).toMatchObject({ separator: '|', inUse: true, rowCount: 2 });
    expect(reading.tables[0]?.rows[0]).toEqual({
      cells: ['a.png', 'Edema|Effusion', '7', '50'],
      understood: 'picture a.png; labels: Edema, Effusion; group 7; Patient Age 50',
      fault: false,
    });
  });

  test('a column of masks', async () => {
    const reading = await readDataset(
      filesOf({ 't.csv': 'image,mask_path,label\na.png,masks/a.png,polyp\nb.png,masks/c.png,polyp\n' }, [
        'images/a.png',
        'images/b.png',
        'masks/a.png',
        'masks/b.png',
      ]),
      { tables: { 't.csv': { mapping: { mask_path: 'mask' } } } },
    );
    expect(reading.cases).toMatchObject([
      { maskFiles: [{ path: 'masks/a.png', rule: { kind: 'shape', label: 'polyp' } }] },
    ]);
    expect(faults(reading)).toEqual(['t.csv, row 3: the mask “masks/c.png” is not here']);
  });

  test('parts that are masks, placed by two columns or by the corner of a box', async () => {
    const pictures = ['images/a.png', 'parts/a1.png', 'parts/a2.png'];
    const placed = await readDataset(
      filesOf(
        {
          't.csv':
            'image,mask_file,label,x_offset,y_offset\na.png,a1.png,tooth,10,20\na.png,a2.png,tooth,30,5',
        },
        pictures,
      ),
      {},
    );
    expect(roles(placed)).toMatchObject({ x_offset: 'mask left', y_offset: 'mask top' });
    expect(placed.cases).toMatchObject([
      {
        name: 'images/a.png',
        maskFiles: [
          { path: 'parts/a1.png', rule: { kind: 'shape', label: 'tooth', corner: { x: 10, y: 20 } } },
          { path: 'parts/a2.png', rule: { kind: 'shape', label: 'tooth', corner: { x: 30, y: 5 } } },
        ],
      },
    ]);
    const boxed = await readDataset(
      filesOf(
        { 't.csv': 'image,mask_file,class,x,y,w,h\na.png,a1.png,tooth,10,20,4,4' },
        pictures.slice(0, 2),
      ),
      {},
    );
    expect(boxed.cases[0]?.maskFiles).toEqual([
      { path: 'parts/a1.png', rule: { kind: 'shape', label: 'tooth', corner: { x: 10, y: 20 } } },
    ]);
    expect(boxed.cases[0]?.drawings).toHaveLength(1);
  });

  test('a point called after its columns; labels in numbers beside words', async () => {
    const reading = await read('ID,ImgName,Fovea_X,Fovea_Y\n1,a.png,12.5,13\n2,b.png,,');
    expect(roles(reading)).toEqual({
      ID: 'ignore',
      ImgName: 'image',
      Fovea_X: 'point x',
      Fovea_Y: 'point y',
    });
    expect(reading.cases.map((draft) => drawnOn(draft).points)).toEqual([
      [{ label: 'Fovea', x: 12.5, y: 13 }],
      [],
    ]);
  });

  test('numbers of rows, counts and sizes are no labels, though they be 0 and 1', async () => {
    const counted = await read(
      'filename,img_id,region_count,fileSize,annotator\na.png,0,1,1,1\nb.png,1,1,0,1\n',
    );
    expect(roles(counted)).toEqual({
      filename: 'image',
      img_id: 'ignore',
      region_count: 'ignore',
      fileSize: 'ignore',
      annotator: 'ignore',
    });
    const hot = await read('image,carotid,malignant,checked\na.png,1,TRUE,TRUE\nb.png,0,FALSE,TRUE\n');
    expect(roles(hot)).toMatchObject({
      carotid: 'one label, 0 or 1',
      malignant: 'one label, 0 or 1',
      checked: 'ignore',
    });
    expect(hot.cases.map(({ truth }) => truth.labels)).toEqual([['carotid', 'malignant'], []]);
  });

  test('labels that happen to be the names of pictures stay labels', async () => {
    const pictures = ['0.png', '1.png', '2.png', '3.png'];
    const named = await read('image,labels\n0.png,2\n1.png,0\n2.png,1\n', pictures);
    expect(named.cases.map(({ images, truth }) => [images.length, truth.labels])).toEqual([
      [1, ['2']],
      [1, ['0']],
      [1, ['1']],
    ]);
    const graded = await read('image,level,teeth\n0.png,2,1\n1.png,0,3\n2.png,1,2\n', pictures);
    expect(roles(graded)).toEqual({ image: 'image', level: 'labels', teeth: 'ignore' });
    const spelled = await read('frame,sequence,png\n1,3,img/1.png\n2,0,img/2.png\n', pictures);
    expect(roles(spelled)).toEqual({ frame: 'ignore', sequence: 'ignore', png: 'image' });
  });

  test('a cell that does not fit is refused by its row, shown as such', async () => {
    const reading = await read('image,melanoma,nevus\na.png,1,0\nb.png,2,0\n', ['a.png', 'b.png'], {
      mapping: { melanoma: 'one label, 0 or 1', nevus: 'one label, 0 or 1' },
    });
    expect(faults(reading)).toEqual(['t.csv, row 3: “melanoma” is “2”, neither 0 nor 1']);
    expect(reading.tables[0]?.rows[1]).toMatchObject({
      fault: true,
      understood: '“melanoma” is “2”, neither 0 nor 1',
    });
  });

  test('findings of CheXpert: present, absent, uncertain and not mentioned', async () => {
    const reading = await read(
      'Path,Sex,Frontal/Lateral,AP/PA,No Finding,Cardiomegaly,Edema\na.png,Female,Frontal,AP,1.0,,\nb.png,Male,Lateral,,,-1.0,1.0\nc.png,Male,Frontal,PA,,0.0,0.5\n',
      ['a.png', 'b.png', 'c.png'],
      { mapping: { Edema: 'one finding, 1, 0 or -1' } },
    );
    expect(roles(reading)).toMatchObject({
      'No Finding': 'one finding, 1, 0 or -1',
      Cardiomegaly: 'one finding, 1, 0 or -1',
      'Frontal/Lateral': 'attribute',
      'AP/PA': 'attribute',
    });
    expect(reading.cases.map(({ truth }) => truth)).toEqual([
      {
        labels: ['No Finding'],
        findings: [
          { observation: 'No Finding', status: 'present' },
          { observation: 'Cardiomegaly', status: 'not mentioned' },
          { observation: 'Edema', status: 'not mentioned' },
        ],
      },
      {
        labels: ['Edema'],
        findings: [
          { observation: 'No Finding', status: 'not mentioned' },
          { observation: 'Cardiomegaly', status: 'uncertain' },
          { observation: 'Edema', status: 'present' },
        ],
      },
    ]);
    expect(faults(reading)).toEqual(['t.csv, row 4: “Edema” is “0.5”, not 1, 0 or -1']);
    expect(reading.notes.join()).toContain('-1 (uncertain)');
    expect(reading.tables[0]?.rows[1]?.understood).toContain('Cardiomegaly: uncertain; Edema: present');
  });

  test('rows of several readers that differ are told; an age in years by DICOM is a number', async () => {
    const rows = ['a.png,R1,058Y,0,1,0', 'a.png,R2,058Y,0,0,1', 'b.png,R1,007,0,0,1', 'b.png,R2,007,0,0,1'];
    const reading = await read(`image_id,rad_id,age,mass,edema,No finding\n${rows.join('\n')}\n`);
    expect(reading.cases.map(({ truth, attributes }) => [truth.labels, attributes['age']])).toEqual([
      [['edema', 'No finding'], 58],
      [['No finding'], '007'],
    ]);
    expect(reading.notes).toEqual([
      't.csv: one picture has several rows with different labels, as of several readers; all of them are kept.',
    ]);
  });
});

describe('columns of 0 and 1 about the patient or the visit', () => {
  test('are attributes, not labels', async () => {
    const reading = await read(
      'image,pneumonia,prior_study,isFollowUp,Smoking History\na.png,1,0,1,0\nb.png,0,1,0,1\n',
    );
    expect(roles(reading)).toEqual({
      image: 'image',
      pneumonia: 'one label, 0 or 1',
      prior_study: 'attribute',
      isFollowUp: 'attribute',
      'Smoking History': 'attribute',
    });
    expect(reading.cases.map(({ attributes }) => attributes['prior_study'])).toEqual([0, 1]);
    expect(reading.notes).toContain(
      't.csv: “pneumonia” holds 0 and 1 only, and is taken for a label. If it is about the patient or the visit, and not about what is shown, make it an attribute above its column.',
    );
  });

  test('alone, they leave the pictures without labels', async () => {
    const reading = await read('image,prior\na.png,1\nb.png,0\n');
    expect(reading.cases.map(({ truth }) => truth.labels)).toEqual([undefined, undefined]);
    expect(reading.notes).toEqual([]);
  });

  test('beside findings of 1, 0 and -1 as well; several labels are told in one line', async () => {
    const findings = await read('image,edema,effusion,pregnant\na.png,1,-1,1\nb.png,0,1,0\n');
    expect(roles(findings)['pregnant']).toBe('attribute');
    const many = await read('image,p,q,r,s,t\na.png,1,0,0,1,0\nb.png,0,1,0,0,1\n');
    expect(many.notes.join()).toContain(
      '“p”, “q”, “r” and 2 more columns hold 0 and 1 only, and are taken for labels.',
    );
  });
});

test('a count of a thousand or more has its mark', async () => {
  const names = Array.from({ length: 1200 }, (_, n) => `${n}.png`);
  const reading = await read(`image,label\n${names.map((name) => `${name},x`).join('\n')}\n`, names);
  expect(reading.understood).toBe('t.csv describes 1,200 cases that are here.');
});

test('a table without any picture says to drop them together', async () => {
  const one = await read('image,label\na.png,x\nb.png,y\n', []);
  expect([one.cases, one.understood]).toEqual([
    [],
    't.csv can be read, but no picture is here: drop the folder of the pictures together with it.',
  ]);
});
