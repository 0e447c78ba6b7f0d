import { expect, test } from 'vitest';
import { listConversations } from '#host/archive/inbox.ts';
import { readMessageDetails } from '#host/archive/message-details.ts';
import { readAll } from '#host/archive/messages.ts';
import { countRemainders } from '#host/archive/webhooks.ts';
import { statusOfEvidence } from '#host/connectors/whatsapp-cloud/evidence.ts';
import type { MessageView } from '#shared/contract/fields.ts';
import { change, message, text, webhook, type Person } from '../../scripts/loopback-cloud/webhooks.ts';
import { addCloudLine, type CloudLine } from '../helpers/cloud-line.ts';
import { openTestSession, type TestSession } from '../helpers/session.ts';

const ana: Person = { phone: '5215511111111', bsuid: 'MX.1502576394655843', name: 'Ana' };
const minute = 60_000;
const start = Date.UTC(2026, 10, 24, 12);

async function startLine(): Promise<{ host: TestSession; line: CloudLine }> {
  const host = await openTestSession();
  return { host, line: await addCloudLine(host.session) };
}

function conversations({ session }: TestSession) {
  const { reader } = session.archive;
  return listConversations(reader, { lineId: null, title: null, cursor: null, limit: 50 }).conversations;
}

const messages = (host: TestSession): MessageView[] =>
  conversations(host).flatMap(({ id }) => [...readAll(host.session.archive.reader, id)]);

/** Posts messages of Ana's, a minute apart. */
async function fromAna({ line }: { line: CloudLine }, ...contents: readonly object[]): Promise<void> {
  const list = contents.map((content, index) =>
    message(ana, content, `wamid.${index}`, start + index * minute),
  );
  expect(
    await line.post(webhook(line.number, change(line.number, { messages: list }, 'messages', [ana]))),
  ).toBe(200);
}

/** Posts what the line wrote on the phone. */
async function echoes({ line }: { line: CloudLine }, ...list: readonly object[]): Promise<void> {
  const value = {
    message_echoes: list.map((each) => ({ from: line.number.displayNumber, to: ana.phone, ...each })),
  };
  expect(await line.post(webhook(line.number, change(line.number, value, 'smb_message_echoes')))).toBe(200);
}

const at = (minutes: number): string => String((start + minutes * minute) / 1000);

test('every type of message is shown as what it is', async () => {
  const it = await startLine();
  await fromAna(
    it,
    text('Hola'),
    { type: 'image', image: { id: '1', mime_type: 'image/jpeg', caption: 'El recibo' } },
    { type: 'video', video: { id: '2', mime_type: 'video/mp4' } },
    { type: 'audio', audio: { id: '3', mime_type: 'audio/ogg; codecs=opus', voice: true } },
    { type: 'audio', audio: { id: '4', mime_type: 'audio/mpeg' } },
    { type: 'document', document: { id: '5', mime_type: 'application/pdf', filename: 'Factura.pdf' } },
    { type: 'sticker', sticker: { id: '6', mime_type: 'image/webp', animated: false } },
    { type: 'location', location: { latitude: 19.4, longitude: -99.1, name: 'Bodega', address: 'Calle 5' } },
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Beto' }, phones: [{ phone: '+52 55 1' }] }] },
    { type: 'button', button: { text: 'Sí, quiero', payload: 'yes' } },
    {
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: 'a', title: 'Cambiar' } },
    },
    {
      type: 'interactive',
      interactive: { type: 'list_reply', list_reply: { id: 'b', title: 'Exprés', description: 'Mañana' } },
    },
    {
      type: 'interactive',
      interactive: {
        type: 'nfm_reply',
        nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"t","fecha":"martes"}' },
      },
    },
    {
      type: 'order',
      order: {
        catalog_id: '9',
        text: 'Para hoy',
        product_items: [{ product_retailer_id: 'CLAVO-1', quantity: 3, item_price: 2.5, currency: 'MXN' }],
      },
    },
    { type: 'system', system: { body: 'Ana changed', wa_id: '5215599999999', type: 'user_changed_number' } },
    { type: 'unsupported', unsupported: { type: 'poll_creation' }, errors: [{ code: 131_051 }] },
    { type: 'hologram', hologram: { depth: 3 } },
    { type: 'request_welcome' },
  );
  expect(messages(it.host).map(({ kind, text: words }) => [kind, words])).toEqual([
    ['text', 'Hola'],
    ['image', 'El recibo'],
    ['video', ''],
    ['voice', ''],
    ['audio', ''],
    ['document', ''],
    ['sticker', ''],
    ['location', 'Bodega\nCalle 5\n19.4, -99.1'],
    ['contact', 'Beto\n+52 55 1'],
    ['text', 'Sí, quiero'],
    ['text', 'Cambiar'],
    ['text', 'Exprés\nMañana'],
    ['text', 'Sent\nfecha: martes'],
    ['order', 'Para hoy\n3 × CLAVO-1'],
    ['system', 'number-change +5215599999999'],
    ['unknown', 'unsupported poll_creation'],
    ['unknown', 'unsupported hologram'],
    ['system', 'chat-opened'],
  ]);
  expect(messages(it.host)[13]?.subject).toMatchObject({
    type: 'order',
    total: { thousandths: 7500, currency: 'MXN' },
  });
});

test('what a message answers, that it was passed on, and the advertisement it came from are kept', async () => {
  const it = await startLine();
  await fromAna(
    it,
    text('¿Cuánto cuesta?'),
    { ...text('Éste'), context: { from: ana.phone, id: 'wamid.0' } },
    { ...text('Cadena'), context: { frequently_forwarded: true } },
    {
      ...text('Vi el anuncio'),
      referral: { source_url: 'https://fb.me/1', headline: 'Ofertas', body: 'Clavos', source_type: 'ad' },
    },
    { ...text('¿Lo tienen?'), context: { referred_product: { product_retailer_id: 'CLAVO-1' } } },
  );
  const [asked, answer, chain, advertised, product] = messages(it.host);
  expect(answer?.quote).toMatchObject({ text: '¿Cuánto cuesta?', kind: 'text', message: { id: asked?.id } });
  expect(chain?.forwarded).toBe('often');
  expect(advertised?.advertisement).toEqual({ title: 'Ofertas', body: 'Clavos', url: 'https://fb.me/1' });
  expect(product?.subject).toMatchObject({ type: 'product', code: 'CLAVO-1' });
});

test('edits, deletions, reactions and receipts find their message, also when they come first', async () => {
  const it = await startLine();
  await echoes(
    it,
    {
      id: 'wamid.E',
      timestamp: at(3),
      type: 'edit',
      edit: { original_message_id: 'wamid.1', message: text('Son 300') },
    },
    { id: 'wamid.R', timestamp: at(4), type: 'revoke', revoke: { original_message_id: 'wamid.2' } },
  );
  const statuses = ['read', 'sent', 'failed'].map((status) => ({
    id: 'wamid.1',
    status,
    timestamp: at(5),
    recipient_id: ana.phone,
    recipient_user_id: ana.bsuid,
    errors:
      status === 'failed'
        ? [{ code: 131_047, title: 'Re-engagement message', error_data: { details: 'Too late.' } }]
        : undefined,
  }));
  const reaction = { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } };
  const value = { statuses, messages: [message(ana, reaction, 'wamid.X', start + 6 * minute)] };
  const body = webhook(it.line.number, change(it.line.number, value, 'messages', [ana]));
  expect(await it.line.post(body)).toBe(200);
  expect(messages(it.host)).toEqual([]);
  await echoes(
    it,
    { id: 'wamid.1', timestamp: at(1), ...text('Son 100') },
    { id: 'wamid.2', timestamp: at(2), ...text('Olvídelo') },
  );
  expect(await it.line.post(body)).toBe(200);
  const [price, forgotten] = messages(it.host);
  expect(price).toMatchObject({
    direction: 'outgoing',
    sender: 'Luis',
    text: 'Son 100',
    edits: [{ at: start + 3 * minute, text: 'Son 300' }],
    reactions: [{ emoji: '👍', sender: 'Ana' }],
  });
  expect(price?.receipts.map(({ state }) => state).toSorted()).toEqual(['failed', 'read', 'sent']);
  const { reader } = it.host.session.archive;
  const { events } = readMessageDetails(reader, price?.id ?? 0, statusOfEvidence);
  expect(events.flatMap(({ text: said, failure }) => (failure === null ? [] : [[said, failure]]))).toEqual([
    ['failed', 'Re-engagement message (131047): Too late.'],
  ]);
  expect(forgotten).toMatchObject({ text: 'Olvídelo', deletedAt: start + 4 * minute });
});

test('a customer without a phone number is one person, and stays the same when the number becomes known', async () => {
  const it = await startLine();
  const hidden: Person = { bsuid: 'BR.77', name: 'Rafa', username: 'rafa.oficial' };
  const known: Person = { ...hidden, phone: '5511988887777' };
  for (const [index, person] of [hidden, known, hidden].entries()) {
    const list = [message(person, text(`uno ${index}`), undefined, start + index * minute)];
    const body = webhook(it.line.number, change(it.line.number, { messages: list }, 'messages', [person]));
    expect(await it.line.post(body)).toBe(200);
  }
  expect(conversations(it.host)).toMatchObject([{ title: 'Rafa', messages: 3 }]);
});

test('history comes in any order, its media later, and what was declined says so', async () => {
  const it = await startLine();
  const own = it.line.number.displayNumber;
  const chunk = (order: number, ...list: readonly object[]) =>
    change(
      it.line.number,
      {
        history: [
          {
            metadata: { phase: 0, chunk_order: order, progress: order * 50 },
            threads: [{ id: ana.phone, messages: list }],
          },
        ],
      },
      'history',
    );
  const old = { from: ana.phone, id: 'wamid.a', timestamp: at(1), ...text('Antes') };
  const answer = { from: own, to: ana.phone, id: 'wamid.b', timestamp: at(2), ...text('Dígame') };
  const placeholder = { from: ana.phone, id: 'wamid.c', timestamp: at(3), type: 'media_placeholder' };
  const lost = { ...placeholder, id: 'wamid.d', timestamp: at(4) };
  for (const body of [
    chunk(2, { ...answer, history_context: { status: 'READ' } }, placeholder, lost),
    chunk(1, old),
    change(
      it.line.number,
      { messages: [{ ...placeholder, type: 'image', image: { id: '7', mime_type: 'image/jpeg' } }] },
      'history',
    ),
  ])
    expect(await it.line.post(webhook(it.line.number, body))).toBe(200);
  expect(messages(it.host).map(({ kind, direction, text: words }) => [kind, direction, words])).toEqual([
    ['text', 'incoming', 'Antes'],
    ['text', 'outgoing', 'Dígame'],
    ['image', 'incoming', ''],
    ['pending', 'incoming', 'media-later'],
  ]);
  const { reader } = it.host.session.archive;
  const notes = reader
    .sql<{ value: string }>(`select value from platform_events where field = 'history'`)
    .all();
  expect(notes.map(({ value }) => JSON.parse(value))).toMatchObject([{ progress: 100 }, { progress: 50 }]);
  const declined = { history: [{ errors: [{ code: 2_593_109, title: 'History sharing is turned off' }] }] };
  await it.line.post(webhook(it.line.number, change(it.line.number, declined, 'history')));
  expect(reader.sql('select 1 from platform_events').all()).toHaveLength(3);
});

test('the phone’s address book names people, before or after they write', async () => {
  const it = await startLine();
  const contact = { full_name: 'Ana Ruiz (Obra)', first_name: 'Ana', phone_number: ana.phone };
  const entry = { type: 'contact', action: 'add', contact, metadata: { timestamp: at(0) } };
  await it.line.post(
    webhook(it.line.number, change(it.line.number, { state_sync: [entry] }, 'smb_app_state_sync')),
  );
  await fromAna(it, text('Hola'));
  expect(conversations(it.host)).toMatchObject([{ title: 'Ana Ruiz (Obra)' }]);
});

test('calls, groups and messages that another program answers are captured too', async () => {
  const it = await startLine();
  const call = { id: 'wacid.1', from: ana.phone, to: it.line.number.displayNumber, timestamp: at(1) };
  const calls = [
    { ...call, event: 'connect', direction: 'USER_INITIATED' },
    {
      ...call,
      event: 'terminate',
      direction: 'USER_INITIATED',
      timestamp: at(2),
      duration: 42,
      start_time: at(1),
    },
  ];
  const inGroup = { ...message(ana, text('En grupo'), 'wamid.g', start + 3 * minute), group_id: 'G1' };
  const standby = { messages: [message(ana, text('Al robot'), 'wamid.s', start + 4 * minute)] };
  const body = webhook(
    it.line.number,
    change(it.line.number, { calls }, 'calls'),
    change(it.line.number, { messages: [inGroup] }),
    change(it.line.number, { standby }, 'standby'),
  );
  expect(await it.line.post(body)).toBe(200);
  const found = messages(it.host).toSorted((a, b) => a.sentAt - b.sentAt);
  expect(found.map(({ kind, text: words }) => [kind, words])).toEqual([
    ['call', 'call-voice'],
    ['text', 'En grupo'],
    ['text', 'Al robot'],
  ]);
  expect(found[0]?.callEnd).toEqual({ outcome: 'answered', seconds: 42 });
  expect(countRemainders(it.host.session.archive.reader)).toEqual([]);
});

test('what the platform says of templates and numbers is kept once, and is nobody’s message', async () => {
  const it = await startLine();
  const template = { event: 'PAUSED', message_template_id: 1, message_template_name: 'cobro', reason: 'LOW' };
  const quality = { display_phone_number: '5215550783881', event: 'FLAGGED', current_limit: 'TIER_1K' };
  const body = webhook(
    it.line.number,
    { field: 'message_template_status_update', value: template },
    { field: 'phone_number_quality_update', value: quality },
  );
  expect(await it.line.post(body)).toBe(200);
  expect(
    await it.line.post(webhook(it.line.number, { field: 'phone_number_quality_update', value: quality })),
  ).toBe(200);
  const { reader } = it.host.session.archive;
  expect(reader.sql('select field from platform_events order by id').all()).toEqual([
    { field: 'message_template_status_update' },
    { field: 'phone_number_quality_update' },
  ]);
  expect(messages(it.host)).toEqual([]);
});
