import { expect, it } from 'vitest';
import type { CapturedMembers, MemberState } from '#shared/model/capture.ts';
import { capturedMessage, openTestArchive } from '../../../tests/helpers/archive.ts';
import { listConversations } from './inbox.ts';
import { checkChain } from './ledger.ts';
import { membersAt } from './group-members.ts';

const conversation = { key: 'obra', kind: 'group', title: 'Obra' } as const;
const told = (
  how: CapturedMembers['told'],
  at: number,
  people: Readonly<Record<string, MemberState>>,
): CapturedMembers => ({
  type: 'members',
  conversation,
  at,
  told: how,
  members: Object.entries(people).map(([key, state]) => ({ person: { key, name: key }, state })),
});

function openGroup(...records: readonly CapturedMembers[]) {
  const { archive, lineId } = openTestArchive();
  const desk = archive.captureDesk(() => []);
  const commit = (record: CapturedMembers) => desk.commit({ lineId, live: true }, [record]);
  for (const record of records) commit(record);
  return {
    archive,
    desk,
    lineId,
    commit,
    at: (moment: number) =>
      membersAt(archive.reader, 1, moment)?.map(
        ({ name, role, assumed }) => `${name} ${role}${assumed ? '?' : ''}`,
      ),
  };
}

it('knows who was in a group at any moment', () => {
  const { at } = openGroup(
    told('everybody', 100, { Ana: 'owner', Beto: 'member' }),
    told('change', 200, { Caro: 'member' }),
    told('role', 300, { Caro: 'admin' }),
    told('change', 400, { Beto: 'gone' }),
  );
  expect(at(150)).toEqual(['Ana owner', 'Beto member']);
  expect(at(250)).toEqual(['Ana owner', 'Beto member', 'Caro member']);
  expect(at(450)).toEqual(['Ana owner', 'Caro admin']);
});

it('says what it only supposes of the time before anything was known', () => {
  const { at } = openGroup(
    told('change', 200, { Caro: 'member', Dora: 'gone' }),
    told('everybody', 300, { Ana: 'admin', Caro: 'member' }),
  );
  expect(at(100)).toEqual(['Ana admin?', 'Dora member?']);
});

it('records what a later look shows as learned then, and nothing when nothing changed', () => {
  const { archive, at, commit } = openGroup(told('everybody', 100, { Ana: 'member', Beto: 'member' }));
  const entries = () => checkChain(archive.reader);
  const before = entries();
  commit(told('everybody', 200, { Ana: 'member', Beto: 'member' }));
  expect(entries()).toEqual(before);
  commit(told('everybody', 300, { Ana: 'member', Caro: 'member' }));
  expect(at(250)).toEqual(['Ana member', 'Beto member']);
  expect(at(350)).toEqual(['Ana member', 'Caro member']);
  expect(() => archive.writer.execute('delete from group_members')).toThrow('never removed');
});

it('does not list a group in which nobody has written', () => {
  const { archive, desk, lineId } = openGroup(told('everybody', 100, { Ana: 'member' }));
  const list = () =>
    listConversations(archive.reader, { lineId: null, title: null, cursor: null, limit: 10 });
  expect(list()).toMatchObject({ conversations: [], total: 0 });
  desk.commit({ lineId, live: true }, [capturedMessage({ conversation })]);
  expect(list()).toMatchObject({ conversations: [{ title: 'Obra' }], total: 1 });
});
