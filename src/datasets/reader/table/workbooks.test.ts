import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { workbook } from '../../recipe/test-workbook.ts';
import { readDataset } from '../readers.ts';
import { filesOf } from '../test-files.ts';

/** A workbook of two sheets, the second of which is in this state. */
function twoSheets(state: string): Uint8Array<ArrayBuffer> {
  const parts = unzipSync(
    workbook([
      ['image', 'label'],
      ['a.png', 'mass'],
    ]),
  );
  const text = (path: string) => strFromU8(parts[path] ?? new Uint8Array());
  const other = text('xl/worksheets/sheet1.xml').replace('mass', 'wrong');
  return Uint8Array.from(
    zipSync({
      ...parts,
      'xl/workbook.xml': strToU8(
        text('xl/workbook.xml').replace(
          '</sheets>',
          `<sheet name="Old &amp; wrong" sheetId="2" state="${state}" r:id="rId2"/></sheets>`,
        ),
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        text('xl/_rels/workbook.xml.rels').replace(
          /<Relationship (.*?)sheet1(.*?)\/>/,
          (whole) => whole + whole.replace('rId1', 'rId2').replace('sheet1', 'sheet2'),
        ),
      ),
      'xl/worksheets/sheet2.xml': strToU8(other),
    }),
  );
}

const read = (bytes: Uint8Array<ArrayBuffer>) => readDataset(filesOf({ 'data.xlsx': bytes }, ['a.png']), {});

test.each(['hidden', 'veryHidden'])('a sheet that is %s is not read, and named', async (state) => {
  const { cases, notes, refused } = await read(twoSheets(state));
  expect([cases.map(({ truth }) => truth.labels), refused]).toEqual([[['mass']], []]);
  expect(notes).toContain('data.xlsx: its sheet “Old & wrong” is hidden and was not read.');
});

test('two sheets that are shown are both read, and what they contradict is told', async () => {
  const { cases, refused } = await read(twoSheets('visible'));
  expect(cases).toEqual([]);
  expect(refused.map(({ reason }) => reason).join()).toContain('different labels');
});

test('a workbook whose only sheet is hidden says so', async () => {
  const parts = unzipSync(
    workbook([
      ['image', 'label'],
      ['a.png', 'mass'],
    ]),
  );
  const book = strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array());
  const hidden = zipSync({
    ...parts,
    'xl/workbook.xml': strToU8(book.replace('<sheet ', '<sheet state="hidden" ')),
  });
  const { refused } = await read(Uint8Array.from(hidden));
  expect(refused.map(({ reason }) => reason)).toContain('the table has no rows but in hidden sheets');
});

test('a text with a heading, tabs and the name of a picture in each row is a table, in UTF-16 too', async () => {
  const text = 'image\tlabel\tage\r\na.png\tmass\t45\r\nb.png\tnormal\t50\r\n';
  const wide = new Uint8Array(
    new Uint16Array([0xfeff, ...Array.from(text, (sign) => sign.charCodeAt(0))]).buffer,
  );
  for (const content of [text, wide]) {
    const { cases, refused } = await readDataset(filesOf({ 'data.txt': content }, ['a.png', 'b.png']), {});
    expect(refused).toEqual([]);
    expect(cases.map(({ truth, attributes }) => [truth.labels, attributes['age']])).toEqual([
      [['mass'], 45],
      [['normal'], 50],
    ]);
  }
});
