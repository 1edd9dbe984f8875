import type { Attachment } from 'svelte/attachments';

/** Milliseconds that a pointer rests before a note is shown: moving over a table opens none. */
const restBefore = 200;
const margin = 8;

/**
 * Shows the note (a `popover="manual"` within the place) while the pointer rests on the place or the keyboard's focus is
 * in it. The note lies over everything, so that no scrolling box around the place cuts it; Escape hides it, and it may
 * be entered by the pointer.
 */
export const showsNote =
  (noteOf: () => HTMLElement | null): Attachment<HTMLElement> =>
  (place) => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const show = (): void => {
      const note = noteOf();
      if (!note || note.matches(':popover-open')) return;
      note.showPopover();
      putBeside(place, note);
      document.addEventListener('scroll', hide, { capture: true, once: true });
      document.addEventListener('pointerdown', hideOutside);
    };
    const hide = (): void => {
      clearTimeout(waiting);
      document.removeEventListener('scroll', hide, { capture: true });
      document.removeEventListener('pointerdown', hideOutside);
      const note = noteOf();
      if (note?.matches(':popover-open')) note.hidePopover();
    };
    const hideOutside = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node && place.contains(target))) hide();
    };
    const stop = new AbortController();
    const { signal } = stop;
    place.addEventListener(
      'pointerenter',
      () => {
        clearTimeout(waiting);
        waiting = setTimeout(show, restBefore);
      },
      { signal },
    );
    place.addEventListener(
      'pointerleave',
      // A finger leaves as soon as it is lifted: what it opened stays until another place is touched.
      ({ pointerType }) => {
        if (pointerType !== 'touch' && !place.contains(document.activeElement)) hide();
      },
      { signal },
    );
    place.addEventListener('pointercancel', () => clearTimeout(waiting), { signal });
    place.addEventListener('focusin', show, { signal });
    place.addEventListener('focusout', hide, { signal });
    place.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' || !noteOf()?.matches(':popover-open')) return;
        event.stopPropagation();
        hide();
      },
      { signal },
    );
    return () => {
      hide();
      stop.abort();
    };
  };

/** Under the place, or over it where there is no room; flush with its right edge, within the window. */
function putBeside(place: HTMLElement, note: HTMLElement): void {
  const { top, right, bottom } = place.getBoundingClientRect();
  const { width, height } = note.getBoundingClientRect();
  const left = Math.max(margin, Math.min(right, window.innerWidth - margin) - width);
  const isRoomUnder = bottom + height <= window.innerHeight - margin;
  note.style.left = `${String(left)}px`;
  note.style.top = `${String(isRoomUnder ? bottom : Math.max(margin, top - height))}px`;
}
