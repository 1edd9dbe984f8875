import { describe, expect, test } from 'vitest';
import { box, boxes, faults, read, roles } from './test-tables.ts';

describe('boxes in every convention, with nothing said by hand', () => {
  test.each<[string, string]>([
    ['corners', 'image,xmin,ymin,xmax,ymax,class\na.png,10,20,40,45,mass'],
    ['corners in another order', 'image,class,ymin,xmin,ymax,xmax\na.png,mass,20,10,45,40'],
    ['corners with lines under', 'image_id,class_name,x_min,y_min,x_max,y_max\na,mass,10.0,20.0,40.0,45.0'],
    ['corners by number', 'image,label,x1,y1,x2,y2\na.png,mass,10,20,40,45'],
    ['corners from 0', 'image,label,x0,y0,x1,y1\na.png,mass,10,20,40,45'],
    ['sides', 'image,label,left,top,right,bottom\na.png,mass,10,20,40,45'],
    ['corner and size', 'image,label,x,y,width,height\na.png,mass,10,20,30,25'],
    ['corner and size, called bbox', 'image,label,bbox_x,bbox_y,bbox_w,bbox_h\na.png,mass,10,20,30,25'],
    ['centre and size', 'image,label,x_center,y_center,width,height\na.png,mass,25,32.5,30,25'],
    ['parts of the size', 'image,label,cx,cy,w,h\na.png,mass,0.25,0.65,0.3,0.5'],
    ['parts of the size, corners', 'image,label,xmin,ymin,xmax,ymax\na.png,mass,0.1,0.4,0.4,0.9'],
    ['one column', 'image,label,bbox\na.png,mass,"[10, 20, 30, 25]"'],
    ['one column of corners by name', 'image,label,bbox_xyxy\na.png,mass,10 20 40 45'],
    [
      'one column over four, as NIH has',
      'Image Index,Finding Label,"Bbox [x,y,w,h]",,,\na.png,mass,10,20,30,25',
    ],
  ])('%s', async (_, csv) => {
    const reading = await read(csv);
    expect(reading.refused).toEqual([]);
    expect(
      boxes(reading).map(
        ([first]) =>
          first &&
          Object.fromEntries(
            Object.entries(first).map(([key, value]) => [
              key,
              typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value,
            ]),
          ),
      ),
    ).toEqual([box]);
    expect(boxes(reading)).toHaveLength(1);
  });

  test('what the numbers are said to be goes before the guess', async () => {
    const csv = 'image,label,bbox\na.png,mass,"20,10,45,40"';
    expect(boxes(await read(csv, ['a.png'], { boxOrder: 'yxyx' }))).toEqual([[box]]);
    const thousand = 'image,label,xmin,ymin,xmax,ymax\na.png,mass,100,400,400,900';
    expect(boxes(await read(thousand, ['a.png'], { boxUnit: 'per-thousand' }))).toEqual([[box]]);
  });

  test('several boxes in a cell, and the size of the picture beside corners', async () => {
    const reading = await read(
      'image,width,height,boxes\na.png,100,50,"[[10,20,30,25],[1,2,3,4]]"\nb.png,100,50,[]',
    );
    expect(boxes(reading)).toEqual([
      [
        { ...box, label: 'object' },
        { label: 'object', x: 1, y: 2, width: 3, height: 4 },
      ],
      [],
    ]);
    const roboflow = await read(
      'filename,width,height,class,xmin,ymin,xmax,ymax\na.png,100,50,mass,10,20,40,45',
    );
    expect(roles(roboflow)).toMatchObject({
      width: 'picture width',
      height: 'picture height',
      class: 'box label',
    });
    expect(boxes(roboflow)).toEqual([[box]]);
    expect(() => boxes(roboflow, 640, 480)).toThrow('drawn on a picture of 100 x 50 pixels');
  });

  test('NaN is no box (VinDr: no finding), and attributes of a reader are not of the case', async () => {
    const reading = await read(
      'image_id,class_name,class_id,rad_id,x_min,y_min,x_max,y_max\na,No finding,14,R1,NaN,NaN,NaN,NaN\nb,mass,3,R8,10,20,40,45\nb,mass,3,R9,11,20,40,45',
    );
    expect(roles(reading)).toMatchObject({ class_name: 'box label', class_id: 'ignore', rad_id: 'ignore' });
    expect(boxes(reading).map((each) => each.length)).toEqual([0, 2]);
    expect(reading.cases[0]?.truth.boxes).toEqual([]);
  });

  test('a slip in one row is refused, and the boxes of the others are read', async () => {
    const rows = Array.from({ length: 6 }, (_, at) => `p${at}.png,mass,10,20,${at === 3 ? '4O' : 40},45`);
    const pictures = rows.map((_, at) => `p${at}.png`);
    const columns = await read(`image,label,x1,y1,x2,y2\n${rows.join('\n')}\n`, pictures);
    expect(boxes(columns).flat()).toEqual(Array.from({ length: 5 }, () => box));
    expect(columns.unnamed.reason).toBe('no row of t.csv that could be read names it');
    expect(faults(columns)).toContain(
      't.csv, row 5: “x1” and the other three columns of the box are not numbers of a box',
    );
    const cells = rows.map((row) => row.replace(/^(.*?),(.*?),(.*)$/, '$1,$2,"$3"'));
    const one = await read(`image,label,bbox_xyxy\n${cells.join('\n')}\n`, pictures);
    expect(boxes(one).flat()).toHaveLength(5);
    expect(faults(one)[0]).toContain('t.csv, row 5: ');
  });

  test('columns that make no box together are said to', async () => {
    const reading = await read('image,label,a\na.png,mass,1', ['a.png'], { mapping: { a: 'box left' } });
    expect(reading.notes).toEqual([
      'The columns of t.csv that are of a box (box left) do not make one together: no box is read.',
    ]);
    const broken = await read('image,label,x,y,width,height\na.png,mass,1,2,,4\nb.png,mass,1,2,3,4');
    expect(faults(broken)).toEqual([
      't.csv, row 2: “x” and the other three columns of the box are not numbers of a box',
    ]);
  });
});

describe('several boxes in a cell', () => {
  test('a label for each, as lists beside one another', async () => {
    const reading = await read(
      `image,objects.bbox,objects.category\na.png,"[[10,20,30,25],[1,2,3,4]]",mass|cyst\nb.png,"[[1,2,3,4]]","['cyst']"\n`,
    );
    expect(roles(reading)).toMatchObject({ 'objects.bbox': 'box', 'objects.category': 'box label' });
    expect(boxes(reading)).toEqual([
      [box, { label: 'cyst', x: 1, y: 2, width: 3, height: 4 }],
      [{ label: 'cyst', x: 1, y: 2, width: 3, height: 4 }],
    ]);
  });

  test('labels of another number are refused', async () => {
    const reading = await read('image,bbox,label\na.png,"[[10,20,30,25],[1,2,3,4],[5,6,7,8]]",mass|cyst\n');
    expect(faults(reading)[0]).toContain('not as many labels as the row has boxes (3)');
  });

  test.each([
    ['corner and size', `[{'x': 10.0, 'y': 20, 'width': 30, 'height': 25}]`],
    ['corners', `{""xmin"": 10, ""ymin"": 20, ""xmax"": 40, ""ymax"": 45}`],
    ['corners with lines under', `{""x_min"": 10, ""y_min"": 20, ""x_max"": 40, ""y_max"": 45}`],
  ])('as objects: %s', async (_, cell) => {
    const reading = await read(`image,boxes,label\na.png,"${cell}",mass\nb.png,,mass\n`);
    expect(boxes(reading)).toEqual([[box], []]);
  });

  test('what a program wrote of its shapes is no label', async () => {
    const reading = await read('image,label\na.png,"[{""x"": 1, ""rectanglelabels"": [""a""]}]"\n');
    expect(roles(reading)).toEqual({ image: 'image', label: 'ignore' });
  });

  test('beside a column of another name that lists a word for each (ChestX-Det)', async () => {
    const syms =
      'image,syms,boxes\na.png,"[\'mass\', \'cyst\']","[[1, 2, 3, 4], [5, 6, 7, 8]]"\nb.png,[],[]\n';
    const reading = await read(syms);
    expect(boxes(reading).map((each) => each.map(({ label }) => label))).toEqual([['mass', 'cyst'], []]);
    const other = await read(syms.replace("'mass', 'cyst'", "'mass'"));
    expect(roles(other)).toMatchObject({ syms: 'ignore' });
  });
});
