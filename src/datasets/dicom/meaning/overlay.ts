/** Of one of the overlay groups 6000 to 60FF. */
export const isOverlayTag = (tag: number): boolean => tag >= 0x60000000 && tag < 0x61000000;
