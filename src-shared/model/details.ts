import type { MessageKind } from './message.ts';

/** An amount of money in thousandths of its currency's unit, as WhatsApp counts it; `currency` is an ISO 4217 code. */
export interface Money {
  readonly thousandths: number;
  readonly currency: string;
}

/** The message that another one answers, as its sender's phone quoted it. Never counted among the replier's words. */
export interface Quote {
  /** The quoted message's key within its conversation; null when it cannot be told. */
  readonly message: string | null;
  /** Who wrote it, by the key that senders have; null when it cannot be told. */
  readonly author: string | null;
  /** The line itself wrote it. */
  readonly fromLine: boolean;
  readonly kind: MessageKind;
  /** The beginning of what it said, as the quoting phone had it. */
  readonly text: string;
  /** Where it stands: in this conversation, in another one (its key), or in a status update, which is not captured. */
  readonly place: 'here' | 'status' | { readonly conversation: string };
  /** A comment stands below the message that it is about. */
  readonly isComment: boolean;
}

/** The advertisement from which a customer came to write. */
export interface Advertisement {
  readonly title: string;
  readonly body: string;
  readonly url: string | null;
}

export interface ContactCard {
  readonly name: string;
  readonly company: string | null;
  readonly numbers: readonly string[];
  readonly emails: readonly string[];
}

/** Something that can be chosen: a button, a row of a list. */
export interface Choice {
  readonly title: string;
  readonly description: string | null;
  /** The heading that it stands under. */
  readonly section: string | null;
}

export interface OrderLine {
  readonly name: string;
  readonly quantity: number;
  readonly price: Money | null;
}

/** How a call ended, seen from the line. */
export const callOutcomes = [
  'answered',
  'missed',
  'declined',
  'answered-elsewhere',
  'failed',
  'ended',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

export const paymentSteps = [
  'sent',
  'requested',
  'declined',
  'cancelled',
  'invited',
  'invoice',
  'key',
] as const;
export type PaymentStep = (typeof paymentSteps)[number];

/** What a message holds beside its words, by what it is about. The words that a person reads are in its text too. */
export type MessageSubject =
  | {
      readonly type: 'poll';
      readonly options: readonly string[];
      /** How many options one person may choose; 0 for as many as they like. */
      readonly choices: number;
    }
  | {
      readonly type: 'poll-result';
      readonly results: readonly { readonly option: string; readonly votes: number }[];
    }
  | {
      readonly type: 'event';
      readonly startsAt: number | null;
      readonly endsAt: number | null;
      readonly place: string | null;
      readonly link: string | null;
      readonly call: 'voice' | 'video' | null;
      readonly cancelled: boolean;
    }
  | {
      readonly type: 'choices';
      readonly form: 'buttons' | 'list';
      readonly options: readonly Choice[];
    }
  /** What was chosen among `choices`, or filled in. */
  | { readonly type: 'answer'; readonly form: 'buttons' | 'list' | 'form' }
  | { readonly type: 'contacts'; readonly cards: readonly ContactCard[] }
  | {
      readonly type: 'place';
      readonly latitude: number;
      readonly longitude: number;
      readonly name: string | null;
      readonly address: string | null;
    }
  | { readonly type: 'invite'; readonly group: string; readonly expiresAt: number | null }
  | {
      readonly type: 'order';
      readonly items: number;
      readonly total: Money | null;
      readonly lines: readonly OrderLine[];
    }
  | {
      readonly type: 'product';
      readonly title: string;
      readonly description: string | null;
      readonly code: string | null;
      readonly price: Money | null;
      readonly salePrice: Money | null;
      readonly url: string | null;
    }
  | {
      readonly type: 'payment';
      readonly step: PaymentStep;
      readonly amount: Money | null;
      /** What the money goes to, such as a PIX key, with the receiver's name. */
      readonly key: string | null;
      readonly receiver: string | null;
      readonly expiresAt: number | null;
    }
  | { readonly type: 'album'; readonly images: number; readonly videos: number }
  | {
      readonly type: 'sticker-pack';
      readonly name: string;
      readonly publisher: string;
      readonly stickers: number;
    }
  | { readonly type: 'link'; readonly url: string; readonly title: string; readonly description: string }
  | {
      readonly type: 'call';
      readonly video: boolean;
      readonly outcome: CallOutcome | null;
      readonly seconds: number | null;
    };

/** What a message carries beside its text; each part is left out where there is none. */
export interface MessageDetails {
  readonly quote?: Quote;
  /** It was passed on from another conversation; `often` when through many hands. */
  readonly forwarded?: 'once' | 'often';
  readonly advertisement?: Advertisement;
  readonly subject?: MessageSubject;
}

/** What a message counts as on the Business Platform: `utility`, and whether that is charged (`free_customer_service`). */
export interface MessagePrice {
  readonly category: string;
  readonly type: string | null;
}
