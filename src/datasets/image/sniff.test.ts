import { expect, test } from 'vitest';
import { sniff } from './sniff.ts';
import { bmp, bytesOf, gif, joined, jpeg, png, webp } from './test-pictures.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

test.each([
  [png, 'image/png'],
  [jpeg, 'image/jpeg'],
  [webp, 'image/webp'],
  [gif, 'image/gif'],
  [bmp, 'image/bmp'],
])('a picture is told by its bytes, whatever its name', (bytes, mediaType) => {
  expect(sniff(bytes, 'wrong.tiff')).toEqual({ kind: 'picture', mediaType });
});

test.each([
  [new Uint8Array(0), 'a.png', 'it is empty (0 bytes)'],
  [bytesOf('label,file\na,b\n'), 'a.png', 'it is text, not a picture, whatever its name says'],
  [bytesOf('<!DOCTYPE html><html>'), 'a.png', 'it is a web page, not a picture'],
  [
    bytesOf('version https://git-lfs.github.com/spec/v1'),
    'a.png',
    'it is a placeholder of Git LFS, not the picture itself',
  ],
  [bytesOf('<svg xmlns="x">'), 'a.svg', 'it is an SVG drawing'],
  [joined('BZh9', [0, 255]), 'a.tif', 'it is a bzip2 archive, which cannot be read yet'],
  [
    joined([0, 0, 0, 24], 'ftypheic', new Uint8Array(8)),
    'a.heic',
    'it is a HEIC picture, which cannot be read yet',
  ],
  [
    joined([0, 0, 0, 24], 'ftypavif', new Uint8Array(8)),
    'a.png',
    'it is an AVIF picture, which cannot be read yet',
  ],
  [bytesOf('NRRD0004\n'), 'a.nrrd', 'it is an NRRD volume, which cannot be read yet'],
  [bytesOf('ObjectType = Image\n'), 'a.mha', 'it is a MetaImage volume, which cannot be read yet'],
  [joined([0x93], 'NUMPY', [1, 0]), 'a.npy', 'it is an array of NumPy, which cannot be read yet'],
  [joined('PK', [3, 4, 0, 255]), 'a.npz', 'it is an archive of NumPy arrays, which cannot be read yet'],
  [bytesOf('P7\nWIDTH 4\n'), 'a.pam', 'it is a PAM picture, which cannot be read yet'],
  [
    joined([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], new Uint8Array(9)),
    'labels.xls',
    'it is a document of an old Microsoft Office (XLS, DOC), which cannot be read yet',
  ],
  [joined([1, 2, 3, 0, 255]), 'a.dcm', 'it is named as a DICOM file, but its bytes are not those of one'],
  [joined([1, 2, 3, 0, 255]), 'a.png', 'it is not a picture of a known kind'],
])('what is no picture is named', (bytes, path, reason) => {
  const outcome = sniff(bytes, path);
  expect(outcome).toMatchObject({ kind: 'refused', reason });
  expect(outcome).toHaveProperty('remedy', expect.stringMatching(/\w+\./));
});

test('of MedMNIST’s arrays, how its own tool makes pictures of them', () => {
  expect(sniff(Uint8Array.from([80, 75, 3, 4, 0, 255]), 'x/pneumoniamnist_224.npz')).toMatchObject({
    remedy: containing('--flag=pneumoniamnist --folder'),
  });
});
