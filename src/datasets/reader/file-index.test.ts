import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filesOf } from './test-files.ts';

const found = (path: string) => ({ kind: 'found', path });

describe('a cell finds its picture', () => {
  const files = filesOf({}, [
    'a/x.png',
    'a/y.jpg',
    'b/y.jpg',
    'masks/x.png',
    'Deep/Down/Scan 1.JPEG',
    'v1.2/case.7.png',
  ]);

  test.each([
    ['a/x.png', 'a/x.png'],
    ['x.png', 'a/x.png'],
    ['x', 'a/x.png'],
    ['x.jpg', 'a/x.png'],
    ['./a/x.png', 'a/x.png'],
    ['a\\x.png', 'a/x.png'],
    ['/data/chest/a/x.png', 'a/x.png'],
    ['b/y.jpg', 'b/y.jpg'],
    ['b/y', 'b/y.jpg'],
    ['scan 1.jpeg', 'Deep/Down/Scan 1.JPEG'],
    ['case.7', 'v1.2/case.7.png'],
  ])('%s', (cell, path) => {
    expect(files.findPicture(cell)).toEqual(found(path));
  });

  test('or none, or says which two it may mean', () => {
    expect(files.findPicture('z.png')).toEqual({ kind: 'missing' });
    expect(files.findPicture('')).toEqual({ kind: 'missing' });
    expect(files.findPicture('y.jpg')).toEqual({ kind: 'ambiguous', paths: ['a/y.jpg', 'b/y.jpg'] });
  });

  test('a path that begins further up than what is here', () => {
    const set = filesOf({}, ['train/p1/view1.jpg', 'train/p2/view1.jpg', 'p2/view1.jpg']);
    expect(set.findPicture('CheXpert-v1.0-small/train/p1/view1.jpg')).toEqual(found('train/p1/view1.jpg'));
    expect(set.findPicture('CheXpert-v1.0-small/train/p2/view1.jpg')).toEqual(found('train/p2/view1.jpg'));
    expect(set.findPicture('CheXpert-v1.0-small/valid/p1/view1.jpg').kind).toBe('ambiguous');
  });

  test('by an address', () => {
    const files = filesOf({}, ['set/a b.png', 'other/a b.png', 'c.png']);
    expect(files.findPicture('https://host.org/files/set/a%20b.png?raw=1#top')).toEqual(found('set/a b.png'));
    expect(files.findPicture('http://host.org/%zz/c.png')).toEqual(found('c.png'));
    expect(files.findPicture('https://host.org/').kind).toBe('missing');
  });

  test('what was uploaded to Label Studio', () => {
    const files = filesOf({}, ['a b.png', '0a1b2c3d-c.png']);
    expect(files.findPicture('/data/upload/1/0a1b2c3d-a b.png')).toEqual(found('a b.png'));
    expect(files.findPicture('/data/upload/1/0a1b2c3d-c.png')).toEqual(found('0a1b2c3d-c.png'));
    expect(files.findPicture('0a1b2c3d-a b.png')).toEqual({ kind: 'missing' });
  });

  test('a number that only looks alike is another number', () => {
    expect(filesOf({}, ['IDRiD_02.jpg']).findPicture('IDRiD_002')).toEqual({ kind: 'missing' });
  });

  test('of several, the one of the split that the speaking file names', () => {
    const parts = filesOf({}, ['images/a. Training Set/1.jpg', 'images/b. Testing Set/1.jpg']);
    expect(parts.findPicture('1', 'labels/a. Training Labels.csv')).toEqual(
      found('images/a. Training Set/1.jpg'),
    );
    expect(parts.findPicture('1', 'labels/test.csv')).toEqual(found('images/b. Testing Set/1.jpg'));
    expect(parts.findPicture('1', 'labels/all.csv').kind).toBe('ambiguous');
    expect(parts.findPicture('1', 'labels/validation.csv').kind).toBe('ambiguous');
  });

  test('case tells two files apart where only case does', () => {
    const twins = filesOf({}, ['A/s.png', 'a/s.png']);
    expect(twins.findPicture('A/s.png')).toEqual(found('A/s.png'));
    expect(twins.findPicture('s.png').kind).toBe('ambiguous');
  });
});

test('every picture is found by its own path, whatever the others are called', () => {
  const name = fc
    .stringMatching(/^[a-zA-Z0-9._ -]{1,8}$/)
    .filter((part) => !/^\.*$/.test(part.trim()) && part === part.trim());
  const path = fc
    .tuple(fc.array(name, { maxLength: 2 }), name)
    .map(([folders, last]) => [...folders, `${last}.png`].join('/'));
  fc.assert(
    fc.property(fc.uniqueArray(path, { minLength: 1, maxLength: 8 }), (paths) => {
      const files = filesOf({}, paths);
      for (const each of paths) {
        const match = files.findPicture(each);
        const inMasks = /(?:^|\/)(?:[^/]*[-_ ])?(?:masks?|gt)\//i.test(each);
        if (!inMasks) expect(match).toEqual(found(each));
      }
    }),
    { numRuns: 100 },
  );
});
