import { withBox, withMask } from '../../../domain/dataset/edit.ts';
import type { Box, LabelledBox, Truth } from '../../../domain/dataset/truth.ts';
import { painted, united } from '../../../domain/geometry/brush.ts';
import { polygonFault, rasterizePolygon } from '../../../domain/geometry/polygons.ts';
import { maskArea } from '../../../domain/geometry/rle.ts';
import type { Guest } from '../../kit/viewer/viewer.svelte.ts';
import type { CaseEditor } from './case-editor.svelte.ts';
import { cornerAt, draggedBox, spanned, type Corner } from './box-drag.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

export const drawingModes = ['select', 'box', 'polygon', 'brush', 'wipe'] as const;
export type DrawingMode = (typeof drawingModes)[number];

/** Screen pixels within which a corner is taken hold of. */
const grip = 9;

/** Draws truth on the picture with the pointer: what is under way is shown at once and stored when it is let go. */
export class DrawingTool implements Guest {
  readonly #editor: CaseEditor;
  readonly #scale: () => number;
  mode = $state<DrawingMode>('select');
  label = $state('');
  /** Of the brush, in source pixels. */
  radius = $state(6);
  selected = $state<number | null>(null);
  /** The box that is drawn or moved, as it would be. */
  draft = $state.raw<Box | null>(null);
  /** Corners of the polygon, or the way of the brush. */
  path = $state.raw<readonly Point[]>([]);
  problem = $state<string | null>(null);
  #from: Point | null = null;
  /** The corners of the polygon before the press under way. */
  #before: readonly Point[] = [];
  #held: { readonly box: LabelledBox; readonly corner: Corner | null } | null = null;

  /** `scale`: screen pixels a source pixel. */
  constructor(editor: CaseEditor, scale: () => number) {
    this.#editor = editor;
    this.#scale = scale;
  }

  setMode(mode: DrawingMode): void {
    // Enter closes a polygon, and presses the button that was clicked last once more.
    if (mode === this.mode) return;
    this.mode = mode;
    this.cancel();
  }

  /** Gives up what is under way. */
  cancel(): void {
    this.draft = null;
    this.path = [];
    this.#from = null;
    this.#held = null;
    this.problem = null;
  }

  down(at: Point): void {
    this.problem = null;
    this.#from = at;
    this.#before = this.path;
    switch (this.mode) {
      case 'select':
        this.#take(at);
        break;
      case 'box':
        if (this.#hasLabel()) this.draft = spanned(at, at, this.#size);
        break;
      case 'polygon':
        if (this.#hasLabel()) this.path = [...this.path, at];
        break;
      case 'brush':
      case 'wipe':
        if (this.#hasLabel()) this.path = [at];
        break;
    }
  }

  move(at: Point): void {
    const from = this.#from;
    if (from === null) return;
    if (this.mode === 'box' && this.draft) this.draft = spanned(from, at, this.#size);
    else if (this.mode === 'select' && this.#held)
      this.draft = draggedBox(this.#held.box, this.#held.corner, from, at, this.#size);
    else if ((this.mode === 'brush' || this.mode === 'wipe') && this.path.length > 0)
      this.path = [...this.path, at];
  }

  up(at: Point): void {
    this.move(at);
    this.#from = null;
    switch (this.mode) {
      case 'select':
        this.#letGo();
        break;
      case 'box':
        this.#addBox();
        break;
      case 'brush':
      case 'wipe':
        this.#endStroke(this.mode === 'wipe' ? 'wipe' : 'paint');
        break;
      case 'polygon':
        break;
    }
  }

  drop(): void {
    if (this.#from === null) return;
    this.#from = null;
    this.#held = null;
    this.draft = null;
    this.path = this.#before;
  }

  /** Closes the polygon and makes it the label's mask, or part of it. */
  closePolygon(): void {
    const polygon = this.path.flatMap(({ x, y }) => [x, y]);
    const fault = this.path.length < 3 ? 'a polygon has three corners at least' : polygonFault(polygon);
    if (fault !== null) {
      this.problem = `Not closed: ${fault}.`;
      return;
    }
    const { width, height } = this.#size;
    const { label } = this;
    const mask = rasterizePolygon(polygon, width, height);
    this.path = [];
    void this.#editor.changeTruth((truth) => {
      const index = maskIndex(truth, label);
      const old = truth.masks?.[index];
      return withMask(truth, index, { label, mask: old ? united(old.mask, mask) : mask });
    }, `polygon added to the mask of ${label}`);
  }

  removeSelected(): void {
    const index = this.selected;
    const box = index === null ? undefined : this.#editor.sample.truth.boxes?.[index];
    if (index === null || box === undefined) return;
    this.selected = null;
    void this.#editor.changeTruth((truth) => withBox(truth, index, null), `box ${box.label} taken away`);
  }

  get #size(): { readonly width: number; readonly height: number } {
    return this.#editor.sample.images[0] ?? { width: 0, height: 0 };
  }

  #hasLabel(): boolean {
    if (this.label.trim() !== '') return true;
    this.problem = 'Choose the label of what you draw first.';
    return false;
  }

  #take(at: Point): void {
    const boxes = this.#editor.sample.truth.boxes ?? [];
    const reach = grip / this.#scale();
    const current = this.selected === null ? undefined : boxes[this.selected];
    const corner = current && cornerAt(current, at, reach);
    if (current && corner) {
      this.#held = { box: current, corner };
      return;
    }
    // The smallest that holds the point: one that lies in another can be taken.
    const hits = [...boxes.entries()]
      .filter(
        ([, box]) =>
          at.x >= box.x && at.y >= box.y && at.x <= box.x + box.width && at.y <= box.y + box.height,
      )
      .sort(([, a], [, b]) => a.width * a.height - b.width * b.height);
    const hit = hits[0];
    this.selected = hit?.[0] ?? null;
    this.#held = hit ? { box: hit[1], corner: null } : null;
  }

  #letGo(): void {
    const { draft, selected } = this;
    const held = this.#held;
    this.#held = null;
    this.draft = null;
    if (draft === null || held === null || selected === null) return;
    const box = { ...held.box, ...draft };
    void this.#editor.changeTruth((truth) => withBox(truth, selected, box), `box ${box.label} moved`);
  }

  #addBox(): void {
    const { draft, label } = this;
    this.draft = null;
    // A click is no box.
    if (draft === null || draft.width < 1 || draft.height < 1) return;
    const index = this.#editor.sample.truth.boxes?.length ?? 0;
    this.selected = index;
    void this.#editor.changeTruth(
      (truth) => withBox(truth, index, { label, ...draft }),
      `box ${label} drawn`,
    );
  }

  #endStroke(mode: 'paint' | 'wipe'): void {
    const { path, radius, label } = this;
    const size = this.#size;
    this.path = [];
    if (path.length === 0) return;
    if (
      mode === 'wipe' &&
      maskIndex(this.#editor.sample.truth, label) === (this.#editor.sample.truth.masks?.length ?? 0)
    ) {
      this.problem = `There is no mask of ${label} to wipe.`;
      return;
    }
    void this.#editor.changeTruth(
      (truth) => {
        const index = maskIndex(truth, label);
        const mask = painted(truth.masks?.[index]?.mask ?? null, path, radius, mode, size);
        return withMask(truth, index, maskArea(mask) === 0 ? null : { label, mask });
      },
      mode === 'paint' ? `mask of ${label} painted` : `mask of ${label} wiped`,
    );
  }
}

/** Of the label's mask; one beyond the last where it has none. */
function maskIndex(truth: Truth, label: string): number {
  const masks = truth.masks ?? [];
  const index = masks.findIndex((mask) => mask.label === label);
  return index < 0 ? masks.length : index;
}
