import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { recipes } from '../../../datasets/recipe/recipes.ts';
import type { Dataset } from '../../../domain/dataset/dataset.ts';
import { fakeDataset, fakeDatasetServices } from '../testing/fakes.ts';
import Host from '../testing/Host.svelte';
import KnownDatasetsScreen from './KnownDatasetsScreen.svelte';

async function open(address: string, datasets: readonly Dataset[] = []) {
  if (location.hash !== address) {
    const there = new Promise((resolve) => {
      addEventListener('hashchange', resolve, { once: true });
    });
    location.hash = address;
    await there;
  }
  const { services } = fakeDatasetServices({}, datasets);
  return render(Host, { services, screen: KnownDatasetsScreen });
}

test('lists every known data set, with what of it is here', async () => {
  const here = fakeDataset({ name: 'HAM', recipe: 'ham10000', sampleCount: 10_015 });
  const screen = await open('#/datasets/known', [here]);
  await expect.element(screen.getByRole('status').first()).toMatchTextContent(`${recipes.length} data sets`);
  expect(screen.getByRole('heading', { level: 2 }).all()).toHaveLength(recipes.length);
  await expect
    .element(screen.getByRole('link', { name: '10,015 cases here' }))
    .toHaveAttribute('href', '#/datasets/chest');
  expect(screen.getByText('Not here', { exact: true }).all()).toHaveLength(recipes.length - 1);
});

test('one of them, with its source, licence, citation and traps', async () => {
  const screen = await open('#/datasets/known?recipe=ham10000');
  await expect.element(screen.getByRole('heading', { name: 'Skin Cancer MNIST (HAM10000)' })).toBeVisible();
  await expect.poll(() => screen.getByRole('heading', { level: 2 }).all()).toHaveLength(1);
  const source = screen.getByRole('link', { name: /doi\.org/ });
  await expect.element(source).toHaveAttribute('href', 'https://doi.org/10.7910/DVN/DBW86T');
  await expect.element(source).toHaveAttribute('rel', 'noopener noreferrer');
  await expect.element(screen.getByText('CC BY-NC 4.0')).toBeVisible();
  await expect.element(screen.getByText(/Several pictures show the same lesion/)).toBeVisible();
});

test('is narrowed by specialty and task, in its address', async () => {
  const screen = await open('#/datasets/known');
  await userEvent.selectOptions(screen.getByLabelText('Specialty'), 'dermatology');
  await expect
    .element(screen.getByRole('status').first())
    .toMatchTextContent(`4 of ${recipes.length} data sets`);
  await userEvent.selectOptions(screen.getByLabelText('Task'), 'segmentation');
  await expect.element(screen.getByRole('heading', { name: 'ISIC 2018 task 1' })).toBeVisible();
  expect(location.hash).toBe('#/datasets/known?specialty=dermatology&task=segmentation');
  await screen.getByRole('link', { name: 'Show all' }).click();
  await expect.element(screen.getByRole('status').first()).toMatchTextContent(`${recipes.length} data sets`);
});

test('that nothing fits says so', async () => {
  const screen = await open('#/datasets/known?specialty=dentistry&task=report-generation');
  await expect.element(screen.getByText(/None of the known data sets fits both/)).toBeVisible();
});

test('a citation is copied, or said not to be', async () => {
  const screen = await open('#/datasets/known?recipe=vqa-rad');
  const copy = screen.getByRole('button', { name: /Copy the citation/ });
  await copy.click();
  await expect.element(screen.getByText(/^(?:Copied\.|The browser did not allow it.*)$/)).toBeVisible();
});
