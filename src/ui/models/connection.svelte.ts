import type { ModelId } from '../../domain/ids.ts';
import type { ModelProfile, OpenAiCompatibleProfile } from '../../domain/plan/model.ts';
import { presetAt, presets, type ProviderPreset } from '../../models/cloud/presets.ts';
import type { Watch } from '../kit/live.svelte.ts';
import { isPassedOn } from '../../domain/plan/whereabouts.ts';
import { destinationOf, type Destination } from './destination.ts';
import type { ConnectionReport, ConnectionStep } from '../../models/cloud/test-connection.ts';
import type { ConnectionDraft, ModelServices } from './services.ts';

type Problems = Readonly<Record<'address' | 'model' | 'key' | 'concurrency' | 'timeout', string | null>>;

const hues = 8;

/** The form in which a model behind an address is connected or changed. */
export class ConnectionForm {
  readonly #services: ModelServices;
  readonly #stored: OpenAiCompatibleProfile | null;
  readonly id: ModelId;

  address = $state('');
  name = $state('');
  model = $state('');
  /** As typed; empty leaves the key that is in memory as it is. */
  key = $state('');
  needsKey = $state(true);
  concurrency = $state<number | null>(4);
  timeoutSeconds = $state<number | null>(120);
  /** Problems are shown once the person has tried to go on; a test needs fewer fields than saving. */
  tried = $state<'nothing' | 'test' | 'save'>('nothing');

  steps = $state.raw<readonly ConnectionStep[]>([]);
  testing = $state(false);
  /** Why the test itself could not be made. */
  testFailure = $state<string | null>(null);
  saveFailure = $state<string | null>(null);
  #report = $state.raw<{ readonly report: ConnectionReport; readonly asked: string } | null>(null);
  #test: AbortController | null = null;

  readonly destination: Destination = $derived(destinationOf(this.address));
  /** The server is known to hand on to a cloud what this model is asked. */
  readonly passedOn: boolean = $derived(isPassedOn(this.model));
  /** What the model is asked goes to another machine; null while the address cannot be read. */
  readonly leaves: boolean | null = $derived(
    this.destination.kind === 'invalid' ? null : this.destination.kind !== 'this device' || this.passedOn,
  );
  /** What is known of the server at this address. */
  readonly preset: ProviderPreset = $derived(presetAt(this.address.trim()));
  readonly problems: Problems = $derived.by(() => ({
    address: this.destination.kind === 'invalid' ? this.destination.reason : null,
    model: this.model.trim() === '' ? 'Give the name of the model as the server knows it.' : null,
    key: keyProblem(this.needsKey, this.key),
    concurrency: rangeProblem(this.concurrency, 1, 64, 'calls'),
    timeout: rangeProblem(this.timeoutSeconds, 5, 3600, 'seconds'),
  }));
  readonly valid: boolean = $derived(Object.values(this.problems).every((problem) => problem === null));
  readonly #asked: string = $derived(JSON.stringify([this.address, this.model, this.needsKey, this.key]));
  readonly report: ConnectionReport | null = $derived(this.#report?.report ?? null);
  /** The fields have changed since the test. */
  readonly stale: boolean = $derived(this.#report !== null && this.#report.asked !== this.#asked);

  constructor(services: ModelServices, stored: OpenAiCompatibleProfile | null) {
    this.#services = services;
    this.#stored = stored;
    this.id = stored?.id ?? services.newId();
    if (stored === null) return;
    this.address = stored.address;
    this.name = stored.name;
    this.model = stored.model;
    this.needsKey = stored.needsKey;
    this.concurrency = stored.concurrency;
    this.timeoutSeconds = stored.timeoutMs / 1000;
  }

  /** Fills in what is known of a provider. */
  choosePreset(id: string): void {
    const preset = presets.find((known) => known.id === id);
    if (!preset) return;
    this.address = preset.address;
    this.needsKey = preset.needsKey;
  }

  get draft(): ConnectionDraft {
    return {
      address: this.address.trim().replace(/\/+$/, ''),
      model: this.model.trim(),
      needsKey: this.needsKey,
      timeoutMs: (this.timeoutSeconds ?? 120) * 1000,
    };
  }

  /** Asks the server; what it finds is in `steps` and `report`. The model's name may still be missing: the server may list it. */
  async test(): Promise<void> {
    if (this.tried === 'nothing') this.tried = 'test';
    if (this.destination.kind === 'invalid' || this.problems.key !== null || this.testing) return;
    const asked = this.#asked;
    const test = new AbortController();
    this.#test = test;
    this.testing = true;
    this.testFailure = null;
    this.#report = null;
    this.steps = [];
    try {
      const key = this.key.trim() === '' ? this.#services.key(this.id) : this.key.trim();
      const report = await this.#services.testConnection(
        this.draft,
        this.needsKey ? key : null,
        (steps) => (this.steps = steps),
        test.signal,
      );
      this.steps = report.steps;
      this.#report = { report, asked };
    } catch (error) {
      if (!test.signal.aborted) this.testFailure = sentenceOf(error);
    } finally {
      this.testing = false;
    }
  }

  stopTest(): void {
    this.#test?.abort();
  }

  /** Stores the profile, and the key in memory. Answers whether it is stored. */
  async save(): Promise<boolean> {
    this.tried = 'save';
    this.saveFailure = null;
    if (!this.valid) return false;
    try {
      await this.#services.put(this.#profile(await present(this.#services.watchModels)));
    } catch (error) {
      this.saveFailure = sentenceOf(error);
      return false;
    }
    // What is not asked for is not sent, in a run as in a test.
    if (!this.needsKey) this.#services.forgetKey(this.id);
    else if (this.key.trim() !== '') this.#services.setKey(this.id, this.key.trim());
    return true;
  }

  #profile(others: readonly ModelProfile[]): OpenAiCompatibleProfile {
    const found = this.stale ? null : this.report;
    const stored = this.#stored;
    const { draft } = this;
    return {
      kind: 'openai-compatible',
      id: this.id,
      ...draft,
      name: this.name.trim() || this.model.trim(),
      colour: stored?.colour ?? freeHue(others),
      addedAt: stored?.addedAt ?? this.#services.now(),
      concurrency: this.concurrency ?? 4,
      boxConvention: stored?.address === draft.address ? stored.boxConvention : this.preset.boxConvention,
      structuredOutput: found?.structuredOutput ?? stored?.structuredOutput ?? 'json_schema',
      images: found?.images ?? stored?.images ?? true,
    };
  }
}

/** The hue that the fewest models have, so that neighbours in a comparison differ. */
export function freeHue(models: readonly Pick<ModelProfile, 'colour'>[]): number {
  const uses = Array.from({ length: hues }, (_, hue) => models.filter(({ colour }) => colour === hue).length);
  return uses.indexOf(Math.min(...uses));
}

/** The value that a watch tells first. */
function present<T>(watch: Watch<T>): Promise<T> {
  let stop = () => {};
  return new Promise<T>((resolve, reject) => {
    stop = watch(resolve, reject);
  }).finally(() => {
    stop();
  });
}

function keyProblem(needed: boolean, key: string): string | null {
  if (!needed || key.trim() === '') return null;
  // A header takes printable ASCII: anything else comes from a copied quote or a line break.
  return /^[\x21-\x7e]+$/.test(key.trim())
    ? null
    : 'The key holds a space or a character that no key has. Copy it again.';
}

function rangeProblem(value: number | null, low: number, high: number, unit: string): string | null {
  const fits = value !== null && Number.isInteger(value) && value >= low && value <= high;
  return fits ? null : `Give a whole number of ${unit} from ${String(low)} to ${high.toLocaleString('en')}.`;
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
