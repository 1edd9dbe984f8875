import type { ImageRef } from '../../../domain/dataset/truth.ts';
import { seenAlong, type Plane } from '../../../domain/raster/reslice.ts';
import type { Window } from '../../../domain/raster/view.ts';
import { fitted, moved, reframed, zoomed, type ViewBox } from './view-box.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

export const tools = ['move', 'window', 'measure'] as const;
export type Tool = (typeof tools)[number];

/** What takes over dragging with the left button and clicks, in source pixels: an editor of what is drawn. */
export interface Guest {
  down(at: Point, event: PointerEvent): void;
  move(at: Point): void;
  up(at: Point): void;
  /** The press under way was none: it became a pinch, or the browser took it to scroll. What it began is left. */
  drop(): void;
}

/** A window that a person can drag: tables have neither centre nor width. */
export type LinearWindow = Exclude<Window, { kind: 'table' }>;

/** Of an ordinary picture: its bytes as they are. */
const asStored: LinearWindow = { kind: 'linear exact', centre: 127.5, width: 255 };

/** What a person sees of one image and with which tool she touches it. Nothing of it is stored. */
export class Viewer {
  readonly #own: () => ImageRef;
  tool = $state<Tool>('move');
  inverted = $state(false);
  /** 0 to 1, of what is drawn over the image. */
  opacity = $state(1);
  /** While there is one, dragging with the tool `move` is its. */
  guest = $state.raw<Guest | null>(null);
  line = $state.raw<{ readonly from: Point; readonly to: Point } | null>(null);
  #frameSize = $state.raw({ width: 0, height: 0 });
  #view = $state.raw<ViewBox | null>(null);
  #frame = $state<number | null>(null);
  #plane = $state<Plane>('axial');
  #window = $state.raw<Window | null>(null);

  /** `image`: the case's own; of a volume, a person may look at it along other planes. */
  constructor(image: () => ImageRef) {
    this.#own = image;
  }

  readonly #seen = $derived.by(() => seenAlong(this.#own(), this.#plane));

  /** Counted from 0. */
  readonly frame = $derived.by(() => this.#frame ?? this.#seen.raster?.shown.frame ?? 0);
  readonly window = $derived.by((): Window => this.#window ?? this.#seen.raster?.shown.window ?? asStored);
  readonly view = $derived.by((): ViewBox => this.#view ?? fitted(this.#seen, this.#sizeOr1()));
  /** Screen pixels a source pixel. */
  readonly scale = $derived.by(() => this.#sizeOr1().width / this.view.width);
  readonly isWhole = $derived.by(() => this.#view === null);
  /** Is this the frame that truth and models speak of? */
  readonly isShownFrame = $derived.by(
    () => this.#plane === 'axial' && this.frame === (this.#own().raster?.shown.frame ?? 0),
  );
  readonly isOwnWindow = $derived.by(() => this.#window === null);

  /** As it is seen: of a volume along another plane, with the size and the slices of that. */
  get image(): ImageRef {
    return this.#seen;
  }

  get plane(): Plane {
    return this.#plane;
  }

  lookAlong(plane: Plane): void {
    this.#plane = plane;
    this.#frame = null;
    this.#view = null;
    this.line = null;
  }

  resize(width: number, height: number): void {
    const after = { width, height };
    const view = this.#view;
    if (view !== null) this.#set(reframed(view, this.#frameSize, after, this.#seen), after);
    this.#frameSize = after;
  }

  zoomBy(factor: number, at: Point = this.middle): void {
    this.#set(zoomed(this.view, at, factor, this.#seen, this.#sizeOr1()));
  }

  /** By screen pixels. */
  moveBy(dx: number, dy: number): void {
    this.#set(moved(this.view, -dx / this.scale, -dy / this.scale, this.#seen));
  }

  fit(): void {
    this.#view = null;
  }

  /** A source pixel a screen pixel. */
  actualSize(): void {
    this.zoomBy(1 / this.scale);
  }

  goToFrame(frame: number): void {
    const last = (this.#seen.raster?.frames ?? 1) - 1;
    this.#frame = Math.min(last, Math.max(0, frame));
    this.line = null;
  }

  setWindow(window: Window): void {
    this.#window = window;
  }

  /** By screen pixels: right widens, down brightens, as workstations have it. A step is a 500th of all values. */
  dragWindow(dx: number, dy: number): void {
    const { window } = this;
    const base = window.kind === 'table' ? this.#fullWindow() : window;
    const step = this.#span() / 500;
    this.#window = {
      kind: base.kind,
      centre: base.centre - dy * step,
      width: Math.max(step, base.width + dx * step),
    };
  }

  /** Back to the case's own frame and window. */
  resetView(): void {
    this.lookAlong('axial');
    this.resetWindow();
  }

  resetWindow(): void {
    this.#window = null;
    this.inverted = false;
  }

  /** The source point under a point of the frame. */
  sourceOf(x: number, y: number): Point {
    return { x: this.view.x + x / this.scale, y: this.view.y + y / this.scale };
  }

  readonly middle = $derived.by((): Point => ({
    x: this.view.x + this.view.width / 2,
    y: this.view.y + this.view.height / 2,
  }));

  #sizeOr1() {
    const { width, height } = this.#frameSize;
    return width > 0 && height > 0 ? this.#frameSize : { width: this.#seen.width, height: this.#seen.height };
  }

  #set(view: ViewBox, frame = this.#sizeOr1()): void {
    // The whole picture stays whole when the frame changes.
    this.#view = view.width >= fitted(this.#seen, frame).width * 0.999 ? null : view;
  }

  #span(): number {
    const { raster } = this.#seen;
    if (raster === undefined) return 255;
    const [low, high] = raster.range;
    return Math.max(Math.abs((high - low) * raster.slope), Number.EPSILON);
  }

  #fullWindow(): LinearWindow {
    const { raster } = this.#seen;
    if (raster === undefined) return asStored;
    const [low, high] = raster.range.map((sample) => sample * raster.slope + raster.intercept);
    return { kind: 'linear exact', centre: ((low ?? 0) + (high ?? 0)) / 2, width: this.#span() };
  }
}
