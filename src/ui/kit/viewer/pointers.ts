import type { Viewer } from './viewer.svelte.ts';

type Gesture = 'move' | 'window' | 'measure' | 'guest';

/** Turns what mouse, pen and fingers do on the frame into what the viewer shows. */
export class Pointers {
  readonly #viewer: Viewer;
  readonly #held = new Map<number, { x: number; y: number }>();
  #gesture: Gesture | null = null;

  constructor(viewer: Viewer) {
    this.#viewer = viewer;
  }

  get isWindowing(): boolean {
    return this.#gesture === 'window';
  }

  /** `asWindow`: the key that makes any drag one of the window is held; the right button does the same. */
  down(event: PointerEvent, frame: HTMLElement, asWindow: boolean): void {
    if (event.button === 1) return;
    frame.setPointerCapture(event.pointerId);
    const at = placeIn(event, frame);
    this.#held.set(event.pointerId, at);
    if (this.#held.size > 1) {
      this.#drop();
      this.#gesture = 'move';
      return;
    }
    this.#gesture = this.#gestureOf(event, asWindow);
    if (this.#gesture === 'guest') this.#viewer.guest?.down(this.#viewer.sourceOf(at.x, at.y), event);
    if (this.#gesture === 'measure') {
      const from = this.#viewer.sourceOf(at.x, at.y);
      this.#viewer.line = { from, to: from };
    }
  }

  move(event: PointerEvent, frame: HTMLElement): void {
    const before = this.#held.get(event.pointerId);
    if (before === undefined || this.#gesture === null) return;
    const at = placeIn(event, frame);
    const [dx, dy] = [at.x - before.x, at.y - before.y];
    if (this.#held.size > 1) this.#pinch(event.pointerId, before, at);
    else if (this.#gesture === 'window') this.#viewer.dragWindow(dx, dy);
    else if (this.#gesture === 'measure') this.#stretch(at);
    else if (this.#gesture === 'guest') this.#viewer.guest?.move(this.#viewer.sourceOf(at.x, at.y));
    else if (!this.#viewer.isWhole) this.#viewer.moveBy(dx, dy);
    this.#held.set(event.pointerId, at);
  }

  /** The browser takes the pointer away, to scroll: nothing was drawn with it. */
  cancel(event: PointerEvent): void {
    this.#drop();
    this.#held.delete(event.pointerId);
    if (this.#held.size === 0) this.#gesture = null;
  }

  up(event: PointerEvent): void {
    const at = this.#held.get(event.pointerId);
    if (this.#gesture === 'guest' && at) this.#viewer.guest?.up(this.#viewer.sourceOf(at.x, at.y));
    this.#held.delete(event.pointerId);
    if (this.#held.size > 0) return;
    const { line } = this.#viewer;
    // A click is no line.
    if (this.#gesture === 'measure' && line && line.from.x === line.to.x && line.from.y === line.to.y)
      this.#viewer.line = null;
    this.#gesture = null;
  }

  /** Twice as near, or back to the whole. */
  double(event: MouseEvent, frame: HTMLElement): void {
    if (this.#viewer.tool !== 'move' || this.#viewer.guest) return;
    const at = placeIn(event, frame);
    if (this.#viewer.isWhole) this.#viewer.zoomBy(2, this.#viewer.sourceOf(at.x, at.y));
    else this.#viewer.fit();
  }

  #drop(): void {
    if (this.#gesture === 'guest') this.#viewer.guest?.drop();
    if (this.#gesture === 'measure') this.#viewer.line = null;
  }

  #gestureOf(event: PointerEvent, asWindow: boolean): Gesture {
    if (asWindow || event.button === 2) return 'window';
    const { tool, guest } = this.#viewer;
    return tool === 'move' && guest !== null ? 'guest' : tool;
  }

  #stretch(at: { x: number; y: number }): void {
    const from = this.#viewer.line?.from;
    if (from) this.#viewer.line = { from, to: this.#viewer.sourceOf(at.x, at.y) };
  }

  #pinch(pointer: number, before: { x: number; y: number }, at: { x: number; y: number }): void {
    const other = [...this.#held].find(([id]) => id !== pointer)?.[1];
    if (other === undefined) return;
    const span = (point: { x: number; y: number }) => Math.hypot(point.x - other.x, point.y - other.y);
    const middle = this.#viewer.sourceOf((at.x + other.x) / 2, (at.y + other.y) / 2);
    if (span(before) > 0) this.#viewer.zoomBy(span(at) / span(before), middle);
    this.#viewer.moveBy((at.x - before.x) / 2, (at.y - before.y) / 2);
  }
}

function placeIn(event: MouseEvent, frame: HTMLElement): { x: number; y: number } {
  const { left, top } = frame.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}
