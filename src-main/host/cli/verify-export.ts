import { resolve } from 'node:path';
import { verifyFolder } from '#host/export/verify-folder.ts';
import { UsageError, type Command } from './command.ts';

/** `verify-export`: checks an export, as the page in it does; needs no workspace. */
export const verifyExportFolder: Command = {
  options: {},
  async run({ words: [folder, ...more] }, terminal) {
    if (folder === undefined || more.length > 0) throw new UsageError('which folder?');
    const { problems, files, entries, manifest, manifestSha256, keyFingerprint } = await verifyFolder(
      resolve(folder),
    );
    const holds = problems.length === 0;
    const messages = manifest?.messages ?? null;
    terminal.result({ holds, problems, files, entries, messages, manifestSha256, keyFingerprint }, () => [
      ...problems.map(
        ({ kind, path, entry }) => `${kind}: ${path}${entry === undefined ? '' : `, entry ${entry}`}`,
      ),
      holds ? `The export holds: ${files} files, ${entries} entries.` : 'The export does not hold.',
      `SHA-256 of the manifest: ${manifestSha256 ?? ''}`,
      `SHA-256 of the public key: ${keyFingerprint ?? ''}`,
    ]);
    return holds ? 0 : 1;
  },
};
