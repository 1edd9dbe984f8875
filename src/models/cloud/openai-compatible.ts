import type { OpenAI } from 'openai';
import type { AskResult, Failure, ModelRequest } from '../../domain/plan/exchange.ts';
import type { OpenAiCompatibleProfile } from '../../domain/plan/model.ts';
import type { Model } from '../model.ts';
import type { ModelNeeds } from '../needs.ts';
import { askForModels } from './ask-for-models.ts';
import { chatBody } from './chat-body.ts';
import type { AnswerSoFar } from './chat-answer.ts';
import { concessions, firstDialect, stepDown } from './dialect.ts';
import type { Dialect } from './dialect.ts';
import { cutStream, notAnApi, reportedFailure, timedOut, unreachable, unread } from './failures.ts';
import type { CallContext } from './failures.ts';
import { Patience, peek, readText } from './patience.ts';
import { readServerError } from './server-error.ts';

type Chat = typeof import('./chat-answer.ts');
type CloudNeeds = Omit<ModelNeeds, 'fetchAsset'>;

/**
 * A model behind OpenAI's chat completions, wherever it lives. Every answer is streamed where the server streams.
 * What the server refuses (a schema, a seed, a temperature ...) is left out and asked again, in the order of
 * `dialect.ts`; what then worked is remembered for the next call. Nothing else is retried here.
 */
export function openAiCompatible(profile: OpenAiCompatibleProfile, needs: CloudNeeds): Model {
  const first = firstDialect(profile);
  let accepted = first;
  return {
    async ask(request, signal) {
      signal.throwIfAborted();
      if (request.images.length > 0 && !profile.images) return failed(blind(profile));
      let dialect = accepted;
      for (;;) {
        const result = await call(profile, needs, request, dialect, signal);
        if (result.kind === 'failure') {
          const { failure } = result;
          if (failure.code === 'network') return failed(await seenCloser(failure, profile, needs, signal));
          const lower = lowered(dialect, request, failure);
          if (lower === null) return result;
          dialect = lower;
          continue;
        }
        // Only what has worked is remembered: a refusal may have been misread.
        if (dialect !== accepted) accepted = dialect;
        const conceded = concessions(first, dialect, request);
        const response =
          conceded.length === 0 ? result.response : { ...result.response, concessions: conceded };
        return { kind: 'response', response };
      }
    },
    close() {},
  };
}

function lowered(dialect: Dialect, request: ModelRequest, failure: Failure): Dialect | null {
  const refusing = [400, 404, 422, 501].includes(failure.status ?? 0);
  if (!refusing || failure.code === 'key' || failure.code === 'quota') return null;
  const { parameter, message } = readServerError(failure.detail ?? '');
  return stepDown(dialect, request, { parameter, words: `${message} ${failure.detail ?? ''}` });
}

/** Milliseconds in which a server that is there tells its list of models. */
const presenceMs = 10_000;

/**
 * A page cannot tell a call that did not arrive from a refusal without CORS headers. Where the server answers another
 * question of this page, it is not out of reach; and if it then names a key or a limit of calls, that was the reason.
 */
async function seenCloser(
  failure: Failure,
  profile: OpenAiCompatibleProfile,
  needs: CloudNeeds,
  signal: AbortSignal,
): Promise<Failure> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(presenceMs)]);
  const context = contextOf(profile, needs);
  try {
    const key = needs.key(profile.id) ?? null;
    const response = await askForModels(profile.address, key, needs.fetchModel, patience);
    const { status, headers } = response;
    if (status === 401 || status === 429)
      return reportedFailure({ status, headers, text: await response.text() }, context);
    await response.body?.cancel();
    return unread(context, failure);
  } catch {
    signal.throwIfAborted();
    return failure;
  }
}

function contextOf(profile: OpenAiCompatibleProfile, needs: CloudNeeds): CallContext {
  return {
    address: profile.address,
    model: profile.model,
    page: needs.page,
    keySent: needs.key(profile.id) !== undefined,
    now: needs.now(),
  };
}

/** What passed at the door during one call. */
interface Passage {
  response?: Response;
  errorText?: string;
  thrown?: { readonly error: unknown };
}

async function call(
  profile: OpenAiCompatibleProfile,
  needs: CloudNeeds,
  request: ModelRequest,
  dialect: Dialect,
  signal: AbortSignal,
): Promise<AskResult> {
  const [{ OpenAI: Client }, chat] = await Promise.all([import('openai'), import('./chat-answer.ts')]);
  signal.throwIfAborted();
  const context = () => contextOf(profile, needs);
  const patience = new Patience(profile.timeoutMs, signal);
  const passage: Passage = {};
  const answer = new chat.AnswerSoFar();
  const startedAt = needs.now();
  try {
    const client = openClient(Client, profile, needs, patience, passage);
    const body = chatBody(profile.model, request, dialect);
    await client.post('/chat/completions', { body }).asResponse();
    const { response } = passage;
    if (response === undefined) throw new Error('The client reported a response that never passed');
    const { ended, inPieces } = await readAnswer(response, patience, answer, needs.now, chat);
    // The decoder takes an abort for an end.
    patience.signal.throwIfAborted();
    if (!ended) return failed(cutStream(context(), answer.text));
    const total = needs.now() - startedAt;
    return {
      kind: 'response',
      response: {
        ...answer.told(),
        firstTokenMs: inPieces && answer.firstAt !== undefined ? answer.firstAt - startedAt : null,
        totalMs: total,
        structuredOutput: dialect.structuredOutput[0] ?? 'none',
      },
    };
  } catch (error) {
    signal.throwIfAborted();
    if (patience.isOver)
      return failed(timedOut(context(), profile.timeoutMs, answer.text, patience.hasBegun));
    if (error instanceof chat.NoCompletion) {
      const contentType = passage.response?.headers.get('content-type') ?? '';
      return failed(notAnApi(context(), contentType, error.came, answer.text));
    }
    const told = error instanceof chat.ErrorInAnswer ? error.told : undefined;
    return failed(explained(error, told, passage, answer, context()));
  } finally {
    patience.end();
  }
}

function explained(
  error: unknown,
  toldInStream: string | undefined,
  passage: Passage,
  answer: AnswerSoFar,
  context: CallContext,
): Failure {
  const { response, errorText, thrown } = passage;
  if (thrown)
    return isNotAllowed(thrown.error) ? notAllowed(thrown.error) : unreachable(context, thrown.error);
  if (response !== undefined && errorText !== undefined) {
    return reportedFailure({ status: response.status, headers: response.headers, text: errorText }, context);
  }
  if (toldInStream !== undefined) {
    const failure = reportedFailure({ text: toldInStream }, context);
    return answer.text === '' ? failure : { ...failure, partialText: answer.text };
  }
  if (response !== undefined) return cutStream(context, answer.text, error);
  throw error;
}

/** The official client, held to one call: no retries, no headers about itself, and everything through the door. */
function openClient(
  Client: typeof OpenAI,
  profile: OpenAiCompatibleProfile,
  needs: CloudNeeds,
  patience: Patience,
  passage: Passage,
): OpenAI {
  const key = needs.key(profile.id);
  return new Client({
    baseURL: profile.address,
    // The client insists on one; a server without a key gets no such header at all.
    apiKey: key ?? 'none',
    ...(key === undefined ? { defaultHeaders: { Authorization: null } } : {}),
    adminAPIKey: null,
    organization: null,
    project: null,
    dangerouslyAllowBrowser: true,
    maxRetries: 0,
    timeout: 2_147_483_647,
    logLevel: 'off',
    fetch: async (input, init) => {
      try {
        const response = await needs.fetchModel(input instanceof Request ? input.url : String(input), {
          method: init?.method ?? 'GET',
          headers: plainHeaders(init?.headers),
          body: init?.body ?? null,
          signal: patience.signal,
        });
        passage.response = response;
        if (response.ok) return response;
        const text = await watchedText(response, patience);
        passage.errorText = text;
        return new Response(text, { status: response.status, headers: response.headers });
      } catch (error) {
        passage.thrown = { error };
        throw error;
      }
    },
  });
}

/** Some servers refuse a browser's preflight for headers that they do not know: only these three are sent. */
function plainHeaders(headers: HeadersInit | undefined): Record<string, string> {
  const given = new Headers(headers);
  return Object.fromEntries(
    ['accept', 'content-type', 'authorization'].flatMap((name) => {
      const value = given.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function watchedText(response: Response, patience: Patience): Promise<string> {
  return response.body === null ? Promise.resolve('') : readText(patience.watch(response.body));
}

/**
 * Reads an answer as what it is, whatever was asked for and whatever its content type says: events, or one document.
 * `ended`: it came to its end. Rejects as `readStream` does.
 */
async function readAnswer(
  response: Response,
  patience: Patience,
  answer: AnswerSoFar,
  now: () => number,
  { readStream, throwReportedError, NoCompletion }: Chat,
): Promise<{ readonly ended: boolean; readonly inPieces: boolean }> {
  if (response.body === null) throw new NoCompletion('');
  const { first, all } = await peek(patience.watch(response.body));
  // No line of an event begins with one of these.
  if (!/^[\s\uFEFF]*[[{<]/u.test(new TextDecoder().decode(first)))
    return { ended: await readStream(all, answer, now), inPieces: true };
  const text = await readText(all);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    if (/^[\s\uFEFF]*</u.test(text)) throw new NoCompletion(text);
    return { ended: false, inPieces: false };
  }
  throwReportedError(json);
  if (!answer.add(json, now)) throw new NoCompletion(text);
  return { ended: true, inPieces: false };
}

const failed = (failure: Failure): AskResult => ({ kind: 'failure', failure });

function blind(profile: OpenAiCompatibleProfile): Failure {
  return {
    code: 'image',
    sentence: `${profile.name} is marked as a model that reads no images, and this case has one. Test its connection again under Models if it does.`,
    retryable: false,
  };
}

function isNotAllowed(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'not-allowed';
}

function notAllowed(error: Error): Failure {
  return { code: 'not-allowed', sentence: error.message, retryable: false };
}
