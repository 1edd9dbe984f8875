/** What our code gives for the input of a golden case, in the form of its `expected`. `name` is the case's. */
export type FamilyRunner = (input: unknown, name: string) => unknown;

interface FamilyModule {
  readonly run: FamilyRunner;
}

/** Every family of golden cases, by the name that its files give in `family`. */
export const families: Readonly<Record<string, () => Promise<FamilyModule>>> = {
  classification: () => import('./classification.ts'),
  multilabel: () => import('./multilabel.ts'),
  curves: () => import('./curves.ts'),
  statistics: () => import('./statistics.ts'),
  detection: () => import('./detection.ts'),
  segmentation: () => import('./segmentation.ts'),
  text: () => import('./text.ts'),
};
