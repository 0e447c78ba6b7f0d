import { surviveLibraryRejections } from '#host/rejections.ts';
import { AtalayaError } from '#shared/errors.ts';
import { backup, restore } from './backup.ts';
import { capture, lines } from './capture.ts';
import { log, readCommand, UsageError, usage, type Command } from './command.ts';
import { exportMessages } from './export.ts';
import { importFiles } from './import.ts';
import { init } from './init.ts';
import { notice } from './notice.ts';
import { conversations, flags, messages, search } from './queries.ts';
import { openTerminal } from './terminal.ts';
import { verify } from './verify.ts';
import { verifyExportFolder } from './verify-export.ts';

const commands: Readonly<Record<string, Command>> = {
  init,
  import: importFiles,
  conversations,
  messages,
  search,
  flags,
  lines,
  notice,
  capture,
  export: exportMessages,
  backup,
  restore,
  verify,
  'verify-export': verifyExportFolder,
};

/** Runs the archive host on the command line, without Electron; resolves with the exit code. */
export async function main([name = '', ...args]: readonly string[]): Promise<number> {
  surviveLibraryRejections(log);
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined)
      throw new UsageError(name === '' ? 'which command?' : `there is no command "${name}"`);
    const invocation = readCommand(name, args, command.options);
    return await command.run(invocation, openTerminal(invocation.values['json'] === true));
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return 2;
  }
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${usage}`;
  if (error instanceof AtalayaError) return `${error.code} ${JSON.stringify(error.data)}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
