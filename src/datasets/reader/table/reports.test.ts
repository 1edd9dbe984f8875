import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';
import { roles } from './test-tables.ts';

describe('reports in tables', () => {
  test('a whole report is split, other sections are kept, Chinese heads are known', async () => {
    const whole = await readDataset(
      filesOf({
        'r.jsonl':
          '{"id":"x1","report":"FINDINGS: The lungs are clear of anything. IMPRESSION: Normal."}\n{"id":"x2","report":"The lungs are clear without any heading."}\n',
      }),
      {},
    );
    expect(whole.reader).toBe('Table (JSONL)');
    expect(whole.cases).toMatchObject([
      {
        name: 'x1',
        text: { findings: 'The lungs are clear of anything.' },
        truth: { report: { impression: 'Normal.' } },
      },
      {
        name: 'x2',
        truth: { report: { others: [{ heading: '', text: 'The lungs are clear without any heading.' }] } },
      },
    ]);
    const chinese = await readDataset(
      filesOf({
        'sxy.csv':
          '编号,系统,检查所见,诊断意见\n1,胸部,双肺纹理清晰，未见实变影。,双肺未见异常。\n2,腹部,肝脏形态大小正常，密度均匀。,肝脏未见异常。\n',
      }),
      {},
    );
    expect(roles(chinese)).toEqual({
      编号: 'name',
      系统: 'attribute',
      检查所见: 'findings',
      诊断意见: 'impression',
    });
    expect(chinese.cases).toMatchObject([
      {
        name: '1',
        attributes: { 系统: '胸部' },
        truth: {
          report: { findings: '双肺纹理清晰，未见实变影。', impression: '双肺未见异常。', language: 'zh' },
        },
      },
      { name: '2' },
    ]);
  });

  test('short reports are reports by the name of their column; one word is a label', async () => {
    const read = async (cell: string) =>
      roles(await readDataset(filesOf({ 'r.csv': `id,report\n1,Clear lungs.\n2,${cell}\n` }), {}));
    expect(await read('Left effusion.')).toEqual({ id: 'name', report: 'report' });
    expect(
      roles(
        await readDataset(
          filesOf({ 'r.csv': 'image,report\na.png,done\nb.png,missing\n', 'a.png': '', 'b.png': '' }),
          {},
        ),
      ),
    ).not.toMatchObject({ report: 'report' });
  });

  test('reports and their films in two tables (Indiana); without films, reports alone', async () => {
    const texts = {
      'indiana_reports.csv':
        'uid,MeSH,indication,findings,impression\n1,normal,Cough for a week or two.,The lungs are clear of consolidation.,Normal chest film.\n2,other,Pain,The heart is large in this patient.,Large heart of the patient.\n',
      'indiana_projections.csv':
        'uid,filename,projection\n1,1_IM-1.dcm.png,Frontal\n1,1_IM-2.dcm.png,Lateral\n2,2_IM-1.dcm.png,Frontal\n',
    };
    const whole = await readDataset(
      filesOf(texts, [
        'images_normalized/1_IM-1.dcm.png',
        'images_normalized/1_IM-2.dcm.png',
        'images_normalized/2_IM-1.dcm.png',
      ]),
      {},
    );
    expect(
      whole.cases.map(({ name, images, truth, text }) => [
        images.length,
        truth.report?.impression,
        text,
        name,
      ]),
    ).toEqual([
      [2, 'Normal chest film.', undefined, '1'],
      [1, 'Large heart of the patient.', undefined, '2'],
    ]);
    const alone = await readDataset(filesOf(texts), {});
    expect(alone.cases.map(({ name, images, text }) => [name, images.length, text?.findings])).toEqual([
      ['1', 0, 'The lungs are clear of consolidation.'],
      ['2', 0, 'The heart is large in this patient.'],
    ]);
    expect(alone.refused).toEqual([]);
  });

  test('an encoding that is not certain is told, and may be chosen', async () => {
    const bytes = Uint8Array.from('image,label\na.png,Größe\n', (letter) => letter.charCodeAt(0));
    const files = filesOf({ 't.csv': bytes }, ['a.png']);
    const guessed = await readDataset(files, {});
    expect(guessed.tables[0]?.encoding).toBe('windows-1252');
    expect(guessed.notes[0]).toContain('may well be in another encoding');
    const chosen = await readDataset(files, { tables: { 't.csv': { encoding: 'gb18030' } } });
    expect(chosen.cases[0]?.truth.labels).toEqual(['Gr鲞e']);
  });

  test('impressions of one word, beside findings', async () => {
    const texts =
      'id,findings,impression\n1,The lungs are clear of any consolidation.,Normal\n2,Opacity of the left lower lobe.,Pneumonia\n';
    const reading = await readDataset(filesOf({ 't.csv': texts }), {});
    expect(reading.cases.map(({ truth }) => truth.report?.impression)).toEqual(['Normal', 'Pneumonia']);
  });

  test('no case is called after a person; one with a name of its own is', async () => {
    const reports = 'The lungs are clear of any consolidation.,Normal chest film.';
    const read = async (...names: string[]) =>
      (
        await readDataset(
          filesOf({
            't.csv': `name,findings,impression\n${names.map((name) => `${name},${reports}`).join('\n')}\n`,
          }),
          {},
        )
      ).cases.map(({ name }) => name);
    expect(await read('Jane Doe', 'Doe^John')).toEqual(['row 2 of t.csv', 'row 3 of t.csv']);
    expect(await read('张伟', '王小明')).toEqual(['row 2 of t.csv', 'row 3 of t.csv']);
    expect(await read('chest 12', 'film-7')).toEqual(['chest 12', 'film-7']);
    const numbered = `AccessionNumber,findings,impression\nA1,${reports}\nA2,${reports}\n`;
    expect((await readDataset(filesOf({ 't.csv': numbered }), {})).cases.map(({ name }) => name)).toEqual([
      'row 2 of t.csv',
      'row 3 of t.csv',
    ]);
  });
});
