/**
 * Told how much is done: of cases, or of pictures that are measured before. May throw to give the work up: then nothing
 * of it stays.
 */
export type OnDone = (done: number, total: number, unit?: 'cases' | 'pictures') => void;
