import type { Dataset, LabelDefinition, Sample, Split } from '../../domain/dataset/dataset.ts';
import type { DatasetId, ModelId } from '../../domain/ids.ts';
import { languageOf, makePlan, questionsAsked, selectCases } from '../../domain/plan/make.ts';
import type { ChosenCases } from '../../domain/plan/make.ts';
import { askedOf, canBeAsked } from '../../domain/plan/asked.ts';
import type { ModelProfile } from '../../domain/plan/model.ts';
import type { DataSelection, Plan } from '../../domain/plan/plan.ts';
import { countQuestions, countTrials } from '../../domain/plan/trials.ts';
import { promptIdOf } from '../../domain/task/identity.ts';
import type { OptionValue } from '../../domain/task/option.ts';
import type { PromptTemplate } from '../../domain/task/prompt.ts';
import { taskById, tasks } from '../../domain/task/registry.ts';
import { specForData } from '../../domain/task/spec-for-data.ts';
import type { TaskId } from '../../domain/task/task-id.ts';
import type { TaskSpec } from '../../domain/task/task.ts';
import { ExampleDraft } from './example-draft.svelte.ts';
import type { ModelDestination, ModelFit, RunsServices } from './services.ts';

/** What is being chosen on the way to a plan. Every default is a choice that a person can see and change. */
export class PlanDraft {
  readonly #services: RunsServices;

  datasets = $state.raw<readonly Dataset[] | null>(null);
  models = $state.raw<readonly ModelProfile[]>([]);
  dataset = $state.raw<Dataset | null>(null);
  samples = $state.raw<readonly Sample[] | null>(null);
  loadError = $state<string | null>(null);

  task = $state<TaskId>('classification');
  /** Names of the labels asked about. */
  labels = $state.raw<readonly string[]>([]);
  /** What the person chose of the task's options; the rest is as the data suggest. */
  options = $state.raw<TaskSpec['options']>({});
  split = $state<Split | 'all'>('all');
  /** Only cases whose text is in it; null: all. */
  textLanguage = $state<string | null>(null);
  size = $state<number | null>(null);
  seed = $state(1);
  modelIds = $state.raw<readonly ModelId[]>([]);
  prompt = $state.raw<PromptTemplate | null>(null);
  ownPrompts = $state.raw<readonly PromptTemplate[]>([]);
  fits = $state.raw<ReadonlyMap<ModelId, ModelFit>>(new Map());
  starting = $state(false);
  startError = $state<string | null>(null);
  readonly examples = new ExampleDraft(this);

  constructor(services: RunsServices) {
    this.#services = services;
  }

  /** Loads what there is to choose from, and takes up what the address names. */
  async load(dataset: string | null, model: string | null): Promise<void> {
    try {
      const [datasets, models] = await Promise.all([this.#services.datasets(), this.#services.models()]);
      this.datasets = datasets.filter(({ sampleCount }) => sampleCount > 0);
      this.models = models;
      const [onlyModel] = models;
      const named = models.find(({ id }) => id === model) ?? (models.length === 1 ? onlyModel : undefined);
      this.modelIds = named ? [named.id] : [];
      const found = this.datasets.find(({ id }) => id === dataset) ?? this.datasets[0];
      if (found) await this.chooseDataset(found.id);
    } catch (error) {
      this.loadError = error instanceof Error ? error.message : String(error);
    }
  }

  async chooseDataset(id: DatasetId): Promise<void> {
    const dataset = this.datasets?.find((each) => each.id === id) ?? null;
    this.dataset = dataset;
    this.samples = null;
    if (!dataset) return;
    const samples = await this.#services.cases(id).catch((error: unknown) => {
      this.loadError = error instanceof Error ? error.message : String(error);
      return null;
    });
    if (this.dataset !== dataset || samples === null) return;
    this.samples = samples;
    this.split = samples.some(({ split }) => split === 'test') ? 'test' : 'all';
    this.size = null;
    const [first = 'classification'] = this.availableTasks.map(({ id: task }) => task);
    await this.chooseTask(first);
  }

  async chooseTask(task: TaskId): Promise<void> {
    this.task = task;
    this.options = {};
    this.textLanguage = this.languages[0] ?? null;
    this.labels = this.offeredLabels.map(({ name }) => name);
    this.ownPrompts = await this.#services.ownPrompts(task);
    this.choosePromptOfLanguage();
    await this.checkFits();
  }

  async chooseTextLanguage(language: string | null): Promise<void> {
    this.textLanguage = language;
    this.choosePromptOfLanguage();
    await this.checkFits();
  }

  choosePromptOfLanguage(): void {
    this.prompt = this.prompts.find(({ language }) => language === this.language) ?? this.prompts[0] ?? null;
  }

  setOption(name: string, value: OptionValue): void {
    this.options = { ...this.options, [name]: value };
    void this.checkFits();
  }

  /** Asks about these labels, in the order of the data set. */
  chooseLabels(names: readonly string[]): void {
    this.labels = this.offeredLabels.map(({ name }) => name).filter((name) => names.includes(name));
    void this.checkFits();
  }

  toggleModel(id: ModelId): void {
    this.modelIds = this.modelIds.includes(id)
      ? this.modelIds.filter((each) => each !== id)
      : [...this.modelIds, id];
  }

  /** Makes the words on the screen the plan's prompt; what differs from a given prompt gets an identity of its own. */
  editPrompt(change: { readonly system?: string; readonly user?: string }): void {
    if (!this.prompt) return;
    const { id: _before, ...rest } = { ...this.prompt, ...change, variant: 'custom' as const };
    const name = rest.name.endsWith(' (edited)') ? rest.name : `${rest.name} (edited)`;
    const edited = { ...rest, name };
    this.prompt = { ...edited, id: promptIdOf(edited) };
  }

  /** Asks every model whether it can answer what is asked now. */
  async checkFits(): Promise<void> {
    const { spec, dataset } = this;
    if (!spec || !dataset) return;
    const entries = await Promise.all(
      this.models.map(async (model) => [model.id, await this.#services.fit(model, spec, dataset)] as const),
    );
    this.fits = new Map(entries);
  }

  readonly #truths = $derived((this.samples ?? []).map(({ truth }) => truth));

  /** What the task asks of these data before anything is narrowed. */
  readonly specOfData = $derived(
    this.dataset && specForData(taskById(this.task), this.dataset.labels, this.#truths, this.language),
  );

  /** The labels that the reference of this task uses. */
  get offeredLabels(): readonly LabelDefinition[] {
    return this.specOfData?.labels ?? [];
  }

  readonly availableTasks = $derived.by(() => {
    const { dataset, samples } = this;
    if (!dataset || !samples) return [];
    return tasks.filter((task) => {
      const spec = specForData(task, dataset.labels, this.#truths, this.language);
      return samples.some((sample) => canBeAsked(askedOf(sample, spec)));
    });
  });

  readonly #languageCounts = $derived.by(() => {
    const counts = new Map<string, number>();
    for (const sample of this.samples ?? []) {
      const language = languageOf(sample);
      if (language !== null) counts.set(language, (counts.get(language) ?? 0) + 1);
    }
    return counts;
  });

  /** Languages of the reports that the task is about, the most frequent first. */
  get languages(): readonly string[] {
    if (!this.task.startsWith('report')) return [];
    return [...this.#languageCounts]
      .sort(([a, ofA], [b, ofB]) => ofB - ofA || (a === 'en' ? -1 : b === 'en' ? 1 : 0))
      .map(([language]) => language);
  }

  readonly prompts = $derived([
    ...taskById(this.task).prompts.filter(({ language }) => language === this.language || language === 'en'),
    ...this.ownPrompts,
  ]);

  /** That of the prompts: the one of the reports chosen, else of most texts; English where the app has no prompts in it. */
  get language(): string {
    const most = [...this.#languageCounts].sort(([, a], [, b]) => b - a)[0]?.[0];
    return (this.textLanguage ?? most) === 'zh' ? 'zh' : 'en';
  }

  readonly spec = $derived.by((): TaskSpec | null => {
    const { specOfData } = this;
    if (!specOfData) return null;
    const labels = specOfData.labels.filter(({ name }) => this.labels.includes(name));
    const options = { ...specOfData.options, ...this.options };
    return { ...specOfData, labels, options, language: this.prompt?.language ?? this.language };
  });

  readonly selection = $derived.by((): DataSelection => {
    const { split, size, seed, textLanguage } = this;
    const narrowed = textLanguage !== null && this.languages.length > 1;
    return { split, size, seed, ...(narrowed ? { language: textLanguage } : {}) };
  });

  readonly cases = $derived.by((): ChosenCases => {
    const { spec, samples, selection } = this;
    if (!spec || !samples) return { chosen: [], eligible: 0, leftOut: [] };
    return selectCases(samples, selection, spec);
  });

  readonly chosenModels = $derived(this.models.filter(({ id }) => this.modelIds.includes(id)));

  /** What the trials of the plan are made of. */
  readonly #asked = $derived({
    samples: this.cases.chosen.map(({ id }) => id),
    ...questionsAsked(this.cases.chosen),
    ...(this.examples.choice && { examples: this.examples.choice }),
    models: this.chosenModels,
    prompts: this.prompt ? [this.prompt] : [],
    repeats: 1,
    conditions: ['source'] as const,
  });

  /** Calls that the plan makes, if none has to be repeated. */
  readonly calls = $derived(countTrials(this.#asked));

  /** Questions that are asked, where the task asks several of a case; else null. */
  readonly questions = $derived(this.#asked.questions ? countQuestions(this.#asked) : null);

  /** Where something is sent, each host once; of several models there, by what leaves furthest. */
  readonly destinations = $derived.by((): readonly ModelDestination[] => {
    const sentTo = this.chosenModels.flatMap(({ id }) => this.fits.get(id)?.destination ?? []);
    return [...Map.groupBy(sentTo, ({ host }) => host)].map(([host, here]) => ({
      host,
      leaves: here.some(({ leaves }) => leaves),
      passedOn: here.some(({ passedOn }) => passedOn),
    }));
  });

  /** One label alone is no choice, unless a case may have none. */
  readonly needsSecondLabel = $derived(
    this.spec?.task === 'classification' &&
      this.spec.options['multiLabel'] !== true &&
      this.labels.length < 2,
  );

  /** The one sentence that says why the plan cannot start yet; null when it can. */
  readonly problem = $derived.by((): string | null => {
    if (!this.dataset) return 'Choose the data.';
    if (!this.samples) return 'Reading the cases.';
    if (this.availableTasks.length === 0)
      return 'No case of this data set has a reference that a task can be scored against.';
    if (this.needsSecondLabel)
      return this.offeredLabels.length > 1
        ? 'Choose at least two labels to ask about.'
        : 'All of these cases have the same label, and a model needs at least two to choose from. Add cases with another, or ask whether each case has it: tick “A case may have several of these labels, or none”.';
    if (this.offeredLabels.length > 0 && this.labels.length === 0) return 'Choose what to ask about.';
    if (this.cases.chosen.length === 0) return 'No case fits: choose another split or other labels.';
    if (this.chosenModels.length === 0) return 'Choose at least one model.';
    const blocked = this.chosenModels.find(({ id }) => this.fits.get(id)?.obstacle);
    if (blocked) return `${blocked.name}: ${this.fits.get(blocked.id)?.obstacle ?? ''}`;
    if (!this.prompt) return 'Choose a prompt.';
    return this.examples.problem;
  });

  /** The plan as it stands. Throws RangeError with a sentence when it cannot be asked. */
  plan(now: number): Plan {
    const { dataset, spec, prompt } = this;
    if (!dataset || !spec || !prompt || this.problem !== null)
      throw new RangeError(this.problem ?? 'Not ready.');
    return makePlan({
      ...$state.snapshot(this.#asked),
      name: `${dataset.name}: ${taskById(this.task).name.toLowerCase()}`,
      createdAt: now,
      task: $state.snapshot(spec),
      dataset,
      selection: this.selection,
      models: this.chosenModels,
      prompts: [prompt],
      parameters: { temperature: 0, maxTokens: null, seed: this.seed },
    });
  }

  /** Stores and starts the plan; the run's id, or null with `startError` set. */
  async start(now: number): Promise<string | null> {
    this.starting = true;
    this.startError = null;
    try {
      const plan = this.plan(now);
      const own = plan.prompts.filter(({ variant }) => variant === 'custom');
      for (const prompt of own) await this.#services.savePrompt(prompt);
      return await this.#services.start(plan);
    } catch (error) {
      this.startError = error instanceof Error ? error.message : String(error);
      return null;
    } finally {
      this.starting = false;
    }
  }
}
