/** Builds the app and serves it: `npm start`, with `-- --port N` for another port. Needs no network. */
import { parseArgs } from 'node:util';
import { build, preview } from 'vite';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '4173' }, host: { type: 'boolean', default: false } },
});

await build({ logLevel: 'warn' });
const server = await preview({
  preview: { port: Number(values.port), host: values.host ? true : '127.0.0.1', open: false },
  logLevel: 'warn',
});
const address = server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${values.port}/`;
console.log(`Reading Room is ready: ${address}`);
console.log('Stop it with Ctrl-C.');
