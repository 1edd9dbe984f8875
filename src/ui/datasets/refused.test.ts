import { expect, test } from 'vitest';
import { refusedAsText } from './refused.ts';

test('one line a file, whatever stands in its name', () => {
  const text = refusedAsText([
    { path: 'a\tb\n.png', reason: 'empty', remedy: 'Copy it again.' },
    { path: 'c.png', reason: 'broken', remedy: '' },
  ]);
  expect(text).toBe('path\treason\tremedy\na b .png\tempty\tCopy it again.\nc.png\tbroken\t\n');
});
