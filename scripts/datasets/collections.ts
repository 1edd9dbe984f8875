import { chest } from './chest.ts';
import type { Collection } from './collection.ts';
import { endoscopy } from './endoscopy.ts';
import { fundus } from './fundus.ts';
import { reports } from './reports.ts';
import { skin } from './skin.ts';
import { teeth } from './teeth.ts';

/** The bundled collections, in the order in which they are shown. */
export const collections: readonly Collection[] = [chest, skin, teeth, fundus, endoscopy, reports];
