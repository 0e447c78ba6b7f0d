import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOf, stepAt } from '#host/people/one-time-code.ts';
import { openWorkspace } from '#host/workspace/workspace.ts';
import type { ActionFilters } from '#shared/contract/people.ts';
import { temporaryFolder } from '../helpers/archive.ts';
import { startTestHost, type TestHost } from '../helpers/host.ts';

const passphrase = 'faro velero 1987 cal';
const given = 'anchor velvet thirteen cactus';
const own = 'copper lantern 5582 meadow owl';
const company = {
  company: 'Ferretería Sur',
  language: 'es',
  name: 'Elena',
  passphrase,
  zone: 'UTC',
} as const;
const rosa = { name: 'Rosa', role: 'reviewer', scope: null } as const;
const all: ActionFilters = { userId: null, kind: null, from: null, to: null, text: '' };

async function openCompany(options: { now?: () => number } = {}) {
  const folder = temporaryFolder();
  const host = startTestHost(folder, options);
  const { recoveryCode } = await host.request('workspace.create', company);
  return { folder, host, recoveryCode };
}

const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe('somebody who was added', () => {
  it('signs in with what they were given, changes it first, and is who did what they do', async () => {
    const { host } = await openCompany();
    const { id: userId } = await host.request('people.add', { ...rosa, passphrase: given });
    await host.request('workspace.lock', {});
    expect((await host.request('workspace.status', {})).people.map(({ name }) => name)).toEqual([
      'Elena',
      'Rosa',
    ]);

    await expect(host.request('workspace.unlock', { userId, passphrase })).rejects.toEqual(
      code('passphrase-wrong'),
    );
    await host.request('workspace.unlock', { userId, passphrase: given });
    expect(await host.request('people.me', {})).toMatchObject({ name: 'Rosa', mustChange: true });
    await expect(host.request('policy.list', {})).rejects.toEqual(code('passphrase-change-needed'));
    const change = (passphraseNow: string) =>
      host.request('workspace.changePassphrase', { current: given, passphrase: passphraseNow });
    await expect(change(given)).rejects.toEqual(code('passphrase-same'));
    await expect(change('12345')).rejects.toEqual(code('passphrase-weak'));
    await change(own);
    await host.request('policy.list', {});
    await expect(host.request('people.list', {})).rejects.toEqual(code('forbidden'));
    await host.request('workspace.lock', {});
    await expect(host.request('workspace.unlock', { userId, passphrase: given })).rejects.toEqual(
      code('passphrase-wrong'),
    );
    await host.request('workspace.unlock', { passphrase });
    const { actions } = await host.request('people.actions', {
      filters: { ...all, userId },
      cursor: null,
      limit: 50,
    });
    expect(actions.map(({ kind, user }) => `${user?.name} ${kind}`)).toEqual([
      'Rosa locked',
      'Rosa passphrase-changed',
      'Rosa signed-in',
    ]);
  });

  it('waits after wrong passphrases of their own, and nobody else does', async () => {
    let now = Date.UTC(2026, 0, 1);
    const { host } = await openCompany({ now: () => now });
    const { id: userId } = await host.request('people.add', { ...rosa, passphrase: given });
    await host.request('workspace.lock', {});
    for (let attempt = 0; attempt < 3; attempt += 1)
      await expect(host.request('workspace.unlock', { userId, passphrase: 'no' })).rejects.toEqual(
        code('passphrase-wrong'),
      );
    await expect(host.request('workspace.unlock', { userId, passphrase: given })).rejects.toEqual(
      code('wait'),
    );
    await host.request('workspace.unlock', { passphrase });
    await host.request('workspace.lock', {});
    now += 2000;
    await host.request('workspace.unlock', { userId, passphrase: given });
  });

  it('is let in no more once disabled, not even into the keyring, and again after a reset', async () => {
    const { host, folder } = await openCompany();
    const { id: userId } = await host.request('people.add', { ...rosa, passphrase: given });
    await host.request('people.disable', { id: userId });
    const keyring: unknown = JSON.parse(readFileSync(join(folder, 'workspace.json'), 'utf8'));
    expect(keyring).toMatchObject({ people: [{ id: 1, name: 'Elena' }] });
    expect(Object.keys(Reflect.get(Reflect.get(Object(keyring), 'keyring'), 'users'))).toEqual(['1']);
    await host.request('people.reset', { id: userId, passphrase: own });
    await host.request('workspace.lock', {});
    await host.request('workspace.unlock', { userId, passphrase: own });
    expect(await host.request('people.me', {})).toMatchObject({ role: 'reviewer', mustChange: true });
  });

  it('cannot take another’s name, nor another’s place in the keyring', async () => {
    const { host, folder } = await openCompany();
    const { id: userId } = await host.request('people.add', { ...rosa, passphrase: given });
    await expect(host.request('people.add', { ...rosa, name: 'ELENA', passphrase: given })).rejects.toEqual(
      code('name-taken'),
    );
    await host.host.close();
    const file = join(folder, 'workspace.json');
    const stored = JSON.parse(readFileSync(file, 'utf8'));
    stored.keyring.users['1'] = stored.keyring.users[String(userId)];
    writeFileSync(file, JSON.stringify(stored));
    const second = startTestHost(folder);
    await expect(second.request('workspace.unlock', { passphrase: given })).rejects.toEqual(
      code('passphrase-wrong'),
    );
  });
});

describe('the last owner', () => {
  it('can be neither demoted nor disabled, until there is another', async () => {
    const { host } = await openCompany();
    const demoted = { id: 1, name: 'Elena', role: 'auditor', scope: null } as const;
    await expect(host.request('people.update', demoted)).rejects.toEqual(code('last-owner'));
    await expect(host.request('people.disable', { id: 1 })).rejects.toEqual(code('conflict'));
    const { id } = await host.request('people.add', { ...rosa, role: 'owner', passphrase: given });
    await host.request('people.update', demoted);
    await expect(host.request('people.list', {})).rejects.toEqual(code('forbidden'));
    await host.request('workspace.lock', {});
    await host.request('workspace.unlock', { userId: id, passphrase: given });
    expect(await host.request('people.me', {})).toMatchObject({ role: 'owner' });
  });

  it('comes in by the recovery sheet without passphrase and second factor; nobody else does', async () => {
    const { host, recoveryCode } = await openCompany();
    const { id: userId } = await host.request('people.add', { ...rosa, passphrase: given });
    const { secret } = await host.request('people.beginSecondFactor', {});
    await host.request('people.confirmSecondFactor', { code: codeOf(secret, stepAt(Date.now())) });
    await host.request('workspace.lock', {});
    await expect(
      host.request('workspace.recover', { userId, recoveryCode, passphrase: own }),
    ).rejects.toEqual(code('forbidden'));
    await host.request('workspace.recover', { recoveryCode, passphrase: own });
    expect(await host.request('people.me', {})).toMatchObject({ name: 'Elena', hasSecondFactor: false });
  });
});

it('a second factor is asked for beside the passphrase, takes no code twice, and guessing it waits', async () => {
  let now = Date.UTC(2026, 0, 1);
  const { host } = await openCompany({ now: () => now });
  const { secret, address } = await host.request('people.beginSecondFactor', {});
  expect(address).toContain(`secret=${secret}`);
  await expect(host.request('people.confirmSecondFactor', { code: '000000' })).rejects.toEqual(
    code('code-wrong'),
  );
  const used = codeOf(secret, stepAt(now));
  await host.request('people.confirmSecondFactor', { code: used });
  await host.request('workspace.lock', {});
  const unlock = (typed: string | null) => host.request('workspace.unlock', { passphrase, code: typed });
  await expect(unlock(null)).rejects.toEqual(code('code-needed'));
  await expect(unlock(used)).rejects.toEqual(code('code-wrong'));
  // To ask without a code in between makes no guess free.
  for (const guess of [null, '111111', null, '222222']) await expect(unlock(guess)).rejects.toThrow(/^code-/);
  await expect(unlock(null)).rejects.toEqual(code('wait'));
  expect((await host.request('workspace.status', {})).state).toBe('locked');
  now += 60_000;
  await unlock(codeOf(secret, stepAt(now)));
  await expect(host.request('people.removeSecondFactor', { passphrase: 'no' })).rejects.toEqual(
    code('passphrase-wrong'),
  );
  await host.request('people.removeSecondFactor', { passphrase });
  await host.request('workspace.lock', {});
  await unlock(null);
});

it('a workspace from when one passphrase was everybody’s opens with it, as its owner’s', async () => {
  const { host, folder } = await openCompany();
  await host.host.close();
  const file = join(folder, 'workspace.json');
  const { company: name, language, keyring } = JSON.parse(readFileSync(file, 'utf8'));
  const shared = { passphrase: keyring.users['1'], recovery: keyring.recovery };
  writeFileSync(file, JSON.stringify({ format: 1, company: name, language, keyring: shared }));
  const second = startTestHost(folder);
  await second.request('workspace.unlock', { passphrase });
  expect(await second.request('people.me', {})).toMatchObject({ id: 1, role: 'owner' });
  await second.request('people.update', { id: 1, name: 'Elena F.', role: 'owner', scope: null });
  await second.host.close();
  const workspace = openWorkspace(folder, Date.now);
  expect(workspace.people()).toEqual([{ id: 1, name: 'Elena F.', waitMs: 0 }]);
  workspace.close();
});

describe('the audit log', () => {
  it('is found by person, kind, dates and words, and exported, which is in it', async () => {
    const { host } = await openCompany();
    await host.request('lines.add', { name: 'Ventas', employee: 'Luis', team: null, noticeOn: null });
    await host.request('policy.addStarters', { language: 'es' });
    const kinds = async (filters: Partial<ActionFilters>) => {
      const page = await host.request('people.actions', {
        filters: { ...all, ...filters },
        cursor: null,
        limit: 200,
      });
      return new Set(page.actions.map(({ kind, about }) => (about === null ? kind : `${kind}: ${about}`)));
    };
    expect(await kinds({ text: 'ventas' })).toEqual(new Set(['line: Ventas']));
    expect(await kinds({ kind: 'signed-in' })).toEqual(new Set(['signed-in']));
    expect(await kinds({ to: 1000 })).toEqual(new Set());
    const folder = temporaryFolder();
    const token = host.host.grantFolder(folder);
    const done = await host.request('people.exportActions', {
      filters: { ...all, kind: 'line' },
      reason: 'Auditoría anual',
      folder: token,
    });
    expect(done.actions).toBe(1);
    const [name] = readdirSync(folder);
    expect(readFileSync(join(folder, name ?? ''), 'utf8')).toMatch(
      /^\uFEFFnumber,at_utc,person,action,about,details\r\n\d+,[\dTZ:.-]+,Elena,line,Ventas,\r\n$/,
    );
    expect(await kinds({ text: 'anual' })).toEqual(new Set(['log-exported']));
  });

  it('is looked through to its beginning for a text, a part at a time', async () => {
    const { host } = await openCompany();
    await seed(host, 60);
    let cursor: string | null = null;
    const found = [];
    do {
      const page: Awaited<ReturnType<typeof ask>> = await ask(host, cursor);
      found.push(...page.actions);
      cursor = page.next;
    } while (cursor !== null);
    expect(found).toHaveLength(1);
  });
});

const ask = (host: TestHost, cursor: string | null) =>
  host.request('people.actions', { filters: { ...all, text: 'Línea 0 ' }, cursor, limit: 10 });

async function seed(host: TestHost, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1)
    await host.request('lines.add', {
      name: `Línea ${index} x`,
      employee: 'Luis',
      team: null,
      noticeOn: null,
    });
}
