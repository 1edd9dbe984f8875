import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import type { Sample } from '../../../domain/dataset/dataset.ts';
import { maskArea } from '../../../domain/geometry/rle.ts';
import { edited } from '../../../domain/dataset/edit.ts';
import { Watchable } from '../../kit/testing/watchable.ts';
import CaseScreen from '../CaseScreen.svelte';
import { fakeCases, fakeDatasetServices } from '../testing/fakes.ts';
import Host from '../testing/Host.svelte';

/** A case with one box (opacity) on a picture of 256 x 256, open for editing; `stored` is what storage holds. */
async function openForEditing() {
  const original = fakeCases[1];
  if (!original) throw new Error('no case');
  const held: { sample: Sample } = { sample: original };
  const { services } = fakeDatasetServices({
    sample: () => Promise.resolve(held.sample),
    changeSample: (_dataset, _id, change) => {
      held.sample = change(held.sample);
      return Promise.resolve(held.sample);
    },
  });
  location.hash = '#/datasets/chest/cases/case-1';
  const screen = await render(Host, {
    services,
    at: { page: CaseScreen, params: { dataset: 'chest', sample: 'case-1' } },
  });
  await screen.getByRole('button', { name: 'Edit' }).click();
  const frame = screen.getByRole('group', { name: /Arrow keys move/ }).element();
  // A pointer that does not exist cannot be captured.
  frame.setPointerCapture = () => undefined;
  const { left, top, width } = frame.getBoundingClientRect();
  const height = frame.getBoundingClientRect().height;
  const scale = Math.min(width, height) / 256;
  const x0 = left + (width - 256 * scale) / 2;
  const y0 = top + (height - 256 * scale) / 2;
  const send = (kind: string, [x, y]: readonly [number, number]) =>
    frame.dispatchEvent(
      new PointerEvent(kind, {
        pointerId: 1,
        bubbles: true,
        clientX: x0 + x * scale,
        clientY: y0 + y * scale,
      }),
    );
  const drag = (...way: readonly (readonly [number, number])[]) => {
    const [first, ...rest] = way;
    if (!first) return;
    send('pointerdown', first);
    for (const point of rest) send('pointermove', point);
    send('pointerup', rest.at(-1) ?? first);
  };
  /** Two fingers, the second a little later than the first. */
  const pinch = () => {
    const finger = (kind: string, pointerId: number, x: number) =>
      frame.dispatchEvent(
        new PointerEvent(kind, {
          pointerId,
          pointerType: 'touch',
          bubbles: true,
          clientX: x,
          clientY: y0 + 40,
        }),
      );
    const x = x0 + 128 * scale;
    finger('pointerdown', 1, x);
    finger('pointermove', 1, x - 4);
    finger('pointerdown', 2, x + 40);
    finger('pointermove', 2, x + 120);
    finger('pointerup', 1, x - 4);
    finger('pointermove', 2, x + 100);
    finger('pointerup', 2, x + 100);
  };
  return { screen, drag, pinch, stored: () => held.sample };
}

test('labels are changed, with the old ones kept, undone and done again', async () => {
  const { screen, stored } = await openForEditing();
  await screen.getByRole('checkbox', { name: 'effusion' }).click();
  await expect.poll(() => stored().truth.labels).toEqual(['opacity', 'effusion']);
  expect(stored().edits?.[0]?.before.truth).toMatchObject({ labels: ['opacity'] });
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => stored().truth.labels).toEqual(['opacity']);
  expect(stored().edits).toBeUndefined();
  await screen.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(() => stored().truth.labels).toEqual(['opacity', 'effusion']);
});

test('a box is drawn, moved, and taken away by the keyboard', async () => {
  const { screen, drag, stored } = await openForEditing();
  await screen.getByRole('button', { name: 'Box', exact: true }).click();
  drag([10, 10], [30, 40]);
  await expect.element(screen.getByText('Choose the label of what you draw first.')).toBeVisible();
  await screen.getByRole('combobox', { name: 'Label' }).fill('nodule');
  drag([10, 10], [20, 20], [30, 40]);
  await expect.poll(() => stored().truth.boxes?.length).toBe(2);
  const drawn = stored().truth.boxes?.[1];
  expect(drawn?.label).toBe('nodule');
  expect(drawn?.x).toBeCloseTo(10, 0);
  expect(drawn?.height).toBeCloseTo(30, 0);

  await screen.getByRole('button', { name: 'Select', exact: true }).click();
  drag([20, 25], [70, 35]);
  await expect.poll(() => Math.round(stored().truth.boxes?.[1]?.x ?? 0)).toBe(60);
  await userEvent.keyboard('{Delete}');
  await expect.poll(() => stored().truth.boxes?.length).toBe(1);
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(() => stored().truth.boxes?.length).toBe(2);
});

test('a mask is painted, wiped and drawn as a polygon', async () => {
  const { screen, drag, stored } = await openForEditing();
  const area = () => {
    const mask = stored().truth.masks?.find(({ label }) => label === 'opacity')?.mask;
    return mask ? maskArea(mask) : 0;
  };
  await screen.getByRole('combobox', { name: 'Label' }).fill('opacity');
  await screen.getByRole('button', { name: 'Brush', exact: true }).click();
  drag([100, 100], [140, 100]);
  await expect.poll(area).toBeGreaterThan(40 * 10);
  const painted = area();
  await screen.getByRole('button', { name: 'Wipe', exact: true }).click();
  drag([120, 100]);
  await expect.poll(area).toBeLessThan(painted);
  await screen.getByRole('button', { name: 'Polygon', exact: true }).click();
  drag([10, 200]);
  drag([40, 200]);
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText(/three corners at least/)).toBeVisible();
  const before = area();
  drag([40, 230]);
  await userEvent.keyboard('{Enter}');
  // Half of 30 x 30.
  await expect.poll(() => area() - before).toBeGreaterThan(400);
  expect(area() - before).toBeLessThan(500);
});

test('numbers are stored as numbers, and codes with leading zeros as they are written', async () => {
  const { screen, stored } = await openForEditing();
  await screen.getByLabelText('device').fill('007');
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => stored().attributes['device']).toBe('007');
  await screen.getByLabelText('device').fill('7');
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => stored().attributes['device']).toBe(7);
});

test('two fingers that zoom draw nothing with any tool', async () => {
  const { screen, drag, pinch, stored } = await openForEditing();
  await screen.getByRole('combobox', { name: 'Label' }).fill('opacity');
  for (const tool of ['Box', 'Brush', 'Polygon'] as const) {
    await screen.getByRole('button', { name: tool, exact: true }).click();
    pinch();
    // It has zoomed.
    await screen.getByRole('button', { name: 'Fit' }).click();
  }
  // A corner of the pinch would close the triangle.
  drag([10, 200]);
  drag([40, 200]);
  pinch();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText(/three corners at least/)).toBeVisible();
  expect(stored().edits).toBeUndefined();
});

/** A case open for editing whose changes are stored only while the disk has room. */
async function openOnFullDisk() {
  const original = fakeCases[1];
  if (!original) throw new Error('no case');
  const held = { sample: original, full: true };
  const { services } = fakeDatasetServices({
    sample: (_dataset, id) => Promise.resolve(fakeCases.find((sample) => sample.id === id) ?? null),
    changeSample: (_dataset, id, change) => {
      if (held.full) return Promise.reject(new Error('disk full'));
      if (id !== held.sample.id) return Promise.reject(new Error(`changed the case ${id}`));
      held.sample = change(held.sample);
      return Promise.resolve(held.sample);
    },
  });
  const params = { dataset: 'chest', sample: 'case-1' };
  const screen = await render(Host, { services, at: { page: CaseScreen, params } });
  await screen.getByRole('button', { name: 'Edit' }).click();
  const effusion = screen.getByRole('checkbox', { name: 'effusion' });
  await effusion.click();
  await expect.element(screen.getByText(/could not be stored: disk full/)).toBeVisible();
  return { screen, held, effusion };
}

test('a change that cannot be stored stays on the screen as not stored, also while others are, until it is tried again', async () => {
  const { screen, held, effusion } = await openOnFullDisk();
  held.full = false;
  await screen.getByLabelText('Tags').fill('second look');
  await userEvent.keyboard('{Tab}');
  await expect.poll(() => held.sample.tags).toEqual(['second look']);
  await expect.element(screen.getByText(/1 change is not stored/)).toBeVisible();
  expect(held.sample.truth.labels).toEqual(['opacity']);
  await screen.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => held.sample.truth.labels).toEqual(['opacity', 'effusion']);
  await expect.element(effusion).toBeChecked();
  expect(screen.getByRole('alert').elements()).toEqual([]);
});

test('a change that cannot be stored can be left: the fields show again what is stored', async () => {
  const { screen, held, effusion } = await openOnFullDisk();
  await expect.element(effusion).toBeChecked();
  await screen.getByRole('button', { name: 'Leave it as stored' }).click();
  await expect.element(effusion).not.toBeChecked();
  expect(screen.getByRole('alert').elements()).toEqual([]);
  held.full = false;
  await effusion.click();
  await expect.poll(() => held.sample.truth.labels).toEqual(['opacity', 'effusion']);
});

test('a change that cannot be stored outlives the screen: it is told elsewhere, tried again there, and found again', async () => {
  const { screen, held } = await openOnFullDisk();
  await screen.rerender({ at: { page: CaseScreen, params: { dataset: 'chest', sample: 'case-2' } } });
  await expect.element(screen.getByText(/1 change to the case .* is not stored/)).toBeVisible();
  await expect.element(screen.getByText('labels: opacity, effusion instead of opacity')).toBeVisible();
  const closing = screen.getByRole('link', { name: 'Open the case' });
  await expect.element(closing).toHaveAttribute('href', '#/datasets/chest/cases/case-1');
  await screen.getByRole('button', { name: 'Try again' }).click();
  await expect.element(screen.getByText(/is not stored/)).toBeVisible();
  await screen.rerender({ at: { page: CaseScreen, params: { dataset: 'chest', sample: 'case-1' } } });
  // The case opens as it was left: to be edited, with what is not stored.
  await expect.element(screen.getByText(/1 change is not stored/)).toBeVisible();
  await screen.rerender({ at: { page: CaseScreen, params: { dataset: 'chest', sample: 'case-2' } } });
  await expect.element(screen.getByText(/1 change to the case/)).toBeVisible();
  held.full = false;
  await screen.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => held.sample.truth.labels).toEqual(['opacity', 'effusion']);
  expect(screen.getByText(/not stored/).elements()).toEqual([]);
});

test('of a case that was left, what cannot be stored can be given up', async () => {
  const { screen, held } = await openOnFullDisk();
  await screen.rerender({ at: { page: CaseScreen, params: { dataset: 'chest', sample: 'case-2' } } });
  await screen.getByRole('button', { name: 'Leave it as stored' }).click();
  expect(screen.getByText(/not stored/).elements()).toEqual([]);
  held.full = false;
  await screen.rerender({ at: { page: CaseScreen, params: { dataset: 'chest', sample: 'case-1' } } });
  await screen.getByRole('button', { name: 'Edit' }).click();
  await expect.element(screen.getByRole('checkbox', { name: 'effusion' })).not.toBeChecked();
});

/** A case open for editing that another tab changes, too. */
async function openInTwoTabs() {
  const original = fakeCases[1];
  if (!original) throw new Error('no case');
  const stored = new Watchable<Sample | null>(original);
  const { services } = fakeDatasetServices({
    watchSample: () => stored.watch,
    changeSample: (_dataset, _id, change) => {
      if (stored.value !== null) stored.set(change(stored.value));
      return Promise.resolve(stored.value);
    },
  });
  const params = { dataset: 'chest', sample: 'case-1' };
  const screen = await render(Host, { services, at: { page: CaseScreen, params } });
  await screen.getByRole('button', { name: 'Edit' }).click();
  /** What the other tab makes of the case. */
  const elsewhere = (tags: readonly string[]) => {
    if (stored.value === null) throw new Error('deleted');
    return edited(stored.value, { tags }, `tags: ${tags.join(', ')}`, 2);
  };
  return { screen, stored, elsewhere };
}

test('what another tab changes shows here, and doing again what was undone does not take it back', async () => {
  const { screen, stored, elsewhere } = await openInTwoTabs();
  await screen.getByRole('checkbox', { name: 'effusion' }).click();
  await expect.poll(() => stored.value?.truth.labels).toEqual(['opacity', 'effusion']);
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => stored.value?.truth.labels).toEqual(['opacity']);
  stored.set(elsewhere(['from the other tab']));
  await expect.element(screen.getByLabelText('Tags')).toHaveValue('from the other tab');
  await expect.element(screen.getByRole('button', { name: 'Redo' })).toBeDisabled();
  expect(stored.value?.tags).toEqual(['from the other tab']);
});

test('undo takes back nothing that was not seen here', async () => {
  const { screen, stored, elsewhere } = await openInTwoTabs();
  await screen.getByRole('checkbox', { name: 'effusion' }).click();
  await expect.poll(() => stored.value?.edits?.length).toBe(1);
  stored.setUnseen(elsewhere(['from the other tab']));
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(screen.getByText(/changed elsewhere meanwhile/)).toBeVisible();
  expect(stored.value?.tags).toEqual(['from the other tab']);
  expect(stored.value?.truth.labels).toEqual(['opacity', 'effusion']);
});

test('a case that is deleted elsewhere says so, until it comes back', async () => {
  const { screen, stored } = await openInTwoTabs();
  const before = stored.value;
  stored.set(null);
  await expect.element(screen.getByText(/This case was deleted meanwhile/)).toBeVisible();
  stored.set(before);
  await expect.element(screen.getByText(/This case was deleted meanwhile/)).not.toBeInTheDocument();
});

test('what is typed and not yet stored is stored when the page is closed, which asks first', async () => {
  const { screen, stored } = await openInTwoTabs();
  await screen.getByLabelText('Tags').fill('half typed');
  const closing = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(closing);
  expect(closing.defaultPrevented).toBe(true);
  await expect.poll(() => stored.value?.tags).toEqual(['half typed']);
  const again = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(again);
  expect(again.defaultPrevented).toBe(false);
});
