import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { installedElectron } from '../../scripts/setup/electron.ts';
import { root } from '../../scripts/setup/npm.mjs';
import { launchApp, switches, temporaryFolder } from '../helpers/electron-app.ts';

test('a second start on the same workspace brings the first window to the front and ends well', async () => {
  const { folder, remove } = await temporaryFolder();
  const app = await launchApp(`--workspace=${folder}`);
  try {
    await expect(app.window.getByRole('heading').first()).toBeVisible();
    const window = await app.electron.browserWindow(app.window);
    const isVisible = () => window.evaluate((shown) => shown.isVisible());
    await expect.poll(isVisible).toBe(true);
    await window.evaluate((shown) => shown.hide());
    await expect.poll(isVisible).toBe(false);

    const second = spawn(
      installedElectron()?.executable ?? '',
      [root, ...switches, `--workspace=${folder}`],
      {
        stdio: 'ignore',
      },
    );
    const [code] = await once(second, 'exit');
    expect(code).toBe(0);
    await expect.poll(isVisible).toBe(true);
    expect(app.electron.windows()).toHaveLength(1);
  } finally {
    await app.close();
    await remove();
  }
});
