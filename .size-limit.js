import { existsSync, readFileSync } from 'node:fs';

/** The scripts that the start page loads before anything is clicked: the entry and its static imports, transitively. */
function firstLoad() {
  const path = 'dist/.vite/manifest.json';
  if (!existsSync(path)) throw new Error(`${path} is missing: run npm run build first`);
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const files = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk || files.has(`dist/${chunk.file}`)) return;
    files.add(`dist/${chunk.file}`);
    for (const next of chunk.imports ?? []) visit(next);
  };
  visit('index.html');
  return [...files];
}

export default [{ name: 'first load, JavaScript', path: firstLoad(), gzip: true, limit: '130 kB' }];
