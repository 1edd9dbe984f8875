import { createContext } from 'svelte';
import type { ModelId } from '../../domain/ids.ts';
import type { ModelProfile, OnnxProfile, OpenAiCompatibleProfile } from '../../domain/plan/model.ts';
import type { Watch } from '../kit/live.svelte.ts';

/** What is known of a network that comes with a `model.json`: what it was trained on, and how well it did. */
export interface ModelCard {
  readonly name: string;
  /** One or two sentences: what it is. */
  readonly description: string;
  readonly license: string;
  /** Bytes of the weights. */
  readonly byteCount: number;
  readonly input: { readonly width: number; readonly height: number; readonly channels: number };
  /** What it was trained on, in sentences. */
  readonly training: readonly string[];
  /** Held-out accuracy by collection; `n` cases each. */
  readonly accuracy: readonly {
    readonly collection: string;
    readonly labels: readonly string[];
    readonly correct: number;
    readonly n: number;
  }[];
  /** What it cannot do, one sentence each. */
  readonly limits: readonly string[];
  readonly intendedUse: string;
}

/** One step of Test connection, as it ends. */
export interface ConnectionStep {
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'passed' | 'failed' | 'warning' | 'skipped';
  /** What was found, in plain words; with what to do next where it failed. */
  readonly text: string;
}

export interface ConnectionReport {
  readonly ok: boolean;
  readonly steps: readonly ConnectionStep[];
  /** Names of the models that the server lists; empty where it lists none. */
  readonly models: readonly string[];
  /** What the server was seen to accept. */
  readonly structuredOutput?: OpenAiCompatibleProfile['structuredOutput'];
  readonly images?: boolean;
  readonly bytesSent: number;
}

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
