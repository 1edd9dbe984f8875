import { configureGlobal } from 'fast-check';

/** Property tests look at the same examples for every mutant, so that the score does not depend on luck. */
configureGlobal({ seed: 20261107 });
