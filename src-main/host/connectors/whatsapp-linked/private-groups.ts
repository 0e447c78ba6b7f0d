import type { GroupMetadata } from '@whiskeysockets/baileys';
import { namedIn } from '#shared/model/exclusion.ts';
import type { Screen } from '../connector.ts';

type Known = Pick<GroupMetadata, 'id' | 'participants' | 'subject'>;

/** The line's groups without those that are private, and without private contacts among their members. */
export function withoutPrivateGroups(groups: readonly Known[], screen: Screen): Known[] {
  if (!screen.isActive()) return [...groups];
  return groups
    .filter(({ id }) => !screen.leavesOut(namedIn(id)))
    .map((group) => ({
      ...group,
      participants: group.participants.filter(({ id, lid, phoneNumber }) => {
        const names = namedIn(`${id} ${lid ?? ''} ${phoneNumber ?? ''}`);
        screen.learn(names);
        return !screen.leavesOut(names);
      }),
    }));
}
