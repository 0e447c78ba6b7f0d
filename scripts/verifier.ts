import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { build } from 'vite';
import { root } from './setup/npm.mjs';

/** Where the script of the page is that lies in each export and checks it. */
export const verifierFile = path.join(root, 'resources/verifier/verify.js');

/** Bundles that script: one file that needs nothing else. */
export async function bundleVerifier(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root,
    build: {
      write: false,
      target: 'es2020',
      minify: true,
      lib: { entry: path.join(root, 'src-renderer/verifier/page.ts'), formats: ['iife'], name: 'verifier' },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  const chunk = bundle !== undefined && 'output' in bundle ? bundle.output[0] : undefined;
  if (chunk === undefined) throw new Error('the verifier could not be bundled');
  return chunk.code;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(verifierFile, await bundleVerifier());
