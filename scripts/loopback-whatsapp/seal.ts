import { createCipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { proto } from '@whiskeysockets/baileys';

/** A message whose secret others seal their votes, responses, comments, reactions and edits under. */
export interface SealTarget {
  readonly id: string;
  readonly secret: Uint8Array;
  /** JIDs of who wrote it, and of who seals something about it. */
  readonly creator: string;
  readonly sender: string;
}

/** Encrypts something about another message as WhatsApp's programs do. */
export function seal(use: string, { id, secret, creator, sender }: SealTarget, plaintext: Uint8Array) {
  const key = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `${id}${creator}${sender}${use}`, 32));
  const encIv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, encIv);
  if (use === 'Poll Vote' || use === 'Event Response') cipher.setAAD(Buffer.from(`${id}\0${sender}`));
  return {
    encPayload: Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]),
    encIv,
  };
}

/** A vote for these options of a poll; none takes an earlier vote back. */
export function sealVote(poll: SealTarget, fromMe: boolean, options: readonly string[]): proto.IMessage {
  const selectedOptions = options.map((option) => createHash('sha256').update(option).digest());
  const vote = proto.Message.PollVoteMessage.encode({ selectedOptions }).finish();
  return {
    pollUpdateMessage: {
      pollCreationMessageKey: { id: poll.id, fromMe, participant: poll.creator },
      vote: seal('Poll Vote', poll, vote),
    },
  };
}
