import type { TestProject } from 'vitest/node';
import { startFileServer } from './files.ts';
import { startOpenAiServer } from './openai.ts';
import type { Behaviour } from './openai.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Base address of a server whose models are named after what they do; see `behaviours`. */
    openAiAddress: string;
    /** The same, but web pages may not call it. */
    openAiAddressWithoutCors: string;
    /** A server of real DICOM files, and their paths; none where ../shared/data is absent. */
    dicomFiles: { readonly address: string; readonly paths: readonly string[] };
    /** The same of real data sets of pictures. */
    realData: { readonly address: string; readonly paths: readonly string[] };
  }
}

/** A browser cannot script the server, so the name of the model says how it behaves; any other name answers at once. */
const behaviours: Readonly<Record<string, Behaviour>> = {
  slow: { kind: 'answer', text: 'x'.repeat(200), firstDelayMs: 20, pieceDelayMs: 5 },
  'rate-limited': { kind: 'rate-limited', retryAfter: '7' },
  'rate-limited-exposed': { kind: 'rate-limited', retryAfter: '7', exposed: true },
  'cut-end': { kind: 'cut', text: '{"label":"opacity"}', events: 3, how: 'end' },
  'cut-destroy': { kind: 'cut', text: '{"label":"opacity"}', events: 3, how: 'destroy' },
  silent: { kind: 'stall', text: '', events: 0 },
  'no-schema': { kind: 'refuses', fields: ['json_schema', 'temperature'] },
  failing: { kind: 'server-error' },
  // A proxy's own refusal, which says of no page that it may read it.
  'too-large': {
    kind: 'raw',
    status: 413,
    contentType: 'text/html',
    body: '<title>413 Request Entity Too Large</title>',
    headers: { 'access-control-allow-origin': 'https://elsewhere.example' },
  },
};

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startOpenAiServer({
    script: (request) => behaviours[request.model] ?? { kind: 'answer' },
  });
  const closed = await startOpenAiServer({ cors: 'none' });
  project.provide('openAiAddress', server.address);
  project.provide('openAiAddressWithoutCors', closed.address);
  const files = await startFileServer('../shared/data/dicom');
  project.provide('dicomFiles', { address: files.address, paths: files.paths });
  const real = await startFileServer('../shared/data');
  project.provide('realData', { address: real.address, paths: real.paths });
  return async () => {
    await Promise.all([server.close(), closed.close(), files.close(), real.close()]);
  };
}
