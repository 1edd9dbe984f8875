import { modelId, promptId, runId, sampleId, trialKey } from '../domain/ids.ts';
import type { TrialRecord } from '../domain/plan/plan.ts';

/** A trial of a run, for tests: of its `index`th case. */
export function trialOf(run: string, index: number, state: TrialRecord['state'] = 'answered'): TrialRecord {
  return {
    key: trialKey(`t${String(index)}`),
    run: runId(run),
    sample: sampleId(`s${String(index)}`),
    model: modelId('m'),
    prompt: promptId('p'),
    repeat: 0,
    condition: 'source',
    sent: { images: [], system: '', user: '', parameters: { temperature: 0, maxTokens: null, seed: null } },
    attempts: [],
    state,
  };
}
