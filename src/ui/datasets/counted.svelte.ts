import type { OnCounted } from './services.ts';

/** How far a counting is; `total` is 0 where it takes no time worth telling. */
export class Counted {
  done = $state(0);
  total = $state(0);

  readonly tell: OnCounted = (done, total) => {
    this.done = done;
    this.total = total;
  };
}
