import {
  isHostedLidUser,
  isHostedPnUser,
  isJidBroadcast,
  isJidNewsletter,
  isLidUser,
  isPnUser,
  jidDecode,
  jidEncode,
} from '@whiskeysockets/baileys';

/** The account behind a JID: without device or agent, hosted forms under their ordinary server. '' when it is none. */
export function accountJid(jid: string | null | undefined): string {
  const decoded = jidDecode(jid ?? undefined);
  if (!decoded?.user) return '';
  const { user, server } = decoded;
  return jidEncode(
    user,
    server === 'c.us' || server === 'hosted' ? 's.whatsapp.net' : server === 'hosted.lid' ? 'lid' : server,
  );
}

export const isPhoneJid = (jid: string): boolean => Boolean(isPnUser(jid) || isHostedPnUser(jid));
export const isLidJid = (jid: string): boolean => Boolean(isLidUser(jid) || isHostedLidUser(jid));
export const isPersonJid = (jid: string): boolean => isPhoneJid(jid) || isLidJid(jid);

/** Status updates, channels and broadcast lists are not conversations of the line. */
export const isLeftOut = (jid: string): boolean => Boolean(isJidBroadcast(jid) || isJidNewsletter(jid));

/** How a notice names a person: by phone number when one of their JIDs has it, otherwise by LID. '' for nobody. */
export function personLabel(jids: readonly string[]): string {
  const phone = jids.find(isPhoneJid);
  const [user = ''] = (phone ?? jids.find(isLidJid) ?? '').split('@');
  return phone === undefined ? user : `+${user}`;
}
