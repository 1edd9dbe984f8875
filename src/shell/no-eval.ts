import { config } from 'zod/v4/core';

/**
 * Schemas are read without compiled functions: the page's policy forbids those, and zod would find that out by trying,
 * which every browser reports as a violation and Firefox shows as an error. Imported before anything that has a schema.
 */
config({ jitless: true });
