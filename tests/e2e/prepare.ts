import { build } from '../../scripts/build.ts';
import { openDisplay } from '../../scripts/display.ts';
import { installElectron } from '../../scripts/setup/electron.ts';
import { installSystemLibraries } from '../../scripts/setup/system-libraries.ts';

/** Sees to the runtime, the build and a display, so that `playwright test` works by itself. */
export default async function prepare(): Promise<() => Promise<void>> {
  installSystemLibraries(console.log);
  await installElectron(console.log);
  await build(console.log);
  const display = await openDisplay();
  Object.assign(process.env, display.env);
  return () => display.close();
}
