import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDataset } from './readers.ts';
import { filesOf } from './test-files.ts';

const coco =
  '{"images":[{"id":1,"file_name":"a.png","width":9,"height":9}],"categories":[{"id":1,"name":"x"}],"annotations":[{"image_id":1,"category_id":1,"bbox":[1,2,3,4],"segmentation":[[1,1,4,1,4,4]]}]}';
const seeds: readonly (readonly [string, string])[] = [
  ['a.json', coco],
  [
    'a.json',
    '{"version":"5","flags":{"f":true},"shapes":[{"label":"x","points":[[1,1],[4,4]],"shape_type":"rectangle"}],"imagePath":"a.png","imageHeight":9,"imageWidth":9}',
  ],
  [
    'a.json',
    '[{"id":1,"data":{"image":"a.png"},"annotations":[{"result":[{"type":"brushlabels","original_width":2,"original_height":2,"value":{"format":"rle","rle":[0,0,0,16,1],"brushlabels":["x"]}}]}]}]',
  ],
  [
    'a.json',
    '{"version":"2.0","item":{"name":"a.png","slots":[{"width":4,"height":2}]},"annotations":[{"name":"x","bounding_box":{"x":1,"y":1,"w":2,"h":1}}]}',
  ],
  [
    'a.xml',
    '<annotation><filename>a.png</filename><object><name>x</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>3</xmax><ymax>4</ymax></bndbox></object></annotation>',
  ],
  [
    'a.xml',
    '<annotations><image name="a.png" width="9" height="9"><mask label="x" rle="1,2,1" left="0" top="0" width="2" height="2"/></image></annotations>',
  ],
  [
    'a.xml',
    '<eCitation><uId id="CXR1"/><Abstract><AbstractText Label="FINDINGS">Clear &amp; so.</AbstractText></Abstract></eCitation>',
  ],
  ['a.txt', '0 0.5 0.5 0.1 0.1\n1 0.1 0.1 0.2 0.1 0.2 0.2\n'],
  ['a.csv', 'image,label,xmin,ymin,xmax,ymax\na.png,"x, y",1,2,3,4\n'],
  ['a.tsv', 'index\timage\tquestion\tA\tB\tanswer\n0\ta.png\tWhat?\tx\ty\tB\n'],
  ['a.jsonl', '{"id":"1","report":"FINDINGS: Clear lungs all over. IMPRESSION: Normal."}\n'],
];

test('damaged files of any format are read or refused: none throws', async () => {
  const damage = fc.record({
    seed: fc.constantFrom(...seeds),
    cut: fc.nat(600),
    flips: fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { maxLength: 6 }),
    whole: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ seed: [path, text], cut, flips, whole }) => {
      const bytes = new TextEncoder().encode(text);
      for (const [at, value] of flips) if (at < bytes.length) bytes[at] = value;
      const damaged = whole ? bytes : bytes.slice(0, cut);
      const reading = await readDataset(
        filesOf({ [path]: damaged, 'data.yaml': 'names: [x, y]' }, ['a.png']),
        {},
      );
      for (const { reason, remedy, path: place } of reading.refused) {
        expect(place).not.toBe('');
        expect(reason).not.toBe('');
        expect(remedy).not.toBe('');
      }
    }),
    { numRuns: 150 },
  );
}, 60_000);
