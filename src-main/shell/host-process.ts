import { fork } from 'node:child_process';
import { utilityProcess } from 'electron';
import type { FromHost, ToHost } from '#shared/rpc/host-protocol.ts';
import { hostFlags, type HostRuntime } from './host-runtime.ts';

/** A running host process. */
export interface HostProcess {
  send(frame: ToHost): void;
  /** Resolves when the process has ended. */
  readonly ended: Promise<void>;
  kill(): void;
}

/** Starts the host's entry in a process of its own. */
export function startHostProcess(
  runtime: HostRuntime,
  entry: string,
  onFrame: (frame: FromHost) => void,
): HostProcess {
  switch (runtime.type) {
    case 'utility-process': {
      const child = utilityProcess.fork(entry, [], { serviceName: 'Atalaya archive host' });
      child.on('message', onFrame);
      return {
        send: (frame) => child.postMessage(frame),
        ended: new Promise((resolve) => child.once('exit', () => resolve())),
        kill: () => child.kill(),
      };
    }
    case 'node-child': {
      const child = fork(entry, [], {
        execPath: runtime.node,
        execArgv: [...hostFlags],
        serialization: 'advanced',
      });
      child.on('message', (frame: FromHost) => onFrame(frame));
      return {
        send: (frame) => {
          if (child.connected) child.send(frame);
        },
        ended: new Promise((resolve) => child.once('exit', () => resolve())),
        kill: () => child.kill(),
      };
    }
  }
}
