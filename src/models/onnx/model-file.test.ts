import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readAsset, readModelFile } from './model-file.ts';

const good: unknown = JSON.parse(
  await readFile(new URL('../../../tests/fixtures/onnx/model.json', import.meta.url), 'utf8'),
);
const serve =
  (body: string, status = 200) =>
  () =>
    Promise.resolve(new Response(body, { status }));
const changed = (changes: object) => JSON.stringify(Object.assign({}, good, changes));

test('reads a description and fills in what it may leave out', async () => {
  const asked: string[] = [];
  const read = await readModelFile('models/x/', (url) => {
    asked.push(url);
    return Promise.resolve(new Response(JSON.stringify(good)));
  });
  expect(asked).toEqual(['models/x/model.json']);
  expect(read).toMatchObject({
    temperature: 1,
    maskThreshold: 0.5,
    card: { intendedUse: 'Tests of this project.' },
  });
  expect(read.collections[1]).toMatchObject({ id: 'light', lesionOf: [], offset: 3 });
});

test.each([
  ['not JSON', serve('<html>'), 'is not JSON'],
  ['not there', serve('', 404), 'is not there (404)'],
  ['no connection', () => Promise.reject(new TypeError('Failed to fetch')), 'could not be loaded'],
  ['another format', serve(changed({ format: 'x' })), 'at "format"'],
  ['one class', serve(changed({ collections: [{ id: 'a', classes: [] }] })), 'at "collections.0'],
  ['weights that climb out', serve(changed({ file: '../../secret.onnx' })), 'at "file"'],
])('says what is wrong: %s', async (_, fetchAsset, sentence) => {
  await expect(readModelFile('models/x', fetchAsset)).rejects.toThrow(sentence);
});

test('an abort is passed on', async () => {
  const reason = new Error('left');
  const signal = AbortSignal.abort(reason);
  await expect(readAsset('models/x', 'model.onnx', () => Promise.reject(reason), signal)).rejects.toBe(
    reason,
  );
});
