import { join } from 'node:path';
import { getLine } from '#host/archive/lines.ts';
import type { NoticeTextRow } from '#host/archive/notice-texts.ts';
import { readSettings } from '#host/archive/settings.ts';
import type { NoticeEvidence } from '#host/notice/notice-desk.ts';
import { noticeWords, starterText, type NoticeWords } from '#host/notice/starter-text.ts';
import type { noticeContract, NoticeTextView } from '#shared/contract/notice.ts';
import type { Input } from '#shared/contract/contract.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import type { HostContext } from './context.ts';

function noticeTextView(row: NoticeTextRow): NoticeTextView {
  const { version, words, sha256, until, created_by: by, created_at: at } = row;
  return { version, words, sha256, until, by, at };
}

export function noticeHandlers(context: HostContext): Handlers<typeof noticeContract> {
  const { session, grants, workspace, now } = context;
  const folder = join(context.starterFolder, '../notices');

  /** The company's newest text in the language, or else the one to start from. */
  async function textFor({ lineId, language, retention }: Input<'notice.text'>): Promise<NoticeWords> {
    const [own] = session().noticeTexts.list(language);
    const template = own?.words ?? (await starterText(folder, language));
    const line = getLine(session().archive.reader, lineId);
    const company = workspace.profile()?.company ?? '';
    return noticeWords(template, own?.id ?? null, {
      company,
      employee: line.employee,
      line: line.name,
      number: line.phone ?? '',
      retention,
    });
  }

  function today(): string {
    const { zone } = readSettings(session().archive.reader);
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now());
  }

  async function evidenceOf({
    lineId,
    evidence: given,
  }: Pick<Input<'notice.record'>, 'lineId' | 'evidence'>): Promise<NoticeEvidence> {
    switch (given.how) {
      case 'told':
        return given;
      case 'paper': {
        const { token, ...paper } = given;
        return { ...paper, path: grants.pathOf(token) };
      }
      case 'screen': {
        const { language, retention, sha256, signedName, witness } = given;
        const text = await textFor({ lineId, language, retention });
        if (text.sha256 !== sha256) throw new AtalayaError('conflict', { name: signedName });
        return { how: 'screen', date: today(), language, text, signedName, witness };
      }
    }
  }

  return {
    'notice.list': ({ lineId }) => ({ records: session().notices.list(lineId) }),
    'notice.text': async (request) => {
      const { words, sha256 } = await textFor(request);
      return { words, sha256 };
    },
    'notice.texts': async ({ language }) => ({
      starter: await starterText(folder, language),
      versions: session().noticeTexts.list(language).map(noticeTextView),
    }),
    'notice.affected': ({ language }) => ({ lines: session().noticeTexts.affected(language) }),
    'notice.saveText': (request) => ({ version: session().noticeTexts.save(request) }),
    'notice.record': async ({ lineId, evidence, ...said }) => ({
      id: await session().notices.record(lineId, await evidenceOf({ lineId, evidence }), said),
    }),
    'notice.withdraw': async ({ lineId, reason, recordedBy }) => {
      await session().notices.withdraw(lineId, reason, recordedBy);
      return {};
    },
    'notice.exclusions': ({ lineId }) => session().exclusions.list(lineId),
    'notice.exclusionOf': ({ conversationId }) => session().exclusions.of(conversationId),
    'notice.exclude': (request) => session().exclusions.exclude(request),
    'notice.findExclusion': ({ lineId, number }) => ({ id: session().exclusions.find(lineId, number) }),
    'notice.liftExclusion': ({ id, recordedBy }) => {
      session().exclusions.lift(id, recordedBy);
      return {};
    },
  };
}
