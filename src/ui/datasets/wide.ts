import { MediaQuery } from 'svelte/reactivity';

/** Is there room for facts and filters beside the cases? Else they are folded above them. */
export const wide = new MediaQuery('min-width: 901px', true);
