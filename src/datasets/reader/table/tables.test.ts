import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../readers.ts';
import type { Reading } from '../reading.ts';
import { drawnOn, filesOf } from '../test-files.ts';
import type { TableChoice } from './mapping.ts';

const read = (csv: string, pictures: readonly string[] = ['a.png', 'b.png'], choice: TableChoice = {}) =>
  readDataset(filesOf({ 't.csv': csv }, pictures), { tables: { 't.csv': choice } });
const roles = ({ tables: [table] }: Reading) =>
  Object.fromEntries((table?.columns ?? []).map(({ name, role }) => [name, role]));
const boxes = ({ cases }: Reading, width = 100, height = 50) =>
  cases.map((draft) => drawnOn(draft, width, height).boxes);
const faults = ({ refused }: Reading) => refused.map(({ path, reason }) => `${path}: ${reason}`);
const fixture = async (name: string) =>
  new Uint8Array(await readFile(new URL(`../../../../tests/fixtures/tables/${name}`, import.meta.url)));

const box = { label: 'mass', x: 10, y: 20, width: 30, height: 25 };

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

describe('labels, masks, points, attributes', () => {
  test('labels joined, a patient, what varies and what does not', async () => {
    const reading = await read(
      'Image Index,Finding Labels,Patient ID,Patient Age\na.png,Edema|Effusion,7,50\nb.png,No Finding,8,61',
    );
    expect(reading.tables[0]).toMatchObject({ separator: '|', inUse: true, rowCount: 2 });
    expect(reading.tables[0]?.rows[0]).toEqual({
      cells: ['a.png', 'Edema|Effusion', '7', '50'],
      understood: 'picture a.png; labels: Edema, Effusion; group 7; Patient Age 50',
      fault: false,
    });
  });

  test('a column of masks', async () => {
    const reading = await readDataset(
      filesOf({ 't.csv': 'image,mask_path,label\na.png,masks/a.png,polyp\nb.png,masks/c.png,polyp\n' }, [
        'images/a.png',
        'images/b.png',
        'masks/a.png',
        'masks/b.png',
      ]),
      { tables: { 't.csv': { mapping: { mask_path: 'mask' } } } },
    );
    expect(reading.cases).toMatchObject([
      { maskFiles: [{ path: 'masks/a.png', rule: { kind: 'shape', label: 'polyp' } }] },
    ]);
    expect(faults(reading)).toEqual(['t.csv, row 3: the mask “masks/c.png” is not here']);
  });

  test('parts that are masks, placed by two columns or by the corner of a box', async () => {
    const pictures = ['images/a.png', 'parts/a1.png', 'parts/a2.png'];
    const placed = await readDataset(
      filesOf(
        {
          't.csv':
            'image,mask_file,label,x_offset,y_offset\na.png,a1.png,tooth,10,20\na.png,a2.png,tooth,30,5',
        },
        pictures,
      ),
      {},
    );
    expect(roles(placed)).toMatchObject({ x_offset: 'mask left', y_offset: 'mask top' });
    expect(placed.cases).toMatchObject([
      {
        name: 'images/a.png',
        maskFiles: [
          { path: 'parts/a1.png', rule: { kind: 'shape', label: 'tooth', corner: { x: 10, y: 20 } } },
          { path: 'parts/a2.png', rule: { kind: 'shape', label: 'tooth', corner: { x: 30, y: 5 } } },
        ],
      },
    ]);
    const boxed = await readDataset(
      filesOf(
        { 't.csv': 'image,mask_file,class,x,y,w,h\na.png,a1.png,tooth,10,20,4,4' },
        pictures.slice(0, 2),
      ),
      {},
    );
    expect(boxed.cases[0]?.maskFiles).toEqual([
      { path: 'parts/a1.png', rule: { kind: 'shape', label: 'tooth', corner: { x: 10, y: 20 } } },
    ]);
    expect(boxed.cases[0]?.drawings).toHaveLength(1);
  });

  test('a point called after its columns; labels in numbers beside words', async () => {
    const reading = await read('ID,ImgName,Fovea_X,Fovea_Y\n1,a.png,12.5,13\n2,b.png,,');
    expect(roles(reading)).toEqual({
      ID: 'ignore',
      ImgName: 'image',
      Fovea_X: 'point x',
      Fovea_Y: 'point y',
    });
    expect(reading.cases.map((draft) => drawnOn(draft).points)).toEqual([
      [{ label: 'Fovea', x: 12.5, y: 13 }],
      [],
    ]);
  });

  test('a cell that does not fit is refused by its row, shown as such', async () => {
    const reading = await read('image,melanoma,nevus\na.png,1,0\nb.png,2,0\n', ['a.png', 'b.png'], {
      mapping: { melanoma: 'one label, 0 or 1', nevus: 'one label, 0 or 1' },
    });
    expect(faults(reading)).toEqual(['t.csv, row 3: “melanoma” is “2”, neither 0 nor 1']);
    expect(reading.tables[0]?.rows[1]).toMatchObject({
      fault: true,
      understood: '“melanoma” is “2”, neither 0 nor 1',
    });
  });
});

describe('reports in tables', () => {
  test('a whole report is split, other sections are kept, Chinese heads are known', async () => {
    const whole = await readDataset(
      filesOf({
        'r.jsonl':
          '{"id":"x1","report":"FINDINGS: The lungs are clear of anything. IMPRESSION: Normal."}\n{"id":"x2","report":"The lungs are clear without any heading."}\n',
      }),
      {},
    );
    expect(whole.reader).toBe('Table (JSONL)');
    expect(whole.cases).toMatchObject([
      {
        name: 'x1',
        text: { findings: 'The lungs are clear of anything.' },
        truth: { report: { impression: 'Normal.' } },
      },
      {
        name: 'x2',
        truth: { report: { others: [{ heading: '', text: 'The lungs are clear without any heading.' }] } },
      },
    ]);
    const chinese = await readDataset(
      filesOf({
        'sxy.csv':
          '编号,系统,检查所见,诊断意见\n1,胸部,双肺纹理清晰，未见实变影。,双肺未见异常。\n2,腹部,肝脏形态大小正常，密度均匀。,肝脏未见异常。\n',
      }),
      {},
    );
    expect(roles(chinese)).toEqual({
      编号: 'name',
      系统: 'attribute',
      检查所见: 'findings',
      诊断意见: 'impression',
    });
    expect(chinese.cases).toMatchObject([
      {
        name: '1',
        attributes: { 系统: '胸部' },
        truth: {
          report: { findings: '双肺纹理清晰，未见实变影。', impression: '双肺未见异常。', language: 'zh' },
        },
      },
      { name: '2' },
    ]);
  });

  test('reports and their films in two tables (Indiana); without films, reports alone', async () => {
    const texts = {
      'indiana_reports.csv':
        'uid,MeSH,indication,findings,impression\n1,normal,Cough for a week or two.,The lungs are clear of consolidation.,Normal chest film.\n2,other,Pain,The heart is large in this patient.,Large heart of the patient.\n',
      'indiana_projections.csv':
        'uid,filename,projection\n1,1_IM-1.dcm.png,Frontal\n1,1_IM-2.dcm.png,Lateral\n2,2_IM-1.dcm.png,Frontal\n',
    };
    const whole = await readDataset(
      filesOf(texts, [
        'images_normalized/1_IM-1.dcm.png',
        'images_normalized/1_IM-2.dcm.png',
        'images_normalized/2_IM-1.dcm.png',
      ]),
      {},
    );
    expect(
      whole.cases.map(({ name, images, truth, text }) => [
        images.length,
        truth.report?.impression,
        text,
        name,
      ]),
    ).toEqual([
      [2, 'Normal chest film.', undefined, '1'],
      [1, 'Large heart of the patient.', undefined, '2'],
    ]);
    const alone = await readDataset(filesOf(texts), {});
    expect(alone.cases.map(({ name, images, text }) => [name, images.length, text?.findings])).toEqual([
      ['1', 0, 'The lungs are clear of consolidation.'],
      ['2', 0, 'The heart is large in this patient.'],
    ]);
    expect(alone.refused).toEqual([]);
  });

  test('an encoding that is not certain is told, and may be chosen', async () => {
    const bytes = Uint8Array.from('image,label\na.png,Größe\n', (letter) => letter.charCodeAt(0));
    const files = filesOf({ 't.csv': bytes }, ['a.png']);
    const guessed = await readDataset(files, {});
    expect(guessed.tables[0]?.encoding).toBe('windows-1252');
    expect(guessed.notes[0]).toContain('may well be in another encoding');
    const chosen = await readDataset(files, { tables: { 't.csv': { encoding: 'gb18030' } } });
    expect(chosen.cases[0]?.truth.labels).toEqual(['Gr鲞e']);
  });
});

describe('questions', () => {
  test('VQA-RAD: open and closed, several of one picture', async () => {
    const item = (qid: string, question: string, answer: string | number, type: string) => ({
      qid,
      image_name: 'synpic1.jpg',
      image_organ: 'CHEST',
      question,
      answer,
      question_type: 'PRES',
      answer_type: type,
    });
    const reading = await readDataset(
      filesOf(
        {
          'VQA_RAD Dataset Public.json': JSON.stringify([
            item('1', 'Is there a mass?', 'No', 'CLOSED'),
            item('2', 'How many lobes?', 3, 'OPEN '),
            { ...item('3', 'Where?', 'left', 'OPEN'), image_name: 'gone.jpg' },
          ]),
        },
        ['VQA_RAD Image Folder/synpic1.jpg'],
      ),
      {},
    );
    expect(reading.cases).toMatchObject([
      {
        attributes: { image_organ: 'CHEST' },
        truth: {
          questions: [
            { question: 'Is there a mass?', answers: ['No'], kind: 'closed' },
            { question: 'How many lobes?', answers: ['3'], kind: 'open' },
          ],
        },
      },
    ]);
    expect(faults(reading)).toEqual([
      'VQA_RAD Dataset Public.json: 1 of 3 rows name pictures that are not here; the first is item 3, “gone.jpg”',
    ]);
  });

  test('SLAKE: pictures by their folders, splits by file, two languages', async () => {
    const item = (question: string, lang: string) => [
      {
        img_id: 1,
        img_name: 'xmlab1/source.jpg',
        question,
        answer: 'Yes',
        q_lang: lang,
        location: 'Abdomen',
        modality: 'MRI',
        answer_type: 'CLOSED',
        base_type: 'vqa',
        content_type: 'Modality',
        triple: ['vhead', '_', '_'],
        qid: 0,
      },
    ];
    const reading = await readDataset(
      filesOf(
        {
          'train.json': JSON.stringify(item('Is it MRI?', 'en')),
          'validate.json': JSON.stringify([
            { ...item('是否为核磁共振？', 'zh')[0], img_name: 'xmlab2/source.jpg' },
          ]),
        },
        ['imgs/xmlab1/source.jpg', 'imgs/xmlab2/source.jpg'],
      ),
      {},
    );
    expect(
      reading.cases.map(({ name, split, attributes, truth }) => [
        name,
        split,
        attributes.modality,
        truth.questions?.[0]?.kind,
      ]),
    ).toEqual([
      ['imgs/xmlab1/source.jpg', 'train', 'MRI', 'closed'],
      ['imgs/xmlab2/source.jpg', 'validation', 'MRI', 'closed'],
    ]);
  });

  test('VLMEvalKit: pictures in cells, options by letter, a picture written once', async () => {
    const png = Buffer.from('89504e470d0a1a0a' + '00'.repeat(60), 'hex').toString('base64');
    const tsv = `index\timage\tquestion\tA\tB\tC\tanswer\tcategory\n0\t${png}\tWhich organ?\tHeart\tLung\t\tB\torgan\n1\t0\tWhich side?\tLeft\tRight\tBoth\tA\tside\n`;
    const reading = await readDataset(filesOf({ 'MedBench.tsv': tsv }), {});
    expect(reading.refused).toEqual([]);
    expect(reading.embedded.map(({ path }) => path)).toEqual(['MedBench.tsv/row 2.png']);
    expect(reading.cases).toMatchObject([
      {
        name: 'MedBench.tsv/row 2.png',
        images: [{ path: 'MedBench.tsv/row 2.png' }],
        truth: {
          questions: [
            {
              question: 'Which organ?',
              answers: ['Lung'],
              kind: 'multiple choice',
              options: ['Heart', 'Lung'],
            },
            { question: 'Which side?', answers: ['Left'], options: ['Left', 'Right', 'Both'] },
          ],
        },
      },
    ]);
  });

  test('options in a cell, and an answer that is none of them', async () => {
    const reading = await read(
      'image,question,options,answer\na.png,What?,"[\'Mass\', ""It\'s a node""]",B\nb.png,What?,A: Mass B: Node,Cyst\n',
    );
    expect(reading.cases[0]?.truth.questions).toEqual([
      {
        question: 'What?',
        answers: ["It's a node"],
        kind: 'multiple choice',
        options: ['Mass', "It's a node"],
      },
    ]);
    expect(faults(reading)).toEqual(['t.csv, row 3: “answer” is “Cyst”, none of the options']);
  });
});

describe('tables in other files', () => {
  test('a workbook: each sheet a table, a title above the head passed over', async () => {
    const reading = await readDataset(
      filesOf({ 'fovea.xlsx': await fixture('fovea.xlsx') }, ['a.jpg', 'b.jpg', 'c.jpg']),
      {},
    );
    expect(reading.reader).toBe('Table (Excel)');
    expect(reading.tables[0]).toMatchObject({
      file: 'fovea.xlsx, sheet Train',
      alike: ['fovea.xlsx, sheet Test'],
    });
    expect(reading.used).toEqual(['fovea.xlsx']);
    expect(
      reading.cases.map(({ name, split, truth, from, ...draft }) => [
        name,
        split,
        truth.labels,
        drawnOn({ name, split, truth, ...draft }).points[0]?.x,
        from?.place,
      ]),
    ).toEqual([
      ['a.jpg', 'train', ['1'], 1057.95, 'row 3'],
      ['b.jpg', 'train', ['0'], 12, 'row 5'],
      ['c.jpg', 'test', ['1'], 5, 'row 2'],
    ]);
  });

  test('Parquet of Hugging Face: pictures inside, classes by name', async () => {
    const reading = await readDataset(filesOf({ 'train-00000.parquet': await fixture('faces.parquet') }), {});
    expect(reading.reader).toBe('Table (Parquet)');
    expect(reading.cases).toMatchObject([
      {
        images: [{ path: 'train-00000.parquet/item 1.png' }],
        split: 'train',
        truth: { labels: ['normal'] },
        attributes: { age: 40 },
      },
      { truth: { labels: ['pneumonia'] }, attributes: {} },
      { truth: { labels: ['pneumonia'] }, attributes: { age: 61 } },
    ]);
    expect(reading.embedded).toHaveLength(3);
    const bytes = await reading.embedded[2]?.read();
    expect(bytes?.subarray(0, 4)).toEqual(Uint8Array.of(0x89, 0x50, 0x4e, 0x47));
  });

  test('JSON: records by name with boxes in a list (Kvasir), lists by split', async () => {
    const kvasir = {
      a: {
        height: 50,
        width: 100,
        bbox: [
          { label: 'polyp', xmin: 10, ymin: 20, xmax: 40, ymax: 45 },
          { label: 'polyp', xmin: 1, ymin: 2, xmax: 3, ymax: 4 },
        ],
      },
      b: { height: 50, width: 100, bbox: [] },
    };
    const reading = await readDataset(
      filesOf({ 'kavsir_bboxes.json': JSON.stringify(kvasir) }, ['images/a.png', 'images/b.png']),
      {},
    );
    expect(boxes(reading).map((each) => each.length)).toEqual([2, 0]);
    expect(boxes(reading)[0]?.[0]).toEqual({ ...box, label: 'polyp' });
    const splits = await readDataset(
      filesOf(
        {
          'annotation.json': JSON.stringify({
            train: [
              { id: 'x', report: 'FINDINGS: Nothing is seen at all.', image_path: ['x/0.png', 'x/1.png'] },
            ],
            test: [{ id: 'y', report: 'FINDINGS: Nothing is seen at all.', image_path: ['y/0.png'] }],
          }),
        },
        ['images/x/0.png', 'images/x/1.png', 'images/y/0.png'],
      ),
      {},
    );
    expect(splits.cases.map(({ images, split }) => [images.length, split])).toEqual([
      [2, 'train'],
      [1, 'test'],
    ]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['a workbook that is none', { 't.xlsx': 'PK nothing' }, 't.xlsx: it is no workbook (XLSX)'],
    ['Parquet that is none', { 't.parquet': 'PAR1 nothing' }, 't.parquet: it cannot be read as Parquet: '],
    [
      'a line that is no JSON',
      { 't.jsonl': '{"image":"a.png"}\n{"image"\n' },
      't.jsonl: line 2 is no object in JSON',
    ],
    ['JSON that breaks off', { 't.json': '[{"image":"a.png"}' }, 't.json: it is not JSON: '],
    [
      'a quotation mark that is never closed',
      { 't.csv': 'image,label\na.png,"x\nb.png,y\n' },
      't.csv: a quotation mark after row 1 is never closed',
    ],
    ['no rows', { 't.csv': 'image,label\n' }, 't.csv: the table has no rows'],
  ])('%s is refused', async (_, texts, fault) => {
    const reading = await readDataset(filesOf(texts, ['a.png', 'b.png']), {});
    expect(reading.cases).toEqual([]);
    expect(faults(reading)[0]).toContain(fault);
  });
});

describe('recipes for tables', () => {
  const recipe = {
    format: 'reading-room/table-recipe',
    version: 1,
    name: 'Our films',
    columns: [
      { name: 'f', role: 'image' },
      { name: 'g', role: 'labels' },
    ],
    separator: '+',
    boxOrder: 'xywh',
    boxUnit: 'pixels-source',
  };
  const csv = 'f,g\na.png,x+y\nb.png,z\n';

  test('among the files: applied to the table with those columns, and a choice goes before it', async () => {
    const files = filesOf({ 't.csv': csv, 'ours.table-recipe.json': JSON.stringify(recipe) }, [
      'a.png',
      'b.png',
    ]);
    const reading = await readDataset(files, {});
    expect(reading.tables[0]).toMatchObject({ recipe: 'Our films', separator: '+' });
    expect(reading.cases.map(({ truth }) => truth.labels)).toEqual([['x', 'y'], ['z']]);
    expect(reading.used).toContain('ours.table-recipe.json');
    const corrected = await readDataset(files, { tables: { 't.csv': { separator: null } } });
    expect(corrected.cases[0]?.truth.labels).toEqual(['x+y']);
  });

  test('one that is broken is refused with its place', async () => {
    const broken = { ...recipe, columns: [{ name: 'f', role: 'picture' }] };
    const reading = await readDataset(
      filesOf({ 't.csv': csv, 'ours.table-recipe.json': JSON.stringify(broken) }, ['a.png']),
      {},
    );
    expect(faults(reading)[0]).toMatch(
      /^ours.table-recipe.json: it is no recipe for a table: columns\.0\.role /,
    );
  });
});
