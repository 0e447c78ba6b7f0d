import { describe, expect, it } from 'vitest';
import { capturedEvent, capturedMessage, openTestArchive } from '../../../tests/helpers/archive.ts';
import { compilePolicies } from '#host/policy/engine.ts';
import { createCaptureDesk } from './capture.ts';
import { listConversations, readConversation } from './inbox.ts';
import { appendToLedger, checkChain } from './ledger.ts';
import { readAll, readPage } from './messages.ts';
import { listFlagged } from './review.ts';
import { countMatches, findContacts, searchMessages, type SearchScope } from './search.ts';
import { eventKinds, type EventKind } from '#shared/model/capture.ts';
import type { EvaluatedMessage, Verdict } from '#shared/model/policy.ts';

const everywhere: SearchScope = {
  lineId: null,
  conversationId: null,
  contact: null,
  from: null,
  to: null,
  direction: null,
  kind: null,
};

function flagsWord(word: string): (message: EvaluatedMessage) => Verdict[] {
  return ({ text }) => {
    const start = text.indexOf(word);
    if (start === -1) return [];
    return [
      {
        policyId: 1,
        version: 1,
        severity: 'high',
        hits: [{ rule: 'r', span: [start, start + word.length] }],
      },
    ];
  };
}

function openDesk(evaluate: (message: EvaluatedMessage) => readonly Verdict[] = () => []) {
  const opened = openTestArchive();
  const { writer } = opened.archive;
  writer.execute(`insert into policies values (1, null, 1, 1);
    insert into policy_versions values (1, 1, 0, '{"name":"Pagos"}')`);
  appendToLedger(writer, [{ at: 0, kind: 'policy', subject: 1 }]);
  return { ...opened, desk: createCaptureDesk(writer, evaluate, () => Date.UTC(2026, 2, 4)) };
}

const callEnd = (messageKey: string, at: number, text: string) =>
  capturedEvent({ messageKey, event: 'call-end', at, text, sender: null });

describe('what policies know of a message', () => {
  const outside = { days: [1, 2, 3, 4, 5], from: '08:00', to: '19:00', holidays: [] };
  const engine = compilePolicies([
    {
      policyId: 1,
      version: 1,
      definition: {
        name: 'At night, or long',
        description: '',
        severity: 'low',
        scope: { direction: null, conversation: null, lines: null, outside },
        rules: [
          { id: 'every', type: 'message', voiceSeconds: null },
          { id: 'long', type: 'message', voiceSeconds: 60 },
        ],
      },
    },
  ]);
  const noon = Date.UTC(2026, 2, 3, 12);
  const night = Date.UTC(2026, 2, 3, 23);
  const note = { name: null, mime: 'audio/ogg', size: 9, sha256: null, missing: null, seconds: 61 };

  it('is when it was said and how long it is; an edit does not make it another message', () => {
    const { archive, desk, lineId } = openDesk((message) => engine.evaluate(message));
    const source = { lineId, live: false };
    expect(desk.commit(source, [capturedMessage({ sentAt: noon })]).flags).toBe(0);
    const late = capturedMessage({ sentAt: night, kind: 'voice', text: '', attachment: note });
    expect(desk.commit(source, [late]).flags).toBe(1);
    expect(desk.commit(source, [late]).flags).toBe(0);
    const edit = capturedEvent({ messageKey: late.key, at: night + 1000, text: 'otra cosa' });
    expect(desk.commit(source, [edit]).flags).toBe(0);
    const rules = archive.reader.sql<{ hits: string }>('select hits from flags').all();
    expect(rules.map(({ hits }) => hits)).toEqual([
      '[{"rule":"every","span":[0,0]},{"rule":"long","span":[0,0]}]',
    ]);
  });
});

describe('committing what was captured', () => {
  it('stores a message with its search row, its flag and its ledger entry, or nothing at all', () => {
    const { archive, desk, lineId } = openDesk(flagsWord('efectivo'));
    const source = { lineId, live: true };
    const message = capturedMessage({ text: 'págueme en efectivo' });
    expect(desk.commit(source, [message]).flags).toBe(1);

    const [stored] = [...readAll(archive.reader, 1)];
    expect(stored?.text).toBe('págueme en efectivo');
    expect(stored?.flags).toMatchObject([
      { policy: 'Pagos', version: 1, severity: 'high', spans: [[11, 19]] },
    ]);
    expect(countMatches(archive.reader, 'pagueme', everywhere)).toBe(1);

    const broken = capturedMessage({ text: 'en efectivo otra vez' });
    const failing = createCaptureDesk(
      archive.writer,
      () => {
        throw new Error('the power went');
      },
      Date.now,
    );
    expect(() => failing.commit(source, [broken])).toThrow('the power went');
    expect([...readAll(archive.reader, 1)]).toHaveLength(1);
    expect(countMatches(archive.reader, 'efectivo', everywhere)).toBe(1);
    expect(checkChain(archive.reader)).toMatchObject({ whole: true });
  });

  it('adds nothing at a second sighting of a message', () => {
    const { archive, desk, lineId } = openDesk(flagsWord('hola'));
    const message = capturedMessage();
    const [first] = desk.commit({ lineId, live: true }, [message]).committed;
    const [second] = desk.commit({ lineId, live: true }, [{ ...message, text: 'hola, otra cosa' }]).committed;
    expect(first).toMatchObject({ added: true, flags: 1 });
    expect(second).toEqual({ messageId: first?.messageId, added: false, flags: 0 });
    expect([...readAll(archive.reader, 1)].map(({ text }) => text)).toEqual(['hola']);
  });

  it('keeps messages of the same instant in the order in which they came, however many they are', () => {
    const { archive, desk, lineId } = openDesk();
    const sentAt = Date.UTC(2026, 2, 3, 12);
    const texts = Array.from({ length: 3000 }, (_, index) => `mensaje ${index}`);
    desk.commit(
      { lineId, live: false },
      texts.slice(0, 1500).map((text) => capturedMessage({ sentAt, text })),
    );
    desk.commit(
      { lineId, live: false },
      texts.slice(1500).map((text) => capturedMessage({ sentAt, text })),
    );
    expect([...readAll(archive.reader, 1)].map(({ text }) => text)).toEqual(texts);
  });

  it('keeps the original beside edits and deletions, also when they come first', () => {
    const { archive, desk, lineId } = openDesk();
    const source = { lineId, live: true };
    const early = capturedMessage({ key: 'early', text: 'el precio es 100' });
    desk.commit(source, [capturedEvent({ messageKey: 'early', text: 'el precio es 200' })]);
    desk.commit(source, [early]);
    desk.commit(source, [capturedEvent({ messageKey: 'early', event: 'revoke' })]);
    const [stored] = [...readAll(archive.reader, 1)];
    expect(stored).toMatchObject({ text: 'el precio es 100', deleted: true, edited: true });
    expect(stored?.edits.map(({ text }) => text)).toEqual(['el precio es 200']);
    expect(countMatches(archive.reader, '200', everywhere)).toBe(1);
    expect(countMatches(archive.reader, '100', everywhere)).toBe(1);
  });

  it('keeps what a message carries beside its words, and shows the quoted message where it is', () => {
    const { archive, desk, lineId } = openDesk();
    const source = { lineId, live: true };
    const quote = {
      message: 'first',
      author: 'ana',
      fromLine: false,
      kind: 'text',
      text: 'el precio es 100',
      place: 'here',
      isComment: false,
    } as const;
    const details = { quote, forwarded: 'often' } as const;
    desk.commit(source, [
      capturedMessage({ key: 'reply', text: 'de acuerdo', details }),
      capturedMessage({ key: 'first', text: 'el precio es 100', sentAt: Date.UTC(2026, 2, 3, 11) }),
    ]);
    const [first, reply] = [...readAll(archive.reader, 1)];
    expect(reply).toMatchObject({
      forwarded: 'often',
      quote: { author: 'Ana', text: 'el precio es 100', message: { id: first?.id, conversationId: 1 } },
    });
    expect(countMatches(archive.reader, 'precio', everywhere)).toBe(1);
    expect(checkChain(archive.reader)).toMatchObject({ whole: true });
  });

  it('shows what people answered last, whatever came first', () => {
    const { archive, desk, lineId } = openDesk();
    const source = { lineId, live: true };
    const eva = { key: 'eva', name: 'Eva' };
    const vote = (options: readonly string[], sender = eva) =>
      capturedEvent({ messageKey: 'poll', event: 'vote', text: JSON.stringify(options), sender });
    const subject = { type: 'poll', options: ['hoy', 'mañana'], choices: 1 } as const;
    desk.commit(source, [vote(['hoy'])]);
    desk.commit(source, [capturedMessage({ key: 'poll', kind: 'poll', details: { subject } })]);
    desk.commit(source, [vote(['hoy'], { key: 'ana', name: 'Ana' }), vote(['mañana'])]);
    const read = () => [...readAll(archive.reader, 1)][0]?.answers;
    expect(read()).toEqual([
      { answer: 'hoy', people: ['Ana'] },
      { answer: 'mañana', people: ['Eva'] },
    ]);
    desk.commit(source, [vote([])]);
    expect(read()).toEqual([
      { answer: 'hoy', people: ['Ana'] },
      { answer: 'mañana', people: [] },
    ]);
  });

  it('leaves the original as it was, whatever happens to a message', () => {
    const { archive, desk, lineId } = openDesk();
    const source = { lineId, live: true };
    const rows = () =>
      archive.reader.sql('select m.*, e.raw from messages m join evidence e on e.message_id = m.id').all();
    desk.commit(source, [capturedMessage({ key: 'original', text: 'hola', raw: Buffer.from('raw') })]);
    const before = rows();
    const texts: Partial<Record<EventKind, string>> = {
      vote: '["hoy"]',
      receipt: 'read',
      'call-end': 'missed',
    };
    for (const event of eventKinds) {
      desk.commit(source, [
        capturedEvent({
          messageKey: 'original',
          event,
          text: texts[event] ?? 'x',
          raw: Buffer.from('later'),
        }),
      ]);
    }
    expect(rows()).toEqual(before);
    expect([...readAll(archive.reader, 1)]).toMatchObject([{ text: 'hola', deleted: true, edited: true }]);
    expect(checkChain(archive.reader)).toMatchObject({ whole: true });
  });

  it('tells how long a call lasted, from its log or from its answer to its end', () => {
    const { archive, desk, lineId } = openDesk();
    desk.commit({ lineId, live: true }, [
      callEnd('seen', 5_000, 'answered'),
      callEnd('seen', 70_000, 'ended'),
      callEnd('logged', 5_000, 'answered 12'),
      callEnd('missed', 5_000, 'missed'),
      ...['seen', 'logged', 'missed'].map((key) =>
        capturedMessage({ key, kind: 'call', text: 'call-voice' }),
      ),
    ]);
    expect([...readAll(archive.reader, 1)].map(({ callEnd }) => callEnd)).toEqual([
      { outcome: 'answered', seconds: 65 },
      { outcome: 'answered', seconds: 12 },
      { outcome: 'missed', seconds: null },
    ]);
  });

  it('keeps the bytes that a pending message turned out to be beside those that came first', () => {
    const { archive, desk, lineId } = openDesk();
    const source = { lineId, live: true };
    const pending = capturedMessage({ key: 'late', kind: 'pending', text: '', raw: Buffer.from('sealed') });
    desk.commit(source, [pending]);
    desk.commit(source, [{ ...pending, kind: 'text', text: 'hola', raw: Buffer.from('opened') }]);
    expect(
      archive.reader
        .sql(`select cast(raw as text) as raw from evidence union all select cast(raw as text) from events`)
        .all(),
    ).toEqual([{ raw: 'sealed' }, { raw: 'opened' }]);
  });

  it('flags what a message was edited to, with the spans of the edit', () => {
    const { archive, desk, lineId } = openDesk(flagsWord('efectivo'));
    const message = capturedMessage({ key: 'edited' });
    desk.commit({ lineId, live: true }, [message]);
    desk.commit({ lineId, live: true }, [capturedEvent({ messageKey: 'edited', text: 'en efectivo' })]);
    const [stored] = readPage(archive.reader, 1, 'newest', 10).messages;
    expect(stored?.flags).toMatchObject([{ edit: 0, spans: [[3, 11]] }]);
  });

  it('fills in a pending message once, and never changes any other', () => {
    const { archive, desk, lineId } = openDesk(flagsWord('efectivo'));
    const pending = capturedMessage({ key: 'late', kind: 'pending', text: '' });
    desk.commit({ lineId, live: true }, [pending]);
    desk.commit({ lineId, live: true }, [{ ...pending, kind: 'text', text: 'en efectivo' }]);
    desk.commit({ lineId, live: true }, [{ ...pending, kind: 'text', text: 'otra cosa' }]);
    const [stored] = [...readAll(archive.reader, 1)];
    expect(stored).toMatchObject({ kind: 'text', text: 'en efectivo' });
    expect(
      listFlagged(archive.reader, {
        status: 'open',
        order: 'newest',
        lineId: null,
        policyId: null,
        cursor: null,
        limit: 10,
      }).rows,
    ).toHaveLength(1);
    expect(() => archive.writer.execute(`update messages set text = 'x'`)).toThrow('never changed');
    expect(() => archive.writer.execute('delete from messages')).toThrow('never removed');
    expect(() => archive.writer.execute('delete from ledger')).toThrow('append-only');
  });

  it('counts who writes in a conversation, also when a pending message turns out to be of somebody else', () => {
    const { archive, desk, lineId } = openDesk();
    const source = { lineId, live: true };
    const pending = capturedMessage({ key: 'late', kind: 'pending', text: '' });
    desk.commit(source, [capturedMessage(), capturedMessage(), pending, pending]);
    expect(readConversation(archive.reader, 1).participants).toMatchObject([{ name: 'Ana', messages: 3 }]);
    desk.commit(source, [{ ...pending, kind: 'text', text: 'soy Eva', sender: { key: 'eva', name: 'Eva' } }]);
    expect(readConversation(archive.reader, 1).participants).toMatchObject([
      { name: 'Ana', messages: 2 },
      { name: 'Eva', messages: 1 },
    ]);
  });

  it('completes an attachment that an earlier export had left out', () => {
    const { archive, desk, lineId } = openDesk();
    const attachment = {
      name: null,
      mime: null,
      size: null,
      sha256: null,
      missing: 'left-out',
      seconds: null,
    } as const;
    const message = capturedMessage({ key: 'photo', kind: 'image', text: '', attachment });
    desk.commit({ lineId, live: false }, [message]);
    const sha256 = 'ab'.repeat(32);
    const found = { ...attachment, name: 'IMG-1.jpg', size: 7, sha256, missing: null };
    desk.commit({ lineId, live: false }, [{ ...message, attachment: found }]);
    const [stored] = [...readAll(archive.reader, 1)];
    expect(stored?.attachment).toMatchObject({ name: 'IMG-1.jpg', sha256, missing: null });
    expect(checkChain(archive.reader)).toMatchObject({ whole: true });
  });

  it('counts live messages as unseen, and history that is brought in as seen', () => {
    const { archive, desk, lineId } = openDesk();
    desk.commit({ lineId, live: false }, [capturedMessage(), capturedMessage()]);
    desk.commit({ lineId, live: true }, [capturedMessage({ text: 'nuevo' })]);
    const { conversations, total } = listConversations(archive.reader, {
      lineId: null,
      title: null,
      cursor: null,
      limit: 10,
    });
    expect(total).toBe(1);
    expect(conversations).toMatchObject([{ title: 'Ana', messages: 3, unseen: 1, last: { text: 'nuevo' } }]);
  });

  it('finds with accents or without, by phrase, prefix and filter, and marks where', () => {
    const { archive, desk, lineId } = openDesk();
    desk.commit({ lineId, live: true }, [
      capturedMessage({ text: 'Mañana le envío la transferencia 👍' }),
      capturedMessage({
        text: 'la transferencia no llegó',
        direction: 'outgoing',
        sender: { key: 'us', name: 'Luis' },
      }),
      capturedMessage({ text: 'nada que ver' }),
    ]);
    const find = (query: string, scope = everywhere) =>
      searchMessages(archive.reader, query, scope, { order: 'newest', cursor: null, limit: 10 }).hits;
    expect(find('manana').map(({ spans }) => spans)).toEqual([[[0, 6]]]);
    expect(find('"envio la transf"*')).toHaveLength(1);
    expect(find('transferencia -llego')).toHaveLength(1);
    expect(find('llego OR nada')).toHaveLength(2);
    expect(find('👍')).toHaveLength(1);
    expect(find('transferencia', { ...everywhere, direction: 'outgoing' })).toHaveLength(1);
    expect(find('', { ...everywhere, contact: 'luis' })).toHaveLength(1);
    const inChat = { ...everywhere, conversationId: 1, lineId };
    expect(find('', { ...inChat, kind: 'text' })).toHaveLength(3);
    expect(find('', { ...inChat, kind: 'image' })).toHaveLength(0);
    expect(find('transferencia', { ...inChat, direction: 'outgoing' })).toHaveLength(1);
    expect(countMatches(archive.reader, 'transferencia', { ...inChat, direction: 'incoming' })).toBe(1);
    expect(countMatches(archive.reader, 'transferencia', inChat)).toBe(2);
    expect(findContacts(archive.reader, 'UI')).toEqual(['Luis']);
    for (const odd of ['"', '(((', 'NOT', '* - "" AND', 'a"b"c*', '\0', 'body:x', 'NEAR(a b)', '\ud800']) {
      expect(() => find(odd)).not.toThrow();
    }
  });
});
