import { describe, expect, it, onTestFinished } from 'vitest';
import { archiveFile, openArchive } from '#host/archive/archive.ts';
import { openDatabase, type Writer } from '#host/archive/database.ts';
import { hostContract, type Input } from '#shared/contract/contract.ts';
import type { Touches } from '#shared/contract/access.ts';
import { roles, type Role, type UserScope } from '#shared/model/user.ts';
import { capturedMessage, temporaryFolder } from '../helpers/archive.ts';
import { fillArchive } from '../helpers/filled-archive.ts';
import { startTestHost, type TestHost } from '../helpers/host.ts';

type HostMethod = keyof typeof hostContract;
const passphrase = 'faro velero 1987 cal';

/** A workspace with two filled lines, open, and a way to make whoever has signed in somebody else. */
async function openFilled() {
  const folder = temporaryFolder();
  let key: Uint8Array = new Uint8Array();
  const first = startTestHost(folder, { onKey: (opened) => (key = opened) });
  const company = { company: 'Ferretería Sur', language: 'es', zone: 'UTC' } as const;
  await first.request('workspace.create', { ...company, passphrase });
  await first.request('policy.addStarters', { language: 'es' });
  await first.host.close();
  const archive = openArchive(folder, key, Date.now);
  const filled = await fillArchive(archive);
  archive
    .captureDesk(() => [verdict])
    .commit({ lineId: filled.lineId, live: true }, [capturedMessage({ text: 'sin factura' })]);
  archive
    .captureDesk(() => [verdict])
    .commit({ lineId: filled.otherLineId, live: true }, [
      capturedMessage({ conversation: { key: 'eva', kind: 'direct', title: 'Eva' }, text: 'sin factura' }),
    ]);
  archive.close();
  const host = startTestHost(folder);
  await host.request('workspace.unlock', { passphrase });
  const { writer, close } = openDatabase(archiveFile(folder), key);
  onTestFinished(close);
  writer.execute(`insert into users (id, name, role, created_at) values (2, 'Rosa', 'owner', 0)`);
  return {
    ...filled,
    host,
    writer,
    become(role: Role, scope: UserScope | null = null) {
      writer
        .sql('update users set role = ?, scope = ? where id = 1')
        .run(role, scope && JSON.stringify(scope));
    },
  };
}

const verdict = {
  policyId: 1,
  version: 1,
  severity: 'high',
  hits: [{ rule: 'x', span: [0, 3] }],
} as const;

const methods = Object.keys(hostContract).filter((method): method is HostMethod => method in hostContract);

/** What there is before anybody can sign in: the lock itself, and the way back from a backup. */
const beforeSignIn = [
  'backup.find',
  'backup.restore',
  'backup.restoring',
  'workspace.create',
  'workspace.recover',
  'workspace.status',
  'workspace.unlock',
];

/** What becomes of a request that no method understands: refused before it is read, or read and found to be nonsense. */
async function outcome({ host }: TestHost, method: string): Promise<string> {
  const reply = await host.handle({ t: 'request', id: 1, method, input: { nonsense: true } });
  return reply === null || reply.ok ? 'done' : reply.error.code;
}

describe('every request of the contract', () => {
  it('is served to the roles that it is for, and refused to every other', async () => {
    const { host, become } = await openFilled();
    for (const role of roles) {
      become(role);
      for (const method of methods) {
        const allowed = hostContract[method].access.roles;
        const expected = allowed === null || allowed.includes(role) ? 'invalid-request' : 'forbidden';
        expect(`${role} ${method} ${await outcome(host, method)}`).toBe(`${role} ${method} ${expected}`);
      }
    }
  });

  it('is refused while nobody has signed in, but for what the lock itself needs', async () => {
    const { host } = await openFilled();
    await host.request('workspace.lock', {});
    const open = [];
    for (const method of methods) if ((await outcome(host, method)) !== 'locked') open.push(method);
    expect(open.toSorted()).toEqual(beforeSignIn);
  });

  it('keeps messages from the auditor, decisions from the exporter, and the whole workspace from all but the owner', () => {
    const of = (role: Role) =>
      methods.filter((method) => hostContract[method].access.roles?.includes(role) ?? false);
    expect(of('owner')).toHaveLength(methods.length - beforeSignIn.length);
    expect(of('auditor').filter((method) => !/^(?:people|workspace)\./.test(method))).toEqual([]);
    expect(of('exporter').filter((method) => /^(?:review|notice|imports|contacts)\./.test(method))).toEqual([
      'contacts.of',
      'contacts.find',
    ]);
    expect(of('reviewer').filter((method) => /^(?:export|imports|notice|cloud)\./.test(method))).toEqual([]);
    for (const role of ['supervisor', 'reviewer', 'exporter', 'auditor'] as const)
      expect(of(role)).not.toContain('workspace.saveSettings');
  });
});

/** Ids of what lies on one line. */
interface Ids {
  readonly lineId: number;
  readonly conversationId: number;
  readonly messageId: number;
  readonly decisionId: number;
  readonly exclusionId: number;
}

/** A request about what lies on a line, for each method whose input names something of one. */
const aboutLine: { readonly [M in HostMethod]?: (ids: Ids) => Input<M> } = {
  'lines.update': ({ lineId }) => ({ id: lineId, name: 'Otra', employee: 'Otra', team: null }),
  'lines.link': ({ lineId }) => ({ id: lineId }),
  'lines.cancelLink': ({ lineId }) => ({ id: lineId }),
  'lines.reconnect': ({ lineId }) => ({ id: lineId }),
  'lines.retryHistory': ({ lineId }) => ({ id: lineId }),
  'lines.setCapture': ({ lineId }) => ({ id: lineId, running: false }),
  'cloud.account': ({ lineId }) => ({ lineId }),
  'cloud.test': ({ lineId }) => ({ lineId, publicUrl: 'http://127.0.0.1:9' }),
  'cloud.facts': ({ lineId }) => ({ lineId }),
  'coverage.summary': ({ lineId }) => ({ lineId }),
  'coverage.calendar': ({ lineId }) => ({ lineId, from: '2026-03-01', to: '2026-03-02' }),
  'coverage.gaps': ({ lineId }) => ({ lineId, minor: true, cursor: null, limit: 10 }),
  'notice.list': ({ lineId }) => ({ lineId }),
  'notice.text': ({ lineId }) => ({ lineId, language: 'es', retention: '5 años' }),
  'notice.record': ({ lineId }) => ({
    lineId,
    evidence: { how: 'told', date: '2026-01-01' },
    includesEarlier: false,
    recordedBy: null,
  }),
  'notice.withdraw': ({ lineId }) => ({ lineId, reason: 'x', recordedBy: 'x' }),
  'notice.exclusions': ({ lineId }) => ({ lineId }),
  'notice.exclude': ({ lineId }) => ({
    lineId,
    who: { by: 'number', number: '5215511112222' },
    category: 'family',
    recordedBy: 'x',
  }),
  'notice.exclusionOf': ({ conversationId }) => ({ conversationId }),
  'notice.findExclusion': ({ lineId }) => ({ lineId, number: '5215511112222' }),
  'notice.liftExclusion': ({ exclusionId }) => ({ id: exclusionId, recordedBy: 'x' }),
  'told.text': ({ lineId }) => ({ lineId, language: 'es' }),
  'told.save': ({ lineId }) => ({
    lineId,
    language: 'es',
    words: 'Esta línea está supervisada por la empresa.',
  }),
  'told.conversation': ({ conversationId }) => ({ id: conversationId }),
  'told.line': ({ lineId }) => ({ lineId }),
  'told.missing': ({ lineId }) => ({ lineId, cursor: null, limit: 10 }),
  'imports.preview': ({ lineId }) => ({ token: 'x', lineId, zone: 'UTC', owner: 'x', dateOrder: null }),
  'imports.places': ({ lineId }) => ({ token: 'x', lineId, zone: 'UTC', owner: 'x', dateOrder: null }),
  'imports.start': ({ lineId }) => ({
    lineId,
    zone: 'UTC',
    files: [{ token: 'x', owner: 'x', dateOrder: null }],
  }),
  'inbox.conversation': ({ conversationId }) => ({ id: conversationId }),
  'inbox.messages': ({ conversationId }) => ({ conversationId, at: 'newest', limit: 10 }),
  'inbox.messageDetails': ({ messageId }) => ({ id: messageId }),
  'inbox.rawMessage': ({ messageId }) => ({ id: messageId }),
  'inbox.open': ({ conversationId }) => ({ conversationId }),
  'media.line': ({ lineId }) => ({ lineId }),
  'media.retry': ({ messageId }) => ({ messageId }),
  'media.retryLine': ({ lineId }) => ({ lineId }),
  'contacts.of': ({ conversationId }) => ({ conversationId }),
  'review.decide': ({ messageId }) => ({ messageId, decision: 'no-issue', note: '' }),
  'review.undo': ({ decisionId }) => ({ decisionId }),
};

const namesSomething = (touches: Touches): boolean => typeof touches === 'object';

describe('somebody who is confined to a line', () => {
  it('is refused every request about another, and whatever is about all', async () => {
    const { host, become, lineId, otherLineId, writer } = await openFilled();
    const other = await idsOn(host, writer, otherLineId);
    const own = await idsOn(host, writer, lineId);
    become('supervisor', { lines: [lineId], teams: [] });
    const send = async (method: HostMethod, input: unknown) => {
      const reply = await host.host.handle({ t: 'request', id: 1, method, input });
      return reply === null || reply.ok ? 'done' : reply.error.code;
    };
    for (const method of methods) {
      const { touches, roles: allowed } = hostContract[method].access;
      if (!namesSomething(touches) || !(allowed?.includes('supervisor') ?? false)) continue;
      const sample = aboutLine[method];
      if (sample === undefined) throw new Error(`how is ${method} asked about a line? Add it to aboutLine.`);
      expect(`${method} ${await send(method, sample(other))}`).toBe(`${method} forbidden`);
      expect(`${method} ${await send(method, sample({ ...own, ...missing }))}`).toBe(`${method} forbidden`);
    }
    // What only reads is answered about the line that is theirs.
    for (const method of reading) {
      const sample: ((ids: Ids) => unknown) | undefined = aboutLine[method];
      expect(`${method} ${await send(method, sample?.(own))}`).toBe(`${method} done`);
    }
    await expect(host.request('policy.addStarters', { language: 'es' })).rejects.toMatchObject(forbidden);
    await expect(host.request('imports.list', {})).rejects.toMatchObject(forbidden);
  });

  it('finds only what is on it, in every list', async () => {
    const { host, become, lineId, otherLineId } = await openFilled();
    become('reviewer', { lines: [lineId], teams: [] });
    const { lines } = await host.request('lines.list', {});
    expect(lines.map(({ id }) => id)).toEqual([lineId]);
    const { conversations, total } = await host.request('inbox.conversations', everyConversation);
    expect(total).toBe(conversations.length);
    expect(new Set(conversations.map(({ line }) => line.id))).toEqual(new Set([lineId]));
    const queue = await host.request('review.queue', everyFlag);
    expect(queue.items.map(({ conversation }) => conversation.line.id)).toEqual([lineId]);
    expect(await host.request('review.counts', {})).toMatchObject({ open: 1, high: 1 });
    const found = await host.request('search.messages', { query: 'factura', filters: anywhere, ...page });
    expect(found.hits.map(({ conversation }) => conversation.line.id)).toEqual([lineId]);
    expect(await host.request('search.count', { query: 'factura', filters: anywhere })).toEqual({
      total: 1,
      isMore: false,
    });
    expect(await host.request('search.contacts', { name: 'Eva' })).toEqual({ names: [] });
    for (const filters of [{ lineId: otherLineId }, { conversationId: 999 }])
      await expect(
        host.request('search.messages', { query: 'debo', filters: { ...anywhere, ...filters }, ...page }),
      ).rejects.toMatchObject(forbidden);
  });

  it('sees the lines of a team as the team is, and no file of another line', async () => {
    const { host, become, writer, otherLineId } = await openFilled();
    const file = writer
      .sql<{ sha256: string }>('select sha256 from attachments where sha256 is not null')
      .get();
    const sha256 = file?.sha256 ?? '';
    expect(await host.host.mediaSize(sha256)).toBeGreaterThan(0);
    become('supervisor', { lines: [], teams: ['Norte'] });
    expect((await host.request('lines.list', {})).lines).toEqual([]);
    writer.sql(`update lines set team = 'Norte' where id = ?`).run(otherLineId);
    expect((await host.request('lines.list', {})).lines.map(({ id }) => id)).toEqual([otherLineId]);
    await expect(host.host.mediaSize(sha256)).rejects.toMatchObject(forbidden);
    await expect(host.host.readMedia(sha256, 0, 10)).rejects.toMatchObject(forbidden);
    become('auditor');
    await expect(host.host.mediaSize(sha256)).rejects.toMatchObject(forbidden);
    expect(() => host.host.readPreview(1)).toThrow(expect.objectContaining(forbidden));
  });
});

const forbidden = { code: 'forbidden' };
const missing = { lineId: 999, conversationId: 999, messageId: 999, decisionId: 999, exclusionId: 999 };
const reading = [
  'coverage.summary',
  'notice.list',
  'told.line',
  'inbox.conversation',
  'inbox.messages',
  'inbox.messageDetails',
  'media.line',
  'contacts.of',
] as const;
const anywhere = {
  lineId: null,
  conversationId: null,
  contact: null,
  from: null,
  to: null,
  direction: null,
  kind: null,
};
const page = { order: 'newest', cursor: null, limit: 50 } as const;
const everyConversation = { lineId: null, title: null, cursor: null, limit: 50 };
const everyFlag = {
  status: 'open',
  order: 'newest',
  lineId: null,
  policyId: null,
  cursor: null,
  limit: 50,
} as const;

async function idsOn(host: TestHost, writer: Writer, lineId: number): Promise<Ids> {
  const { items } = await host.request('review.queue', { ...everyFlag, lineId });
  const message = items[0]?.message;
  if (message === undefined) throw new Error('nothing is flagged there');
  const { id: messageId, conversationId } = message;
  const { decisionId } = await host.request('review.decide', { messageId, decision: 'no-issue', note: '' });
  writer.sql(`insert into exclusions (line_id, category, excluded_at) values (?, 'family', 0)`).run(lineId);
  const exclusion = writer.sql<{ id: number }>('select max(id) as id from exclusions').get();
  return { lineId, conversationId, messageId, decisionId, exclusionId: exclusion?.id ?? 0 };
}
