import type { proto } from '@whiskeysockets/baileys';
import { beforeEach, expect, test } from 'vitest';
import type { Contact } from '../../scripts/loopback-whatsapp/server.ts';
import { startLine, type TestLine } from '../helpers/linked-line.ts';

let line: TestLine;
let ana: Contact;
beforeEach(async () => {
  line = await startLine();
  ana = line.server.contact('Ana', '5215511111111');
});

const stored = () => line.archive.messages();
const message = (content: proto.IMessage) => ({ message: content });

test('everything that a message carries beside its words is kept, and its words can be found', async () => {
  const pix = {
    payment_settings: [
      { type: 'pix_static_code', pix_static_code: { merchant_name: 'Loja', key: 'a@loja.br' } },
    ],
    total_amount: { value: 12_550, offset: 100 },
    currency: 'BRL',
  };
  const review = {
    reference_id: 'R1',
    currency: 'MXN',
    total_amount: { value: 90_000, offset: 100 },
    order: { items: [{ name: 'Cemento gris', quantity: 2, amount: { value: 45_000, offset: 100 } }] },
  };
  const cases: readonly [
    content: proto.IMessage,
    expected: { kind: string; text: string; subject: object },
  ][] = [
    [
      {
        contactsArrayMessage: {
          contacts: [
            {
              displayName: 'Luis',
              vcard: 'BEGIN:VCARD\nFN:Luis\nORG:Obras;Sur\nTEL;waid=52155:+52 155\nEND:VCARD',
            },
            { displayName: 'Eva', vcard: 'BEGIN:VCARD\nitem1.TEL:+34 600\nEMAIL;type=w:eva@x.es\nEND:VCARD' },
          ],
        },
      },
      {
        kind: 'contact',
        text: 'Luis\nObras Sur\n+52 155\nEva\n+34 600\neva@x.es',
        subject: {
          type: 'contacts',
          cards: [
            { name: 'Luis', company: 'Obras Sur', numbers: ['+52 155'], emails: [] },
            { name: 'Eva', company: null, numbers: ['+34 600'], emails: ['eva@x.es'] },
          ],
        },
      },
    ],
    [
      {
        eventMessage: {
          name: 'Entrega',
          description: 'traer factura',
          startTime: 1_800_000_000,
          location: { name: 'Bodega', address: 'Sur 8' },
          joinLink: 'https://call.whatsapp.com/video/x',
        },
      },
      {
        kind: 'event',
        text: 'Entrega\ntraer factura\nBodega\nSur 8\nhttps://call.whatsapp.com/video/x',
        subject: { type: 'event', startsAt: 1_800_000_000_000, place: 'Bodega\nSur 8', cancelled: false },
      },
    ],
    [
      {
        scheduledCallCreationMessage: {
          title: 'Cierre',
          scheduledTimestampMs: 1_800_000_000_000,
          callType: 2,
        },
      },
      {
        kind: 'event',
        text: 'Cierre',
        subject: { type: 'event', startsAt: 1_800_000_000_000, call: 'video' },
      },
    ],
    [
      {
        buttonsMessage: {
          contentText: '¿Confirma?',
          footerText: 'Ventas',
          buttons: [
            { buttonId: '1', buttonText: { displayText: 'Sí' } },
            { buttonText: { displayText: 'No' } },
          ],
        },
      },
      {
        kind: 'text',
        text: '¿Confirma?\nVentas\nSí\nNo',
        subject: { type: 'choices', form: 'buttons', options: [{ title: 'Sí' }, { title: 'No' }] },
      },
    ],
    [
      {
        listMessage: {
          title: 'Menú',
          buttonText: 'Ver',
          sections: [{ title: 'Pinturas', rows: [{ title: 'Blanca', description: '19 L' }] }],
        },
      },
      {
        kind: 'text',
        text: 'Menú\nVer\nPinturas\nBlanca\n19 L',
        subject: {
          type: 'choices',
          form: 'list',
          options: [{ title: 'Blanca', description: '19 L', section: 'Pinturas' }],
        },
      },
    ],
    [
      {
        templateMessage: {
          hydratedTemplate: {
            hydratedTitleText: 'Oferta',
            hydratedContentText: 'Solo hoy',
            hydratedButtons: [{ urlButton: { displayText: 'Abrir', url: 'https://x.mx' } }],
          },
        },
      },
      {
        kind: 'text',
        text: 'Oferta\nSolo hoy\nAbrir\nhttps://x.mx',
        subject: { type: 'choices', options: [{ title: 'Abrir', description: 'https://x.mx' }] },
      },
    ],
    [
      {
        interactiveMessage: {
          body: { text: 'Pague aquí' },
          nativeFlowMessage: { buttons: [{ name: 'payment_info', buttonParamsJson: JSON.stringify(pix) }] },
        },
      },
      {
        kind: 'payment',
        text: 'Pague aquí\nLoja\na@loja.br',
        subject: {
          type: 'payment',
          step: 'key',
          key: 'a@loja.br',
          receiver: 'Loja',
          amount: { thousandths: 125_500, currency: 'BRL' },
        },
      },
    ],
    [
      {
        interactiveMessage: {
          body: { text: 'Su pedido' },
          nativeFlowMessage: {
            buttons: [{ name: 'review_and_pay', buttonParamsJson: JSON.stringify(review) }],
          },
        },
      },
      {
        kind: 'order',
        text: 'Su pedido\nCemento gris',
        subject: {
          type: 'order',
          items: 2,
          total: { thousandths: 900_000, currency: 'MXN' },
          lines: [{ name: 'Cemento gris', quantity: 2, price: { thousandths: 450_000, currency: 'MXN' } }],
        },
      },
    ],
    [
      { listResponseMessage: { title: 'Blanca', singleSelectReply: { selectedRowId: '7' } } },
      { kind: 'text', text: 'Blanca', subject: { type: 'answer', form: 'list' } },
    ],
    [
      {
        interactiveResponseMessage: {
          body: { text: 'Enviado' },
          nativeFlowResponseMessage: { paramsJson: '{"flow_token":"t","nombre":"Ana","edad":30}' },
        },
      },
      { kind: 'text', text: 'Enviado\nnombre: Ana\nedad: 30', subject: { type: 'answer', form: 'form' } },
    ],
    [
      {
        orderMessage: {
          orderTitle: 'Pinturas',
          message: 'para hoy',
          itemCount: 3,
          totalAmount1000: 540_000,
          totalCurrencyCode: 'MXN',
        },
      },
      {
        kind: 'order',
        text: 'Pinturas\npara hoy',
        subject: { type: 'order', items: 3, total: { thousandths: 540_000, currency: 'MXN' } },
      },
    ],
    [
      {
        productMessage: {
          product: {
            title: 'Taladro',
            description: '700 W',
            priceAmount1000: 1_200_000,
            currencyCode: 'MXN',
          },
        },
      },
      {
        kind: 'product',
        text: 'Taladro\n700 W',
        subject: { type: 'product', title: 'Taladro', price: { thousandths: 1_200_000, currency: 'MXN' } },
      },
    ],
    [
      {
        requestPaymentMessage: {
          noteMessage: { conversation: 'anticipo' },
          amount1000: 50_000,
          currencyCodeIso4217: 'BRL',
        },
      },
      {
        kind: 'payment',
        text: 'anticipo',
        subject: { type: 'payment', step: 'requested', amount: { thousandths: 50_000, currency: 'BRL' } },
      },
    ],
    [
      { albumMessage: { expectedImageCount: 4, expectedVideoCount: 1 } },
      { kind: 'album', text: '', subject: { type: 'album', images: 4, videos: 1 } },
    ],
    [
      {
        extendedTextMessage: {
          text: 'mire https://x.mx',
          matchedText: 'https://x.mx',
          title: 'Banco',
          description: 'Entre aquí',
        },
      },
      {
        kind: 'text',
        text: 'mire https://x.mx',
        subject: { type: 'link', url: 'https://x.mx', title: 'Banco' },
      },
    ],
    [
      { callLogMesssage: { isVideo: false, callOutcome: 1, durationSecs: 0 } },
      { kind: 'call', text: 'call-voice', subject: { type: 'call', outcome: 'missed', seconds: null } },
    ],
  ];
  for (const [content] of cases) {
    await ana.send(message(content));
    await line.server.delivered();
  }
  expect(stored()).toMatchObject(
    cases.map(([, { subject, ...rest }]) => ({ ...rest, details: { subject } })),
  );
});

test('a reply keeps what it quotes, also from another conversation, and where a message was forwarded from', async () => {
  const id = await ana.send({ text: 'el precio es 100' });
  await line.server.delivered();
  const quotedMessage = { conversation: 'el precio es 100' };
  const participant = ana.jid;
  await line.server.phone.send(
    ana,
    message({
      extendedTextMessage: { text: 'de acuerdo', contextInfo: { stanzaId: id, participant, quotedMessage } },
    }),
  );
  await ana.send(
    message({
      extendedTextMessage: {
        text: 'sobre su estado',
        contextInfo: {
          stanzaId: 'S',
          participant: line.server.phone.jid,
          remoteJid: 'status@broadcast',
          quotedMessage: { imageMessage: { caption: 'oferta' } },
        },
      },
    }),
  );
  await ana.send(
    message({ imageMessage: { caption: 'cadena', contextInfo: { isForwarded: true, forwardingScore: 7 } } }),
  );
  await ana.send(
    message({
      extendedTextMessage: {
        text: 'vi su anuncio',
        contextInfo: { externalAdReply: { title: 'Pinturas', body: '2x1', sourceUrl: 'https://fb.me/x' } },
      },
    }),
  );
  await line.server.delivered();
  const original = stored()[0]?.key;
  expect(stored().map(({ text, details }) => [text, details])).toMatchObject([
    ['el precio es 100', null],
    [
      'de acuerdo',
      {
        quote: { message: original, author: ana.jid, kind: 'text', text: 'el precio es 100', place: 'here' },
      },
    ],
    ['sobre su estado', { quote: { fromLine: true, kind: 'image', text: 'oferta', place: 'status' } }],
    ['cadena', { forwarded: 'often' }],
    ['vi su anuncio', { advertisement: { title: 'Pinturas', body: '2x1', url: 'https://fb.me/x' } }],
  ]);
});
