import type { CapturedEvent, CapturedMessage } from '#shared/model/capture.ts';
import { noticeText } from '#shared/model/notice.ts';
import { namesIn, otherPlaces, type People } from './people.ts';
import { digitsOf, type Update } from './reading.ts';

type CallUpdate = Extract<Update, { type: 'call' }>;

/** A call as a message, and its end as what became of it; either may come first. */
export function callRecords(
  { call, source }: CallUpdate,
  ownNumber: string | null,
  people: People,
  receivedAt: number,
): { record: CapturedMessage | CapturedEvent; media: null }[] | null {
  const isOurs =
    call.direction === 'BUSINESS_INITIATED' ||
    (ownNumber !== null && call.from != null && digitsOf(call.from) === ownNumber);
  const named = namesIn(isOurs ? call.to : call.from);
  const bsuid = isOurs ? call.to_user_id : call.from_user_id;
  const person = people.find({ ...named, ...(bsuid && { bsuid }) });
  if (person === null) return null;
  const account = { key: person.key, ...(person.person && { person: person.person }) };
  const conversation = { ...account, kind: 'direct' as const, title: null };
  const at = (call.start_time ?? call.timestamp ?? receivedAt / 1000) * 1000;
  const raw = Buffer.from(JSON.stringify(source));
  const places = otherPlaces(person, call.id);
  const message: CapturedMessage = {
    type: 'message',
    conversation,
    key: call.id,
    sender: isOurs
      ? { key: `${ownNumber ?? ''}@s.whatsapp.net`, name: null, own: true }
      : { ...account, name: null },
    direction: isOurs ? 'outgoing' : 'incoming',
    kind: 'call',
    sentAt: at,
    text: noticeText('call-voice'),
    details: { subject: { type: 'call', video: false, outcome: null, seconds: null } },
    attachment: null,
    deleted: false,
    edited: false,
    suspicious: false,
    raw,
    otherPlaces: places,
  };
  if (call.event !== 'terminate') return [{ record: message, media: null }];
  const seconds = call.duration ?? null;
  const outcome = seconds !== null && seconds > 0 ? 'answered' : 'ended';
  const end: CapturedEvent = {
    type: 'event',
    conversation,
    messageKey: call.id,
    key: `${call.id} terminate`,
    event: 'call-end',
    sender: null,
    at: call.timestamp == null ? receivedAt : call.timestamp * 1000,
    text: seconds === null ? outcome : `${outcome} ${Math.round(seconds)}`,
    raw,
    otherPlaces: places,
  };
  return [message, end].map((record) => ({ record, media: null }));
}
