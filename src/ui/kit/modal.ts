/**
 * Opens a dialog over everything else. Returns what to do when it goes: a browser gives the focus back only to a dialog
 * that is closed, not to one that is taken away, and the keyboard would begin anew at the top of the page.
 */
export function openModal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  dialog.showModal();
  return () => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    const wasInside = dialog.contains(document.activeElement);
    if (before instanceof HTMLElement && before.isConnected && (isLost || wasInside)) before.focus();
  };
}
