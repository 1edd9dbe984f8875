import type { BoxConvention } from '../../domain/task/task.ts';

/** What is known of a server before it is called. Sources: the providers' documentation and dated calls from a browser. */
export interface ProviderPreset {
  readonly id: string;
  readonly name: string;
  /** Base address; empty where the person must give it. */
  readonly address: string;
  readonly needsKey: boolean;
  /** For a person who connects it, in sentences. */
  readonly notes: readonly string[];
  readonly boxConvention: BoxConvention;
  /** Field that limits the answer's length: the first is tried first. */
  readonly tokenLimits: readonly TokenLimit[];
  readonly seeds: readonly Seed[];
  /** What to do when web pages are not let in; `{page}` stands for the app's origin. */
  readonly corsRemedy?: string;
}

export type TokenLimit = 'max_tokens' | 'max_completion_tokens';
export type Seed = 'seed' | 'random_seed';

const fractions: BoxConvention = { order: 'xyxy', unit: 'fraction' };
const perThousand: BoxConvention = { order: 'xyxy', unit: 'per-thousand' };

const classic = { tokenLimits: ['max_tokens', 'max_completion_tokens'], seeds: ['seed'] } as const;

export const presets: readonly ProviderPreset[] = [
  {
    id: 'openai',
    name: 'OpenAI',
    address: 'https://api.openai.com/v1',
    needsKey: true,
    notes: ['Some of the newest models answer only through another interface (Responses) and say so.'],
    boxConvention: fractions,
    tokenLimits: ['max_completion_tokens', 'max_tokens'],
    seeds: ['seed'],
  },
  {
    id: 'openrouter',
    name: 'OpenRouter',
    address: 'https://openrouter.ai/api/v1',
    needsKey: true,
    notes: [
      'It may pass calls to several upstream providers; choose a model pinned to one for results that can be repeated.',
    ],
    boxConvention: fractions,
    ...classic,
  },
  {
    id: 'mistral',
    name: 'Mistral',
    address: 'https://api.mistral.ai/v1',
    needsKey: true,
    notes: ['Fields that it does not know are refused, so the first call may take two.'],
    boxConvention: perThousand,
    tokenLimits: ['max_tokens'],
    seeds: ['random_seed'],
  },
  {
    id: 'groq',
    name: 'Groq',
    address: 'https://api.groq.com/openai/v1',
    needsKey: true,
    notes: ['A temperature of 0 is served as 0.00000001.'],
    boxConvention: fractions,
    tokenLimits: ['max_completion_tokens', 'max_tokens'],
    seeds: ['seed'],
  },
  {
    id: 'together',
    name: 'Together',
    address: 'https://api.together.xyz/v1',
    needsKey: true,
    notes: ['Which answers can be asked for by schema differs from model to model.'],
    boxConvention: fractions,
    ...classic,
  },
  {
    id: 'gemini',
    name: 'Google Gemini',
    address: 'https://generativelanguage.googleapis.com/v1beta/openai',
    needsKey: true,
    notes: ['Seeds are refused at this address.', 'Boxes come as [ymin, xmin, ymax, xmax] from 0 to 1000.'],
    boxConvention: { order: 'yxyx', unit: 'per-thousand' },
    tokenLimits: ['max_tokens', 'max_completion_tokens'],
    seeds: [],
  },
  {
    id: 'xai',
    name: 'xAI',
    address: 'https://api.x.ai/v1',
    needsKey: true,
    notes: [],
    boxConvention: fractions,
    ...classic,
  },
  {
    id: 'ollama',
    name: 'Ollama',
    address: 'http://localhost:11434/v1',
    needsKey: false,
    notes: ['Runs on your own computer; the browser may ask whether this page may reach it.'],
    boxConvention: fractions,
    ...classic,
    corsRemedy:
      'Start Ollama with the environment variable OLLAMA_ORIGINS={page} so that it lets this page in.',
  },
  {
    id: 'lm-studio',
    name: 'LM Studio',
    address: 'http://localhost:1234/v1',
    needsKey: false,
    notes: ['Runs on your own computer; the browser may ask whether this page may reach it.'],
    boxConvention: fractions,
    ...classic,
    corsRemedy:
      'In LM Studio open Developer, Settings, and turn on "Enable CORS"; then start the server again.',
  },
  {
    id: 'llama-cpp',
    name: 'llama.cpp server',
    address: 'http://localhost:8080/v1',
    needsKey: false,
    notes: ['For images start it with the projector of the model (--mmproj).'],
    boxConvention: fractions,
    ...classic,
    corsRemedy:
      'llama-server lets every page in; a proxy before it may not. Check that it runs at this address.',
  },
  {
    id: 'vllm',
    name: 'vLLM',
    address: 'http://localhost:8000/v1',
    needsKey: false,
    notes: ['Images a prompt are limited at the start of the server (--limit-mm-per-prompt).'],
    boxConvention: fractions,
    ...classic,
    corsRemedy: 'Start vLLM with --allowed-origins \'["{page}"]\' so that it lets this page in.',
  },
  {
    id: 'custom',
    name: 'Another server',
    address: '',
    needsKey: false,
    notes: ["Any server that speaks OpenAI's chat completions; the address usually ends in /v1."],
    boxConvention: fractions,
    ...classic,
  },
];

/** The preset whose server lives at this address; `custom` when none does. Ports tell servers on one computer apart. */
export function presetAt(address: string): ProviderPreset {
  const known = presets.find(
    (preset) => preset.address !== '' && originOf(preset.address) === originOf(address),
  );
  const custom = presets.find((preset) => preset.id === 'custom');
  const found = known ?? custom;
  if (found === undefined) throw new Error('The list of providers has no custom entry');
  return found;
}

function originOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).origin.replace('//127.0.0.1', '//localhost') : null;
}
