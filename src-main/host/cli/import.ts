import { resolve } from 'node:path';
import { exportsIn } from '#host/connectors/chat-export/chat-export.ts';
import { addLine, findLine } from '#host/archive/lines.ts';
import { readSettings } from '#host/archive/settings.ts';
import type { Session } from '#host/session.ts';
import type { ImportFileView } from '#shared/contract/imports.ts';
import { dateOrders } from '#shared/model/chat-export.ts';
import { oneOf, optional, required, UsageError, withSession, type Command } from './command.ts';

/** What goes into the ledger about chats from before a notice when the command says nothing. */
const noReason = 'no reason stated, on the command line';

/** `import`: brings chat exports into a line, which is made when there is none of that name. */
export const importFiles: Command = {
  options: {
    line: { type: 'string' },
    owner: { type: 'string' },
    zone: { type: 'string' },
    reason: { type: 'string' },
    'date-order': { type: 'string' },
  },
  run: (invocation, terminal) => {
    const name = required(invocation, 'line');
    const owner = required(invocation, 'owner');
    const dateOrder = oneOf(invocation, 'date-order', dateOrders);
    const zone = optional(invocation, 'zone');
    if (zone !== null && !isZone(zone)) throw new UsageError(`--zone ${zone} is not the name of a time zone`);
    if (invocation.words.length === 0) throw new UsageError('which files?');
    return withSession(invocation, async (session) => {
      const paths = (await Promise.all(invocation.words.map(filesOf))).flat();
      if (paths.length === 0) throw new UsageError('there is no chat export in that folder');
      const { importId, done } = session.imports.start({
        lineId: lineOf(session, name, owner),
        withoutNotice: optional(invocation, 'reason') ?? noReason,
        zone: zone ?? readSettings(session.archive.reader).zone,
        files: paths.map((path) => ({ path, owner, dateOrder, place: null })),
      });
      await done;
      const files = session.imports.list().find(({ id }) => id === importId)?.files ?? [];
      const reports = files.map((file, index) => report(file, paths[index] ?? file.name));
      const messages = files.reduce((sum, file) => sum + file.messages, 0);
      terminal.result({ files: reports, messages }, () => [
        ...files.map(describe),
        `${messages} messages in all`,
      ]);
      return files.some((file) => file.state !== 'done' || file.unread > 0 || file.damage !== null) ? 1 : 0;
    });
  },
};

/** The exports in a folder; what can't be read is said file by file, when it is imported. */
function filesOf(word: string): Promise<string[]> {
  const path = resolve(word);
  return exportsIn(path).catch(() => [path]);
}

function isZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function lineOf(session: Session, name: string, employee: string): number {
  const known = findLine(session.archive.reader, name);
  if (known !== undefined) return known.id;
  return addLine(session.archive.writer, { name, employee, team: null, noticeOn: null }, null, Date.now());
}

function report(file: ImportFileView, path: string): object {
  return {
    file: path,
    conversation: file.conversationId,
    platform: file.platform,
    dateOrder: file.dateOrder,
    messages: file.messages,
    system: file.system,
    attachments: { found: file.attachmentsFound, missing: file.attachmentsMissing },
    duplicates: file.duplicates,
    unread: file.unread,
    flags: file.flags,
    ...(file.damage === null ? {} : { damage: file.damage }),
    ...(file.error === null ? {} : { error: file.error }),
  };
}

const damageWords = { files: 'files may be missing', text: 'the chat is incomplete' } as const;

function describe(file: ImportFileView): string {
  const counts = `${file.messages} messages, ${file.system} system, ${file.duplicates} known, ${file.unread} unread lines`;
  const damage = file.damage === null ? '' : `, end of the zip missing (${damageWords[file.damage]})`;
  return `${file.name}: ${file.error ?? counts}, ${file.flags} flags${damage}`;
}
