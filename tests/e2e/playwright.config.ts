import path from 'node:path';
import { defineConfig } from '@playwright/test';

const results = path.resolve(import.meta.dirname, '../../.cache/playwright');

export default defineConfig({
  globalSetup: './prepare.ts',
  outputDir: path.join(results, 'artifacts'),
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['list'], ['json']] : 'list',
  forbidOnly: Boolean(process.env['CI']),
  fullyParallel: false,
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  projects: [
    { name: 'window', testMatch: '*.spec.ts', testIgnore: 'packed.spec.ts' },
    { name: 'packed', testMatch: 'packed.spec.ts' },
  ],
});
