import { join } from 'node:path';
import { everybody, readers, supervisors } from '#shared/contract/access.ts';
import { hostContract, type HostEvent } from '#shared/contract/contract.ts';
import type { ChosenFile } from '#shared/contract/shell.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { Reply, RequestFrame } from '#shared/rpc/frames.ts';
import { createServer } from '#shared/rpc/server.ts';
import { actAs } from './archive/people/actor.ts';
import { linesOf, readUser, type User } from './archive/people/users.ts';
import { createEventCollector } from './events.ts';
import { createFileGrants } from './file-grants.ts';
import { hostHandlers } from './handlers/handlers.ts';
import type { Log } from './log.ts';
import { confine, eventWithin, hasFile } from './people/confine.ts';
import { createUserDesk, type UserDesk } from './people/user-desk.ts';
import { openSession, type Session } from './session.ts';
import { readReadyTexts } from './told/ready-texts.ts';
import { openWorkspace } from './workspace/workspace.ts';

/** The world that a host runs in. */
export interface HostOptions {
  readonly folder: string;
  /** The workspace key, when the operating system guarded a copy. */
  readonly key: Uint8Array | null;
  readonly version: string;
  readonly demo: boolean;
  readonly starterFolder: string;
  readonly serverUrl: string | null;
  readonly log: Log;
  readonly now: () => number;
  readonly onEvent: (event: HostEvent) => void;
  /** Told the workspace key when a person gave the passphrase, for the operating system to guard. */
  readonly onKey: (key: Uint8Array) => void;
  /** Parse what handlers answer as well, as tests do. */
  readonly parseOutputs?: boolean;
}

/** The archive host: everything that works on one workspace, without Electron. */
export interface Host {
  /** Answers a request of a window; null for a frame that wants no answer. */
  handle(frame: RequestFrame): Promise<Reply | null>;
  /** Lets the window name a file that a person chose, or those in a folder. Error: `file-unreadable`. */
  grantFile(path: string): Promise<ChosenFile[]>;
  /** Lets the window name a folder that a person chose to write into; returns its token. */
  grantFolder(path: string): string;
  /** Errors: `locked`, `media-missing`, `file-unreadable`. */
  mediaSize(sha256: string): Promise<number>;
  /** Errors: `locked`, `media-missing`, `file-unreadable`. */
  readMedia(sha256: string, start: number, end: number): Promise<Uint8Array>;
  /** The small picture inside a message. Errors: `locked`, `media-missing`. */
  readPreview(messageId: number): Uint8Array;
  close(): Promise<void>;
}

/** Starts a host on a workspace folder. Errors: `workspace-in-use`, `workspace-damaged`, `workspace-newer`. */
export function createHost(options: HostOptions): Host {
  const { folder, log, now } = options;
  const workspace = openWorkspace(folder, now);
  const events = createEventCollector((event) => {
    const told =
      signedIn === null || session === null ? event : eventWithin(session.archive.reader, lines(), event);
    if (told !== null) options.onEvent(told);
  });
  const grants = createFileGrants();
  const lockedSince = options.key === null ? now() : null;
  let session: Session | null = null;
  let users: UserDesk | null = null;
  let signedIn: number | null = null;

  function openArchive(key: Uint8Array): UserDesk {
    if (session !== null && users !== null) return users;
    session = openSession({
      folder,
      key,
      events,
      log,
      now,
      lockedSince,
      serverUrl: options.serverUrl,
    });
    session.told.start(readReadyTexts(join(options.starterFolder, '../notices')));
    session.lines.startAll();
    users = createUserDesk({ workspace, archive: session.archive, key, now });
    return users;
  }

  function openedSession(): Session {
    if (session === null || signedIn === null) throw new AtalayaError('locked');
    return session;
  }

  function userDesk(): UserDesk {
    if (users === null || signedIn === null) throw new AtalayaError('locked');
    return users;
  }

  function user(): User {
    if (session === null || signedIn === null) throw new AtalayaError('locked');
    return readUser(session.archive.reader, signedIn);
  }

  function lines(): readonly number[] | null {
    return linesOf(openedSession().archive.reader, user());
  }

  /** Refuses a file or a picture to whoever may not see where it is. Error: `forbidden`. */
  function requireFile(sha256: string): Session {
    const opened = openedSession();
    const { role } = user();
    const mayRead = readers('none').roles?.includes(role) ?? false;
    const papers = supervisors('none').roles?.includes(role) ?? false;
    if (!mayRead || !hasFile(opened.archive.reader, lines(), sha256, papers))
      throw new AtalayaError('forbidden');
    return opened;
  }

  async function close(): Promise<void> {
    server.close();
    await session?.close();
    events.close();
    workspace.close();
  }

  const server = createServer(
    hostContract,
    hostHandlers({
      workspace,
      gate: {
        isUnlocked: () => signedIn !== null,
        startsUnattended: () => options.key !== null,
        open: openArchive,
        enter(userId, key) {
          signedIn = userId;
          options.onKey(key);
        },
        archive: () => session?.archive ?? null,
        lock() {
          session?.openedMedia.beginAnew();
          signedIn = null;
        },
      },
      session: openedSession,
      users: userDesk,
      user,
      lines,
      events,
      grants,
      log,
      now,
      version: options.version,
      demo: options.demo,
      starterFolder: options.starterFolder,
    }),
    {
      authorise(access) {
        if (access.roles === null) return;
        const { role, mustChange } = user();
        if (!access.roles.includes(role)) throw new AtalayaError('forbidden');
        if (mustChange && access !== everybody) throw new AtalayaError('passphrase-change-needed');
      },
      confine({ roles, touches }, input) {
        if (roles === null) return;
        const own = lines();
        if (own !== null) confine(openedSession().archive.reader, own, touches, input);
      },
      onUnexpected: (method, error) => log.error({ err: error, method }, 'a request failed unexpectedly'),
      ...(options.parseOutputs === undefined ? {} : { parseOutputs: options.parseOutputs }),
    },
  );

  try {
    if (options.key !== null && workspace.profile() !== null) openArchive(options.key);
  } catch (error) {
    workspace.close();
    throw error;
  }

  return {
    handle: (frame) => actAs(signedIn, () => server.handle(frame)),
    grantFile: (path) => grants.grant(path),
    grantFolder: (path) => grants.grantFolder(path),
    async mediaSize(sha256) {
      const { media, openedMedia } = requireFile(sha256);
      const size = await media.size(sha256);
      actAs(signedIn, () => openedMedia.opened(sha256));
      return size;
    },
    readPreview(messageId) {
      const { media, archive } = openedSession();
      const own = lines();
      if (!(readers('none').roles?.includes(user().role) ?? false)) throw new AtalayaError('forbidden');
      if (own !== null) confine(archive.reader, own, { message: 'messageId' }, { messageId });
      return media.preview(messageId);
    },
    readMedia: async (sha256, start, end) => requireFile(sha256).media.read(sha256, start, end),
    close,
  };
}
