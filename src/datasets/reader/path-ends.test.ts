import { expect, test } from 'vitest';
import { PathEnds } from './path-ends.ts';

const lower = (path: string) => path.toLowerCase();

test('a path is found by its end where no other ends so, folder by folder', () => {
  const ends = new PathEnds(['a/s/x', 'b/s/x', 'bb/s/x', 'B/t/x'], lower);
  expect(ends.endingIn('a/s/x')).toBe('a/s/x');
  expect(ends.endingIn('b/s/x')).toBe('b/s/x');
  expect(ends.endingIn('T/x')).toBe('B/t/x');
  expect(ends.endingIn('s/x')).toBeNull();
  expect(ends.endingIn('/s/x')).toBeNull();
  expect(ends.endingIn('c/s/x')).toBeNull();
});

test('or as the end of what is named, the longest first', () => {
  const ends = new PathEnds(['train/p1/x', 'p1/x', 'p2/x', 'P3/x', 'p3/x'], lower);
  expect(ends.within('set/train/p1/x')).toBe('train/p1/x');
  expect(ends.within('set/valid/p1/x')).toBe('p1/x');
  expect(ends.within('p2/x')).toBe('p2/x');
  expect(ends.within('set/p3/x')).toBeNull();
  expect(ends.within('set/p4/x')).toBeNull();
  expect(new PathEnds(['x'], lower).within('set/x')).toBeNull();
});
