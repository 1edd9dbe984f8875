import { describe, expect, test } from 'vitest';
import { blobSource } from '../container/source.ts';
import { unsaid, type CaseDraft, type Reading } from '../reader/reading.ts';
import { deidentified } from './deidentify.ts';
import { keptAttributes, keptLabel } from './identity/attributes.ts';
import { identifiersOf } from './identity/identifiers.ts';
import { holdsOwn } from './identity/screen.ts';
import { readDicom } from './parse/file.ts';
import { DicomSurvey } from './survey.ts';
import { dicomBytes, testImage, type TestItem } from './test-dicom.ts';

const jane: TestItem = {
  PatientName: 'Doe^Jane',
  PatientID: 'MRN4711',
  PatientBirthDate: '19500704',
};
const dataOf = (item: TestItem) => readDicom(dicomBytes(item)).data;
const anything = () => true;

describe('attributes are kept by a list', () => {
  test('modality, body part, view, side, age, sex, maker; nothing else', () => {
    const { attributes } = keptAttributes(
      dataOf({
        ...jane,
        Modality: 'DX',
        BodyPartExamined: 'CHEST',
        ViewPosition: 'PA',
        ImageLaterality: 'L',
        PatientAge: '045Y',
        PatientSex: 'F',
        Manufacturer: 'Acme Imaging',
        ManufacturerModelName: 'X 200',
      }),
      anything,
    );
    expect(attributes).toEqual({
      Modality: 'DX',
      'Body part': 'CHEST',
      View: 'PA',
      Laterality: 'left',
      Age: 45,
      Sex: 'female',
      Manufacturer: 'Acme Imaging',
      Model: 'X 200',
    });
  });

  test.each([
    ['095Y', 90],
    ['018M', 1],
    ['003W', 0],
    ['45', undefined],
  ])('age %s is %s', (age, years) => {
    expect(keptAttributes(dataOf({ PatientAge: age }), anything).attributes['Age']).toBe(years);
  });

  test('terms that are none of the standard, and texts with numbers, dates or identifiers, are not', () => {
    const { attributes } = keptAttributes(
      dataOf({
        Modality: 'DOE',
        BodyPartExamined: 'Mrs Doe',
        Manufacturer: 'Serial 123456',
        ManufacturerModelName: '04.07.1950',
      }),
      anything,
    );
    expect(attributes).toEqual({});
    expect(
      keptAttributes(dataOf({ Manufacturer: 'Doe Imaging' }), (text) => !text.includes('Doe')).attributes,
    ).toEqual({});
  });

  test('labels likewise', () => {
    expect(keptLabel('Left lung', anything)).toBe('Left lung');
    expect(keptLabel('左肺', anything)).toBe('左肺');
    for (const text of ['case 471123', '1950-07-04', 'x'.repeat(80), '<b>', undefined])
      expect(keptLabel(text, anything)).toBeUndefined();
    expect(keptLabel('Doe', () => false)).toBeUndefined();
  });
});

describe('identifiers', () => {
  test('are found at every depth, but for UIDs of the standard', () => {
    const found = identifiersOf(
      dataOf({
        ...jane,
        SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
        SOPInstanceUID: '1.3.99.4711',
        ReferencedSOPSequence: [{ ReferencedSOPInstanceUID: '1.3.99.4712', PatientID: 'INNER77' }],
      }),
    );
    expect(found.map(({ value }) => value).sort()).toEqual([
      '1.3.99.4711',
      '1.3.99.4712',
      '19500704',
      'Doe^Jane',
      'INNER77',
      'MRN4711',
    ]);
  });

  test('are found under the forms in which people write them', () => {
    const identifiers = identifiersOf(dataOf(jane));
    for (const text of ['doe-jane.dcm', 'JANE', 'scan_mrn4711', 'born 04.07.1950', 'Ｊａｎｅ'])
      expect(holdsOwn(text, identifiers)).toBe(true);
    for (const text of ['chest', 'dose', 'MR', '1950']) expect(holdsOwn(text, identifiers)).toBe(false);
  });
});

describe('a reading', () => {
  const draft = (path: string, more: Partial<CaseDraft> = {}): CaseDraft => ({
    name: path,
    images: [{ path }],
    truth: {},
    maskFiles: [],
    split: 'none',
    attributes: {},
    ...more,
  });
  const reading = (cases: readonly CaseDraft[]): Reading => ({
    ...unsaid,
    reader: 'Table (CSV)',
    understood: '',
    labels: [],
    cases,
    refused: [{ path: 'Doe_Jane/b.dcm', reason: 'Doe_Jane/b.dcm is damaged', remedy: 'Copy it again.' }],
    unnamed: { reason: 'it is not named', remedy: 'Name it.' },
    used: [],
    key: [],
  });

  test('loses names, groups, attributes and paths that name a patient of any of its files', async () => {
    const source = (path: string, item: TestItem) => blobSource(path, new Blob([dicomBytes(item)]));
    const survey = await DicomSurvey.of([
      source('Doe_Jane/a.dcm', testImage({ rows: 2, columns: 2 }, '1.1', jane)),
      source('Doe_Jane/b.dcm', testImage({ rows: 2, columns: 2 }, '1.2', jane)),
      source('c.dcm', testImage({ rows: 2, columns: 2 }, '1.3', { PatientID: 'OTHER99' })),
    ]);
    const clean = deidentified(
      reading([
        draft('Doe_Jane/a.dcm', { group: 'MRN4711', attributes: { reader: 'Jane', site: 'north' } }),
        draft('c.dcm', { group: 'group 1' }),
      ]),
      survey,
    );
    expect(clean.cases.map(({ name, group, attributes }) => [name, group, attributes])).toEqual([
      ['CT 1', 'patient 1', { site: 'north' }],
      ['c.dcm', 'group 1', {}],
    ]);
    expect(clean.refused).toEqual([{ path: 'CT 2', reason: 'CT 2 is damaged', remedy: 'Copy it again.' }]);
    expect(clean.notes.join()).toContain('1 value of a table was left out');
    const { cases, ...rest } = clean;
    const told = cases.map(({ images: _images, ...each }) => each);
    expect(JSON.stringify([told, rest])).not.toMatch(/doe|jane|4711/i);
  });
});
