import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { supervisors } from '#shared/contract/access.ts';
import { hostContract } from '#shared/contract/contract.ts';
import { peopleContract } from '#shared/contract/people.ts';
import { shellContract } from '#shared/contract/shell.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { Role } from '#shared/model/user.ts';
import type { Reply } from '#shared/rpc/frames.ts';
import { createServer, type Handlers } from '#shared/rpc/server.ts';
import type { HostLink, Pending } from './host-link.ts';
import { appOrigin } from './schemes.ts';
import { grantFiles } from './shell-handlers.ts';

const id = z.int().positive();
const windowFrame = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('request'), id, method: z.string().max(100), input: z.unknown() }),
  z.strictObject({ t: z.literal('cancel'), id }),
  z.strictObject({ t: z.literal('dropped'), paths: z.array(z.string().max(4096)).max(500) }),
]);

const refused: Reply = { ok: false, error: { code: 'invalid-request', data: {} } };

export interface RelayOptions {
  readonly window: () => BrowserWindow | null;
  readonly host: HostLink;
  readonly handlers: Handlers<typeof shellContract>;
  readonly onUnexpected: (method: string, error: unknown) => void;
}

/** The one channel that a window asks on: checks who asks and that the method exists, then passes it on. */
export function serveWindow({ window, host, handlers, onUnexpected }: RelayOptions): void {
  const running = new Map<number, Pending>();
  const shell = createServer(shellContract, handlers, {
    async authorise({ roles }) {
      if (roles !== null) await requireRole(roles);
    },
    onUnexpected,
  });

  function isOurs(event: IpcMainInvokeEvent): boolean {
    const frame = event.senderFrame;
    const contents = window()?.webContents;
    return frame !== null && contents?.mainFrame === frame && frame.origin === appOrigin;
  }

  /** Only the host knows whether anybody has signed in, and who. */
  async function requireRole(roles: readonly Role[]): Promise<void> {
    const reply = await host.ask({ t: 'request', method: 'people.me', input: {} }).reply;
    if (!reply.ok) throw new AtalayaError(reply.error.code, reply.error.data);
    const { role } = peopleContract['people.me'].output.parse(reply.value);
    if (!roles.includes(role)) throw new AtalayaError('forbidden');
  }

  async function acceptDropped(paths: readonly string[]): Promise<Reply> {
    try {
      await requireRole(supervisors('none').roles ?? []);
      return { ok: true, value: await grantFiles(host, paths) };
    } catch (error) {
      if (!(error instanceof AtalayaError)) throw error;
      return { ok: false, error: { code: error.code, data: error.data } };
    }
  }

  ipcMain.handle('atalaya:request', async (event, message: unknown): Promise<unknown> => {
    const parsed = windowFrame.safeParse(message);
    if (!isOurs(event) || !parsed.success) return refused;
    const frame = parsed.data;
    switch (frame.t) {
      case 'cancel':
        running.get(frame.id)?.cancel();
        void shell.handle(frame);
        return null;
      case 'dropped':
        return acceptDropped(frame.paths);
      case 'request': {
        if (Object.hasOwn(shellContract, frame.method)) return shell.handle(frame);
        if (!Object.hasOwn(hostContract, frame.method)) {
          return { ok: false, error: { code: 'unknown-method', data: {} } } satisfies Reply;
        }
        const pending = host.ask({ t: 'request', method: frame.method, input: frame.input });
        running.set(frame.id, pending);
        try {
          return await pending.reply;
        } finally {
          running.delete(frame.id);
        }
      }
    }
  });
}
