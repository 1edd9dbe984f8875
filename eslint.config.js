import js from '@eslint/js';
import globals from 'globals';
import ts from 'typescript-eslint';

// TypeScript reads each component as its parser does: the rules see the properties of components, and the program, which is
// made for all files once, need not be made again for every component. Read when the plugin is loaded.
process.env.SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK = '1';
const { default: svelte } = await import('eslint-plugin-svelte');

export default ts.config(
  { ignores: ['dist/', 'node_modules/', 'playwright-report/', 'test-results/', '.cache/', 'coverage/'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', '.*.js', '.*.cjs'] },
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // `as` is allowed only as `as const`: types inside are earned at the boundary, not asserted.
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // There is no enum: `erasableSyntaxOnly` allows none. Looking for them at each value takes a tenth of the time.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 320, skipComments: true, skipBlankLines: true }],
      // Hash routes are resolved by svelte-spa-router; there is no base path to resolve against.
      'svelte/no-navigation-without-resolve': 'off',
      // Data that is replaced whole ($state.raw) needs no reactive collection.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    // One door: src/network decides what leaves, and lists it. The shell hands it the browser's own fetch.
    files: ['src/**/*.ts', 'src/**/*.svelte'],
    ignores: [
      'src/network/**',
      'src/shell/core.ts',
      'src/shell/service-worker.ts',
      'src/**/*.test.ts',
      'src/**/testing/**',
    ],
    rules: {
      'no-restricted-globals': ['error', 'fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'],
    },
  },
  {
    files: ['src/shell/service-worker.ts'],
    languageOptions: { parserOptions: { projectService: false, project: './tsconfig.service-worker.json' } },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    extends: [ts.configs.disableTypeChecked],
  },
  {
    // A test may hold a fixture to its shape, and reads better flat.
    files: ['**/*.test.ts', 'tests/**/*.ts', 'scripts/**/*.ts'],
    rules: { 'max-lines': 'off' },
  },
);
