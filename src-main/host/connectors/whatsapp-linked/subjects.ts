import { proto } from '@whiskeysockets/baileys';
import type { CallOutcome, ContactCard, MessageSubject } from '#shared/model/details.ts';
import type { MessageKind } from '#shared/model/message.ts';
import { noticeText } from '#shared/model/notice.ts';
import { bounded, count, lines, moment, parts, word } from './bounds.ts';

/** What a part of a message says: the words that a person reads, and what else it holds. */
export interface Readable {
  readonly kind: MessageKind;
  readonly text: string | null | undefined;
  readonly subject?: MessageSubject;
  /** Where a picture, video or document that belongs to it is described. */
  readonly file?: proto.IMessage;
}

/** Places, people, polls, plans and calls. */
export function readSubject(message: proto.IMessage): Readable | null {
  return (
    readPlace(message) ??
    readContacts(message) ??
    readPoll(message) ??
    readPlan(message) ??
    readInvite(message) ??
    readCollection(message) ??
    readCall(message)
  );
}

function readPlace({ locationMessage: place, liveLocationMessage: live }: proto.IMessage): Readable | null {
  if (place)
    return {
      kind: place.isLive ? 'live-location' : 'location',
      text: lines(place.name, place.address, place.comment, coordinates(place)),
      subject: placeOf(place),
    };
  if (live)
    return { kind: 'live-location', text: lines(live.caption, coordinates(live)), subject: placeOf(live) };
  return null;
}

interface Place {
  readonly degreesLatitude?: number | null;
  readonly degreesLongitude?: number | null;
  readonly name?: string | null;
  readonly address?: string | null;
}

export const coordinates = (place: Place): string =>
  `${place.degreesLatitude ?? 0}, ${place.degreesLongitude ?? 0}`;

const placeOf = (place: Place): MessageSubject => ({
  type: 'place',
  latitude: finite(place.degreesLatitude),
  longitude: finite(place.degreesLongitude),
  name: word(place.name),
  address: word(place.address),
});

/** JSON knows neither infinity nor what is no number. */
const finite = (value: number | null | undefined): number => (Number.isFinite(value) ? (value ?? 0) : 0);

function readContacts({ contactMessage, contactsArrayMessage }: proto.IMessage): Readable | null {
  const found = contactMessage ? [contactMessage] : contactsArrayMessage?.contacts;
  if (!found) return null;
  const cards = parts(found).map(cardOf);
  return {
    kind: 'contact',
    text: lines(...cards.flatMap((card) => [card.name, card.company, ...card.numbers, ...card.emails])),
    subject: { type: 'contacts', cards },
  };
}

function cardOf(contact: proto.Message.IContactMessage): ContactCard {
  const fields = bounded(contact.vcard)
    .replaceAll(/\r?\n[ \t]/g, '')
    .split(/\r?\n/);
  const values = (name: string) =>
    fields.flatMap((field) => {
      const colon = field.indexOf(':');
      const [property = ''] = field.slice(0, colon).split(';');
      const isWanted = colon > 0 && property.slice(property.indexOf('.') + 1).toUpperCase() === name;
      return isWanted ? (word(unescaped(field.slice(colon + 1))) ?? []) : [];
    });
  return {
    name: word(contact.displayName) ?? values('FN')[0] ?? '',
    company: values('ORG')[0]?.replaceAll(';', ' ').trim() || null,
    numbers: parts(values('TEL')),
    emails: parts(values('EMAIL')),
  };
}

/** RFC 6350, section 3.4. */
const unescaped = (value: string): string => value.replaceAll(/\\([\\,;:])/g, '$1').replaceAll(/\\n/gi, ' ');

function readPoll(message: proto.IMessage): Readable | null {
  const poll =
    message.pollCreationMessage ??
    message.pollCreationMessageV2 ??
    message.pollCreationMessageV3 ??
    message.pollCreationMessageV5;
  if (poll) {
    const options = parts(poll.options).map((option) => word(option.optionName) ?? '');
    return {
      kind: 'poll',
      text: lines(poll.name, ...options.map((option) => `- ${option}`)),
      subject: { type: 'poll', options, choices: poll.selectableOptionsCount ?? 0 },
    };
  }
  const snapshot = message.pollResultSnapshotMessage ?? message.pollResultSnapshotMessageV3;
  if (!snapshot) return null;
  const results = parts(snapshot.pollVotes).map((each) => ({
    option: word(each.optionName) ?? '',
    votes: count(each.optionVoteCount) ?? 0,
  }));
  return {
    kind: 'poll',
    text: lines(snapshot.name, ...results.map(({ option }) => `- ${option}`)),
    subject: { type: 'poll-result', results },
  };
}

function readPlan({
  eventMessage: event,
  scheduledCallCreationMessage: call,
}: proto.IMessage): Readable | null {
  if (event) {
    const place = lines(event.location?.name, event.location?.address);
    return {
      kind: 'event',
      text: lines(event.name, event.description, place, event.joinLink),
      subject: {
        type: 'event',
        startsAt: moment(event.startTime),
        endsAt: moment(event.endTime),
        place: word(place),
        link: word(event.joinLink),
        call: event.isScheduleCall ? 'voice' : null,
        cancelled: Boolean(event.isCanceled),
      },
    };
  }
  if (!call) return null;
  const { VIDEO } = proto.Message.ScheduledCallCreationMessage.CallType;
  return {
    kind: 'event',
    text: call.title,
    subject: {
      type: 'event',
      startsAt: moment(call.scheduledTimestampMs),
      endsAt: null,
      place: null,
      link: null,
      call: call.callType === VIDEO ? 'video' : 'voice',
      cancelled: false,
    },
  };
}

function readInvite(message: proto.IMessage): Readable | null {
  const group = message.groupInviteMessage;
  if (group)
    return {
      kind: 'invite',
      text: lines(group.groupName, group.caption),
      subject: {
        type: 'invite',
        group: word(group.groupName) ?? '',
        expiresAt: moment(group.inviteExpiration),
      },
    };
  const channel = message.newsletterAdminInviteMessage ?? message.newsletterFollowerInviteMessageV2;
  return channel
    ? {
        kind: 'invite',
        text: lines(channel.newsletterName, channel.caption),
        subject: { type: 'invite', group: word(channel.newsletterName) ?? '', expiresAt: null },
      }
    : null;
}

function readCollection({ albumMessage: album }: proto.IMessage): Readable | null {
  return album
    ? {
        kind: 'album',
        text: '',
        subject: {
          type: 'album',
          images: album.expectedImageCount ?? 0,
          videos: album.expectedVideoCount ?? 0,
        },
      }
    : null;
}

const { CallOutcome: Outcome } = proto.Message.CallLogMessage;
const outcomes: ReadonlyMap<number, CallOutcome> = new Map([
  [Outcome.CONNECTED, 'answered'],
  [Outcome.MISSED, 'missed'],
  [Outcome.SILENCED_BY_DND, 'missed'],
  [Outcome.SILENCED_UNKNOWN_CALLER, 'missed'],
  [Outcome.FAILED, 'failed'],
  [Outcome.REJECTED, 'declined'],
  [Outcome.ACCEPTED_ELSEWHERE, 'answered-elsewhere'],
]);

function readCall({ call, callLogMesssage: log, bcallMessage: broadcast }: proto.IMessage): Readable | null {
  if (broadcast) return { kind: 'call', text: broadcast.caption };
  if (!call && !log) return null;
  const video = Boolean(log?.isVideo);
  return {
    kind: 'call',
    text: noticeText(video ? 'call-video' : 'call-voice'),
    subject: {
      type: 'call',
      video,
      // A missing outcome is the protobuf's first: connected.
      outcome: log ? (outcomes.get(log.callOutcome ?? Outcome.CONNECTED) ?? null) : null,
      seconds: count(log?.durationSecs),
    },
  };
}
