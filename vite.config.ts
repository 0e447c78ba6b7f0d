import path from 'node:path';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import type { EnvironmentOptions, Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import manifest from './package.json' with { type: 'json' };

const root = import.meta.dirname;

/** What `dependencies` names is loaded from node_modules when the app runs; all else is bundled. */
const loadedAtRunTime = ['electron', ...Object.keys(manifest.dependencies)].map(
  (name) => new RegExp(`^${name}(/|$)`),
);

/**
 * Lets the host start worker threads from source and from the bundle with the same words,
 * `new URL('./name.ts', import.meta.url)`: each such file becomes an entry of its own.
 */
const workerThreads: Plugin = {
  name: 'worker-threads',
  applyToEnvironment: (environment) => environment.name === 'host',
  transform: {
    filter: { code: 'import.meta.url' },
    handler(code, id) {
      return code.replaceAll(/new URL\(["'](\.\/[\w-]+\.ts)["'], import\.meta\.url\)/g, (_, file: string) => {
        const entry = path.resolve(path.dirname(id), file);
        const reference = this.emitFile({ type: 'chunk', id: entry, name: path.basename(file, '.ts') });
        return `new URL(import.meta.ROLLUP_FILE_URL_${reference}, import.meta.url)`;
      });
    },
  },
};

/** Of the words that react-aria itself says, those in our languages. */
const ariaWords = optimizeLocales.vite({ locales: ['es', 'pt-BR', 'en'] });

function node(name: string, entry: string, format: 'es' | 'cjs', target: string): EnvironmentOptions {
  const extension = format === 'cjs' ? 'cjs' : 'js';
  return {
    consumer: 'server',
    keepProcessEnv: true,
    resolve: { noExternal: true },
    build: {
      outDir: path.join(root, 'dist', name),
      emptyOutDir: true,
      copyPublicDir: false,
      target,
      minify: false,
      rolldownOptions: {
        input: path.join(root, entry),
        external: loadedAtRunTime,
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `[name]-[hash].${extension}`,
        },
      },
    },
  };
}

/** The bundles of the app. Not there for tests, which load packages from node_modules as the app itself does. */
const bundles: Record<string, EnvironmentOptions> = {
  client: {
    build: {
      outDir: path.join(root, 'dist/renderer'),
      emptyOutDir: true,
      target: 'chrome130',
      modulePreload: false,
      chunkSizeWarningLimit: 4096,
    },
  },
  preload: node('preload', 'src-main/preload.ts', 'cjs', 'node20'),
  main: node('main', 'src-main/main.ts', 'es', 'node20'),
  host: node('host', 'src-main/host/host-main.ts', 'es', 'node24'),
};

export default defineConfig(({ command }) => ({
  root: path.join(root, 'src-renderer'),
  base: './',
  plugins: [react(), ariaWords, workerThreads],
  builder: {},
  environments: command === 'build' ? bundles : {},
  test: {
    root,
    projects: [
      {
        test: { name: 'unit', include: ['src-*/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'] },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
}));
