import { wrap } from 'svelte-spa-router/wrap';
import type { RouteDefinition } from 'svelte-spa-router';
import HomeScreen from './HomeScreen.svelte';
import NotFound from './NotFound.svelte';

/** Every screen has an address and is loaded when it is first opened. */
export const routes: RouteDefinition = {
  '/': HomeScreen,
  '/datasets': wrap({ asyncComponent: () => import('../ui/datasets/DatasetsScreen.svelte') }),
  '/datasets/import': wrap({ asyncComponent: () => import('../ui/datasets/ImportScreen.svelte') }),
  '/datasets/known': wrap({
    asyncComponent: () => import('../ui/datasets/known/KnownDatasetsScreen.svelte'),
  }),
  '/datasets/merge': wrap({
    asyncComponent: () => import('../ui/datasets/keeping/MergeScreen.svelte'),
  }),
  '/datasets/:dataset': wrap({ asyncComponent: () => import('../ui/datasets/DatasetScreen.svelte') }),
  '/datasets/:dataset/statistics': wrap({
    asyncComponent: () => import('../ui/datasets/statistics/StatisticsScreen.svelte'),
  }),
  '/datasets/:dataset/review': wrap({
    asyncComponent: () => import('../ui/datasets/review/ReviewScreen.svelte'),
  }),
  '/datasets/:dataset/cases/:sample': wrap({
    asyncComponent: () => import('../ui/datasets/CaseScreen.svelte'),
  }),
  '/models': wrap({ asyncComponent: () => import('../ui/models/ModelsScreen.svelte') }),
  '/models/connect': wrap({ asyncComponent: () => import('../ui/models/ConnectScreen.svelte') }),
  '/models/:model': wrap({ asyncComponent: () => import('../ui/models/ModelScreen.svelte') }),
  '/runs': wrap({ asyncComponent: () => import('../ui/runs/RunListScreen.svelte') }),
  '/runs/new': wrap({ asyncComponent: () => import('../ui/runs/NewRunScreen.svelte') }),
  '/runs/:run': wrap({ asyncComponent: () => import('../ui/runs/RunScreen.svelte') }),
  '/results': wrap({ asyncComponent: () => import('../ui/results/ResultsListScreen.svelte') }),
  '/results/:run': wrap({ asyncComponent: () => import('../ui/results/ResultsScreen.svelte') }),
  '/results/:run/cases': wrap({ asyncComponent: () => import('../ui/results/CasesScreen.svelte') }),
  '/results/:run/cases/:sample': wrap({ asyncComponent: () => import('../ui/results/CaseScreen.svelte') }),
  '/settings': wrap({ asyncComponent: () => import('../ui/settings/SettingsScreen.svelte') }),
  '/settings/storage': wrap({ asyncComponent: () => import('../ui/settings/StorageScreen.svelte') }),
  '/settings/mappings': wrap({ asyncComponent: () => import('../ui/settings/MappingsScreen.svelte') }),
  '*': NotFound,
};
