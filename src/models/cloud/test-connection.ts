import { blobHash, modelId } from '../../domain/ids.ts';
import type { Failure, ModelRequest } from '../../domain/plan/exchange.ts';
import type { OpenAiCompatibleProfile } from '../../domain/plan/model.ts';
import type { Fetch, ModelNeeds } from '../needs.ts';
import { askForModels } from './ask-for-models.ts';
import { reportedFailure } from './failures.ts';
import {
  colours,
  judgeAnswer,
  judgeForm,
  judgeRefusal,
  judgeSight,
  judgeStreaming,
  settledForm,
  wasThinking,
  type Judgement,
} from './judge-answer.ts';
import { nearMatches, readModelList } from './model-list.ts';
import { openAiCompatible } from './openai-compatible.ts';
import { presetAt } from './presets.ts';

export interface ConnectionStep {
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'passed' | 'failed' | 'warning' | 'skipped';
  /** What was found, and what to do when it is not well; empty while it is not known. */
  readonly text: string;
}

export interface ConnectionReport {
  /** Did the model answer? Warnings may still stand beside it. */
  readonly ok: boolean;
  readonly steps: readonly ConnectionStep[];
  /** Names that the server lists; empty where it lists none. */
  readonly models: readonly string[];
  /** What the profile should say, where it was seen. Images that are taken may still not be *seen*: a step says so. */
  readonly images?: boolean;
  readonly structuredOutput?: OpenAiCompatibleProfile['structuredOutput'];
  readonly streaming?: boolean;
  /** Bytes of all bodies sent. */
  readonly bytesSent: number;
}

/** The part of a profile that decides how a server answers. `model` may be empty: then the server is asked for its list alone. */
type Connection = Pick<OpenAiCompatibleProfile, 'address' | 'model' | 'needsKey' | 'timeoutMs'>;

interface TestNeeds extends Pick<ModelNeeds, 'now' | 'page'> {
  /** Bound to the purpose `test connection`. */
  readonly fetch: Fetch;
  readonly key: string | null;
}

/**
 * Makes one real call, with a small drawn picture and a schema (a second one without the picture where it is
 * refused), and asks for the list of models. Says in plain words what is wrong and what to do; `onSteps` gets all
 * steps each time one changes. An abort rejects with the signal's reason.
 */
export async function testConnection(
  connection: Connection,
  needs: TestNeeds,
  onSteps: (steps: readonly ConnectionStep[]) => void,
  signal: AbortSignal,
): Promise<ConnectionReport> {
  const steps = new Steps(onSteps);
  let bytesSent = 0;
  const fetch: Fetch = (url, init) => {
    bytesSent += typeof init.body === 'string' ? new TextEncoder().encode(init.body).byteLength : 0;
    return needs.fetch(url, init);
  };
  const counted = { ...needs, fetch };
  let models: readonly string[] = [];
  const unanswered = () => ({ ok: false, steps: steps.end(), models, bytesSent });

  steps.begin('Address');
  const trouble = addressTrouble(connection.address);
  steps.set(
    'Address',
    trouble === null ? 'passed' : 'failed',
    trouble ?? `${connection.address} is well formed.`,
  );
  if (trouble !== null) return unanswered();
  if (connection.needsKey && !needs.key) {
    steps.set(
      'Key',
      'failed',
      'No key is entered, and the box says that this server asks for one. Enter it, or untick the box.',
    );
    return unanswered();
  }
  steps.set('Key', needs.key ? 'passed' : 'skipped', needs.key ? 'A key will be sent.' : 'No key is sent.');

  steps.begin('Model');
  const list = await listModels(connection, counted, signal);
  models = list.models;
  if (connection.model === '' && list.refusal !== null) {
    steps.set('Key', ...judgeRefusal(list.refusal, needs.key));
    steps.set('Model', 'failed', `The server did not list its models. ${list.refusal.sentence}`);
    return unanswered();
  }
  steps.set('Model', ...judgeName(connection.model, models));
  if (connection.model === '') return unanswered();

  steps.begin('Answer');
  const model = openAiCompatible(profileOf(connection), {
    fetchModel: fetch,
    key: () => needs.key ?? undefined,
    now: needs.now,
    page: needs.page,
  });
  let result = await model.ask(question, signal);
  const blind = result.kind === 'failure' && result.failure.code === 'image';
  if (result.kind === 'failure' && blind) {
    steps.set('Images', 'warning', `${result.failure.sentence} It can still be asked about text.`);
    result = await model.ask({ ...question, images: [] }, signal);
  }
  if (result.kind === 'failure') {
    const { failure } = result;
    if (failure.code === 'key') steps.set('Key', ...judgeRefusal(failure, needs.key));
    steps.set('Answer', 'failed', failure.sentence);
    return unanswered();
  }
  const { response } = result;
  steps.set('Answer', ...judgeAnswer(response));
  // Of a model that said nothing, nothing more was seen.
  if (response.text.trim() === '')
    return { ok: wasThinking(response), steps: steps.end(), models, images: !blind, bytesSent };
  if (!blind) steps.set('Images', ...judgeSight(response));
  const structuredOutput = settledForm(response);
  steps.set('Answers as JSON', ...judgeForm(response, structuredOutput));
  const streaming = response.firstTokenMs !== null;
  steps.set('Streaming', ...judgeStreaming(streaming));
  return { ok: true, steps: steps.end(), models, images: !blind, structuredOutput, streaming, bytesSent };
}

const names = ['Address', 'Key', 'Model', 'Answer', 'Images', 'Answers as JSON', 'Streaming'] as const;
type StepName = (typeof names)[number];

class Steps {
  readonly #onSteps: (steps: readonly ConnectionStep[]) => void;
  #steps: readonly ConnectionStep[] = names.map((name) => ({ name, state: 'waiting', text: '' }));

  constructor(onSteps: (steps: readonly ConnectionStep[]) => void) {
    this.#onSteps = onSteps;
  }

  begin(name: StepName): void {
    this.set(name, 'running', '');
  }

  set(name: StepName, state: ConnectionStep['state'], text: string): void {
    this.#steps = this.#steps.map((step) => (step.name === name ? { name, state, text } : step));
    this.#onSteps(this.#steps);
  }

  /** All steps; what was not come to is skipped. */
  end(): readonly ConnectionStep[] {
    this.#steps = this.#steps.map((step) =>
      step.state === 'waiting' ? { ...step, state: 'skipped' } : step,
    );
    this.#onSteps(this.#steps);
    return this.#steps;
  }
}

function profileOf(connection: Connection): OpenAiCompatibleProfile {
  return {
    ...connection,
    kind: 'openai-compatible',
    id: modelId('tested'),
    name: connection.model,
    colour: 0,
    addedAt: 0,
    concurrency: 1,
    boxConvention: presetAt(connection.address).boxConvention,
    structuredOutput: 'json_schema',
    images: true,
  };
}

function addressTrouble(address: string): string | null {
  if (!URL.canParse(address))
    return 'This is not an address. It should look like https://api.example.org/v1.';
  const { protocol, pathname } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:')
    return 'The address must start with https:// or http://.';
  const tail = /\/(chat\/completions|completions|models|responses)\/?$/.exec(pathname);
  return tail ? `Leave out ${tail[0]} at the end of the address: the app adds what it needs.` : null;
}

interface ModelList {
  /** Empty when the server lists no models to this page; that alone is no fault. */
  readonly models: readonly string[];
  /** The list was refused for want of a key, or of one that the server takes. */
  readonly refusal: Failure | null;
}

async function listModels(connection: Connection, needs: TestNeeds, signal: AbortSignal): Promise<ModelList> {
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(connection.timeoutMs)]);
    const response = await askForModels(connection.address, needs.key, needs.fetch, patience);
    const text = await response.text();
    if (response.ok) return { models: readModelList(JSON.parse(text)) ?? [], refusal: null };
    const { status, headers } = response;
    const context = {
      address: connection.address,
      model: connection.model || 'its list of models',
      page: needs.page,
      keySent: Boolean(needs.key),
      now: needs.now(),
    };
    const failure = reportedFailure({ status, headers, text }, context);
    return { models: [], refusal: failure.code === 'key' ? failure : null };
  } catch {
    signal.throwIfAborted();
    return { models: [], refusal: null };
  }
}

function judgeName(model: string, models: readonly string[]): Judgement {
  if (model === '') {
    return models.length > 0
      ? ['warning', `The server lists ${String(models.length)} models. Choose one, then test again.`]
      : ['failed', 'Give the name of the model as the server knows it.'];
  }
  if (models.length === 0) return ['skipped', 'The server lists no models to this page.'];
  return [models.includes(model) ? 'passed' : 'warning', modelSentence(model, models)];
}

function modelSentence(model: string, models: readonly string[]): string {
  if (models.includes(model))
    return `${model} is one of the ${String(models.length)} models that the server lists.`;
  const near = nearMatches(model, models);
  const hint =
    near.length > 0 ? `Did you mean ${near.join(', ')}?` : `It lists ${models.slice(0, 5).join(', ')}.`;
  return `The server does not list a model named "${model}". ${hint}`;
}

/** A red square on white, 128 x 128 pixels, PNG. */
const picture =
  'iVBORw0KGgoAAAANSUhEUgAAAIAAAACACAIAAABMXPacAAAA4klEQVR42u3RAQ0AMAjAsIvAv7J7ARWEQLrMQV9qNAAAAAgAAAEAIAAABACAAAAQAAACAEAAAAgAAAEAIAAABACAAAAQAADaAPAjVg8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABcABAAAAIAQAAACAAAAQAgAAAEAIAAAAAgAAAEAIAAABAAAAIAQAAACAAAtVcK4rlSmPYRqwAAAABJRU5ErkJggg==';

const question: ModelRequest = {
  system: 'You answer questions about pictures.',
  user: 'Which colour has the square in the picture? Answer with JSON: {"colour": one of "blue", "green", "yellow", "none", "red"}.',
  images: [
    {
      hash: blobHash('6a8da1a69a38b2e7c2305599278278d5133b0fa5a41a0511acab18dc0e5a882b'),
      bytes: Uint8Array.from(atob(picture), (character) => character.charCodeAt(0)),
      mediaType: 'image/png',
      width: 128,
      height: 128,
    },
  ],
  schema: {
    type: 'object',
    properties: { colour: { type: 'string', enum: colours } },
    required: ['colour'],
    additionalProperties: false,
  },
  // Room for models that think before they answer.
  parameters: { temperature: null, maxTokens: 2_000, seed: null },
  task: {
    task: 'classification',
    labels: colours.map((name) => ({ name, synonyms: [] })),
    options: {},
    language: 'en',
  },
};
