import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { Sample } from '../../../domain/dataset/dataset.ts';
import type { Sensitivity } from '../../../domain/dataset/sensitivity.ts';
import { fakeDataset, fakeSample } from '../testing/fakes.ts';
import { Review } from './review.svelte.ts';
import ReviewSteps from './ReviewSteps.svelte';
import type { ReviewServices } from './services.ts';

/** Three cases with a picture and a text that names a patient. */
function world(change: Partial<ReviewServices> = {}) {
  const samples = [0, 1, 2].map((ordinal): Sample => ({
    ...fakeSample(ordinal),
    text: { findings: 'Patient: John Miller, born 04.07.1950. Lungs clear.', language: 'en' },
  }));
  const recorded: Sensitivity[] = [];
  const services: ReviewServices = {
    samples: (_dataset, offset, limit) => Promise.resolve(samples.slice(offset, offset + limit)),
    changeSample: (_dataset, id, edit) => {
      const at = samples.findIndex((sample) => sample.id === id);
      const found = samples[at];
      if (!found) return Promise.resolve(null);
      samples[at] = edit(found);
      return Promise.resolve(samples[at]);
    },
    findText: () => Promise.resolve([]),
    blackOut: (sample) => Promise.resolve(sample),
    setSensitivity: (_dataset, sensitivity) => {
      recorded.push(sensitivity);
      return Promise.resolve();
    },
    ...change,
  };
  const dataset = fakeDataset({ sampleCount: samples.length });
  return { samples, recorded, services, dataset, review: () => new Review(services, dataset, () => 1) };
}

test('a picture that cannot be searched is one to look at, and does not end the review', async () => {
  let calls = 0;
  const { recorded, ...made } = world({
    findText: () => (++calls === 2 ? Promise.reject(new Error('It cannot be decoded')) : Promise.resolve([])),
  });
  const review = made.review();
  await review.searchTexts();
  for (const { key } of review.texts) review.keepText(key);
  await review.searchPictures();
  expect(review.failure).toBeNull();
  expect(review.pictures).toMatchObject([{ unsearched: 'It cannot be decoded', decided: null }]);
  expect(review.obstacle).toContain('1 of what was found');
  review.keepPicture(review.pictures[0]?.key ?? '');
  await review.record();
  expect(JSON.stringify(recorded)).toContain('2 pictures searched');
  expect(JSON.stringify(recorded)).toContain('looked at by eye: 1');
});

test('a search that does not work at all says so, names the case, and can be tried again', async () => {
  const { services, dataset } = world({
    findText: () => Promise.reject(new Error('The detector of text could not be loaded.')),
  });
  const screen = await render(ReviewSteps, { services, dataset, onrecorded: () => undefined });
  await screen.getByRole('button', { name: 'Look for text in the pictures' }).click();
  await expect
    .element(screen.getByRole('alert'))
    .toMatchTextContent(/cannot be searched.*of the case .*could not be loaded/);
  await expect.element(screen.getByRole('button', { name: 'Look for text in the pictures' })).toBeEnabled();
});

test('cutting out of all ends at the first that cannot be stored, and says why', async () => {
  const { samples, review: open } = world();
  const full = world({ changeSample: () => Promise.reject(new Error('The disk is full.')) });
  const failing = full.review();
  await failing.searchTexts();
  expect(failing.texts.length).toBeGreaterThanOrEqual(3);
  await failing.cutOutAll();
  expect(failing.failure).toBe('The disk is full.');
  expect(failing.texts.every(({ decided }) => decided === null)).toBe(true);

  const review = open();
  await review.searchTexts();
  await review.cutOutAll();
  expect(review.failure).toBeNull();
  expect(review.undecided).toBe(0);
  expect(samples.map(({ text }) => text?.findings).join()).not.toContain('Miller');
});

test('a review that cannot be recorded is not left', async () => {
  const { services, dataset } = world({
    samples: () => Promise.resolve([]),
    setSensitivity: () => Promise.reject(new Error('The disk is full.')),
  });
  let left = false;
  const screen = await render(ReviewSteps, { services, dataset, onrecorded: () => (left = true) });
  await screen.getByRole('button', { name: 'Search the texts' }).click();
  await screen.getByRole('button', { name: 'Look for text in the pictures' }).click();
  await screen.getByRole('button', { name: /^Record the review/ }).click();
  await expect.element(screen.getByRole('alert')).toMatchTextContent(/The disk is full/);
  expect(left).toBe(false);
});
