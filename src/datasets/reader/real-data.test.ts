import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import type { Box } from '../../domain/dataset/truth.ts';
import { drawOn } from './drawing.ts';
import { FileIndex } from './file-index.ts';
import { readDataset } from './readers.ts';
import { drawnOn } from './test-files.ts';
import { realFolder, shared } from './test-real-data.ts';

const rounded = ({ x, y, width, height }: Box): Box => {
  const [left, top, w, h] = [x, y, width, height].map((value) => Math.round(value * 1e6) / 1e6);
  return { x: left ?? NaN, y: top ?? NaN, width: w ?? NaN, height: h ?? NaN };
};

describe.skipIf(!existsSync(shared))(
  'data sets as they are published (skipped where ../shared/data is absent)',
  () => {
    test('NIH ChestX-ray14: labels, patients and attributes from one table, boxes from the other', async () => {
      const reading = await readDataset(await realFolder('cxr_nih_bbox'), {});
      expect(reading.reader).toBe('Table (CSV)');
      expect(reading.tables[0]).toMatchObject({ file: 'Data_Entry_2017_v2020.subset.csv', separator: '|' });
      expect(reading.tables[0]?.columns.map(({ name, role }) => [name, role])).toEqual([
        ['Image Index', 'image'],
        ['Finding Labels', 'labels'],
        ['Follow-up #', 'attribute'],
        ['Patient ID', 'group'],
        ['Patient Age', 'attribute'],
        ['Patient Gender', 'attribute'],
        ['View Position', 'attribute'],
        ['OriginalImage[Width', 'ignore'],
        ['Height]', 'ignore'],
        ['OriginalImagePixelSpacing[x', 'ignore'],
        ['y]', 'ignore'],
      ]);
      expect(reading.cases).toHaveLength(16);
      expect(new Set(reading.cases.map(({ group }) => group)).size).toBe(16);
      const labels = reading.cases.flatMap(({ truth }) => truth.labels ?? []);
      expect(labels.filter((label) => label === 'No Finding')).toHaveLength(5);
      const boxed = reading.cases.filter(({ truth }) => truth.boxes !== undefined);
      expect(boxed).toHaveLength(11);
      expect(reading.cases.find(({ name }) => name.endsWith('00000506_013.png'))).toMatchObject({
        truth: { labels: ['Edema', 'Effusion', 'Pneumonia'] },
        group: '506',
        split: 'none',
        attributes: { 'Patient Age': 27, 'Patient Gender': 'M', 'View Position': 'AP' },
      });
      expect(reading.refused).toEqual([]);
    });

    test('NIH ChestX-ray14: every box of the pictures that are here, to the last digit', async () => {
      const files = await realFolder('cxr_nih_bbox');
      const reading = await readDataset(files, {});
      const csv = await readFile(join(shared, 'cxr_nih_bbox/BBox_List_2017.csv'), 'utf8');
      const rows = csv.trim().split(/\r?\n/).slice(1);
      const names = new Set(files.files.map(({ path }) => path.replace(/^images\//, '')));
      const here = rows.map((row) => row.split(',')).filter(([name = '']) => names.has(name));
      const boxes = reading.cases.flatMap(({ name, ...draft }) =>
        drawnOn({ name, ...draft }).boxes.map((box) =>
          [name.replace(/^images\//, ''), box.label, box.x, box.y, box.width, box.height].join(),
        ),
      );
      expect(boxes.sort()).toEqual(
        here
          .map(([name = '', label = '', ...box]) => [name, label, ...box.slice(0, 4).map(Number)].join())
          .sort(),
      );
      expect(reading.notes).toContain(
        `${rows.length - here.length} of ${rows.length} rows of BBox_List_2017.csv are about pictures that are not here.`,
      );
    });

    test('NIH ChestX-ray14: the table of boxes alone', async () => {
      const whole = await realFolder('cxr_nih_bbox');
      const reading = await readDataset(
        new FileIndex(whole.files.filter(({ path }) => !path.startsWith('Data_Entry'))),
        {},
      );
      expect(reading.tables[0]?.columns.map(({ role }) => role)).toEqual(
        [
          'image',
          'box label',
          'box left',
          'box top',
          'box width',
          'box height',
          'ignore',
          'ignore',
          'ignore',
        ].slice(0, reading.tables[0]?.columns.length),
      );
      expect(reading.cases).toHaveLength(11);
    });

    test('ISIC 2017: a column for each label, images of another year left out', async () => {
      const files = await realFolder('skin_isic2018_512');
      const reading = await readDataset(files, {});
      const csv = await readFile(
        join(shared, 'skin_isic2018_512/ISIC-2017_Training_Part3_GroundTruth.csv'),
        'utf8',
      );
      const rows = new Map(
        csv
          .trim()
          .split(/\r?\n/)
          .slice(1)
          .map((row) => [row.split(',')[0], row.split(',')]),
      );
      const pictures = files.files.filter(({ path }) => path.endsWith('.jpg'));
      const expected = pictures.filter(({ path }) => rows.has(/ISIC_\d+/.exec(path)?.[0]));
      expect(reading.cases).toHaveLength(expected.length);
      expect(reading.cases).toHaveLength(48);
      for (const { name, truth, maskFiles } of reading.cases) {
        expect(maskFiles.map(({ path }) => /ISIC_\d+_\w+\.png/.exec(path)?.[0])).toEqual([
          `${/ISIC_\d+/.exec(name)?.[0] ?? ''}_segmentation.png`,
        ]);
        const [, melanoma, keratosis] = rows.get(/ISIC_\d+/.exec(name)?.[0]) ?? [];
        expect(truth.labels).toEqual([
          ...(Number(melanoma) === 1 ? ['melanoma'] : []),
          ...(Number(keratosis) === 1 ? ['seborrheic_keratosis'] : []),
        ]);
      }
    });

    test('dental films: every box of the YOLO files, in the pixels of the picture, none added', async () => {
      const files = await realFolder('dental_xray_yolo');
      const reading = await readDataset(files, {});
      expect(reading.reader).toBe('YOLO');
      expect(reading.labels.map(({ name }) => name)).toEqual([
        'Cavity',
        'Fillings',
        'Impacted Tooth',
        'Implant',
      ]);
      expect(reading.refused).toEqual([]);
      expect(reading.cases).toHaveLength(30);
      expect(new Set(reading.cases.map(({ split }) => split))).toEqual(new Set(['test']));
      const labels = ['Cavity', 'Fillings', 'Impacted Tooth', 'Implant'];
      let boxes = 0;
      for (const { name, drawings = [] } of reading.cases) {
        const text = await readFile(
          join(shared, 'dental_xray_yolo', name.replace('/images/', '/labels/').replace(/\.jpg$/, '.txt')),
          'utf8',
        );
        const lines = text.trim() === '' ? [] : text.trim().split(/\r?\n/);
        boxes += lines.length;
        const drawn = drawings.length === 0 ? { boxes: [] } : drawOn(drawings, { width: 640, height: 640 });
        expect('boxes' in drawn && drawn.boxes.map((box) => ({ ...box, ...rounded(box) }))).toEqual(
          lines.map((line) => {
            const [label = 0, cx = 0, cy = 0, w = 0, h = 0] = line.split(' ').map(Number);
            const box = { x: (cx - w / 2) * 640, y: (cy - h / 2) * 640, width: w * 640, height: h * 640 };
            return { label: labels[label], ...rounded(box) };
          }),
        );
      }
      expect(boxes).toBe(219);
    });

    test('Kvasir-SEG: every picture has its mask, and nothing else is said of it', async () => {
      const reading = await realFolder('endo_kvasirseg').then((files) => readDataset(files, {}));
      expect(reading.refused).toEqual([]);
      expect(reading.cases.map(({ images, truth, maskFiles }) => [images, truth, maskFiles])).toEqual(
        reading.cases.map(({ name }) => [
          [{ path: name }],
          {},
          [{ path: name.replace('/images/', '/masks/'), rule: { kind: 'shape', label: 'object' } }],
        ]),
      );
      expect(reading.cases).toHaveLength(5);
    });

    test('IDRiD: tables that number other images are not taken for these', async () => {
      const reading = await readDataset(await realFolder('fundus_idrid_hardexudates'), {});
      expect(reading.reader).toBe('Images with masks');
      expect(
        reading.cases.map(({ name, truth, maskFiles }) => [name, truth, maskFiles.map(({ path }) => path)]),
      ).toEqual(
        ['02', '11', '15'].map((number) => [
          `images/IDRiD_${number}.jpg`,
          {},
          [`masks/IDRiD_${number}_EX.jpg`],
        ]),
      );
    });

    test('Open-i: every report of the table and of the XML files, each once', async () => {
      const reading = await readDataset(await realFolder('reports_openi'), {});
      const csv = await readFile(join(shared, 'reports_openi/indiana_reports.csv'), 'utf8');
      const rows = Papa.parse<Record<string, string>>(csv.trim(), { header: true }).data;
      expect(rows).toHaveLength(3_851);
      const ids = await readdir(join(shared, 'reports_openi/ecgen-radiology'));
      expect(ids).toHaveLength(60);
      const withText = rows.filter(
        ({ findings = '', impression = '' }) => (findings + impression).trim() !== '',
      );
      const listed = new Set(rows.map(({ uid }) => uid));
      const onlyXml = ids.filter((name) => !listed.has(name.replace('.xml', '')));

      expect(reading.reader).toBe('Table (CSV), Open-i');
      expect(reading.tables.map(({ file, inUse }) => [file, inUse])).toEqual([
        ['indiana_reports.csv', true],
        ['indiana_projections.csv', true],
      ]);
      const byName = new Map(reading.cases.map((draft) => [draft.name, draft]));
      expect(byName.size).toBe(reading.cases.length);
      for (const { uid = '', findings = '', impression = '', indication = '', Problems = '' } of withText) {
        const { truth, text } = byName.get(uid) ?? {};
        expect([uid, truth?.labels]).toEqual([
          uid,
          [...new Set(Problems.split(';').map((term) => term.trim()))],
        ]);
        expect([uid, truth?.report?.findings ?? '', truth?.report?.impression ?? '']).toEqual([
          uid,
          findings.trim(),
          impression.trim(),
        ]);
        expect(text?.findings ?? '').toBe(findings.trim());
        if (indication.trim() !== '')
          expect(truth?.report?.others).toContainEqual({ heading: 'indication', text: indication.trim() });
      }
      expect(reading.cases.length).toBe(withText.length + onlyXml.length);
      const empty = rows.filter((row) => !withText.includes(row));
      const emptyXml = ids.filter((name) => empty.some(({ uid }) => `${uid ?? ''}.xml` === name));
      expect(reading.refused.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
        ...emptyXml.map((name) => `ecgen-radiology/${name}: its report is empty`),
        `indiana_reports.csv: ${empty.length} cases have neither a picture nor a report here; the first is “${empty[0]?.uid ?? ''}”`,
      ]);
      expect(reading.notes).toEqual(['Language of the reports, told by their script: en.']);
    }, 60_000);
  },
);
