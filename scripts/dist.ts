/** `npm run dist`: the installers of the platform that it runs on, in `out/`. */
import argon2 from '@node-rs/argon2/package.json' with { type: 'json' };
import { build as packApp } from 'electron-builder';
import { build } from './build.ts';
import { npm, root } from './setup/npm.mjs';

/** macOS has an installer for each architecture; npm brings the binaries of its own one only. */
const otherBinaries =
  process.platform === 'darwin'
    ? ['x64', 'arm64'].map((arch) => `@node-rs/argon2-darwin-${arch}@${argon2.version}`)
    : [];
if (otherBinaries.length > 0) npm(['install', '--no-save', '--ignore-scripts', '--force', ...otherBinaries]);
await build(console.log);
await packApp({ projectDir: root, publish: 'never' });
