import { createContext } from 'svelte';
import type { ModelId } from '../../domain/ids.ts';
import type { ModelProfile, OnnxProfile, OpenAiCompatibleProfile } from '../../domain/plan/model.ts';
import type { ConnectionReport, ConnectionStep } from '../../models/cloud/test-connection.ts';
import type { ModelCard } from '../../models/onnx/card.ts';
import type { Watch } from '../kit/live.svelte.ts';

/** What is tested: a profile before it is stored, with the key as typed. */
export type ConnectionDraft = Pick<OpenAiCompatibleProfile, 'address' | 'model' | 'needsKey' | 'timeoutMs'>;

/** What the screens of models need from the rest of the app. */
export interface ModelServices {
  readonly watchModels: Watch<readonly ModelProfile[]>;
  watchModel(id: ModelId): Watch<ModelProfile | null>;
  put(profile: ModelProfile): Promise<void>;
  delete(id: ModelId): Promise<void>;
  /** How many runs asked this model. */
  countRuns(id: ModelId): Promise<number>;
  newId(): ModelId;
  /** Milliseconds since the epoch. */
  now(): number;
  /** The card of a network on this device; rejects with a sentence where it cannot be read. */
  card(profile: OnnxProfile): Promise<ModelCard>;
  /** Words for the WebGPU adapter (`Apple M2`), or null where the browser offers none. */
  webGpuAdapter(): Promise<string | null>;

  /** Ids of the models whose key is in memory now. */
  readonly watchKeys: Watch<ReadonlySet<ModelId>>;
  setKey(id: ModelId, key: string): void;
  forgetKey(id: ModelId): void;
  /** The key in memory, for Test connection on an edited model; null where there is none. */
  key(id: ModelId): string | null;

  /** Nothing may leave the device while this is true. */
  readonly watchLocalOnly: Watch<boolean>;
  /** Asks the server step by step; `onSteps` gets all steps each time one changes. An abort rejects with the signal's reason. */
  testConnection(
    draft: ConnectionDraft,
    key: string | null,
    onSteps: (steps: readonly ConnectionStep[]) => void,
    signal: AbortSignal,
  ): Promise<ConnectionReport>;
}

export const [modelServices, provideModelServices] = createContext<ModelServices>();
