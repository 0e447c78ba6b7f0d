import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { getBinaryNodeChild, proto } from '@whiskeysockets/baileys';
import { sealVote } from '../loopback-whatsapp/seal.ts';
import type { LoopbackWhatsapp, Outgoing } from '../loopback-whatsapp/server.ts';
import { root } from '../setup/npm.mjs';
import { phone, type Content, type Day, type Role, type SmallTalk, type Step } from './script.ts';

const files = path.join(root, 'resources/demo/day');
/** Seconds between two messages once the day has calmed down. */
const calm = { shortest: 20, longest: 40 };

interface Sent {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  /** What votes on a poll are encrypted under. */
  readonly secret: Uint8Array;
}

export interface PlayOptions {
  /** Ends the play. */
  readonly signal: AbortSignal;
  /** How many times faster than natural. */
  readonly pace?: number;
}

/** Plays a day on the server from the moment the linked device is there, until it is aborted. */
export async function playDay(
  whatsapp: LoopbackWhatsapp,
  day: Day,
  { signal, pace = 1 }: PlayOptions,
): Promise<void> {
  const stage = openStage(whatsapp, day);
  const wait = (seconds: number) => pause((seconds * 1000) / pace, undefined, { signal });
  await whatsapp.reached({
    when: 'sent',
    stanza: (node) => node.tag === 'ib' && getBinaryNodeChild(node, 'offline') !== undefined,
  });
  for (const step of day.steps) {
    await wait(step.after);
    await stage.perform(step);
  }
  for (let round = 0; ; round++) {
    for (const talk of day.smallTalk) {
      for (const step of stepsOf(talk, round)) {
        await wait(step.after);
        await stage.perform(step);
      }
    }
  }
}

/** One way to have a small talk. */
function stepsOf({ people, lines }: SmallTalk, round: number): Step[] {
  const chat = people[round % people.length] ?? phone;
  return lines.map((line, index) => ({
    after: calm.shortest + Math.random() * (calm.longest - calm.shortest),
    chat,
    by: index % 2 === 0 ? chat : phone,
    text: line.replaceAll(/\{([^{}]*)\}/g, (_, words: string) => oneOf(words.split('|'))),
  }));
}

function oneOf(words: readonly string[]): string {
  return words[Math.floor(Math.random() * words.length)] ?? '';
}

/** The people and groups of a day, ready to write. */
function openStage(whatsapp: LoopbackWhatsapp, day: Day): { perform(step: Step): Promise<void> } {
  const people = new Map(
    Object.entries<Role>(day.people).map(([key, { name, number }]) => [key, whatsapp.contact(name, number)]),
  );
  const groups = new Map(
    Object.entries(day.groups).map(([key, { subject, members }]) => [
      key,
      whatsapp.group(
        subject,
        members.map((member) => named(people, member)),
      ),
    ]),
  );
  const sent = new Map<string, Sent>();

  function send(chat: string, author: string, content: Outgoing): Promise<string> {
    const group = groups.get(chat);
    if (group !== undefined) return group.send(author === phone ? phone : named(people, author), content);
    const contact = named(people, chat);
    return author === phone ? whatsapp.phone.send(contact, content) : contact.send(content);
  }

  /** How whoever writes now speaks of an earlier message. */
  function keyOf(name: string, author: string): proto.IMessageKey {
    const message = named(sent, name);
    return { id: message.id, fromMe: message.author === author };
  }

  const jidOf = (author: string): string =>
    author === phone ? whatsapp.phone.jid : named(people, author).jid;

  async function outgoing(content: Content, author: string, secret: Uint8Array): Promise<Outgoing> {
    const { Type } = proto.Message.ProtocolMessage;
    if ('photo' in content) {
      const file = await upload(whatsapp, content.photo, 'Image', 'image/jpeg');
      return { message: { imageMessage: { ...file, caption: content.caption ?? null } } };
    }
    if ('voice' in content) {
      const file = await upload(whatsapp, content.voice, 'Audio', 'audio/ogg; codecs=opus');
      return { message: { audioMessage: { ...file, ptt: true, seconds: content.seconds } } };
    }
    if ('document' in content) {
      const file = await upload(whatsapp, content.document, 'Document', 'application/pdf');
      return { message: { documentMessage: { ...file, fileName: content.name } } };
    }
    if ('react' in content) {
      const key = keyOf(content.react, author);
      return { message: { reactionMessage: { key, text: content.emoji, senderTimestampMs: Date.now() } } };
    }
    if ('edit' in content) {
      const key = keyOf(content.edit, author);
      const editedMessage = { conversation: content.text };
      return { message: { protocolMessage: { type: Type.MESSAGE_EDIT, key, editedMessage } } };
    }
    if ('erase' in content) {
      return { message: { protocolMessage: { type: Type.REVOKE, key: keyOf(content.erase, author) } } };
    }
    if ('poll' in content) {
      const options = content.options.map((optionName) => ({ optionName }));
      return {
        message: {
          pollCreationMessageV3: { name: content.poll, options, selectableOptionsCount: 1 },
          messageContextInfo: { messageSecret: secret },
        },
      };
    }
    if ('vote' in content) {
      const poll = named(sent, content.vote);
      const target = { id: poll.id, secret: poll.secret, creator: jidOf(poll.author), sender: jidOf(author) };
      return { message: sealVote(target, poll.author === author, content.options) };
    }
    if (content.answers !== undefined) {
      const { id, author: quoted, text } = named(sent, content.answers);
      const contextInfo = { stanzaId: id, participant: jidOf(quoted), quotedMessage: { conversation: text } };
      return { message: { extendedTextMessage: { text: content.text, contextInfo } } };
    }
    return { text: content.text };
  }

  return {
    async perform(step) {
      const author = step.by ?? step.chat;
      const secret = randomBytes(32);
      const id = await send(step.chat, author, await outgoing(step, author, secret));
      const text = 'text' in step ? step.text : '';
      if ('as' in step && step.as !== undefined) sent.set(step.as, { id, author, text, secret });
    },
  };
}

async function upload(
  whatsapp: LoopbackWhatsapp,
  file: string,
  type: 'Image' | 'Audio' | 'Document',
  mime: string,
) {
  return whatsapp.media.upload(await readFile(path.join(files, file)), type, mime);
}

function named<T>(known: ReadonlyMap<string, T>, name: string): T {
  const found = known.get(name);
  if (found === undefined) throw new Error(`the day's script speaks of ${name}, whom nobody knows`);
  return found;
}
