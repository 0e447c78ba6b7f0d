import type { NoticeEvidence } from '#host/notice/notice-desk.ts';
import type { noticeContract } from '#shared/contract/notice.ts';
import type { Input } from '#shared/contract/contract.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import type { HostContext } from './context.ts';

export function noticeHandlers({ session, grants }: HostContext): Handlers<typeof noticeContract> {
  function evidenceOf(given: Input<'notice.record'>['evidence']): NoticeEvidence {
    if (given.how === 'told') return given;
    const { token, ...paper } = given;
    return { ...paper, path: grants.pathOf(token) };
  }

  return {
    'notice.list': ({ lineId }) => ({ records: session().notices.list(lineId) }),
    'notice.record': async ({ lineId, evidence, ...said }) => ({
      id: await session().notices.record(lineId, evidenceOf(evidence), said),
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
