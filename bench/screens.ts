import { addPolicy } from '#host/archive/policies.ts';
import { listConversations } from '#host/archive/inbox.ts';
import { readPage } from '#host/archive/messages.ts';
import { countFlagged, listFlagged } from '#host/archive/review.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import { openBenchArchive } from './archive.ts';
import { chatCorpus } from './corpus.ts';
import type { BenchRow } from './report.ts';
import { timePairs, type Pair } from './timing.ts';

const conversations = 1000;
const longConversation = 100_000;
const flags = 10_000;
const page = 50;
const visits = 20;
const recordsPerCommit = 3000;
const start = Date.UTC(2024, 0, 1);
const minute = 60_000;
const marker = 'expediente reservado';

/** Captures the long conversation, the many short ones, and as many messages with the marker as there are flags. */
function* records(): Generator<CapturedMessage> {
  const texts = chatCorpus(10_000);
  const shortMessages = (conversations - 1) * 10;
  for (let index = 0; index < longConversation + shortMessages; index++) {
    const chat = index < longConversation ? 0 : 1 + (index % (conversations - 1));
    const person = `Contacto ${chat}`;
    const flagged = index % 11 === 0 && index / 11 < flags;
    yield {
      type: 'message',
      conversation: { key: person, kind: 'direct', title: person },
      key: String(index),
      sender: { key: person, name: person },
      direction: 'incoming',
      kind: 'text',
      sentAt: start + ((index * 7919) % 1_000_003) * minute,
      text: flagged ? marker : (texts[index % texts.length] ?? ''),
      attachment: null,
      deleted: false,
      edited: false,
      suspicious: false,
      raw: null,
    };
  }
}

/**
 * Measures the first page of the inbox at 1,000 conversations, of the review queue at 10,000 open flags, and of a
 * conversation of 100,000 messages, each against the plainest query of the same rows.
 */
export async function benchScreens(): Promise<readonly BenchRow[]> {
  const bench = await openBenchArchive();
  try {
    const { archive, policies } = bench.session;
    for (const { policyId } of archive.reader
      .sql<{ policyId: number }>('select id as policyId from policies')
      .all()) {
      archive.writer.sql('update policies set enabled = 0 where id = ?').run(policyId);
    }
    const rule = { id: 'marker', type: 'phrase', phrase: marker } as const;
    const scope = { direction: null, conversation: null, lines: null };
    const definition = { name: 'bench', description: '', severity: 'high', scope, rules: [rule] } as const;
    addPolicy(archive.writer, { definition, enabled: true }, Date.now());
    policies.reload();
    const desk = archive.captureDesk((message) => policies.evaluate(message));
    const all = [...records()];
    for (let at = 0; at < all.length; at += recordsPerCommit) {
      desk.commit({ lineId: bench.lineId, live: false }, all.slice(at, at + recordsPerCommit));
    }
    const { reader } = archive;
    const long =
      reader.sql<{ id: number }>('select id from conversations order by messages desc limit 1').get()?.id ??
      0;
    const middle =
      reader
        .sql<{ id: number }>(
          'select id from messages where conversation_id = ? order by id limit 1 offset 50000',
        )
        .get(long)?.id ?? 0;
    const newest = reader.sql('select * from messages where conversation_id = ? order by id desc limit ?');
    const before = reader.sql(
      'select * from messages where conversation_id = ? and id < ? order by id desc limit ?',
    );
    const inbox = reader.sql(
      'select t.*, c.title, m.text from threads t join conversations c on c.id = t.id join messages m on m.id = t.last_id order by t.last_id desc limit ?',
    );
    const queue = reader.sql(
      `select q.*, m.text from flagged_messages q join messages m on m.id = q.message_id
      where q.decision_id is null order by q.message_id desc limit ?`,
    );
    const bySeverity = reader.sql(
      `select q.*, m.text from flagged_messages q join messages m on m.id = q.message_id
      where q.decision_id is null order by q.severity desc, q.message_id desc limit ?`,
    );
    const first = { status: 'open', lineId: null, policyId: null, cursor: null, limit: page } as const;
    const screens: readonly ({ readonly name: string } & Pair)[] = [
      {
        name: 'conversation of 100,000, its newest page',
        measured: () => readPage(reader, long, 'newest', page),
        bare: () => newest.all(long, page),
      },
      {
        name: 'the same, the page before its middle',
        measured: () => readPage(reader, long, { before: middle }, page),
        bare: () => before.all(long, middle, page),
      },
      {
        name: 'the same, around its middle',
        measured: () => readPage(reader, long, { around: middle }, page),
        bare: () => before.all(long, middle, page),
      },
      {
        name: 'inbox of 1,000 conversations, first page',
        measured: () => listConversations(reader, { lineId: null, title: null, cursor: null, limit: page }),
        bare: () => inbox.all(page),
      },
      {
        name: 'queue of 10,000 flags, newest first',
        measured: () => listFlagged(reader, { ...first, order: 'newest' }),
        bare: () => queue.all(page),
      },
      {
        name: 'the same, gravest first',
        measured: () => listFlagged(reader, { ...first, order: 'severity' }),
        bare: () => bySeverity.all(page),
      },
      { name: 'the queue’s counts', measured: () => countFlagged(reader), bare: () => queue.all(page) },
    ];
    return screens.map(({ name, ...pair }) => {
      const { measured, bare } = timePairs(Array.from({ length: visits }, () => pair));
      return {
        name: `${name}, p95 (bare ${bare.toFixed(2)} ms)`,
        value: measured,
        unit: 'ms',
        ratio: measured / bare,
        budget: null,
        met: null,
      };
    });
  } finally {
    await bench.remove();
  }
}
