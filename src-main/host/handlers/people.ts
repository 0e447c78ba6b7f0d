import type { peopleContract } from '#shared/contract/people.ts';
import { AtalayaError } from '#shared/errors.ts';
import type { Handlers } from '#shared/rpc/server.ts';
import { recordAction } from '#host/archive/ledger.ts';
import { lastSignIns, listActions } from '#host/archive/people/action-log.ts';
import { listUsers } from '#host/archive/people/users.ts';
import { exportActions } from '#host/people/log-export.ts';
import type { HostContext } from './context.ts';

export function peopleHandlers(context: HostContext): Handlers<typeof peopleContract> {
  const { session, users, user, events, grants, now } = context;

  function changed(): Record<string, never> {
    events.emit({ type: 'people.changed' });
    return {};
  }

  return {
    'people.me': () => {
      const { id, name, role, scope, mustChange, hasSecondFactor } = user();
      return { id, name, role, isConfined: scope !== null && role !== 'owner', mustChange, hasSecondFactor };
    },
    'people.list': () => {
      const { reader } = session().archive;
      const signIns = lastSignIns(reader);
      return {
        users: listUsers(reader).map((each) => ({ ...each, lastSignIn: signIns.get(each.id) ?? null })),
      };
    },
    'people.add': async ({ passphrase, ...details }) => {
      const id = await users().add(details, passphrase);
      changed();
      return { id };
    },
    'people.update': ({ id, ...details }) => {
      users().update(id, details);
      return changed();
    },
    'people.disable': ({ id }) => {
      if (id === user().id) throw new AtalayaError('conflict');
      users().disable(id);
      return changed();
    },
    'people.reset': async ({ id, passphrase }) => {
      await users().reset(id, passphrase);
      return changed();
    },
    'people.beginSecondFactor': () => users().beginSecondFactor(user().id),
    'people.confirmSecondFactor': ({ code }) => {
      users().confirmSecondFactor(user().id, code);
      return changed();
    },
    'people.removeSecondFactor': async ({ passphrase }) => {
      await users().removeSecondFactor(user().id, passphrase);
      return changed();
    },
    'people.actions': ({ filters, cursor, limit }) => {
      const before = cursor === null ? null : Number(cursor) || 0;
      const { actions, next } = listActions(session().archive.reader, filters, before, limit);
      return { actions, next: next === null ? null : String(next) };
    },
    'people.names': () => ({
      people: listUsers(session().archive.reader).map(({ id, name, role }) => ({ id, name, role })),
    }),
    'people.exportActions': async ({ filters, reason, folder }, signal) => {
      const { reader, writer } = session().archive;
      const at = now();
      const name = `atalaya-log-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '')}.csv`;
      const details = { reason, filters: JSON.stringify(filters), name };
      recordAction(writer, { at, kind: 'log-exported', subject: 0, details });
      const place = { folder: grants.pathOf(folder), name };
      return { name, actions: await exportActions(reader, filters, place, signal) };
    },
  };
}
