import { expect, test } from 'vitest';
import { testImage } from '../dicom/test-dicom.ts';
import { importFiles } from './test-import.ts';

const size = { rows: 4, columns: 4 };
const [healthy, ill] = ['0004cfab-14fd-4e49-80ba-63a80b6bddd6', '00436515-870c-4b36-a041-de91049b9ab4'];
const rsna = {
  'rsna/stage_2_train_labels.csv': [
    'patientId,x,y,width,height,Target',
    `${healthy},,,,,0`,
    `${ill},1.0,1.0,2.0,3.0,1`,
    '',
  ].join('\n'),
  'rsna/stage_2_detailed_class_info.csv': `patientId,class\n${healthy},Normal\n${ill},Lung Opacity\n`,
  // As the publisher wrote them: the pseudonym of the file is the patient's name and number.
  [`rsna/stage_2_train_images/${healthy}.dcm`]: testImage(size, '1.2.1', {
    PatientID: healthy,
    PatientName: healthy,
  }),
  [`rsna/stage_2_train_images/${ill}.dcm`]: testImage(size, '1.2.2', { PatientID: ill, PatientName: ill }),
};

test('RSNA: the pseudonyms of a known public set stay, and every case finds its boxes', async () => {
  const { preview, samples, refused } = await importFiles(rsna);
  expect(preview.recipe).toMatchObject({ id: 'rsna-pneumonia', inUse: true });
  expect(refused).toEqual([]);
  expect(samples.map(({ name, truth, attributes }) => [name, truth, attributes['class']])).toEqual([
    [`stage_2_train_images/${healthy}.dcm`, { labels: [], boxes: [] }, 'Normal'],
    [
      `stage_2_train_images/${ill}.dcm`,
      { labels: ['pneumonia'], boxes: [{ label: 'lung opacity', x: 1, y: 1, width: 2, height: 3 }] },
      'Lung Opacity',
    ],
  ]);
});

test('the same files as no known set: names that are a patient’s are not kept', async () => {
  const unknown = Object.fromEntries(
    Object.entries(rsna).map(([path, item]) => [
      path,
      typeof item === 'string' ? item.replace('Target', 'Score') : item,
    ]),
  );
  const { preview, samples } = await importFiles(unknown);
  expect(preview.recipe).toBeNull();
  expect(samples.length).toBeGreaterThan(0);
  for (const { name } of samples) expect(name).not.toMatch(/0004cfab|00436515/);
});
