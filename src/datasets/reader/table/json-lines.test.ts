import { expect, test } from 'vitest';
import type { FileSource } from '../../container/source.ts';
import { png } from '../../image/test-pictures.ts';
import { readDataset } from '../readers.ts';
import { FileIndex } from '../file-index.ts';
import { filesOf } from '../test-files.ts';
import { readJsonTable } from './json.ts';
import { readJsonLines } from './json-lines.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

/** A file that says that it is too large to be read at once; its bytes are few. */
const large = (path: string, text: string): FileSource => {
  const blob = new Blob([text]);
  return {
    path,
    size: 300 * 1024 ** 2,
    blob: () => Promise.resolve(blob),
    read: () => Promise.reject(new Error('it is read at once')),
    head: async (length) => new Uint8Array(await blob.slice(0, length).arrayBuffer()),
  };
};

const lines = Array.from({ length: 20 }, (_, n) =>
  JSON.stringify({ image: `${n}.png`, label: n % 2 === 0 ? 'gesund – 健康' : 'krank', size: { w: n } }),
);

test('a long text with an object in each line is read part by part, wherever the parts are cut', async () => {
  for (const [partBytes, ending] of [
    [7, '\n'],
    [64, '\r\n'],
    [10_000, '\n'],
  ] as const) {
    const read = await readJsonLines(large('a.jsonl', `${lines.join(ending)}${ending}${ending}`), partBytes);
    if (read.kind !== 'tables') throw new Error(read.kind);
    const [table] = read.tables;
    expect(table?.columns).toEqual(['image', 'label', 'size.w']);
    expect(table?.rows.map(({ cells }) => cells)).toEqual(
      lines.map((_, n) => [`${n}.png`, n % 2 === 0 ? 'gesund – 健康' : 'krank', String(n)]),
    );
    expect(table?.hash).toHaveLength(64);
  }
});

test('its pictures are taken out line by line', async () => {
  const base64 = Buffer.from(png).toString('base64');
  const text = [1, 2]
    .map((n) => JSON.stringify({ image: base64, question: `What is ${n}?`, answer: 'x' }))
    .join('\n');
  const read = await readJsonLines(large('a.jsonl', text), 100);
  if (read.kind !== 'tables') throw new Error(read.kind);
  const [table] = read.tables;
  expect(table?.embedded.map(({ path }) => path)).toEqual(['a.jsonl/line 1.png', 'a.jsonl/line 2.png']);
  expect(table?.rows[1]?.cells[0]).toBe('a.jsonl/line 2.png');
});

test.each([
  [`${lines[0] ?? ''}\n{"image":\n`, 'line 2 is no object in JSON'],
  ['[1]\n', 'line 1 is no object in JSON'],
  ['\n\n', 'no rows'],
])('what is no such text is refused with its place: %j', async (text, reason) => {
  expect(await readJsonLines(large('a.ndjson', text), 10)).toMatchObject({
    kind: 'refused',
    reason: containing(reason),
  });
});

test('JSON of more than 256 MB: lines are read, one value is refused, once and with what to do', async () => {
  expect(await readJsonTable(large('a.jsonl', lines.join('\n')))).toMatchObject({ kind: 'tables' });
  const reading = await readDataset(new FileIndex([large('a.json', '[{"image":"a.png"}]')]), {});
  expect(reading.refused).toEqual([
    { path: 'a.json', reason: 'it has 300 MB, more than can be read at once', remedy: containing('JSONL') },
  ]);
});

test('a text of one line is a table of one row', async () => {
  const reading = await readDataset(
    filesOf({ 'metadata.jsonl': '{"file_name":"a.png","label":"mass"}\n' }, ['a.png']),
    {},
  );
  expect(reading.cases).toMatchObject([{ name: 'a.png', truth: { labels: ['mass'] } }]);
});
