import path from 'node:path';
import { type CommandLine, commandLine } from './cli.ts';
import { temporaryFolder } from './electron-app.ts';

/** A workspace that was made from the command line, in English, with its times in UTC. */
export interface TestWorkspace {
  readonly folder: string;
  /** A folder beside it for other files. */
  readonly files: string;
  readonly cli: CommandLine;
  readonly recoveryCode: string;
  /** Imports chat exports of the line Front desk, which is Owen Blake's; resolves with how many messages were new. */
  importChats(...exports: readonly string[]): Promise<number>;
  remove(): Promise<void>;
}

/** Makes a workspace with the starter policies and no lines. */
export async function makeWorkspace(): Promise<TestWorkspace> {
  const { folder: files, remove } = await temporaryFolder();
  const folder = path.join(files, 'workspace');
  const cli = commandLine(folder);
  const settings = ['--company', 'Harbour Tools', '--language', 'en', '--zone', 'UTC'];
  const { recoveryCode } = await cli.json<{ recoveryCode: string }>('init', ...settings);
  return {
    folder,
    files,
    cli,
    recoveryCode,
    async importChats(...exports) {
      const line = ['--line', 'Front desk', '--owner', 'Owen Blake'];
      const { messages } = await cli.json<{ messages: number }>('import', ...line, ...exports);
      return messages;
    },
    remove,
  };
}
