import { expect, it } from 'vitest';
import { capturedMessage, openTestArchive } from '../../../tests/helpers/archive.ts';
import { eventWithin } from './confine.ts';

it('an event tells of the lines that are somebody’s, and of nothing else', () => {
  const { archive, lineId } = openTestArchive();
  archive.captureDesk(() => []).commit({ lineId, live: true }, [capturedMessage()]);
  const { reader } = archive;
  const changed = { type: 'inbox.changed', conversationIds: [1, 2] } as const;
  expect(eventWithin(reader, null, changed)).toEqual(changed);
  expect(eventWithin(reader, [lineId], changed)).toEqual({ type: 'inbox.changed', conversationIds: [1] });
  expect(eventWithin(reader, [lineId + 1], changed)).toBeNull();
  const alert = { type: 'coverage.alert', lineId, reason: 'quiet' } as const;
  expect(eventWithin(reader, [lineId], alert)).toEqual(alert);
  expect(eventWithin(reader, [lineId + 1], alert)).toBeNull();
  expect(eventWithin(reader, [], { type: 'policy.changed' })).toEqual({ type: 'policy.changed' });
});
