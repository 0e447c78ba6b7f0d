import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { HostEvent, Method } from '#shared/contract/contract.ts';
import type { Bridge } from '#shared/rpc/bridge.ts';

/** Milliseconds over which events are gathered: a burst of live messages makes one read, not fifty. */
const gatherMs = 200;

const affected: Readonly<Record<Exclude<HostEvent['type'], 'inbox.changed'>, readonly Method[]>> = {
  'workspace.changed': ['workspace.status', 'workspace.settings'],
  'people.changed': ['people.me', 'people.list', 'people.names', 'people.actions', 'workspace.status'],
  'cloud.changed': ['cloud.account', 'cloud.facts'],
  'coverage.changed': ['coverage.summary', 'coverage.calendar', 'coverage.gaps', 'coverage.attention'],
  'coverage.alert': ['coverage.attention'],
  'lines.changed': [
    'lines.list',
    'media.line',
    'notice.list',
    'notice.exclusions',
    'notice.exclusionOf',
    'notice.text',
    'notice.texts',
    'notice.affected',
    'told.text',
    'told.line',
    'told.missing',
    'backup.view',
  ],
  'imports.changed': ['imports.list'],
  'contacts.changed': [
    'contacts.of',
    'contacts.questions',
    'contacts.find',
    'inbox.conversations',
    'inbox.conversation',
    'search.contacts',
    'told.conversation',
    'told.line',
    'told.missing',
  ],
  'policy.changed': ['policy.list', 'policy.versions'],
  'policy.backtesting': ['policy.backtesting'],
  'review.changed': [
    'review.queue',
    'review.counts',
    'policy.list',
    'inbox.conversations',
    'inbox.conversation',
  ],
  'export.changed': ['export.list'],
  'backup.changed': ['backup.view', 'backup.restoring'],
};

/** The query keys whose answers an event makes stale. */
function staleKeys(event: HostEvent): readonly QueryKey[] {
  if (event.type !== 'inbox.changed') return affected[event.type].map((method) => [method]);
  return [
    ['inbox.conversations'],
    ['lines.list'],
    ['media.line'],
    ['told.line'],
    ['told.missing'],
    ...event.conversationIds.flatMap((id) => [
      ['inbox.conversation', { id }],
      ['told.conversation', { id }],
    ]),
  ];
}

/** Makes queries follow the host's events. Returns how to stop. */
export function followHostEvents(bridge: Pick<Bridge, 'onEvent'>, queries: QueryClient): () => void {
  const waiting = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    for (const [name, queryKey] of waiting) {
      // An answer that is on its way is let in first; otherwise steady events would cancel every one of them.
      if (queries.isFetching({ queryKey }) > 0) continue;
      waiting.delete(name);
      void queries.invalidateQueries({ queryKey });
    }
    if (waiting.size > 0) timer = setTimeout(flush, gatherMs);
  };
  const stop = bridge.onEvent((event) => {
    for (const key of staleKeys(event)) waiting.set(JSON.stringify(key), key);
    timer ??= setTimeout(flush, gatherMs);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}
