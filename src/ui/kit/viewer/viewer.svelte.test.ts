import { describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { rasterMediaType, type ImageRef } from '../../../domain/dataset/truth.ts';
import { blobHash } from '../../../domain/ids.ts';
import { reslice } from '../../../domain/raster/reslice.ts';
import type { LoadFrame } from '../images.ts';
import ViewerHost from '../testing/ViewerHost.svelte';

const raster: ImageRef = {
  blob: blobHash('a'.repeat(64)),
  mediaType: rasterMediaType,
  width: 64,
  height: 48,
  pixelSpacing: [0.5, 0.5],
  changes: [],
  raster: {
    frames: 3,
    channels: 1,
    sampleType: 'int16',
    slope: 1,
    intercept: -1024,
    unit: 'HU',
    range: [0, 2000],
    inverted: false,
    windows: [{ name: 'Of the file', window: { kind: 'linear', centre: 40, width: 400 } }],
    shown: { frame: 1, window: { kind: 'linear', centre: 40, width: 400 } },
  },
};

/** Frame n holds 1024 + 100 n everywhere: 100 n HU. */
const loadFrame = (ref: ImageRef, frame: number) =>
  Promise.resolve({
    samples: new Int16Array(ref.width * ref.height).fill(1024 + 100 * frame),
    width: ref.width,
    height: ref.height,
    tables: [],
  });

const overlays = [
  {
    name: 'truth',
    colour: null,
    drawing: { boxes: [{ label: 'nodule', x: 4, y: 8, width: 16, height: 12 }] },
  },
];

function greyOf(canvas: Element | null): number | undefined {
  if (!(canvas instanceof HTMLCanvasElement) || canvas.width === 0) return undefined;
  return canvas.getContext('2d')?.getImageData(1, 1, 1, 1).data[0];
}

/** (v - (c - 0.5)) / (w - 1) + 0.5 of 255: DICOM PS3.3 C.11.2.1.2. */
const linear = (value: number, centre: number, width: number) =>
  Math.round(255 * ((value - (centre - 0.5)) / (width - 1) + 0.5));

describe('a raster in the viewer', () => {
  test('shows the frame of the case through its window, and others through presets', async () => {
    const screen = await render(ViewerHost, { image: raster, overlays, loadFrame });
    const canvas = () => screen.container.querySelector('canvas');
    await expect.poll(() => greyOf(canvas())).toBe(linear(100, 40, 400));
    await screen.getByRole('combobox').selectOptions('Lung');
    await expect.poll(() => greyOf(canvas())).toBe(linear(100, -600, 1500));
    await expect.element(screen.getByText(/centre -600, width 1500 HU/)).toBeVisible();
    await screen.getByRole('button', { name: 'Reset window' }).click();
    await expect.poll(() => greyOf(canvas())).toBe(linear(100, 40, 400));
  });

  test('goes through the frames by keys; truth is drawn on its own frame only', async () => {
    const screen = await render(ViewerHost, { image: raster, overlays, loadFrame });
    const canvas = () => screen.container.querySelector('canvas');
    await expect.element(screen.getByText('nodule')).toBeInTheDocument();
    screen
      .getByRole('group', { name: /Arrow keys move/ })
      .element()
      .focus();
    await userEvent.keyboard('{PageDown}');
    await expect.element(screen.getByText('3 of 3')).toBeVisible();
    await expect.poll(() => greyOf(canvas())).toBe(linear(200, 40, 400));
    expect(screen.getByText('nodule').query()).toBeNull();
    await screen.getByRole('button', { name: 'Go to it' }).click();
    await expect.element(screen.getByText('2 of 3')).toBeVisible();
    await expect.element(screen.getByText('nodule')).toBeInTheDocument();
  });

  test('changes the window by dragging with the right button', async () => {
    const screen = await render(ViewerHost, { image: raster, overlays, loadFrame });
    const frame = screen.getByRole('group', { name: /Arrow keys move/ }).element();
    const { left, top } = frame.getBoundingClientRect();
    const at = (dx: number, dy: number) => ({
      pointerId: 1,
      button: 2,
      buttons: 2,
      bubbles: true,
      clientX: left + 50 + dx,
      clientY: top + 50 + dy,
    });
    // A pointer that does not exist cannot be captured.
    frame.setPointerCapture = () => undefined;
    frame.dispatchEvent(new PointerEvent('pointerdown', at(0, 0)));
    frame.dispatchEvent(new PointerEvent('pointermove', at(10, -5)));
    frame.dispatchEvent(new PointerEvent('pointerup', at(10, -5)));
    // A pixel is a 500th of 2000 values.
    await expect.element(screen.getByText('Window centre 60, width 440 HU', { exact: false })).toBeVisible();
  });

  test('measures in millimetres', async () => {
    const screen = await render(ViewerHost, { image: raster, loadFrame });
    await screen.getByRole('button', { name: 'Measure' }).click();
    const frame = screen.getByRole('group', { name: /Arrow keys move/ }).element();
    const { left, top, width } = frame.getBoundingClientRect();
    frame.setPointerCapture = () => undefined;
    const zoom = Number.parseInt(screen.getByLabelText('Zoom').last().element().textContent, 10);
    expect(zoom).toBeGreaterThan(0);
    const to = (x: number) => ({
      pointerId: 1,
      bubbles: true,
      clientX: left + width / 2 + x,
      clientY: top + 20,
    });
    frame.dispatchEvent(new PointerEvent('pointerdown', to(0)));
    frame.dispatchEvent(new PointerEvent('pointermove', to(100)));
    frame.dispatchEvent(new PointerEvent('pointerup', to(100)));
    await expect.element(screen.getByText(/^\d+\.\d mm$/)).toBeInTheDocument();
    const measured = Number.parseFloat(screen.getByText(/^\d+\.\d mm$/).element().textContent);
    expect(measured).toBeCloseTo((100 / (zoom / 100)) * 0.5, 0);
  });

  test('of a volume is seen along three planes; truth and models stay with the axial slice', async () => {
    const volume: ImageRef = {
      ...raster,
      ...(raster.raster && {
        raster: {
          ...raster.raster,
          volume: { spacing: [0.5, 0.5, 4] as const, orientation: 'LPS' as const },
        },
      }),
    };
    const asked: string[] = [];
    const loadSlice: LoadFrame = (ref, frame, plane) => {
      asked.push(`${plane} ${frame}`);
      const { width, height } = reslice(
        { ...ref, channels: 1, frames: stack },
        { spacing: [0.5, 0.5, 4] },
        plane,
        0,
      );
      return Promise.resolve({
        samples: new Int16Array(width * height).fill(1064),
        width,
        height,
        tables: [],
      });
    };
    const stack = Array.from({ length: 3 }, () => new Int16Array(64 * 48));
    const screen = await render(ViewerHost, { image: volume, overlays, loadFrame: loadSlice });
    const canvas = () => screen.container.querySelector('canvas');
    await expect.element(screen.getByText('nodule')).toBeInTheDocument();
    const letters = () => screen.container.querySelector('.letters')?.textContent.replace(/\s/g, '');
    expect(letters()).toBe('RLAP');
    await screen.getByRole('button', { name: 'Coronal' }).click();
    await expect.element(screen.getByText('25 of 48')).toBeVisible();
    await expect.poll(() => [canvas()?.width, canvas()?.height]).toEqual([64, 3]);
    // 3 slices 4 mm apart are as high as 24 pixels of half a millimetre.
    const frame = screen.getByRole('group', { name: /Arrow keys move/ }).element();
    expect(getComputedStyle(frame).aspectRatio).toBe('64 / 24');
    expect(letters()).toBe('RLSI');
    expect(screen.getByText('nodule').query()).toBeNull();
    await expect.element(screen.getByText('Truth and models speak of axial slice 2.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Make this the case' }).query()).toBeNull();
    await screen.getByRole('button', { name: 'Sagittal' }).click();
    await expect.element(screen.getByText('33 of 64')).toBeVisible();
    expect(letters()).toBe('APSI');
    await screen.getByRole('button', { name: 'Go to it' }).click();
    await expect.element(screen.getByText('2 of 3')).toBeVisible();
    await expect.element(screen.getByText('nodule')).toBeInTheDocument();
    expect(asked).toEqual(['axial 1', 'coronal 24', 'sagittal 32', 'axial 1']);
  });
});
