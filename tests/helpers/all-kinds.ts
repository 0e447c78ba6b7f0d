import { randomBytes } from 'node:crypto';
import type { proto } from '@whiskeysockets/baileys';
import { sealVote } from '../../scripts/loopback-whatsapp/seal.ts';
import type { Contact, LoopbackWhatsapp } from '../../scripts/loopback-whatsapp/server.ts';

/** What a contact sends to see every kind of message; hostile texts among it. */
export const kinds: readonly proto.IMessage[] = [
  {
    contactsArrayMessage: {
      contacts: [
        {
          displayName: 'Luis Obra',
          vcard: 'BEGIN:VCARD\nFN:Luis Obra\nORG:Obras Sur\nTEL:+52 55 1234 5678\nEND:VCARD',
        },
        {
          displayName: '\u202eevE',
          vcard: 'BEGIN:VCARD\nTEL:+34 600 000 000\nEMAIL:eva@example.com\nEND:VCARD',
        },
      ],
    },
  },
  {
    locationMessage: {
      name: 'Harbour gate',
      address: 'Dock 4',
      degreesLatitude: 19.43,
      degreesLongitude: -99.13,
    },
  },
  {
    buttonsMessage: {
      contentText: 'Do you confirm the delivery?',
      buttons: [{ buttonText: { displayText: 'Yes, confirm' } }, { buttonText: { displayText: 'Call me' } }],
    },
  },
  {
    listMessage: {
      title: 'Paint catalogue',
      buttonText: 'See',
      sections: [
        {
          title: 'Paints',
          rows: [
            { title: 'White', description: '19 L' },
            { title: 'Blue', description: '4 L' },
          ],
        },
      ],
    },
  },
  { buttonsResponseMessage: { selectedDisplayText: 'Yes, confirm' } },
  {
    interactiveMessage: {
      body: { text: 'Your order' },
      nativeFlowMessage: {
        buttons: [
          {
            name: 'review_and_pay',
            buttonParamsJson: JSON.stringify({
              currency: 'MXN',
              total_amount: { value: 190_000, offset: 100 },
              order: {
                items: [
                  { name: 'Grey cement', quantity: 2, amount: { value: 45_000, offset: 100 } },
                  { name: 'Drill', quantity: 1, amount: { value: 100_000, offset: 100 } },
                ],
              },
            }),
          },
        ],
      },
    },
  },
  {
    productMessage: {
      product: {
        title: 'Drill',
        description: '700 W',
        priceAmount1000: 1_200_000,
        salePriceAmount1000: 990_000,
        currencyCode: 'MXN',
      },
    },
  },
  {
    requestPaymentMessage: {
      noteMessage: { conversation: 'Advance' },
      amount1000: 50_000,
      currencyCodeIso4217: 'BRL',
    },
  },
  {
    groupInviteMessage: {
      groupName: 'Site crew',
      caption: 'Join us',
      groupJid: '1@g.us',
      inviteExpiration: 1_900_000_000,
    },
  },
  { albumMessage: { expectedImageCount: 4, expectedVideoCount: 1 } },
  {
    extendedTextMessage: {
      text: 'look https://example.com/bank',
      matchedText: 'https://example.com/bank',
      title: 'Your bank',
      description: 'Sign in here',
    },
  },
  { extendedTextMessage: { text: 'chain letter', contextInfo: { isForwarded: true, forwardingScore: 9 } } },
  { callLogMesssage: { isVideo: false, callOutcome: 0, durationSecs: 65 } },
  { requestPhoneNumberMessage: {} },
];

/** The line's phone asks, the contact answers: a poll with a vote, an event, a reply to what was said. */
export async function converse(whatsapp: LoopbackWhatsapp, ana: Contact): Promise<void> {
  const { phone } = whatsapp;
  const secret = randomBytes(32);
  const poll = await phone.send(ana, {
    message: {
      pollCreationMessageV3: {
        name: 'When shall we deliver?',
        options: [{ optionName: 'today' }, { optionName: 'tomorrow' }],
        selectableOptionsCount: 1,
      },
      messageContextInfo: { messageSecret: secret },
    },
  });
  await whatsapp.delivered();
  await ana.send({
    message: sealVote({ id: poll, secret, creator: phone.jid, sender: ana.jid }, false, ['tomorrow']),
  });
  await phone.send(ana, {
    message: { eventMessage: { name: 'Delivery', startTime: 1_900_000_000, location: { name: 'Dock 4' } } },
  });
  const said = await ana.send({ text: 'The price is 100' });
  await whatsapp.delivered();
  const contextInfo = {
    stanzaId: said,
    participant: ana.jid,
    quotedMessage: { conversation: 'The price is 100' },
  };
  await phone.send(
    ana,
    { message: { extendedTextMessage: { text: 'Agreed then', contextInfo } } },
    { id: 'AGREED' },
  );
  await whatsapp.delivered();
  const now = String(Math.floor(Date.now() / 1000));
  whatsapp.deliver({ tag: 'receipt', attrs: { id: 'AGREED', from: ana.jid, t: now } });
  await whatsapp.delivered();
  whatsapp.deliver({ tag: 'receipt', attrs: { id: 'AGREED', from: ana.jid, t: now, type: 'read' } });
  await whatsapp.delivered();
}
