import type { MessageSubject } from '#shared/model/details.ts';
import { noticeText } from '#shared/model/notice.ts';
import type { WireContent } from './wire.ts';

const mostAnswers = 200;
const longestAnswer = 2_000;

/** What was filled into a form, as lines of name and value; its own token is no answer. */
export function formAnswers(json: string | null | undefined): string[] {
  try {
    const answers: unknown = JSON.parse(json ?? '');
    if (typeof answers !== 'object' || answers === null) return [];
    return Object.entries(answers)
      .filter(([field]) => field !== 'flow_token')
      .slice(0, mostAnswers)
      .map(([field, value]) => {
        const words = typeof value === 'string' ? value : JSON.stringify(value);
        return `${field}: ${words}`.slice(0, longestAnswer).toWellFormed();
      });
  } catch {
    return json ? [json] : [];
  }
}

type Order = NonNullable<WireContent['order']>;

/** An order: its note and its items in words, and as what it is about. */
export function readOrder({ text, product_items: items }: Order): { text: string; subject: MessageSubject } {
  const orderLines = (items ?? []).map(
    ({ product_retailer_id: product, quantity, item_price: price, currency }) => ({
      name: product ?? '',
      quantity: quantity ?? 1,
      price: price == null || currency == null ? null : { thousandths: Math.round(price * 1000), currency },
    }),
  );
  const [currency] = new Set(orderLines.map(({ price }) => price?.currency));
  const isOneCurrency =
    currency !== undefined && orderLines.every(({ price }) => price?.currency === currency);
  const thousandths = orderLines.reduce(
    (sum, { price, quantity }) => sum + Math.round((price?.thousandths ?? 0) * quantity),
    0,
  );
  return {
    text: [text, ...orderLines.map(({ name, quantity }) => `${quantity} × ${name}`)]
      .filter(Boolean)
      .join('\n'),
    subject: {
      type: 'order',
      items: orderLines.length,
      total: isOneCurrency && Number.isSafeInteger(thousandths) ? { thousandths, currency } : null,
      lines: orderLines.map((line) =>
        line.price !== null && !Number.isSafeInteger(line.price.thousandths)
          ? { ...line, price: null }
          : line,
      ),
    },
  };
}

/** What WhatsApp itself says of a person: as a code where there is one, otherwise in its own words. */
export function systemNotice(system: NonNullable<WireContent['system']>): string {
  const { type, body, wa_id: account, new_wa_id: newAccount, user_id: user } = system;
  if (type === 'user_changed_number' || type === 'customer_changed_number') {
    const number = account ?? newAccount;
    return noticeText('number-change', number ? `+${number}` : '');
  }
  if (type === 'user_changed_user_id') return noticeText('number-change', user ?? '');
  if (type === 'customer_identity_changed') return noticeText('security-code-change');
  return body ?? '';
}
