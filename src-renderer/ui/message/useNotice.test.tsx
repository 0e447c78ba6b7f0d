import { createInstance } from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import en from '#shared/locales/en/message.json' with { type: 'json' };
import es from '#shared/locales/es/message.json' with { type: 'json' };
import ptBR from '#shared/locales/pt-BR/message.json' with { type: 'json' };
import type { MessageKind } from '#shared/model/message.ts';
import { noticeCodes, noticeText } from '#shared/model/notice.ts';
import { MessagePreview } from './MessagePreview.tsx';

const resources = { en: { message: en }, es: { message: es }, 'pt-BR': { message: ptBR } };

function shown(
  text: string,
  { kind = 'system', language = 'en' }: { kind?: MessageKind; language?: string } = {},
) {
  const i18n = createInstance();
  void i18n.init({ resources, lng: language, initAsync: false, interpolation: { escapeValue: false } });
  const message = { text, kind, direction: null, sender: null };
  const markup = renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <MessagePreview message={message} conversationKind="group" />
    </I18nextProvider>,
  );
  return markup.replaceAll(/<[^>]*>/g, '');
}

test('what WhatsApp said on a live line is a sentence in the language of the reader', () => {
  expect(shown('group-subject Ventas Norte')).toBe('The group is now called Ventas Norte');
  expect(shown('group-add +5215511111111, +52155', { language: 'es' })).toBe(
    'Se añadió a +5215511111111, +52155',
  );
  expect(shown('disappearing-timer 604800')).toBe('New messages disappear after 7 days');
  expect(shown('call-video', { kind: 'call', language: 'pt-BR' })).toBe('Chamada de vídeo');
});

test.each(Object.entries(resources))('there is a sentence for every notice: %s', (_language, { message }) => {
  expect(Object.keys(message.system)).toEqual([...noticeCodes]);
});

test('an unknown code, and words of a person or an export, are shown as they are', () => {
  expect(shown('biz-intro-top 7')).toBe('biz-intro-top 7');
  expect(shown('Ana cambió el asunto')).toBe('Ana cambió el asunto');
  expect(shown(noticeText('call-voice'), { kind: 'text' })).toBe('call-voice');
});
