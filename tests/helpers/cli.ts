import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const program = join(import.meta.dirname, '../../src-main/host/cli.ts');
/** Opens every workspace that a command line made. */
export const passphrase = 'faro velero 1987 cal';

/** What a finished command printed, and its exit code. */
export interface CommandResult {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** The command line on one workspace, each command in a process of its own. */
export interface CommandLine {
  /** Starts a command. */
  start(...args: readonly string[]): ChildProcess;
  /** Runs a command to its end. */
  run(...args: readonly string[]): Promise<CommandResult>;
  /** Runs a command that must succeed, and reads the JSON document that it prints. */
  json<T>(...args: readonly string[]): Promise<T>;
}

/** A command line on the workspace in a folder, with the passphrase that goes with it. */
export function commandLine(folder: string): CommandLine {
  const passphraseFile = join(folder, '..', `${folder.split('/').at(-1)}.passphrase`);
  writeFileSync(passphraseFile, `${passphrase}\n`);

  function start(...args: readonly string[]): ChildProcess {
    const shared = ['--workspace', folder, '--passphrase-file', passphraseFile, '--json'];
    return spawn(process.execPath, [program, ...args, ...shared], { stdio: ['ignore', 'pipe', 'pipe'] });
  }

  async function run(...args: readonly string[]): Promise<CommandResult> {
    const child = start(...args);
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
    const [code] = await once(child, 'close');
    return {
      code: typeof code === 'number' ? code : null,
      output: Buffer.concat(output).toString(),
      errors: Buffer.concat(errors).toString(),
    };
  }

  return {
    start,
    run,
    async json<T>(...args: readonly string[]): Promise<T> {
      const { code, output, errors } = await run(...args);
      if (code !== 0 && code !== 1) throw new Error(`${args.join(' ')} ended with ${code}: ${errors}`);
      // The caller states the shape that the command documents.
      return JSON.parse(output) as T;
    },
  };
}

/** The JSON lines that a running command prints. */
export async function* linesOf(child: ChildProcess): AsyncGenerator<Record<string, unknown>> {
  if (child.stdout === null) return;
  for await (const line of createInterface({ input: child.stdout })) {
    const parsed: Record<string, unknown> = JSON.parse(line);
    yield parsed;
  }
}
