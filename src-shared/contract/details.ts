import { z } from 'zod';
import { callOutcomes, paymentSteps, type MessageSubject } from '../model/details.ts';

const money = z.strictObject({ thousandths: z.int(), currency: z.string() }).readonly();
const moment = z.number().nullable();

const contactCard = z
  .strictObject({
    name: z.string(),
    company: z.string().nullable(),
    numbers: z.array(z.string()).readonly(),
    emails: z.array(z.string()).readonly(),
  })
  .readonly();

const choice = z
  .strictObject({ title: z.string(), description: z.string().nullable(), section: z.string().nullable() })
  .readonly();

const orderLine = z
  .strictObject({ name: z.string(), quantity: z.number(), price: money.nullable() })
  .readonly();

/** What a message is about, as the model has it. */
export const messageSubject = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('poll'), options: z.array(z.string()).readonly(), choices: z.int() }),
  z.strictObject({
    type: z.literal('poll-result'),
    results: z.array(z.strictObject({ option: z.string(), votes: z.int() })).readonly(),
  }),
  z.strictObject({
    type: z.literal('event'),
    startsAt: moment,
    endsAt: moment,
    place: z.string().nullable(),
    link: z.string().nullable(),
    call: z.enum(['voice', 'video']).nullable(),
    cancelled: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('choices'),
    form: z.enum(['buttons', 'list']),
    options: z.array(choice).readonly(),
  }),
  z.strictObject({ type: z.literal('answer'), form: z.enum(['buttons', 'list', 'form']) }),
  z.strictObject({ type: z.literal('contacts'), cards: z.array(contactCard).readonly() }),
  z.strictObject({
    type: z.literal('place'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().nullable(),
    address: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('invite'), group: z.string(), expiresAt: moment }),
  z.strictObject({
    type: z.literal('order'),
    items: z.int(),
    total: money.nullable(),
    lines: z.array(orderLine).readonly(),
  }),
  z.strictObject({
    type: z.literal('product'),
    title: z.string(),
    description: z.string().nullable(),
    code: z.string().nullable(),
    price: money.nullable(),
    salePrice: money.nullable(),
    url: z.string().nullable(),
  }),
  z.strictObject({
    type: z.literal('payment'),
    step: z.enum(paymentSteps),
    amount: money.nullable(),
    key: z.string().nullable(),
    receiver: z.string().nullable(),
    expiresAt: moment,
  }),
  z.strictObject({ type: z.literal('album'), images: z.int(), videos: z.int() }),
  z.strictObject({
    type: z.literal('sticker-pack'),
    name: z.string(),
    publisher: z.string(),
    stickers: z.int(),
  }),
  z.strictObject({
    type: z.literal('link'),
    url: z.string(),
    title: z.string(),
    description: z.string(),
  }),
  z.strictObject({
    type: z.literal('call'),
    video: z.boolean(),
    outcome: z.enum(callOutcomes).nullable(),
    seconds: z.number().nullable(),
  }),
]) satisfies z.ZodType<MessageSubject>;

export const advertisementView = z.strictObject({
  title: z.string(),
  body: z.string(),
  url: z.string().nullable(),
});
