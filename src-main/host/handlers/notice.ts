import { join } from 'node:path';
import { getLine } from '#host/archive/lines.ts';
import { readSettings } from '#host/archive/settings.ts';
import type { NoticeEvidence } from '#host/notice/notice-desk.ts';
import { employeeNotice, type NoticeWords } from '#host/notice/starter-text.ts';
import type { noticeContract } from '#shared/contract/notice.ts';
import type { Input } from '#shared/contract/contract.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import type { HostContext } from './context.ts';

export function noticeHandlers(context: HostContext): Handlers<typeof noticeContract> {
  const { session, grants, workspace, now } = context;
  const folder = join(context.starterFolder, '../notices');

  function textFor({ lineId, language, retention }: Input<'notice.text'>): Promise<NoticeWords> {
    const line = getLine(session().archive.reader, lineId);
    const company = workspace.profile()?.company ?? '';
    return employeeNotice(folder, language, {
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
    'notice.text': (request) => textFor(request),
    'notice.record': async ({ lineId, evidence, ...said }) => ({
      id: await session().notices.record(lineId, await evidenceOf({ lineId, evidence }), said),
    }),
    'notice.withdraw': async ({ lineId, reason, recordedBy }) => {
      await session().notices.withdraw(lineId, reason, recordedBy);
      return {};
    },
    'notice.exclusions': ({ lineId }) => session().exclusions.list(lineId),
    'notice.exclude': (request) => session().exclusions.exclude(request),
    'notice.findExclusion': ({ lineId, number }) => ({ id: session().exclusions.find(lineId, number) }),
    'notice.liftExclusion': ({ id, recordedBy }) => {
      session().exclusions.lift(id, recordedBy);
      return {};
    },
  };
}
