import { expect, test } from 'vitest';
import { maySayMask, sayPerhapsMask, wordsOf } from './mask-names.ts';

test.each([
  'mask masks masque seg segm segs segmentation segmentations segmented groundtruth groundtruths gt gts',
  'annotation annotations annot matte silhouette silhouettes label labels manual truth truths roi contour contours',
  'ground_truth',
])('no word for a mask is missed by the quick look: %s', (words) => {
  for (const word of words.split(' ')) {
    expect([word, sayPerhapsMask(wordsOf(word))]).toEqual([word, true]);
    expect([word, maySayMask(`a_${word}_1`)]).toEqual([word, true]);
  }
});

test('words of a name', () => {
  expect(wordsOf('leftMask_01')).toEqual(['left', 'mask', '01']);
  expect(wordsOf('2. All Segmentation Groundtruths')).toEqual(['2', 'all', 'segmentation', 'groundtruths']);
  expect(maySayMask('isic_0000001')).toBe(false);
});
