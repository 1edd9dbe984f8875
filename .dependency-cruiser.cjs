/** Who may import whom: see docs/architecture.md. */
const stages = ['datasets', 'models', 'runs', 'results', 'storage', 'network'];
const screens = ['datasets', 'models', 'runs', 'results', 'settings'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-stands-alone',
      comment: 'domain is pure: it imports nothing else of ours',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { path: '^src/(?!domain/)' },
    },
    ...stages.map((stage) => ({
      name: `${stage}-imports-only-domain`,
      comment: 'a stage knows the domain and its own ports; the shell hands it implementations',
      severity: 'error',
      from: { path: `^src/${stage}/` },
      to: { path: `^src/(?!domain/|${stage}/)` },
    })),
    ...screens.map((screen) => ({
      name: `ui-${screen}-imports-own-stage`,
      comment: 'a screen knows the domain, its own stage and the kit, never another screen',
      severity: 'error',
      from: { path: `^src/ui/${screen}/` },
      to: { path: `^src/(?!domain/|ui/kit/|ui/${screen}/|${screen}/)` },
    })),
    {
      name: 'kit-imports-only-domain',
      severity: 'error',
      from: { path: '^src/ui/kit/' },
      to: { path: '^src/(?!domain/|ui/kit/)' },
    },
    {
      name: 'only-storage-knows-dexie',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/storage/'] },
      to: { path: 'node_modules/dexie/' },
    },
    {
      name: 'only-screens-know-svelte',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(ui|shell)/', '^src/main\\.ts$'] },
      to: { path: 'node_modules/(svelte|bits-ui|svelte-spa-router|svelte-sonner|@lucide|@tanstack)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.test\\.ts$' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.svelte', '.js', '.d.ts'],
      conditionNames: ['svelte', 'import', 'browser', 'default'],
    },
    moduleSystems: ['es6'],
  },
};
