import { createContext } from 'svelte';
import type { DatasetServices } from '../ui/datasets/services.ts';
import type { Core } from './core.ts';

export interface HomeServices {
  readonly core: Core;
  readonly datasets: DatasetServices;
}

export const [homeServices, provideHomeServices] = createContext<HomeServices>();
