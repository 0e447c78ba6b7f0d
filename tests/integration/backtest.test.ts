import { describe, expect, it } from 'vitest';
import { listActions } from '#host/archive/people/action-log.ts';
import { addPolicy } from '#host/archive/policies.ts';
import { createBacktestDesk } from '#host/backtest/backtest-desk.ts';
import { openPoliciesInForce } from '#host/policies-in-force.ts';
import { createEventCollector } from '#host/events.ts';
import type { CapturedMessage } from '#shared/model/capture.ts';
import type { PolicyDefinition, PolicyRule } from '#shared/model/policy.ts';
import { capturedEvent, capturedMessage, openTestArchive } from '../helpers/archive.ts';
import { silentLog } from '../helpers/log.ts';

const phrases = (...all: string[]): PolicyRule[] =>
  all.map((phrase) => ({ id: phrase, type: 'phrase', phrase }));

function policy(
  rules: readonly PolicyRule[],
  scope: Partial<PolicyDefinition['scope']> = {},
): PolicyDefinition {
  return {
    name: 'Pagos',
    description: '',
    severity: 'high',
    scope: { direction: null, conversation: null, lines: null, ...scope },
    rules,
  };
}

const voice = (seconds: number): Partial<CapturedMessage> => ({
  text: '',
  kind: 'voice',
  attachment: { name: null, mime: 'audio/ogg', size: 1, sha256: null, missing: 'gone', seconds },
});

const first = Date.UTC(2026, 0, 1, 12);
const day = 86_400_000;
const noLimit = { from: null, to: null };
const never = new AbortController().signal;

function openFilled(messages: readonly Partial<CapturedMessage>[], onEvent: () => void = () => undefined) {
  const { archive, lineId, folder, key } = openTestArchive();
  archive
    .captureDesk(() => [])
    .commit(
      { lineId, live: false },
      messages.map((message, index) => capturedMessage({ sentAt: first + index * day, ...message })),
    );
  const inForce = policy(phrases('sin factura', 'mi cuenta'));
  const { id: policyId } = addPolicy(archive.writer, { definition: inForce, enabled: true }, Date.now());
  const events = createEventCollector(onEvent);
  const desk = createBacktestDesk({ archive, folder, key, events, log: silentLog, now: Date.now });
  const count = (table: string) =>
    archive.reader.sql<{ total: number }>(`select count(*) as total from ${table}`).get()?.total;
  const logged = () =>
    listActions(
      archive.reader,
      { userId: null, kind: 'policy-backtested', from: null, to: null, text: '' },
      null,
      10,
    ).actions;
  return { desk, policyId, inForce, count, logged };
}

const texts = (samples: readonly { text: string }[]) => samples.map(({ text }) => text);

describe('a back-test', () => {
  it('says what the draft hits, what is new and what is gone, and leaves only an entry in the log', async () => {
    const { desk, policyId, count, logged } = openFilled([
      { text: 'lo hacemos sin factura' },
      { text: 'pague a mi cuenta' },
      { text: 'le dejo un sobre', direction: 'outgoing', sender: { key: 'luis', name: 'Luis', own: true } },
      { text: 'buenos días' },
    ]);
    const definition = policy(phrases('sin factura', 'sobre'));
    const result = await desk.run({ policyId, definition, ...noLimit }, never);
    expect(result).toMatchObject({ messages: 4, version: 1, counts: { hits: 2, added: 1, gone: 1 } });
    expect(texts(result.samples.hits)).toEqual(['lo hacemos sin factura', 'le dejo un sobre']);
    expect(texts(result.samples.gone)).toEqual(['pague a mi cuenta']);
    expect(result.samples.added).toMatchObject([
      {
        title: 'Ana',
        line: 'Ventas',
        sender: 'Luis',
        direction: 'outgoing',
        spans: [[11, 16]],
        isEdit: false,
      },
    ]);
    expect(count('flags')).toBe(0);
    expect(count('policy_versions')).toBe(1);
    expect(logged()).toMatchObject([
      { about: 'Pagos', details: { state: 'done', messages: 4, hits: 2, added: 1, gone: 1 } },
    ]);
  });

  it('finds nothing new or gone in the version in force itself, and all of it new without one', async () => {
    const { desk, policyId, inForce } = openFilled([{ text: 'sin factura' }, { text: 'hola' }]);
    const same = await desk.run({ policyId, definition: inForce, ...noLimit }, never);
    expect(same.counts).toEqual({ hits: 1, added: 0, gone: 0 });
    const fresh = await desk.run({ policyId: null, definition: inForce, ...noLimit }, never);
    expect(fresh).toMatchObject({ version: null, counts: { hits: 1, added: 1, gone: 0 } });
  });

  it('looks only at its period, and shows the same fifty each time', async () => {
    const { desk, policyId, inForce } = openFilled(
      Array.from({ length: 200 }, (_, index) => ({ text: `sin factura ${index}` })),
    );
    const some = await desk.run(
      { policyId, definition: inForce, from: first + day, to: first + 3 * day },
      never,
    );
    expect(some.messages).toBe(2);
    expect(texts(some.samples.hits)).toEqual(['sin factura 1', 'sin factura 2']);
    const all = await desk.run({ policyId, definition: inForce, ...noLimit }, never);
    expect(all.counts.hits).toBe(200);
    expect(all.samples.hits).toHaveLength(50);
    expect(await desk.run({ policyId, definition: inForce, ...noLimit }, never)).toEqual(all);
  });

  it('hits the messages that capture flags: by edits, hours, voice notes, direction', async () => {
    const { archive, lineId, folder, key } = openTestArchive();
    const outside = { days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00', holidays: [] };
    const definitions = [
      policy(phrases('sin factura')),
      policy(phrases('sin factura'), { direction: 'outgoing' }),
      policy(phrases('sin factura'), { outside }),
      policy([{ id: 'v', type: 'message', voiceSeconds: 300 }]),
    ];
    const added = definitions.map((definition) =>
      addPolicy(archive.writer, { definition, enabled: true }, Date.now()),
    );
    const policies = openPoliciesInForce(archive.reader);
    const capture = archive.captureDesk((message) => policies.evaluate(message));
    const night = Date.UTC(2026, 0, 5, 3);
    const noon = { sentAt: Date.UTC(2026, 0, 5, 12) };
    capture.commit({ lineId, live: true }, [
      capturedMessage({ text: 'hola', key: 'edited', ...noon }),
      capturedMessage({ text: 'sin factura', ...noon }),
      capturedMessage({ text: 'sin factura', direction: 'outgoing', sentAt: night }),
      capturedMessage({ ...voice(400), ...noon }),
      capturedMessage({ ...voice(30), ...noon }),
      capturedEvent({ messageKey: 'edited', text: 'mejor sin factura', at: night + day }),
    ]);
    const events = createEventCollector(() => undefined);
    const desk = createBacktestDesk({ archive, folder, key, events, log: silentLog, now: Date.now });
    const counts = [];
    for (const [index, definition] of definitions.entries()) {
      const { samples } = await desk.run({ policyId: null, definition, ...noLimit }, never);
      const flagged = archive.reader
        .sql<{ message_id: number }>(
          'select distinct message_id from flags where policy_id = ? order by message_id',
        )
        .all(added[index]?.id);
      const hit = samples.hits.map(({ messageId }) => messageId);
      expect(hit).toEqual(flagged.map((flag) => flag.message_id));
      counts.push(hit.length);
    }
    expect(counts).toEqual([3, 1, 2, 1]);
  });

  it('can be cancelled, refuses a second one meanwhile and a draft with a mistake', async () => {
    const controller = new AbortController();
    const { desk, policyId, inForce, logged } = openFilled([{ text: 'sin factura' }]);
    const request = { policyId, definition: inForce, ...noLimit };
    const running = desk.run(request, controller.signal);
    await expect(desk.run(request, never)).rejects.toMatchObject({ code: 'conflict' });
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(desk.progress()).toBeNull();
    expect(logged()).toMatchObject([{ details: { state: 'cancelled' } }]);
    await expect(desk.run({ ...request, definition: policy([]) }, never)).rejects.toMatchObject({
      code: 'policy-invalid',
    });
    expect((await desk.run(request, never)).counts.hits).toBe(1);
  });
});
