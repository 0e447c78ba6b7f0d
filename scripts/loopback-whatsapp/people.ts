import { randomBytes, randomInt } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { type BinaryNode, proto } from '@whiskeysockets/baileys';
import type { Contact, Group, Outgoing, Phone, SendOptions } from './contract.ts';
import type { Exchange } from './exchange.ts';
import { createSignalParty, type Encrypted, type SignalParty } from './signal-party.ts';

/** Somebody with a number, a LID and Signal keys. */
export interface Person {
  readonly name: string;
  readonly number: string;
  readonly jid: string;
  readonly lid: string;
  readonly party: SignalParty;
}

export interface KnownGroup {
  readonly jid: string;
  readonly subject: string;
  readonly members: readonly string[];
}

/** Who exists in this WhatsApp. */
export interface Directory {
  readonly own: Person;
  readonly people: Map<string, Person>;
  readonly groups: KnownGroup[];
}

/** The simulated people, each writing to the linked device as their phone would. */
export interface People {
  readonly phone: Phone;
  contact(name: string, number: string): Contact;
  group(subject: string, members: readonly Contact[], jid?: string): Group;
}

const lidBase = 1e14;

export function createDirectory(number: string): Directory {
  const own = createPerson('phone', number);
  return { own, people: new Map([[own.jid, own]]), groups: [] };
}

export function createPeople({ own, people, groups }: Directory, exchange: Exchange): People {
  let encrypting: Promise<unknown> = Promise.resolve();

  /** One encryption at a time: a session's messages must be in the mailbox in the order of their counters. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = encrypting.then(work, work);
    encrypting = turn;
    return turn;
  };

  const post = (
    attrs: Attributes,
    party: SignalParty,
    encrypt: (again: boolean) => Promise<Encrypted[]>,
  ): Promise<string> => {
    let count = 0;
    const again = () =>
      inTurn(async () => {
        count += 1;
        party.forgetSession();
        return stanza(attrs, await encrypt(true), count);
      });
    return inTurn(async () => {
      exchange.deliver(stanza(attrs, await encrypt(false), 0), again);
      return attrs.id;
    });
  };

  const direct = (
    sender: Person,
    attrs: Attributes,
    message: proto.IMessage,
    beside: Uint8Array = new Uint8Array(),
  ): Promise<string> =>
    post(attrs, sender.party, async () => [
      await sender.party.encrypt(exchange.keys(), Buffer.concat([encode(message), beside])),
    ]);

  const sendPeer = (message: proto.IMessage) =>
    direct(own, { ...common({}), type: 'text', category: 'peer', from: own.jid }, message);

  return {
    phone: {
      jid: own.jid,
      lid: own.lid,
      scan: exchange.scan,
      typeCode: exchange.typeCode,
      hasDevice: exchange.hasDevice,
      unlink: exchange.unlink,
      send(to, content, sending = {}) {
        const attrs = {
          ...common(sending),
          type: typeOf(content),
          from: own.jid,
          ...named('recipient', 'peer_recipient', to, sending),
        };
        return direct(own, attrs, {
          deviceSentMessage: { destinationJid: to.jid, message: messageOf(content) },
        });
      },
      sendPeer,
      sendHistory(history, file) {
        const { HISTORY_SYNC_NOTIFICATION: type } = proto.Message.ProtocolMessage.Type;
        const content = file
          ? {
              directPath: new URL(file.url).pathname,
              mediaKey: file.mediaKey,
              fileSha256: file.fileSha256,
              fileEncSha256: file.fileEncSha256,
              fileLength: file.fileLength,
            }
          : { initialHistBootstrapInlinePayload: packHistory(history) };
        const { syncType = null, progress = 100, chunkOrder = 0 } = history;
        return sendPeer({
          protocolMessage: { type, historySyncNotification: { ...content, syncType, progress, chunkOrder } },
        });
      },
    },
    contact(name, number) {
      const contact = createPerson(name, number);
      people.set(contact.jid, contact);
      return {
        jid: contact.jid,
        lid: contact.lid,
        send(content, sending = {}) {
          const attrs = {
            ...common(sending),
            type: typeOf(content),
            notify: name,
            ...named('from', 'sender', contact, sending),
          };
          return direct(contact, attrs, messageOf(content), sending.beside);
        },
      };
    },
    group(subject, members, jid = `120363${randomInt(1e9, 2e9)}@g.us`) {
      groups.push({ jid, subject, members: [own.jid, ...members.map((member) => member.jid)] });
      const introduced = new Set<string>();
      return {
        jid,
        send(author, content, sending = {}) {
          const sender = author === 'phone' ? own : people.get(author.jid);
          if (!sender) throw new Error('unknown author');
          const { party } = sender;
          const attrs = {
            ...common(sending),
            type: typeOf(content),
            from: jid,
            notify: sender.name,
            addressing_mode: sending.byLid ? 'lid' : 'pn',
            ...named('participant', 'participant', sender, sending),
          };
          return post(attrs, party, async (again) => {
            const isKnown = introduced.has(sender.jid) && !again;
            introduced.add(sender.jid);
            const distribution = {
              senderKeyDistributionMessage: {
                groupId: jid,
                axolotlSenderKeyDistributionMessage: party.senderKey(jid),
              },
            };
            const introduction = isKnown ? [] : [await party.encrypt(exchange.keys(), encode(distribution))];
            return [...introduction, party.encryptForGroup(jid, encode(messageOf(content)))];
          });
        },
        change(author, change) {
          const attrs = {
            ...common({}),
            type: 'w:gp2',
            from: jid,
            participant: author.jid,
            participant_lid: author.lid,
          };
          exchange.deliver({ tag: 'notification', attrs, content: [change] });
        },
      };
    },
  };
}

/** A piece of history as a phone packs it. */
export const packHistory = (history: proto.IHistorySync): Buffer =>
  deflateSync(proto.HistorySync.encode(proto.HistorySync.create(history)).finish());

interface Attributes {
  readonly id: string;
  readonly [name: string]: string;
}

function createPerson(name: string, number: string): Person {
  return {
    name,
    number,
    jid: `${number}@s.whatsapp.net`,
    lid: `${lidBase + Number(number)}@lid`,
    party: createSignalParty(),
  };
}

function stanza(attrs: Attributes, encrypted: readonly Encrypted[], count: number): BinaryNode {
  const content = encrypted.map(({ type, ciphertext }) => ({
    tag: 'enc',
    attrs: { v: '2', type, ...(count > 0 ? { count: String(count) } : {}) },
    content: ciphertext,
  }));
  return { tag: 'message', attrs: { ...attrs }, content };
}

const encode = (message: proto.IMessage): Uint8Array =>
  proto.Message.encode(proto.Message.create(message)).finish();
const messageOf = (content: Outgoing): proto.IMessage =>
  'text' in content ? { conversation: content.text } : content.message;
const typeOf = (content: Outgoing): string => ('text' in content ? 'text' : 'media');
const common = (sending: SendOptions) => ({
  id: sending.id ?? randomBytes(10).toString('hex').toUpperCase(),
  t: String(sending.at ?? Math.floor(Date.now() / 1000)),
});

/** The attributes that name somebody: `role` by one JID, `ALTERNATIVE_pn` or `ALTERNATIVE_lid` by the other. */
function named(
  role: string,
  alternative: string,
  who: { readonly jid: string; readonly lid: string },
  sending: SendOptions,
): Record<string, string> {
  const first = { [role]: sending.byLid ? who.lid : who.jid };
  if (sending.withoutAlternative) return first;
  return { ...first, [`${alternative}_${sending.byLid ? 'pn' : 'lid'}`]: sending.byLid ? who.jid : who.lid };
}
