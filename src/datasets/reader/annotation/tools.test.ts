import { describe, expect, test } from 'vitest';
import { decodeMask } from '../../../domain/geometry/rle.ts';
import { readDataset } from '../readers.ts';
import type { CaseDraft, Reading } from '../reading.ts';
import { filesOf } from '../test-files.ts';
import { decodeBrushRuns } from './brush-runs.ts';
import { encodeBrushRuns } from './testing/brush.ts';

const shapesOf = (draft: CaseDraft | undefined) => draft?.drawings?.flatMap(({ shapes }) => shapes) ?? [];
const faults = ({ refused }: Reading) => refused.map(({ path, reason }) => `${path}: ${reason}`);

describe('CVAT', () => {
  const cvat = (images: string) =>
    `<?xml version="1.0"?><annotations><version>1.1</version><meta><task><labels><label><name>polyp</name></label><label><name>ulcer</name></label></labels></task></meta>${images}</annotations>`;
  const image = (name: string, inside: string) =>
    `<image id="0" name="${name}" width="6" height="4" subset="Validation">${inside}</image>`;

  test('boxes, turned boxes, polygons, masks, points and tags', async () => {
    const xml = cvat(
      image(
        'sub/a.png',
        `<box label="polyp" source="manual" occluded="0" xtl="1" ytl="1" xbr="3" ybr="2"><attribute name="size">big</attribute></box>
         <box label="polyp" xtl="1" ytl="1" xbr="3" ybr="3" rotation="90"/>
         <polygon label="ulcer" points="0.0,0.0;2.0,0.0;2.0,2.0"/>
         <mask label="ulcer" rle="1, 2, 1" left="2" top="1" width="2" height="2"/>
         <points label="tip" points="3,2;4.5,1"/><polyline label="edge" points="1,1;2,2"/><tag label="bleeding"/>`,
      ) + image('b.png', ''),
    );
    const reading = await readDataset(
      filesOf({ 'annotations.xml': xml }, ['images/sub/a.png', 'images/b.png']),
      {},
    );
    expect(reading).toMatchObject({
      reader: 'CVAT',
      refused: [],
      notes: ['1 lines and skeletons have no area and are left out.'],
    });
    expect(reading.cases).toMatchObject([
      {
        name: 'images/sub/a.png',
        split: 'validation',
        truth: { labels: ['bleeding'] },
        drawings: [{ drawnOn: { width: 6, height: 4 } }],
      },
      { name: 'images/b.png', truth: { labels: [], boxes: [] } },
    ]);
    const shapes = shapesOf(reading.cases[0]);
    expect(shapes).toMatchObject([
      { kind: 'box', numbers: [1, 1, 3, 2] },
      { kind: 'area', label: 'polyp' },
      { kind: 'area', label: 'ulcer', polygons: [[0, 0, 2, 0, 2, 2]] },
      { kind: 'runs', label: 'ulcer' },
      { kind: 'point', label: 'tip', x: 3, y: 2 },
      { kind: 'point', label: 'tip', x: 4.5, y: 1 },
    ]);
    const [, turned, , mask] = shapes;
    expect(turned?.kind === 'area' && turned.polygons[0]?.map((n) => Math.round(n))).toEqual([
      3, 1, 3, 3, 1, 3, 1, 1,
    ]);
    const bitmap = mask?.kind === 'runs' ? [...decodeMask(mask.mask).bitmap] : [];
    expect(bitmap.flatMap((pixel, at) => (pixel === 1 ? [[at % 6, Math.floor(at / 6)]] : []))).toEqual([
      [3, 1],
      [2, 2],
    ]);
  });

  test('faults and films are refused', async () => {
    const reading = await readDataset(
      filesOf(
        {
          'a.xml': cvat(
            image('a.png', '<mask label="x" rle="1,2" left="0" top="0" width="2" height="2"/>') +
              image('b.png', '<box xtl="1"/>'),
          ),
          'film.xml': cvat(
            '<track id="0" label="x"><box frame="0" outside="0" xtl="0" ytl="0" xbr="1" ybr="1"/><box frame="2" outside="0" xtl="0" ytl="0" xbr="1" ybr="1"/></track><track id="1" label="x"><box frame="1" outside="0" xtl="0" ytl="0" xbr="1" ybr="1"/></track>',
          ),
        },
        ['a.png', 'b.png'],
      ),
      {},
    );
    expect(faults(reading)).toEqual([
      'a.xml, image a.png, mask 1: its runs add up to 3 pixels, but 2 x 2 has 4',
      'a.xml, image b.png, box 1: it has no label',
      'film.xml, track 0: it leaves out frame 1 between two that it names',
    ]);
  });

  test('tracks of a video, on the frames that lie here', async () => {
    const box = (frame: number, outside: 0 | 1) =>
      `<box frame="${frame}" outside="${outside}" keyframe="1" xtl="${frame}" ytl="1" xbr="${frame + 2}" ybr="3"/>`;
    const film = `<?xml version="1.0"?><annotations><meta><task><name>colon 7</name><labels><label><name>polyp</name></label></labels><original_size><width>20</width><height>10</height></original_size></task></meta>
      <track id="0" label="polyp">${box(0, 0)}${box(1, 0)}${box(2, 1)}</track>
      <track id="1" label="ulcer">${box(2, 0)}<polygon frame="3" outside="0" points="0,0;2,0;2,2"/></track></annotations>`;
    const frames = [0, 1, 2, 3].map((n) => `images/frame_00000${n}.PNG`);
    const reading = await readDataset(filesOf({ 'annotations.xml': film }, frames), {});
    expect(reading).toMatchObject({ reader: 'CVAT', refused: [] });
    expect(
      reading.cases.map((draft) => [
        draft.group,
        shapesOf(draft).map(({ kind, label }) => `${kind} ${label}`),
      ]),
    ).toEqual([
      ['colon 7', ['box polyp']],
      ['colon 7', ['box polyp']],
      ['colon 7', ['box ulcer']],
      ['colon 7', ['area ulcer']],
    ]);
    expect(shapesOf(reading.cases[1])).toMatchObject([{ numbers: [1, 1, 3, 3] }]);
  });
});

describe('Label Studio', () => {
  const task = (result: unknown[], more: object = {}) => ({
    id: 7,
    data: { image: '/data/upload/3/0a1b2c3d-a%20b.png' },
    annotations: [{ id: 1, completed_by: 1, was_cancelled: false, ground_truth: false, result }],
    predictions: [],
    ...more,
  });
  const result = (type: string, value: object) => ({
    type,
    value,
    from_name: 'label',
    to_name: 'image',
    original_width: 4,
    original_height: 2,
    image_rotation: 0,
  });
  const read = (tasks: unknown[], pictures = ['images/a b.png']) =>
    readDataset(filesOf({ 'export.json': JSON.stringify(tasks) }, pictures), {});

  test('the short export (JSON-MIN): shapes by their kind, words that recur as choices', async () => {
    const item = (name: string, more: object) => ({
      image: `/data/upload/3/0a1b2c3d-${name}`,
      ward: name,
      id: 1,
      annotator: 1,
      annotation_id: 1,
      created_at: '2024-01-01T00:00:00Z',
      updated_at: '2024-01-01T00:00:00Z',
      lead_time: 1.5,
      ...more,
    });
    const size = { original_width: 4, original_height: 2 };
    const box = { x: 25, y: 50, width: 50, height: 50, rotation: 0, rectanglelabels: ['mass'], ...size };
    const reading = await read(
      [
        item('a.png', { box: [box], dx: 'nevus', rating: 3 }),
        item('b.png', { dx: 'nevus', signs: { choices: ['oedema', 'scar'] } }),
      ],
      ['a.png', 'b.png'],
    );
    expect(reading).toMatchObject({ reader: 'Label Studio', refused: [], notes: [] });
    expect(reading.cases).toMatchObject([
      { name: 'a.png', truth: { labels: ['nevus'] }, attributes: { rating: 3 }, drawings: [{ drawnOn: {} }] },
      { name: 'b.png', truth: { labels: ['nevus', 'oedema', 'scar'] }, attributes: {} },
    ]);
    expect(shapesOf(reading.cases[0])).toMatchObject([
      { kind: 'box', label: 'mass', numbers: [25, 50, 50, 50], convention: { unit: 'per-cent' } },
    ]);
  });

  test('rectangles, polygons, ellipses, brushes, key points, choices and numbers', async () => {
    const rgba = new Uint8Array(4 * 2 * 4);
    rgba.fill(255, 4, 12);
    const reading = await read([
      task([
        result('rectanglelabels', {
          x: 25,
          y: 50,
          width: 50,
          height: 50,
          rotation: 0,
          rectanglelabels: ['mass'],
        }),
        result('rectanglelabels', {
          x: 25,
          y: 0,
          width: 25,
          height: 50,
          rotation: 90,
          rectanglelabels: ['turned'],
        }),
        result('polygonlabels', {
          points: [
            [0, 0],
            [50, 0],
            [50, 100],
          ],
          closed: true,
          polygonlabels: ['lung'],
        }),
        result('ellipselabels', {
          x: 50,
          y: 50,
          radiusX: 25,
          radiusY: 50,
          rotation: 0,
          ellipselabels: ['heart'],
        }),
        result('brushlabels', { format: 'rle', rle: encodeBrushRuns(rgba), brushlabels: ['lesion'] }),
        result('keypointlabels', { x: 50, y: 50, width: 1, keypointlabels: ['carina'] }),
        result('choices', { choices: ['Pneumonia', 'Effusion'] }),
        { ...result('number', { number: 3 }), from_name: 'grade' },
        result('textarea', { text: ['a remark'] }),
      ]),
    ]);
    expect(reading).toMatchObject({
      reader: 'Label Studio',
      refused: [],
      notes: ['1 results are neither shapes nor choices and are left out.'],
    });
    expect(reading.cases[0]).toMatchObject({
      name: 'images/a b.png',
      truth: { labels: ['Pneumonia', 'Effusion'] },
      attributes: { grade: 3 },
      drawings: [{ drawnOn: { width: 4, height: 2 } }],
    });
    const shapes = shapesOf(reading.cases[0]);
    expect(shapes).toMatchObject([
      {
        kind: 'box',
        label: 'mass',
        numbers: [25, 50, 50, 50],
        convention: { order: 'xywh', unit: 'per-cent' },
      },
      { kind: 'area', label: 'turned', unit: 'pixels-source' },
      { kind: 'area', label: 'lung', polygons: [[0, 0, 50, 0, 50, 100]], unit: 'per-cent' },
      { kind: 'area', label: 'heart' },
      { kind: 'runs', label: 'lesion' },
      { kind: 'point', label: 'carina', x: 50, y: 50, unit: 'per-cent' },
    ]);
    const [, turned, , , brush] = shapes;
    expect(turned?.kind === 'area' && turned.polygons[0]?.map((n) => Math.round(n))).toEqual([
      1, 0, 1, 1, 0, 1, 0, 0,
    ]);
    expect(brush?.kind === 'runs' && [...decodeMask(brush.mask).bitmap]).toEqual([0, 1, 1, 0, 0, 0, 0, 0]);
  });

  test('of several annotators, the one that is marked; else it is not clear', async () => {
    const annotation = (name: string, truth: boolean) => ({
      result: [result('choices', { choices: [name] })],
      ground_truth: truth,
      was_cancelled: false,
    });
    const marked = await read([task([], { annotations: [annotation('a', false), annotation('b', true)] })]);
    expect(marked.cases[0]?.truth.labels).toEqual(['b']);
    const open = await read([
      task([], { annotations: [annotation('a', false), annotation('b', false)] }),
      task([], { annotations: [], data: { image: 'x.png' } }),
    ]);
    expect(open.cases).toEqual([]);
    expect(faults(open)).toEqual([
      'export.json, task 7: 2 people annotated it, and none of the annotations is marked as ground truth',
    ]);
    expect(open.notes).toEqual(['1 tasks are not annotated and are left out.']);
  });

  test.each<[string, unknown]>([
    ['it has no label', result('rectanglelabels', { x: 1, y: 1, width: 1, height: 1 })],
    [
      'its brush cannot be read: it breaks off',
      result('brushlabels', { format: 'rle', rle: [0, 0, 0, 32], brushlabels: ['x'] }),
    ],
    [
      'its picture was turned by 90 degrees while it was annotated',
      { ...result('choices', { choices: ['x'] }), image_rotation: 90 },
    ],
  ])('%s', async (fault, each) => {
    const reading = await read([task([each])]);
    expect(reading.cases).toEqual([]);
    expect(faults(reading)).toEqual([`export.json, task 7, result 1: ${fault}`]);
  });

  test('the example of the code for brushes', () => {
    // 8 values: 5 of 0 as a run, then 3 one by one; lengths of counts 3, 4, 8 and 16 bits.
    const values = Uint8Array.of(0, 0, 0, 0, 0, 9, 8, 7);
    expect([...decodeBrushRuns(encodeBrushRuns(values), 8)]).toEqual([...values]);
    expect(() => decodeBrushRuns(encodeBrushRuns(values), 9)).toThrow('it holds 8 values, its picture has 9');
  });
});
