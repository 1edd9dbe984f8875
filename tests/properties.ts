import { env } from 'node:process';
import fc from 'fast-check';

/**
 * Properties are tried with the same inputs at every test run: a build fails for what its change did, not for what a die
 * happened to throw. New inputs are tried by `npm run fuzz -- --properties N`, which gives each round a seed of its own.
 */
fc.configureGlobal({ seed: Number(env['PROPERTY_SEED'] ?? 20_261_126) });
