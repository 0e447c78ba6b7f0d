import { z } from 'zod';

/*
 * What Meta sends, as far as it is read. Every field may be missing or of another type than documented: such a field
 * counts as absent, and the update it stands in is kept whole as evidence.
 */

/** Longer than any text that WhatsApp lets a person send. */
const longestText = 100_000;
const longestName = 1_024;
const longestId = 512;

/** A lone surrogate can be in JSON but not in a database: what is stored must be what the ledger's digest is of. */
const textUpTo = (most: number) => z.string().transform((text) => text.slice(0, most).toWellFormed());
const optional = <T extends z.ZodType>(type: T) => type.nullish().catch(null);

const body = optional(textUpTo(longestText));
const name = optional(textUpTo(longestName));
const id = z
  .string()
  .min(1)
  .max(longestId)
  .transform((text) => text.toWellFormed());
const maybeId = optional(id);
const flag = optional(z.boolean());
const amount = optional(z.coerce.number().refine(Number.isFinite));
/** Meta writes seconds since the epoch, as text or as a number. */
const seconds = optional(z.coerce.number().int().positive().max(4_102_444_800));

const media = optional(
  z.object({
    id: maybeId,
    caption: body,
    mime_type: name,
    sha256: name,
    filename: name,
    voice: flag,
    animated: flag,
  }),
);

const reply = optional(z.object({ id: maybeId, title: body, description: body }));

const card = z.object({
  name: optional(z.object({ formatted_name: name, first_name: name, last_name: name })),
  org: optional(z.object({ company: name })),
  phones: optional(z.array(z.object({ phone: name, wa_id: name })).max(100)),
  emails: optional(z.array(z.object({ email: name })).max(100)),
});

const error = z.object({
  code: amount,
  title: name,
  message: name,
  error_data: optional(z.object({ details: name })),
});
const errors = optional(z.array(error).max(20));

/** What a message says, apart from who says it to whom. */
const contentFields = {
  type: name,
  context: optional(
    z.object({
      id: maybeId,
      from: maybeId,
      from_user_id: maybeId,
      forwarded: flag,
      frequently_forwarded: flag,
      referred_product: optional(z.object({ catalog_id: name, product_retailer_id: name })),
    }),
  ),
  referral: optional(
    z.object({ source_url: body, source_type: name, source_id: name, headline: body, body }),
  ),
  errors,
  text: optional(z.object({ body })),
  image: media,
  video: media,
  audio: media,
  voice: media,
  document: media,
  sticker: media,
  location: optional(z.object({ latitude: amount, longitude: amount, name: body, address: body, url: body })),
  contacts: optional(z.array(card).max(500)),
  button: optional(z.object({ text: body, payload: body })),
  interactive: optional(
    z.object({
      type: name,
      button_reply: reply,
      list_reply: reply,
      nfm_reply: optional(z.object({ name, body, response_json: body })),
      call_permission_reply: optional(z.object({ response: name })),
    }),
  ),
  order: optional(
    z.object({
      catalog_id: name,
      text: body,
      product_items: optional(
        z
          .array(
            z.object({ product_retailer_id: name, quantity: amount, item_price: amount, currency: name }),
          )
          .max(1000),
      ),
    }),
  ),
  system: optional(
    z.object({
      body,
      type: name,
      wa_id: maybeId,
      new_wa_id: maybeId,
      user_id: maybeId,
      customer: maybeId,
    }),
  ),
  unsupported: optional(z.object({ type: name, title: name })),
};

/** What an edit says instead. */
const editedContent = z.object(contentFields);

/** A message or an echo of one, live or from history. */
export const wireMessage = z.object({
  id,
  from: maybeId,
  from_user_id: maybeId,
  from_parent_user_id: maybeId,
  to: maybeId,
  to_user_id: maybeId,
  to_parent_user_id: maybeId,
  group_id: maybeId,
  timestamp: seconds,
  history_context: optional(z.object({ status: name, from_me: flag })),
  reaction: optional(z.object({ message_id: maybeId, emoji: name })),
  edit: optional(z.object({ original_message_id: maybeId, message: optional(editedContent) })),
  revoke: optional(z.object({ original_message_id: maybeId })),
  ...contentFields,
});
export type WireMessage = z.output<typeof wireMessage>;
export type WireContent = z.output<typeof editedContent>;
export type WireMedia = NonNullable<z.output<typeof media>>;

/** What became of a message that the line sent. */
export const wireStatus = z.object({
  id,
  status: z.string().min(1).max(32),
  timestamp: seconds,
  recipient_id: maybeId,
  recipient_user_id: maybeId,
  recipient_parent_user_id: maybeId,
  recipient_type: name,
  errors,
  pricing: optional(z.object({ category: name, type: name })),
});
export type WireStatus = z.output<typeof wireStatus>;

/** A person as a webhook introduces them. */
export const wireContact = z.object({
  wa_id: maybeId,
  user_id: maybeId,
  parent_user_id: maybeId,
  profile: optional(z.object({ name, username: name })),
  username: name,
});
export type WireContact = z.output<typeof wireContact>;

/** An entry of the address book in the Business app. */
export const wireBookEntry = z.object({
  type: name,
  action: name,
  contact: optional(
    z.object({
      full_name: name,
      first_name: name,
      phone_number: maybeId,
      user_id: maybeId,
      username: name,
    }),
  ),
  metadata: optional(z.object({ timestamp: seconds })),
});

/** A part of the past, in threads. */
export const wireHistory = z.object({
  metadata: optional(z.object({ phase: amount, chunk_order: amount, progress: amount })),
  threads: optional(z.array(z.unknown())),
  errors,
});
export const wireThread = z.object({ id: maybeId, messages: optional(z.array(z.unknown())) });

/** A call, once when it begins and once when it ends. */
export const wireCall = z.object({
  id,
  from: maybeId,
  from_user_id: maybeId,
  to: maybeId,
  to_user_id: maybeId,
  event: name,
  direction: name,
  timestamp: seconds,
  start_time: seconds,
  duration: amount,
});
export type WireCall = z.output<typeof wireCall>;

/** The lists of updates that a change can hold. */
const lists = {
  contacts: optional(z.array(z.unknown())),
  messages: optional(z.array(z.unknown())),
  statuses: optional(z.array(z.unknown())),
  message_echoes: optional(z.array(z.unknown())),
  history: optional(z.array(z.unknown())),
  state_sync: optional(z.array(z.unknown())),
  calls: optional(z.array(z.unknown())),
};

export const wireValue = z.object({
  metadata: optional(z.object({ display_phone_number: name, phone_number_id: maybeId })),
  ...lists,
  /** While another program answers the customers, what is said comes in here. */
  standby: optional(z.object(lists)),
});
export type WireLists = Pick<z.output<typeof wireValue>, keyof typeof lists>;

export const wireChange = z.object({ field: name, value: z.unknown() });
export const wireEntry = z.object({ id: maybeId, time: seconds, changes: optional(z.array(z.unknown())) });
export const wireWebhook = z.object({ object: name, entry: z.array(z.unknown()) });
