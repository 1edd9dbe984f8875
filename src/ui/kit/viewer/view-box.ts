/** The part of a picture that is on the screen, in source pixels; it may reach beyond the picture. */
export interface ViewBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Screen pixels that one source pixel may take at most. */
const largestScale = 64;

/** The whole picture, in the middle of a frame of this size. */
export function fitted(picture: Size, frame: Size): ViewBox {
  const scale = Math.min(frame.width / picture.width, frame.height / picture.height);
  const width = frame.width / scale;
  const height = frame.height / scale;
  return { x: (picture.width - width) / 2, y: (picture.height - height) / 2, width, height };
}

/**
 * Larger (`factor` above 1) or smaller, with the source point `at` staying where it is on the screen. Never smaller than
 * the whole picture, nor larger than 64 screen pixels a source pixel.
 */
export function zoomed(
  view: ViewBox,
  at: { readonly x: number; readonly y: number },
  factor: number,
  picture: Size,
  frame: Size,
): ViewBox {
  const whole = fitted(picture, frame);
  const width = Math.min(whole.width, Math.max(frame.width / largestScale, view.width / factor));
  if (width === whole.width) return whole;
  const ratio = width / view.width;
  return within(
    {
      x: at.x - (at.x - view.x) * ratio,
      y: at.y - (at.y - view.y) * ratio,
      width,
      height: view.height * ratio,
    },
    picture,
  );
}

/** Moved by source pixels, as far as some of the picture stays in the middle. */
export const moved = (view: ViewBox, dx: number, dy: number, picture: Size): ViewBox =>
  within({ ...view, x: view.x + dx, y: view.y + dy }, picture);

/** The same middle and scale in a frame of another size. */
export function reframed(view: ViewBox, before: Size, after: Size, picture: Size): ViewBox {
  const scale = before.width / view.width;
  const whole = fitted(picture, after);
  const width = after.width / scale;
  if (width >= whole.width || before.width === 0) return whole;
  const height = after.height / scale;
  return { x: view.x + (view.width - width) / 2, y: view.y + (view.height - height) / 2, width, height };
}

function within(view: ViewBox, picture: Size): ViewBox {
  const hold = (start: number, extent: number, length: number): number =>
    Math.min(length - extent / 2, Math.max(-extent / 2, start));
  return {
    ...view,
    x: hold(view.x, view.width, picture.width),
    y: hold(view.y, view.height, picture.height),
  };
}
