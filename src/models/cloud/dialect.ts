import type { ModelRequest } from '../../domain/plan/exchange.ts';
import type { OpenAiCompatibleProfile } from '../../domain/plan/model.ts';
import { presetAt } from './presets.ts';
import type { Seed, TokenLimit } from './presets.ts';

/**
 * How a server is spoken to: for each feature the forms that it may still take. The first is used; a refusal drops
 * it; with none left the feature goes unsaid. So every step goes down, and there is an end of them.
 */
export interface Dialect {
  readonly structuredOutput: readonly ('json_schema' | 'json_object')[];
  readonly tokenLimit: readonly TokenLimit[];
  readonly temperature: readonly 'temperature'[];
  readonly seed: readonly Seed[];
  readonly usage: readonly 'stream_options'[];
  readonly stream: readonly 'stream'[];
  readonly system: readonly 'system'[];
}

/** What is tried first: all that the preset of this address and the profile know to work. */
export function firstDialect(profile: OpenAiCompatibleProfile): Dialect {
  const preset = presetAt(profile.address);
  const formats = {
    json_schema: ['json_schema', 'json_object'],
    json_object: ['json_object'],
    none: [],
  } as const;
  return {
    structuredOutput: formats[profile.structuredOutput],
    tokenLimit: preset.tokenLimits,
    temperature: ['temperature'],
    seed: preset.seeds,
    usage: ['stream_options'],
    stream: ['stream'],
    system: ['system'],
  };
}

interface Downgrade {
  readonly feature: keyof Dialect;
  /** Words by which a refusal names the feature. */
  readonly named: RegExp;
  /** Does the request use the feature at all? */
  readonly used: (request: ModelRequest, dialect: Dialect) => boolean;
  readonly without: (dialect: Dialect) => Dialect;
  /** What a reader of the results should know, once a form was dropped; null when nothing is lost by it. */
  readonly said: (left: Dialect) => string | null;
}

/** Narrowest words first: `stream_options` also contains `stream`. */
const downgrades: readonly Downgrade[] = [
  {
    feature: 'usage',
    named: /stream_options|include_usage/i,
    used: (_, { stream }) => stream.length > 0,
    without: (dialect) => ({ ...dialect, usage: dialect.usage.slice(1) }),
    said: () => 'the server does not report tokens of a stream',
  },
  {
    feature: 'structuredOutput',
    named: /response_format|json_schema|json_object|json mode|structured.?output|grammar|guided/i,
    used: () => true,
    without: (dialect) => ({ ...dialect, structuredOutput: dialect.structuredOutput.slice(1) }),
    said: ({ structuredOutput }) =>
      structuredOutput.length > 0
        ? 'the server refused an answer by schema; any JSON was asked for'
        : 'the server refused an answer as JSON; plain text was asked for',
  },
  {
    feature: 'tokenLimit',
    named: /max_tokens|max_completion_tokens|max_?output_?tokens/i,
    used: ({ parameters }) => parameters.maxTokens !== null,
    without: (dialect) => ({ ...dialect, tokenLimit: dialect.tokenLimit.slice(1) }),
    said: ({ tokenLimit }) =>
      tokenLimit.length > 0 ? null : 'the server refused a limit of tokens; none was set',
  },
  {
    feature: 'temperature',
    named: /temperature/i,
    used: ({ parameters }) => parameters.temperature !== null,
    without: (dialect) => ({ ...dialect, temperature: dialect.temperature.slice(1) }),
    said: () => 'the server refused the temperature; its own was used',
  },
  {
    feature: 'seed',
    named: /\b(random_)?seed\b/i,
    used: ({ parameters }) => parameters.seed !== null,
    without: (dialect) => ({ ...dialect, seed: dialect.seed.slice(1) }),
    said: ({ seed }) => (seed.length > 0 ? null : 'the server refused the seed; none was set'),
  },
  {
    feature: 'system',
    named: /system.{0,3}(role|message|prompt|instruction)|developer instruction|roles? must alternate/i,
    used: ({ system }) => system !== '',
    without: (dialect) => ({ ...dialect, system: dialect.system.slice(1) }),
    said: () => 'the server refused a system message; its text was put before the question',
  },
  {
    feature: 'stream',
    named: /\bstream(ing|ed)?\b/i,
    used: () => true,
    without: (dialect) => ({ ...dialect, stream: dialect.stream.slice(1) }),
    said: () => 'the server refused to stream; the time to the first token is unknown',
  },
];

/**
 * The dialect to try next after a server refused a request: with one form less of the feature that it named (by its
 * `param` field, else anywhere in its words). null when it named none that the request uses.
 */
export function stepDown(
  dialect: Dialect,
  request: ModelRequest,
  refusal: { readonly parameter: string; readonly words: string },
): Dialect | null {
  const usable = downgrades.filter(
    ({ feature, used }) => dialect[feature].length > 0 && used(request, dialect),
  );
  const named =
    usable.find((downgrade) => downgrade.named.test(refusal.parameter)) ??
    usable.find((downgrade) => downgrade.named.test(refusal.words));
  return named?.without(dialect) ?? null;
}

/** What of this request the server was not asked, or was asked otherwise, in words; empty when all went as planned. */
export function concessions(first: Dialect, used: Dialect, request: ModelRequest): string[] {
  const said = downgrades
    .filter(
      (downgrade) =>
        used[downgrade.feature].length < first[downgrade.feature].length && downgrade.used(request, first),
    )
    .map((downgrade) => downgrade.said(used));
  // A preset may know beforehand that a server takes no seed.
  if (request.parameters.seed !== null && first.seed.length === 0)
    said.push('the server takes no seed; none was set');
  return said.filter((sentence) => sentence !== null);
}
