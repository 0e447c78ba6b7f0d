import type { MessageDetails, MessageSubject } from '#shared/model/details.ts';
import type { MessageKind } from '#shared/model/message.ts';
import { noticeText } from '#shared/model/notice.ts';
import { formAnswers, readOrder, systemNotice } from './business.ts';
import type { WireContent, WireMedia } from './wire.ts';

/** A file at the platform, as a message describes it. */
export interface CloudMedia {
  /** What to ask the Graph API for; null when the platform gave none. */
  readonly id: string | null;
  readonly name: string | null;
  readonly mime: string | null;
  /** In hex, or null. */
  readonly sha256: string | null;
}

/** What a message says, apart from who says it to whom. */
export interface CloudContent {
  readonly kind: MessageKind;
  readonly text: string;
  readonly media: CloudMedia | null;
  readonly details: Omit<MessageDetails, 'quote'>;
}

const lines = (...parts: readonly (string | null | undefined)[]): string => parts.filter(Boolean).join('\n');

/** Reads what a message says. What is not known becomes kind `unknown`. */
export function readContent(content: WireContent): CloudContent {
  const { kind, text, media, subject } =
    readText(content) ??
    readMedia(content) ??
    readPlaceOrPerson(content) ??
    readBusiness(content) ??
    readRest(content);
  return { kind, text: text ?? '', media: media ?? null, details: detailsOf(content, subject ?? null) };
}

interface Readable {
  readonly kind: MessageKind;
  readonly text?: string;
  readonly media?: CloudMedia;
  readonly subject?: MessageSubject;
}

/** What the message carries beside its words: that it was passed on, the advertisement it answers, what it is about. */
function detailsOf(
  { context, referral }: WireContent,
  subject: MessageSubject | null,
): Omit<MessageDetails, 'quote'> {
  const forwarded = context?.frequently_forwarded ? 'often' : context?.forwarded ? 'once' : null;
  const { referred_product: product } = context ?? {};
  const about =
    subject ?? (product?.product_retailer_id ? referredProduct(product.product_retailer_id) : null);
  return {
    ...(forwarded && { forwarded }),
    ...(referral && {
      advertisement: {
        title: referral.headline ?? '',
        body: referral.body ?? '',
        url: referral.source_url ?? null,
      },
    }),
    ...(about && { subject: about }),
  };
}

/** A customer asks about a product of the catalogue, of which only its code is told. */
function referredProduct(code: string): MessageSubject {
  return {
    type: 'product',
    title: '',
    description: null,
    code,
    price: null,
    salePrice: null,
    url: null,
  };
}

const answer = (form: 'buttons' | 'list' | 'form', words: string): Readable => ({
  kind: 'text',
  text: words,
  subject: { type: 'answer', form },
});

function readText({ type, text, button, interactive }: WireContent): Readable | null {
  if (type === 'text' && text?.body != null) return { kind: 'text', text: text.body };
  if (type === 'button' && button) return answer('buttons', button.text ?? button.payload ?? '');
  if (type !== 'interactive' || !interactive) return null;
  const {
    button_reply: pressed,
    list_reply: row,
    nfm_reply: form,
    call_permission_reply: call,
  } = interactive;
  if (pressed) return answer('buttons', lines(pressed.title, pressed.description));
  if (row) return answer('list', lines(row.title, row.description));
  if (form) return answer('form', lines(form.body, ...formAnswers(form.response_json)));
  return call?.response ? answer('buttons', call.response) : null;
}

function readMedia(content: WireContent): Readable | null {
  const { type, image, video, audio, voice, document, sticker } = content;
  if (type === 'image' && image) return withFile('image', image);
  if (type === 'video' && video) return withFile('video', video);
  if (type === 'document' && document) return withFile('document', document);
  if (type === 'sticker' && sticker) return withFile('sticker', sticker);
  if (type === 'audio' && audio) return withFile(audio.voice === true ? 'voice' : 'audio', audio);
  return type === 'voice' && voice ? withFile('voice', voice) : null;
}

function withFile(
  kind: MessageKind,
  { id, caption, mime_type: mime, sha256, filename }: WireMedia,
): Readable {
  return {
    kind,
    text: caption ?? '',
    media: {
      id: id ?? null,
      name: filename?.slice(0, 255).toWellFormed() || null,
      mime: mime?.slice(0, 255).toWellFormed() || null,
      sha256: hexDigest(sha256),
    },
  };
}

/** Meta gives the SHA-256 of a file in hex or in base64. */
function hexDigest(digest: string | null | undefined): string | null {
  if (digest == null) return null;
  if (/^[0-9a-f]{64}$/i.test(digest)) return digest.toLowerCase();
  return /^[A-Za-z0-9+/]{43}=$/.test(digest) ? Buffer.from(digest, 'base64').toString('hex') : null;
}

function readPlaceOrPerson({ type, location, contacts }: WireContent): Readable | null {
  if (type === 'location' && location) {
    const { name, address, url } = location;
    const latitude = location.latitude ?? 0;
    const longitude = location.longitude ?? 0;
    return {
      kind: 'location',
      text: lines(name, address, `${latitude}, ${longitude}`, url),
      subject: { type: 'place', latitude, longitude, name: name ?? null, address: address ?? null },
    };
  }
  if (type !== 'contacts' || !contacts) return null;
  const cards = contacts.map(({ name, org, phones, emails }) => ({
    name: name?.formatted_name ?? [name?.first_name, name?.last_name].filter(Boolean).join(' '),
    company: org?.company ?? null,
    numbers: (phones ?? []).flatMap(({ phone, wa_id: account }) => phone ?? account ?? []),
    emails: (emails ?? []).flatMap(({ email }) => email ?? []),
  }));
  return {
    kind: 'contact',
    text: lines(...cards.flatMap(({ name, numbers }) => [name, ...numbers])),
    subject: { type: 'contacts', cards },
  };
}

function readBusiness({ type, order, system }: WireContent): Readable | null {
  if (type === 'order' && order) return { kind: 'order', ...readOrder(order) };
  if (type === 'request_welcome') return { kind: 'system', text: noticeText('chat-opened') };
  return type === 'system' && system ? { kind: 'system', text: systemNotice(system) } : null;
}

/** A hole says what was there, as far as the platform names it. */
function readRest({ type, unsupported, errors }: WireContent): Readable {
  // The media of history: a later webhook brings those of the last two weeks.
  if (type === 'media_placeholder') return { kind: 'pending', text: noticeText('media-later') };
  if (type === 'unsupported' || unsupported || (errors ?? []).length > 0) {
    const what = unsupported?.type ?? errors?.[0]?.title ?? '';
    return { kind: 'unknown', text: noticeText('unsupported', what) };
  }
  return { kind: 'unknown', text: type ? noticeText('unsupported', type) : '' };
}
