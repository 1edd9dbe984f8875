import { z } from 'zod';
import { blobHash } from '../../domain/ids.ts';
import type { Failure, ModelRequest, ModelResponse } from '../../domain/plan/exchange.ts';
import type { OpenAiCompatibleProfile } from '../../domain/plan/model.ts';
import type { ModelNeeds } from '../needs.ts';
import { nearMatches, readModelList } from './model-list.ts';
import { openAiCompatible } from './openai-compatible.ts';

export interface DiagnosisStep {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, and what to do when it is not well. */
  readonly sentence: string;
}

export interface Diagnosis {
  /** Did the model answer? Steps that are not ok may still stand beside it. */
  readonly ok: boolean;
  readonly steps: readonly DiagnosisStep[];
  /** What the profile should say; as far as is known when `ok` is false. */
  readonly capabilities: {
    /** Images are taken. Whether they are seen is said in the step. */
    readonly images: boolean;
    readonly structuredOutput: OpenAiCompatibleProfile['structuredOutput'];
    readonly streaming: boolean;
  };
  /** Names that the server lists, where it lists any. */
  readonly models?: readonly string[];
}

type TestNeeds = Omit<ModelNeeds, 'fetchAsset'>;

/**
 * Makes one real call, with a small drawn picture and a schema (a second one without the picture where it is
 * refused), and asks for the list of models. Says in plain words what is wrong and what to do.
 *
 * `needs.fetchModel` should be bound to the purpose `test connection`. An abort rejects with the signal's reason.
 */
export async function testConnection(
  profile: OpenAiCompatibleProfile,
  needs: TestNeeds,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const steps: DiagnosisStep[] = [];
  const report = (name: string, ok: boolean, sentence: string) => steps.push({ name, ok, sentence });
  const unanswered = (models?: readonly string[]): Diagnosis => ({
    ok: false,
    steps,
    capabilities: { images: profile.images, structuredOutput: profile.structuredOutput, streaming: false },
    ...(models ? { models } : {}),
  });

  const wrongAddress = addressTrouble(profile.address);
  report('Address', wrongAddress === null, wrongAddress ?? `${profile.address} is well formed.`);
  if (wrongAddress !== null) return unanswered();
  if (profile.needsKey && !needs.key(profile.id)) {
    report('Key', false, 'This server asks for a key, and none has been entered.');
    return unanswered();
  }

  const models = await listModels(profile, needs, signal);
  if (models) report('Model', models.includes(profile.model), modelSentence(profile.model, models));

  const ask = async (request: ModelRequest) =>
    openAiCompatible({ ...profile, images: true, structuredOutput: 'json_schema' }, needs).ask(
      request,
      signal,
    );
  let images = true;
  let result = await ask(question);
  if (result.kind === 'failure' && result.failure.code === 'image') {
    images = false;
    report('Images', false, `${result.failure.sentence} It can still be asked about text.`);
    result = await ask({ ...question, images: [] });
  }
  if (result.kind === 'failure') {
    report('Answer', false, failureSentence(result.failure, profile.model, models));
    return unanswered(models ?? undefined);
  }
  const { response } = result;
  report('Answer', true, `It answered in ${(response.totalMs / 1_000).toFixed(1)} s${served(response)}.`);
  if (images) report('Images', ...judgeSight(response));
  const structuredOutput = fits(response) ? settled(response) : 'none';
  report('Answers as JSON', ...judgeForm(response, structuredOutput));
  const streaming = response.firstTokenMs !== null;
  report(
    'Streaming',
    streaming,
    streaming
      ? 'Answers come in pieces, so the time to the first of them is measured.'
      : 'Answers come in one piece, so the time to the first token stays unknown.',
  );
  return {
    ok: true,
    steps,
    capabilities: { images, structuredOutput, streaming },
    ...(models ? { models } : {}),
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

/** null when the server lists no models to this page; that alone is no fault. */
async function listModels(
  profile: OpenAiCompatibleProfile,
  needs: TestNeeds,
  signal: AbortSignal,
): Promise<string[] | null> {
  const key = needs.key(profile.id);
  try {
    const response = await needs.fetchModel(`${profile.address.replace(/\/$/, '')}/models`, {
      headers: { accept: 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      signal: AbortSignal.any([signal, AbortSignal.timeout(profile.timeoutMs)]),
    });
    const text = await response.text();
    return response.ok ? readModelList(JSON.parse(text)) : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

function modelSentence(model: string, models: readonly string[]): string {
  if (models.includes(model))
    return `${model} is one of the ${String(models.length)} models that the server lists.`;
  const near = nearMatches(model, models);
  const hint =
    near.length > 0 ? `Did you mean ${near.join(', ')}?` : `It lists ${models.slice(0, 5).join(', ')}.`;
  return `The server does not list a model named "${model}". ${hint}`;
}

function failureSentence(failure: Failure, model: string, models: readonly string[] | null): string {
  if (failure.code !== 'not-found' || models === null || models.includes(model)) return failure.sentence;
  return `${failure.sentence} ${modelSentence(model, models)}`;
}

function served(response: ModelResponse): string {
  return response.servedBy === undefined ? '' : `, served by ${response.servedBy}`;
}

function judgeSight(response: ModelResponse): [ok: boolean, sentence: string] {
  if (/\bred\b/i.test(response.text))
    return [true, 'It took the picture and named the colour of the shape in it.'];
  const said = response.text.replaceAll(/\s+/g, ' ').slice(0, 120);
  return [
    false,
    `It took the picture of a red square but answered "${said}": it may not see images at all. Try it on a few cases before you trust it.`,
  ];
}

function settled(response: ModelResponse): OpenAiCompatibleProfile['structuredOutput'] {
  return response.structuredOutput === 'native' ? 'none' : response.structuredOutput;
}

function judgeForm(
  response: ModelResponse,
  structuredOutput: OpenAiCompatibleProfile['structuredOutput'],
): [ok: boolean, sentence: string] {
  if (structuredOutput === 'json_schema')
    return [true, 'It answers by a schema, so answers can always be read.'];
  if (structuredOutput === 'json_object') {
    return [true, 'It answers as JSON, though not by a schema; the prompt describes the form.'];
  }
  const why =
    response.structuredOutput === 'none'
      ? 'refuses to be asked for JSON'
      : 'took the schema but did not keep to it';
  return [false, `It ${why}; answers are read from plain text, and some may be unreadable.`];
}

/** Did the answer keep to the form that was asked for? */
function fits(response: ModelResponse): boolean {
  const shape =
    response.structuredOutput === 'json_schema'
      ? z.strictObject({ colour: z.enum(colours) })
      : z.record(z.string(), z.unknown());
  try {
    return shape.safeParse(JSON.parse(response.text)).success;
  } catch {
    return false;
  }
}

const colours = ['blue', 'green', 'yellow', 'none', 'red'];

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
