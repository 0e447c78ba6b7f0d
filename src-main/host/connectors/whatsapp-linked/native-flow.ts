import type { proto } from '@whiskeysockets/baileys';
import { z } from 'zod';
import type { Choice, MessageSubject, Money } from '#shared/model/details.ts';
import { bounded, lines, parts, word } from './bounds.ts';

/** What the buttons of an interactive message hold, which WhatsApp writes as JSON inside the protobuf. */
export interface Flow {
  readonly form: 'buttons' | 'list';
  readonly options: readonly Choice[];
  readonly subject: MessageSubject | null;
  /** Words that belong to the message: what is sold, the key to pay to. */
  readonly words: readonly string[];
}

const text = z.string().optional().catch(undefined);
const amount = z.object({ value: z.number(), offset: z.number().positive() }).optional().catch(undefined);

const flowParams = z.object({
  display_text: text,
  url: text,
  phone_number: text,
  title: text,
  sections: z
    .array(z.object({ title: text, rows: z.array(z.object({ title: text, description: text })).catch([]) }))
    .optional()
    .catch(undefined),
  currency: text,
  reference_id: text,
  total_amount: amount,
  order: z
    .object({
      items: z.array(z.object({ name: text, quantity: z.number().catch(1), amount })).catch([]),
    })
    .optional()
    .catch(undefined),
  payment_settings: z
    .array(
      z.object({
        pix_static_code: z.object({ merchant_name: text, key: text }).optional().catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
});

const nothing: Flow = { form: 'buttons', options: [], subject: null, words: [] };

/** Reads the buttons of an interactive message. What is no JSON is left to the raw bytes. */
export function readFlow(
  message: proto.Message.InteractiveMessage.INativeFlowMessage | null | undefined,
): Flow {
  const read = parts(message?.buttons).flatMap((button) => {
    const params = flowParams.safeParse(parsed(button.buttonParamsJson));
    return params.success ? [readButton(params.data)] : [];
  });
  return {
    form: read.some((each) => each.form === 'list') ? 'list' : 'buttons',
    options: read.flatMap((each) => each.options),
    subject: read.find((each) => each.subject)?.subject ?? null,
    words: read.flatMap((each) => each.words),
  };
}

function readButton(params: z.output<typeof flowParams>): Flow {
  const { sections, order, currency } = params;
  const total = money(params.total_amount, currency);
  const pix = params.payment_settings?.find((each) => each.pix_static_code)?.pix_static_code;
  if (pix) {
    const key = word(pix.key);
    const receiver = word(pix.merchant_name);
    return {
      ...nothing,
      subject: { type: 'payment', step: 'key', amount: total, key, receiver, expiresAt: null },
      words: [receiver, key].filter((each) => each !== null),
    };
  }
  if (order) {
    const items = parts(order.items).map((item) => ({
      name: word(item.name) ?? '',
      quantity: item.quantity,
      price: money(item.amount, currency),
    }));
    const quantity = items.reduce((sum, item) => sum + Math.trunc(item.quantity), 0);
    return {
      ...nothing,
      subject: { type: 'order', items: quantity, total, lines: items },
      words: items.map(({ name }) => name),
    };
  }
  if (sections) {
    const options = parts(sections).flatMap((section) =>
      parts(section.rows).map((row) => ({
        title: word(row.title) ?? '',
        description: word(row.description),
        section: word(section.title),
      })),
    );
    return { ...nothing, form: 'list', options, words: params.title ? [params.title] : [] };
  }
  const title = word(params.display_text);
  const option = {
    title: title ?? '',
    description: word(params.url) ?? word(params.phone_number),
    section: null,
  };
  return title === null ? nothing : { ...nothing, options: [option] };
}

function money(
  value: { readonly value: number; readonly offset: number } | undefined,
  currency: string | undefined,
): Money | null {
  const thousandths = Math.round(((value?.value ?? Number.NaN) * 1000) / (value?.offset ?? 1));
  return Number.isSafeInteger(thousandths) ? { thousandths, currency: (currency ?? '').slice(0, 8) } : null;
}

const answers = z.record(z.string(), z.unknown());
/** What programs tell each other beside what a person filled in. */
const technical: ReadonlySet<string> = new Set(['flow_token', 'id', 'wa_flow_response_params']);

/** What a person chose or filled in, a line for each field. */
export function readAnswer(
  message: proto.Message.InteractiveResponseMessage.INativeFlowResponseMessage | null | undefined,
): string[] {
  const fields = answers.safeParse(parsed(message?.paramsJson));
  if (!fields.success) return [];
  return Object.entries(fields.data)
    .slice(0, mostFields)
    .flatMap(([name, value]) => {
      const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
      return isPlain && !technical.has(name) ? [lines(`${name}: ${bounded(String(value))}`)] : [];
    });
}
const mostFields = 100;

function parsed(json: string | null | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    return undefined;
  }
}
