import { createRawSnippet } from 'svelte';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import Page from './Page.svelte';

const children = createRawSnippet(() => ({ render: () => '<p>what is here</p>' }));

test('a page is called by its own name; the way to it is a list of links of its own', async () => {
  const trail = [
    { name: 'Datasets', href: '#/datasets' },
    { name: 'Chests', href: '#/datasets/1' },
  ];
  const screen = await render(Page, { title: 'Statistics', trail, children });

  await expect
    .element(screen.getByRole('heading', { level: 1, name: 'Statistics', exact: true }))
    .toBeVisible();
  const way = screen.getByRole('navigation', { name: 'Above this page' });
  await expect.element(way.getByRole('link', { name: 'Chests' })).toHaveAttribute('href', '#/datasets/1');
  expect(document.title).toContain('Statistics');
});
