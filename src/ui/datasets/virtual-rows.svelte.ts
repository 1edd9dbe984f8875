import { createVirtualizer, createWindowVirtualizer } from '@tanstack/svelte-virtual';
import { tick, untrack } from 'svelte';
import { get, type Readable } from 'svelte/store';

/** The part of a virtualizer that does not depend on what scrolls. */
interface RowVirtualizer {
  readonly options: { readonly scrollMargin: number };
  getVirtualItems(): readonly { readonly index: number; readonly start: number }[];
  setOptions(options: { count?: number; estimateSize?: () => number; scrollMargin?: number }): void;
  measure(): void;
}

interface VisibleRow {
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
}

/** Which rows of a long list stand on the screen, or nearly; all rows are of one height. */
export class VirtualRows {
  readonly #count: () => number;
  readonly #height: () => number;
  readonly #place: string;
  visible = $state.raw<readonly VisibleRow[]>([]);

  /**
   * @param count of rows; @param height of a row in pixels with its gap: both are read again when they change.
   * @param place under which the session remembers how far was scrolled, so that whoever returns finds it again.
   */
  constructor(count: () => number, height: () => number, place: string) {
    this.#count = count;
    this.#height = height;
    this.#place = `scrolled ${place}`;
  }

  /** For `{@attach}` on the list's element, whose own height is the sum of all rows. */
  readonly list = (element: HTMLElement): (() => void) => {
    const parent = scrollerOf(element);
    const first = { count: 0, estimateSize: () => untrack(this.#height), overscan: 3 };
    const virtualizer: Readable<RowVirtualizer> = parent
      ? createVirtualizer({ ...first, getScrollElement: () => parent })
      : createWindowVirtualizer(first);
    const stop = virtualizer.subscribe((instance) => {
      const { scrollMargin } = instance.options;
      this.visible = instance
        .getVirtualItems()
        .map(({ index, start }) => ({ index, top: start - scrollMargin }));
    });

    // What stands above the list may grow when it is read: the list then begins lower.
    const observer = new ResizeObserver(() => {
      get(virtualizer).setOptions({ scrollMargin: distanceToTop(element, parent) });
    });
    observer.observe(document.body);
    if (element.parentElement) observer.observe(element.parentElement);

    const scroller = parent ?? document.documentElement;
    const before = Number(sessionStorage.getItem(this.#place) ?? 0);
    let scrolled = before;
    let returned = before === 0;
    const onscroll = () => (scrolled = scroller.scrollTop);

    $effect(() => {
      const [count, height] = [this.#count(), this.#height()];
      get(virtualizer).setOptions({
        count,
        estimateSize: () => height,
        scrollMargin: distanceToTop(element, parent),
      });
      get(virtualizer).measure();
      if (returned || count === 0) return;
      returned = true;
      void tick().then(() => scroller.scrollTo({ top: before }));
    });
    (parent ?? window).addEventListener('scroll', onscroll, { passive: true });
    return () => {
      (parent ?? window).removeEventListener('scroll', onscroll);
      sessionStorage.setItem(this.#place, String(scrolled));
      observer.disconnect();
      stop();
    };
  };
}

/** Whatever scrolls an element: an ancestor, or null for the page itself. */
function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (
    let parent = element.parentElement;
    parent && parent !== document.body;
    parent = parent.parentElement
  ) {
    if (/auto|scroll/.test(getComputedStyle(parent).overflowY)) return parent;
  }
  return null;
}

/** From the top of what is scrolled to the top of the list, in pixels. */
function distanceToTop(element: HTMLElement, parent: HTMLElement | null): number {
  const { top } = element.getBoundingClientRect();
  return parent ? top - parent.getBoundingClientRect().top + parent.scrollTop : top + window.scrollY;
}
