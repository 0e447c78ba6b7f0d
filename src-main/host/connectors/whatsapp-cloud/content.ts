import type { MessageKind } from '#shared/model/message.ts';
import { noticeText } from '#shared/model/notice.ts';
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
}

const lines = (...parts: readonly (string | null | undefined)[]): string => parts.filter(Boolean).join('\n');

/** Reads what a message says. What is not known becomes kind `unknown`. */
export function readContent(content: WireContent): CloudContent {
  const readable =
    readText(content) ?? readMedia(content) ?? readPlaceOrPerson(content) ?? readBusiness(content);
  return { text: '', media: null, ...(readable ?? readRest(content)) };
}

type Readable = Pick<CloudContent, 'kind'> & Partial<CloudContent>;

function readText({ type, text, button, interactive }: WireContent): Readable | null {
  if (type === 'text' && text?.body != null) return { kind: 'text', text: text.body };
  if (type === 'button' && button) return { kind: 'text', text: button.text ?? button.payload ?? '' };
  if (type !== 'interactive' || !interactive) return null;
  const {
    button_reply: pressed,
    list_reply: row,
    nfm_reply: form,
    call_permission_reply: call,
  } = interactive;
  const chosen = pressed ?? row;
  if (chosen) return { kind: 'text', text: lines(chosen.title, chosen.description) };
  if (form) return { kind: 'text', text: lines(form.body, ...formAnswers(form.response_json)) };
  return call?.response ? { kind: 'text', text: call.response } : null;
}

const mostAnswers = 200;
const longestAnswer = 2_000;

/** What was filled into a form, as lines of name and value; its own token is no answer. */
function formAnswers(json: string | null | undefined): string[] {
  try {
    const answers: unknown = JSON.parse(json ?? '');
    if (typeof answers !== 'object' || answers === null) return [];
    return Object.entries(answers)
      .filter(([field]) => field !== 'flow_token')
      .slice(0, mostAnswers)
      .map(([field, value]) => {
        const words = typeof value === 'string' ? value : JSON.stringify(value);
        return `${field}: ${words.slice(0, longestAnswer)}`.toWellFormed();
      });
  } catch {
    return json ? [json] : [];
  }
}

function readMedia(content: WireContent): Readable | null {
  const { type, image, video, audio, voice, document, sticker } = content;
  if (type === 'image' && image) return { kind: 'image', ...withFile(image) };
  if (type === 'video' && video) return { kind: 'video', ...withFile(video) };
  if (type === 'document' && document) return { kind: 'document', ...withFile(document) };
  if (type === 'sticker' && sticker) return { kind: 'sticker', ...withFile(sticker) };
  if (type === 'audio' && audio)
    return { kind: audio.voice === true ? 'voice' : 'audio', ...withFile(audio) };
  if (type === 'voice' && voice) return { kind: 'voice', ...withFile(voice) };
  return null;
}

function withFile({ id, caption, mime_type: mime, sha256, filename }: WireMedia): Omit<CloudContent, 'kind'> {
  return {
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
    const { latitude, longitude, name, address, url } = location;
    return { kind: 'location', text: lines(name, address, `${latitude ?? 0}, ${longitude ?? 0}`, url) };
  }
  if (type !== 'contacts' || !contacts) return null;
  const cards = contacts.flatMap(({ name, org, phones, emails }) => [
    name?.formatted_name ?? lines(name?.first_name, name?.last_name).replace('\n', ' '),
    org?.company,
    ...(phones ?? []).map(({ phone, wa_id: account }) => phone ?? account),
    ...(emails ?? []).map(({ email }) => email),
  ]);
  return { kind: 'contact', text: lines(...cards) };
}

function readBusiness({ type, order, system }: WireContent): Readable | null {
  if (type === 'order' && order) {
    const items = (order.product_items ?? []).map(
      ({ quantity, product_retailer_id: product, item_price: price, currency }) =>
        `${quantity ?? 1} × ${product ?? '?'} · ${price ?? '?'} ${currency ?? ''}`.trim(),
    );
    return { kind: 'text', text: lines(order.text, ...items) };
  }
  if (type === 'request_welcome') return { kind: 'system', text: noticeText('chat-opened') };
  if (type !== 'system' || !system) return null;
  return { kind: 'system', text: systemNotice(system) };
}

/** What WhatsApp itself says of a person: as a code where there is one, otherwise in its own words. */
function systemNotice(system: NonNullable<WireContent['system']>): string {
  const { type, body, wa_id: account, new_wa_id: newAccount, user_id: user } = system;
  if (type === 'user_changed_number' || type === 'customer_changed_number') {
    const number = account ?? newAccount;
    return noticeText('number-change', number ? `+${number}` : '');
  }
  if (type === 'user_changed_user_id') return noticeText('number-change', user ?? '');
  if (type === 'customer_identity_changed') return noticeText('security-code-change');
  return body ?? '';
}

/** A hole says what was there, as far as the platform names it. */
function readRest({ type, unsupported, errors }: WireContent): Readable {
  // What the media of history are before a later webhook brings them.
  if (type === 'media_placeholder') return { kind: 'pending' };
  if (type === 'unsupported' || unsupported || (errors ?? []).length > 0) {
    const what = unsupported?.type ?? errors?.[0]?.title ?? '';
    return { kind: 'unknown', text: noticeText('unsupported', what) };
  }
  return { kind: 'unknown' };
}
