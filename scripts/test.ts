/**
 * `npm test`: the checks, every test with and without a window, and the packed app. Ends with the line
 * `N passed, N failed`, which counts tests.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { build } from './build.ts';
import { pack } from './pack.ts';
import { installElectron } from './setup/electron.ts';
import { reportFailures } from './setup/failure.ts';
import { root } from './setup/npm.mjs';
import { installSystemLibraries } from './setup/system-libraries.ts';
import { runTool, stage } from './stages.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const reports = path.join(root, '.cache/reports');

const vitestReport = z
  .object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number(),
  })
  .transform((report): Counts => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }));

const playwrightReport = z
  .object({
    stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  })
  .transform(({ stats }): Counts => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));

function readReport(name: string, schema: z.ZodType<Counts>): Counts {
  const file = path.join(reports, `${name}.json`);
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function vitest(project: string): Promise<void> {
  const file = path.join(reports, `${project}.json`);
  return runTool('vitest', [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
  ]);
}

function playwright(project: string): Promise<void> {
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, `${project}.json`) };
  return runTool('playwright', ['test', '--config', 'tests/e2e/playwright.config.ts', '--project', project], {
    env,
  });
}

rmSync(reports, { recursive: true, force: true });
await reportFailures(async () => {
  await stage('set-up', async () => {
    installSystemLibraries(console.log);
    await installElectron(console.log);
  });
  await stage('check', () => runTool(process.execPath, ['scripts/check.ts']));
  await stage('unit tests', () => vitest('unit'));
  await stage('integration tests', () => vitest('integration'));
  await stage('build', () => build(console.log));
  await stage('window tests', () => playwright('window'));
  await stage('pack', pack);
  await stage('packed app', () => playwright('packed'));
});

const counts = [
  readReport('unit', vitestReport),
  readReport('integration', vitestReport),
  readReport('window', playwrightReport),
  readReport('packed', playwrightReport),
];
const total = (kind: keyof Counts) => counts.reduce((sum, count) => sum + count[kind], 0);
// A stage other than a test that failed shows here as one failure: the line never says that all is well when it is not.
const failed = Math.max(total('failed'), process.exitCode ? 1 : 0);
const skipped = total('skipped');
console.log(`\n${total('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
