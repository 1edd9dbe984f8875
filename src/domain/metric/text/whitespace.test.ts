import { expect, test } from 'vitest';
import { splitOnWhitespace, strip, stripEnd } from './whitespace.ts';

test('splits at every kind of white space that Python knows, and at none else', () => {
  const spaces =
    '\t\n\v\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2005\u200a\u2028\u2029\u202f\u205f\u3000';
  for (const space of spaces) expect(splitOnWhitespace(`a${space}b`)).toEqual(['a', 'b']);
  for (const other of '\u0008\u000e\u001b\u0084\u0086\u009f\u00a1\u180e\u1fff\u200b\u2027\u202a\ufeff!') {
    expect(splitOnWhitespace(`a${other}b`)).toEqual([`a${other}b`]);
  }
});

test('runs of white space separate once, and none is kept at the ends', () => {
  expect(splitOnWhitespace('  lungs \n clear ')).toEqual(['lungs', 'clear']);
  expect(splitOnWhitespace(' \n\t ')).toEqual([]);
  expect(splitOnWhitespace('')).toEqual([]);
  expect(strip('\u3000 clear lungs\n')).toBe('clear lungs');
  expect(stripEnd(' clear \u0085')).toBe(' clear');
  expect(strip(' \n')).toBe('');
});
