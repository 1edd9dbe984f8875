import { readFile } from 'node:fs/promises';
import { readDataset } from '../readers.ts';
import type { Reading } from '../reading.ts';
import { drawnOn, filesOf } from '../test-files.ts';
import type { TableChoice } from './choice.ts';

export const read = (
  csv: string,
  pictures: readonly string[] = ['a.png', 'b.png'],
  choice: TableChoice = {},
): Promise<Reading> => readDataset(filesOf({ 't.csv': csv }, pictures), { tables: { 't.csv': choice } });

export const roles = ({ tables: [table] }: Reading) =>
  Object.fromEntries((table?.columns ?? []).map(({ name, role }) => [name, role]));

export const boxes = ({ cases }: Reading, width = 100, height = 50) =>
  cases.map((draft) => drawnOn(draft, width, height).boxes);

export const faults = ({ refused }: Reading) => refused.map(({ path, reason }) => `${path}: ${reason}`);

export const fixture = async (name: string) =>
  new Uint8Array(await readFile(new URL(`../../../../tests/fixtures/tables/${name}`, import.meta.url)));

/** A box on a picture of 100 x 50 pixels. */
export const box = { label: 'mass', x: 10, y: 20, width: 30, height: 25 };
