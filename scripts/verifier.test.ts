import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bundleVerifier, verifierFile } from './verifier.ts';

it('the verifier that exports carry is the one in the sources', async () => {
  expect(readFileSync(verifierFile, 'utf8')).toBe(await bundleVerifier());
});
