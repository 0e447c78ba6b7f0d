/** `npm run check`: types, lint, format, unused code and translations. */
import { checkLocales } from './check-locales.ts';
import { reportFailures } from './setup/failure.ts';
import { runTool, stage } from './stages.ts';

await reportFailures(async () => {
  await stage('types', () => runTool('tsc', ['-b']));
  await stage('lint', () => runTool('oxlint', ['--type-aware', '--deny-warnings']));
  await stage('format', () => runTool('oxfmt', ['--check']));
  await stage('unused code', () => runTool('knip', []));
  await stage('translations', checkLocales);
});
