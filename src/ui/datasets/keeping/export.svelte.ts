import type { ExportProgress } from '../../../datasets/export/write.ts';
import type { ExportEnd, ExportRequest, KeepingServices } from './services.ts';

export type ExportPhase =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'writing'; readonly progress: ExportProgress | null }
  | { readonly kind: 'saved'; readonly end: Extract<ExportEnd, { kind: 'saved' }> }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly reason: string };

/** One export: what stands on its dialog. */
export class ExportJob {
  #abort = new AbortController();
  phase = $state.raw<ExportPhase>({ kind: 'choosing' });

  async start(services: KeepingServices, request: ExportRequest): Promise<void> {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.phase = { kind: 'writing', progress: null };
    try {
      const end = await services.exportDataset(
        request,
        (progress) => {
          if (this.phase.kind === 'writing') this.phase = { kind: 'writing', progress };
        },
        signal,
      );
      this.phase = end.kind === 'saved' ? { kind: 'saved', end } : { kind: 'cancelled' };
    } catch (error) {
      this.phase = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  cancel(): void {
    this.#abort.abort();
  }
}
