import { expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';

const read = (...reports: readonly string[]) =>
  readDataset(
    filesOf(
      { 't.csv': `ImageID,findings\n${reports.map((report, n) => `${n}.png,"${report}"`).join('\n')}\n` },
      reports.map((_, n) => `${n}.png`),
    ),
    {},
  );
const languages = async (...reports: readonly string[]) =>
  (await read(...reports)).cases.map(({ truth }) => truth.report?.language);

test('Spanish as PadChest has it, stemmed and without accents: short reports by the others', async () => {
  const reading = await read(
    'sin hallazg patolog .',
    'cambi degener de column dorsal . sin infiltr en el parenquim pulmon derecho .',
    'cardiomegali .',
  );
  expect(reading.cases.map(({ truth }) => truth.report?.language)).toEqual(['es', 'es', 'es']);
  expect(reading.notes).toContain(
    'Language of the reports, told by their commonest words: Spanish (3). Findings are recognised by English and Chinese words only: measures of findings say nothing of reports in another language.',
  );
  expect(reading.notes.join()).not.toContain('told by their script');
});

test('English stays English, and what no word tells too', async () => {
  expect(
    await languages(
      'The heart is normal. There is no effusion.',
      'Cardiomegaly. Effusion bilaterally, old fractures seen, lines unchanged.',
    ),
  ).toEqual(['en', 'en']);
  const bare = 'Cardiomegaly. Effusion bilaterally, old fractures seen, lines unchanged.';
  expect(await languages(bare)).toEqual(['en']);
  expect((await read(bare)).notes).toContain('Language of the reports, told by their script: en.');
});

test('a report says its own language where it is long enough', async () => {
  expect(
    await languages(
      'Herz und Mediastinum sind nicht verbreitert, kein Erguss, keine Infiltrate, die Zwerchfelle glatt.',
      'Le coeur est de taille normale, sans épanchement dans les culs-de-sac, pas de foyer.',
      'Il cuore è di dimensioni normali, non si vedono versamenti, la trama della parte destra è regolare.',
      'Sem derrame pleural, coração de dimensões normais, não há sinais de consolidação nos campos, hilos com aspecto da normalidade.',
      'The lungs are clear, and there is no effusion in the right hemithorax.',
      '双肺纹理清晰，未见实变影。',
    ),
  ).toEqual(['de', 'fr', 'it', 'pt', 'en', 'zh']);
});
