import { parseArgs } from 'node:util';

/** What the program was started with. */
export interface Arguments {
  /** Folder of the workspace; null is the default one. */
  readonly workspace: string | null;
  /** When the command that started the program began, in milliseconds since the epoch. */
  readonly startedAt: number | null;
  /** The workspace is the demo's. */
  readonly demo: boolean;
  /** Server for lines that name none; a loopback address, for tests and the demo. */
  readonly serverUrl: string | null;
  /** A Node that can run the host where Electron's own is too old. */
  readonly hostNode: string | null;
}

function text(value: string | boolean | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Reads the arguments; what Chromium and the desktop add of their own is passed over. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: argv.filter((argument) => argument.startsWith('--')),
    options: {
      workspace: { type: 'string' },
      'started-at': { type: 'string' },
      demo: { type: 'boolean' },
      'wa-url': { type: 'string' },
      'host-node': { type: 'string' },
    },
    strict: false,
  });
  const startedAt = Number(values['started-at']);
  return {
    workspace: text(values.workspace),
    startedAt: Number.isFinite(startedAt) ? startedAt : null,
    demo: values.demo === true,
    serverUrl: text(values['wa-url']),
    hostNode: text(values['host-node']),
  };
}
