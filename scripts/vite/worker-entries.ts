import type { Plugin } from 'vite';

/**
 * No part of a worker that is loaded later imports the file that the worker was started with: WebKit would run that one a
 * second time, with a state of its own, and each message to the worker would be answered twice. What they share goes into a
 * file beside it. The build fails where it does not.
 */
export function workerEntries(): Plugin {
  return {
    name: 'worker-entries',
    options: (options) => ({ ...options, preserveEntrySignatures: 'strict' }),
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const entries = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
      for (const { fileName, imports, dynamicImports } of chunks)
        for (const imported of [...imports, ...dynamicImports])
          if (imported !== fileName && entries.has(imported))
            this.error(`${fileName} imports ${imported}, with which a worker starts`);
    },
  };
}
