import type { proto } from '@whiskeysockets/baileys';
import type { Choice, MessageSubject, Money, PaymentStep } from '#shared/model/details.ts';
import { count, lines, moment, parts, word } from './bounds.ts';
import { readAnswer, readFlow } from './native-flow.ts';
import type { Readable } from './subjects.ts';

type Quoted = (message: proto.IMessage) => Readable | null;

/** What shops and their programs send and get back: buttons, lists, forms, products, orders, payments. */
export function readBusiness(message: proto.IMessage, readNote: Quoted): Readable | null {
  return readChoices(message) ?? readAnswers(message) ?? readGoods(message) ?? readPayment(message, readNote);
}

const choice = (
  title: string | null | undefined,
  description?: string | null,
  section?: string | null,
): Choice => ({ title: word(title) ?? '', description: word(description), section: word(section) });

const choices = (form: 'buttons' | 'list', options: readonly Choice[]): { subject?: MessageSubject } =>
  options.length === 0 ? {} : { subject: { type: 'choices', form, options: parts(options) } };

/** Words of what can be chosen, below those of the message itself. */
const titles = (options: readonly Choice[]): string[] =>
  options.flatMap(({ section, title, description }, index) => [
    ...(section !== null && section !== options[index - 1]?.section ? [section] : []),
    title,
    ...(description === null ? [] : [description]),
  ]);

function readChoices(message: proto.IMessage): Readable | null {
  const { buttonsMessage: buttons, listMessage: list, interactiveMessage: interactive } = message;
  if (buttons) {
    const options = parts(buttons.buttons).map((each) => choice(each.buttonText?.displayText));
    return {
      kind: 'text',
      text: lines(buttons.text, buttons.contentText, buttons.footerText, ...titles(options)),
      ...choices('buttons', options),
      file: buttons,
    };
  }
  if (list) {
    const options = parts(list.sections).flatMap((section) =>
      parts(section.rows).map((row) => choice(row.title, row.description, section.title)),
    );
    return {
      kind: 'text',
      text: lines(list.title, list.description, list.footerText, list.buttonText, ...titles(options)),
      ...choices('list', options),
    };
  }
  const template = message.templateMessage ?? message.highlyStructuredMessage?.hydratedHsm;
  if (template) return readTemplate(template);
  return interactive ? readInteractive(interactive) : null;
}

function readTemplate(template: proto.Message.ITemplateMessage): Readable {
  if (template.interactiveMessageTemplate) return readInteractive(template.interactiveMessageTemplate);
  const filled = template.hydratedTemplate ?? template.hydratedFourRowTemplate;
  const options = parts(filled?.hydratedButtons).map(({ quickReplyButton, urlButton, callButton }) =>
    quickReplyButton
      ? choice(quickReplyButton.displayText)
      : urlButton
        ? choice(urlButton.displayText, urlButton.url)
        : choice(callButton?.displayText, callButton?.phoneNumber),
  );
  return {
    kind: 'text',
    text: lines(
      filled?.hydratedTitleText,
      filled?.hydratedContentText,
      filled?.hydratedFooterText,
      ...titles(options),
    ),
    ...choices('buttons', options),
    ...(filled && { file: filled }),
  };
}

const mostCards = 20;

function readInteractive(message: proto.Message.IInteractiveMessage): Readable {
  const { header, body, footer, nativeFlowMessage: flow, carouselMessage: carousel } = message;
  const cards = (carousel?.cards ?? [])
    .slice(0, mostCards)
    // A card has no carousel of its own.
    .map((card) => readInteractive({ ...card, carouselMessage: null }));
  const product = header?.productMessage ? readProduct(header.productMessage) : null;
  const words = [header?.title, header?.subtitle, product?.text, body?.text, footer?.text];
  const read = readFlow(flow);
  const options = [
    ...read.options,
    ...cards.flatMap(({ subject }) => (subject?.type === 'choices' ? subject.options : [])),
  ];
  return {
    kind: read.subject?.type === 'order' ? 'order' : read.subject ? 'payment' : 'text',
    text: lines(...words, ...cards.map((card) => card.text), ...read.words, ...titles(read.options)),
    ...(read.subject ? { subject: read.subject } : choices(read.form, options)),
    ...(header && { file: header }),
  };
}

function readAnswers(message: proto.IMessage): Readable | null {
  const {
    buttonsResponseMessage: button,
    templateButtonReplyMessage: reply,
    listResponseMessage: list,
    interactiveResponseMessage: interactive,
  } = message;
  const pressed = button ?? reply;
  if (pressed)
    return { kind: 'text', text: pressed.selectedDisplayText, subject: { type: 'answer', form: 'buttons' } };
  if (list)
    return {
      kind: 'text',
      text: lines(list.title, list.description),
      subject: { type: 'answer', form: 'list' },
    };
  return interactive
    ? {
        kind: 'text',
        text: lines(interactive.body?.text, ...readAnswer(interactive.nativeFlowResponseMessage)),
        subject: { type: 'answer', form: 'form' },
      }
    : null;
}

const money = (thousandths: unknown, currency: string | null | undefined): Money | null => {
  const amount = count(thousandths);
  return amount === null ? null : { thousandths: amount, currency: (word(currency) ?? '').slice(0, 8) };
};

function readProduct({ product, catalog, body, footer }: proto.Message.IProductMessage): Readable {
  const title = word(product?.title) ?? word(catalog?.title) ?? '';
  const description = word(product?.description) ?? word(catalog?.description);
  return {
    kind: 'product',
    text: lines(title, description, body, footer),
    subject: {
      type: 'product',
      title,
      description,
      code: word(product?.retailerId),
      price: money(product?.priceAmount1000, product?.currencyCode),
      salePrice: money(product?.salePriceAmount1000, product?.currencyCode),
      url: word(product?.url),
    },
    ...(product?.productImage && { file: { imageMessage: product.productImage } }),
  };
}

function readGoods({ productMessage, orderMessage: order }: proto.IMessage): Readable | null {
  if (productMessage) return readProduct(productMessage);
  return order
    ? {
        kind: 'order',
        text: lines(order.orderTitle, order.message),
        subject: {
          type: 'order',
          items: order.itemCount ?? 0,
          total: money(order.totalAmount1000, order.totalCurrencyCode),
          lines: [],
        },
      }
    : null;
}

const payment = (
  step: PaymentStep,
  text: string | null | undefined,
  rest: Partial<Pick<Extract<MessageSubject, { type: 'payment' }>, 'amount' | 'expiresAt'>> = {},
): Readable => ({
  kind: 'payment',
  text,
  subject: { type: 'payment', step, amount: null, key: null, receiver: null, expiresAt: null, ...rest },
});

function readPayment(message: proto.IMessage, readNote: Quoted): Readable | null {
  const {
    sendPaymentMessage: sent,
    requestPaymentMessage: requested,
    declinePaymentRequestMessage: declined,
    cancelPaymentRequestMessage: cancelled,
    paymentInviteMessage: invited,
    invoiceMessage: invoice,
  } = message;
  const note = (from: proto.IMessage | null | undefined) => (from ? readNote(from)?.text : '');
  if (sent) return payment('sent', note(sent.noteMessage));
  if (requested) {
    const { value, offset, currencyCode } = requested.amount ?? {};
    const amount = value
      ? money(Math.round((Number(value) * 1000) / (offset || 1000)), currencyCode)
      : money(requested.amount1000, requested.currencyCodeIso4217);
    return payment('requested', note(requested.noteMessage), {
      amount,
      expiresAt: moment(requested.expiryTimestamp),
    });
  }
  if (declined) return payment('declined', '');
  if (cancelled) return payment('cancelled', '');
  if (invited) return payment('invited', '', { expiresAt: moment(invited.expiryTimestamp) });
  return invoice ? payment('invoice', invoice.note) : null;
}
