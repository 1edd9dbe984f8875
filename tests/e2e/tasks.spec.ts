import type { Page } from '@playwright/test';
import { startOpenAiServer } from '../servers/openai.ts';
import type { Behaviour, OpenAiServer } from '../servers/openai.ts';
import type { ParsedRequest } from '../servers/openai-request.ts';
import {
  drawing,
  evaluate,
  expectFigures,
  expectOutcomes,
  expectSameOutside,
  headlineOf,
  look,
  openCase,
} from './evaluation.ts';
import { haveSampleData, connectModel, expect, watchErrors } from './journey.ts';
import { test } from '@playwright/test';
import { caseOf, collectionOf, idealAnswer, mishap, specOf } from './knowing-reader.ts';
import type { Collection, KnownCase } from './knowing-reader.ts';

/** Every task beyond classification, from a plan to a case, with a model that mostly knows and sometimes errs. */
const reader = 'Reader One';
const cases = 14;
const errors: string[] = [];
let page: Page;
let server: OpenAiServer;
/** What the model answers at present, and to which case. */
let answer: (request: ParsedRequest) => { readonly known: KnownCase; readonly said: Behaviour };
let asked: KnownCase[] = [];

test.beforeAll(async ({ browser }) => {
  page = await browser.newPage();
  watchErrors(page, errors);
  server = await startOpenAiServer({
    models: ['reader-1'],
    script: (request) => {
      const { known, said } = answer(request);
      asked.push(known);
      return said;
    },
  });
  await connectModel(page, { address: server.address, model: 'reader-1', name: reader, callsAtOnce: 4 });
});

test.afterAll(async () => {
  await page.close();
  await server.close();
});

test.afterEach(() => {
  expect(errors).toEqual([]);
});

/** Answers from a collection, unless something befalls the case. */
function know(collection: Collection, say: (known: KnownCase, request: ParsedRequest) => string): void {
  asked = [];
  answer = (request) => {
    const known = caseOf(request, collection);
    return { known, said: mishap(known) ?? { kind: 'answer', text: say(known, request) } };
  };
}

/** Counts of what befell the cases that were asked about. */
function befell() {
  const refused = asked.filter(({ position }) => position % 7 === 2).length;
  const unreadable = asked.filter(({ position }) => position % 7 === 5).length;
  return { answered: asked.length - refused - unreadable, refused, unreadable };
}

/** The first case asked about that was answered, and rightly or wrongly as `wrong` says. */
function answeredCase(isMeant: (known: KnownCase) => boolean = () => true): KnownCase {
  const found = asked.find((known) => mishap(known) === null && isMeant(known));
  if (!found) throw new Error('No such case was asked about.');
  return found;
}

const article = () => page.getByRole('article', { name: `Answer of ${reader}` });

test('diagnosis: names in the model’s own words, and a differential', async () => {
  const skin = await collectionOf('skin');
  const words: Readonly<Record<string, string>> = {
    nevus: 'Benign melanocytic naevus',
    melanoma: 'malignant melanoma',
    keratosis: 'seborrheic keratosis',
  };
  const others = (label: string) => Object.keys(words).filter((each) => each !== label);
  know(skin, ({ truth, position }) => {
    const [label = ''] = truth.labels ?? [];
    const [second = ''] = others(label);
    // Every third case has the true diagnosis in the second place.
    const ranked = position % 3 === 0 ? [second, label] : [label, second];
    return JSON.stringify({
      diagnoses: ranked.map((name, rank) => ({ diagnosis: words[name], confidence: 0.7 - 0.4 * rank })),
    });
  });
  await haveSampleData(page, 'Synthetic skin lesions');
  await evaluate(page, {
    dataset: 'Synthetic skin lesions',
    task: 'Diagnosis',
    models: [/Reader One/],
    cases,
  });
  await expectFigures(page, reader, ['Top-1 accuracy', 'Top-3 accuracy', 'Mean reciprocal rank'], cases);
  await expectOutcomes(page, befell());
  const right = asked.filter((known) => mishap(known) === null && known.position % 3 !== 0).length;
  await expect(headlineOf(page, reader).first()).toContainText((right / cases).toFixed(3));
  await expectSameOutside(page);
  // Only the first diagnosis is looked at: the list is no better than its head.
  await page.getByLabel('Diagnoses of the differential that are looked at').fill('1');
  await page.getByLabel('Diagnoses of the differential that are looked at').press('Tab');
  await expect(headlineOf(page, reader)).toHaveCount(1);
  await expect(page).toHaveURL(/score\.topK=1/);
  await look(page, 'diagnosis-results');
  const known = answeredCase(({ position }) => position % 3 === 0);
  await openCase(page, known.name);
  await expect(article()).toContainText(known.truth.labels?.[0] ?? '');
  await expect(drawing(page).locator('rect')).not.toHaveCount(0);
  await look(page, 'diagnosis-case');
});

test('detection: boxes of several findings a picture, some shifted, some invented', async () => {
  const teeth = await collectionOf('teeth');
  const spec = specOf(teeth, 'detection');
  know(teeth, (known) => {
    if (known.position % 4 !== 0) return idealAnswer(known, spec);
    // A quarter of the picture too low, and one that is nowhere.
    const boxes = (known.truth.boxes ?? []).map(({ label, x, y, width, height }) => ({
      label,
      box: [x / 448, y / 224 + 0.25, (x + width) / 448, (y + height) / 224 + 0.25],
      confidence: 0.5,
    }));
    return JSON.stringify({
      boxes: [...boxes, { label: 'implant', box: [0.01, 0.02, 0.06, 0.1], confidence: 0.2 }],
    });
  });
  await haveSampleData(page, 'Synthetic panoramic dental films');
  await evaluate(page, {
    dataset: 'Synthetic panoramic dental films',
    task: 'Detection',
    models: [/Reader One/],
    cases,
  });
  await expectFigures(page, reader, ['F1', 'Sensitivity', 'Precision'], null);
  await expectOutcomes(page, befell());
  await expectSameOutside(page);
  await look(page, 'detection-results');
  const known = answeredCase(({ position }) => position % 4 === 0);
  await openCase(page, known.name);
  // Each box has an edge and a line: those of the truth, those of the answer, and the invented one.
  const boxes = known.truth.boxes?.length ?? 0;
  await expect(drawing(page).locator('rect.line')).toHaveCount(2 * boxes + 1);
  await page.keyboard.press('1');
  await expect(drawing(page).locator('rect.line')).toHaveCount(boxes);
  await page.keyboard.press('1');
  await look(page, 'detection-case');
});

test('segmentation: outlines from a model in words and masks from the bundled network, compared', async () => {
  const skin = await collectionOf('skin');
  const spec = specOf(skin, 'segmentation');
  // Every third outline is that of another case.
  know(skin, (known) => {
    const other = skin.cases[(known.position + 1) % skin.cases.length] ?? known;
    return idealAnswer(known.position % 3 === 0 ? other : known, spec);
  });
  await haveSampleData(page, 'Synthetic skin lesions');
  await evaluate(page, {
    dataset: 'Synthetic skin lesions',
    task: 'Segmentation',
    models: [/Reader One/, /Bundled/],
    cases,
  });
  await expectFigures(page, reader, ['Dice', 'IoU'], cases);
  await expectFigures(page, 'Bundled', ['Dice', 'IoU'], cases);
  await expect(page.getByText(/approximate randomisation, p/)).toBeVisible();
  await expectSameOutside(page);
  await look(page, 'segmentation-results');
  const known = answeredCase();
  await openCase(page, known.name);
  await expect(drawing(page).locator('path.line')).toHaveCount(3);
  await look(page, 'segmentation-case');
});

test('localization: side and zone on films, a point on photographs', async () => {
  const chest = await collectionOf('chest');
  const places = specOf(chest, 'localization');
  know(chest, (known) => {
    const ideal = idealAnswer(known, places);
    // Every third answer takes the picture's side for the patient's.
    return known.position % 3 === 0
      ? ideal.replace(/left|right/, (side) => (side === 'left' ? 'right' : 'left'))
      : ideal;
  });
  await haveSampleData(page, 'Synthetic chest radiographs');
  await evaluate(page, {
    dataset: 'Synthetic chest radiographs',
    task: 'Localization',
    models: [/Reader One/],
    cases,
  });
  await expectFigures(page, reader, ['Hit rate', 'Laterality accuracy'], cases);
  await expectSameOutside(page);
  await look(page, 'localization-results');
  await openCase(page, answeredCase(({ truth }) => truth.labels?.[0] !== 'enlarged heart').name);
  await expect(article()).toContainText(/left|right/);
  await look(page, 'localization-case');

  const fundus = await collectionOf('fundus');
  const points = specOf(fundus, 'localization');
  know(fundus, (known) =>
    known.position % 3 === 0 ? JSON.stringify({ point: [0.5, 0.1] }) : idealAnswer(known, points),
  );
  await haveSampleData(page, 'Synthetic fundus photographs');
  await evaluate(page, {
    dataset: 'Synthetic fundus photographs',
    task: 'Localization',
    models: [/Reader One/],
    cases,
  });
  await expectSameOutside(page);
  await look(page, 'points-results');
  await openCase(page, answeredCase(({ position }) => position % 3 === 0).name);
  await expect(drawing(page).locator('path.line')).toHaveCount(2);
  await look(page, 'points-case');
});

test('report generation: differences marked, findings beside each other', async () => {
  const chest = await collectionOf('chest');
  const spec = specOf(chest, 'report-generation');
  know(chest, (known) => {
    const other = chest.cases[(known.position + 7) % chest.cases.length] ?? known;
    return idealAnswer(known.position % 2 === 0 ? other : known, spec);
  });
  await haveSampleData(page, 'Synthetic chest radiographs');
  await evaluate(page, {
    dataset: 'Synthetic chest radiographs',
    task: 'Report generation',
    models: [/Reader One/],
    cases,
  });
  await expectFigures(page, reader, ['ROUGE-L', 'ROUGE-1', 'ROUGE-2'], cases);
  await expectOutcomes(page, befell());
  await expectSameOutside(page);
  await look(page, 'generation-results');
  const known = answeredCase(({ position, truth }) => position % 2 === 0 && truth.labels?.[0] !== 'normal');
  await openCase(page, known.name);
  await expect(article().locator('ins, del').first()).toBeVisible();
  await look(page, 'generation-case');
});

for (const [language, name, stray] of [
  ['en', 'English', 'Cardiomegaly is possible.'],
  ['zh', 'Chinese', '心影可能增大。'],
] as const)
  test(`report summarization in ${name}`, async () => {
    const reports = await collectionOf('reports');
    const spec = specOf(reports, 'report-summarization');
    know(reports, (known) =>
      known.position % 3 === 0 ? JSON.stringify({ impression: stray }) : idealAnswer(known, spec),
    );
    await haveSampleData(page, 'Synthetic chest reports');
    await evaluate(page, {
      dataset: 'Synthetic chest reports',
      task: 'Report summarization',
      models: [/Reader One/],
      cases,
      choose: async (screen) => {
        await screen.getByLabel('Language of the report').selectOption({ label: name });
      },
    });
    expect(asked.every((known) => known.language === language)).toBe(true);
    expect(server.requests.at(-1)?.user).toMatch(language === 'zh' ? /[\u4e00-\u9fff]{4}/u : /impression/iu);
    await expectFigures(page, reader, ['ROUGE-L', 'ROUGE-1', 'ROUGE-2'], cases);
    await expectOutcomes(page, befell());
    await expectSameOutside(page);
    await look(page, `summarization-${language}-results`);
    // How an uncertain finding counts changes figures of findings, and asks nothing again.
    const requests = server.requests.length;
    await page.getByLabel('An uncertain finding counts as').selectOption({ label: 'not present' });
    await expect(page).toHaveURL(/score\.uncertain=negative/);
    await expectSameOutside(page);
    expect(server.requests.length).toBe(requests);
    await openCase(page, answeredCase(({ position }) => position % 3 === 0).name);
    await expect(article().locator('ins').first()).toBeVisible();
    await look(page, `summarization-${language}-case`);
  });

test('report extraction: four statuses of each observation', async () => {
  const reports = await collectionOf('reports');
  const spec = specOf(reports, 'report-extraction');
  know(reports, (known) => {
    const ideal = idealAnswer(known, spec);
    return known.position % 2 === 0 ? ideal : ideal.replace('"absent"', '"uncertain"');
  });
  await haveSampleData(page, 'Synthetic chest reports');
  await evaluate(page, {
    dataset: 'Synthetic chest reports',
    task: 'Report extraction',
    models: [/Reader One/],
    cases,
  });
  await expectFigures(page, reader, ['Micro F1', 'Macro F1', 'Status accuracy'], cases);
  await expectOutcomes(page, befell());
  await expectSameOutside(page);
  await look(page, 'extraction-results');
  await openCase(page, answeredCase(({ position }) => position % 2 === 1).name);
  await expect(article().getByRole('row').filter({ hasText: 'uncertain' }).first()).toBeVisible();
  await look(page, 'extraction-case');
});

test('visual question answering: every question of a case, resampled by patient', async () => {
  const chest = await collectionOf('chest');
  const spec = specOf(chest, 'visual-question-answering');
  know(chest, (known, { user }) => {
    const question = (known.truth.questions ?? []).findIndex((each) => user.includes(each.question)) + 1;
    return known.position % 3 === 0 ? JSON.stringify({ answer: 'no' }) : idealAnswer(known, spec, question);
  });
  await haveSampleData(page, 'Synthetic chest radiographs');
  await evaluate(page, {
    dataset: 'Synthetic chest radiographs',
    task: 'Visual question answering',
    models: [/Reader One/],
    cases,
    choose: async (screen) => {
      await expect(screen.getByText(new RegExp(`${String(cases)} cases, \\d+ questions`))).toBeVisible();
    },
  });
  expect(asked.length).toBeGreaterThan(cases);
  expect(new Set(asked.map(({ name }) => name)).size).toBe(cases);
  await expectFigures(page, reader, ['Accuracy of answers', 'Exact match'], asked.length);
  await expectOutcomes(page, befell());
  await expectSameOutside(page);
  await look(page, 'questions-results');
  const known = answeredCase(({ truth }) => truth.questions?.length === 2);
  await openCase(page, known.name);
  await expect(article()).toHaveCount(2);
  for (const { question } of known.truth.questions ?? [])
    await expect(page.getByRole('region', { name: question })).toBeVisible();
  await look(page, 'questions-case');
});

test('examples: an arm with them beside an arm without', async () => {
  const skin = await collectionOf('skin');
  const spec = specOf(skin, 'classification');
  // Only with examples does the model know what to do.
  know(skin, (known, { user }) =>
    user.includes('Example 1')
      ? idealAnswer(known, spec)
      : JSON.stringify({ label: 'nevus', confidence: 0.4 }),
  );
  await haveSampleData(page, 'Synthetic skin lesions');
  await evaluate(page, {
    dataset: 'Synthetic skin lesions',
    task: 'Classification',
    models: [/Reader One/, /Bundled/],
    cases,
    choose: async (screen) => {
      await screen.getByLabel('Examples shown').fill('2');
      await screen.getByLabel('Ask without examples, too, to compare').check();
      const preview = screen.getByRole('region', { name: 'What will be sent' });
      await expect(preview).toContainText('Example 2 (picture 2)');
      await expect(preview.getByRole('img')).toHaveCount(3);
      await expect(screen.getByRole('heading', { name: `${String(3 * cases)} calls` })).toBeVisible();
      await look(screen, 'examples-plan');
    },
  });
  const ofReader = server.requests.slice(-2 * cases);
  const withExamples = ofReader.filter(({ images }) => images.length === 3);
  expect(withExamples).toHaveLength(cases);
  const shown = new Set(withExamples.flatMap(({ images }) => images.slice(0, 2).map(({ sha256 }) => sha256)));
  expect(shown.size).toBe(2);
  expect(asked.filter(({ picture }) => picture !== null && shown.has(picture))).toEqual([]);
  await expect(headlineOf(page, `${reader}, 2 examples`).first()).toBeVisible();
  await expect(headlineOf(page, `${reader}, no examples`).first()).toBeVisible();
  await expectSameOutside(page);
  await look(page, 'examples-results');
  await openCase(page, answeredCase().name);
  await expect(page.getByRole('article')).toHaveCount(3);
  await look(page, 'examples-case');
  await page.getByRole('navigation', { name: 'Above this page' }).getByRole('link', { name: /: / }).click();
  await page.getByRole('link', { name: 'run and plan' }).click();
  await expect(page.getByRole('region', { name: 'Plan' })).toContainText(
    '0 and 2, from train, with their pictures',
  );
  await look(page, 'examples-run');
});
