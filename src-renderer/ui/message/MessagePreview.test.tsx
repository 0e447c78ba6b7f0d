import { createInstance } from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import en from '#shared/locales/en/message.json' with { type: 'json' };
import { MessagePreview, type MessagePreviewProps } from './MessagePreview.tsx';

function shown(message: Partial<MessagePreviewProps['message']>): string {
  const i18n = createInstance();
  void i18n.init({ resources: { en: { message: en } }, lng: 'en', initAsync: false });
  const markup = renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <MessagePreview
        message={{ text: '', kind: 'text', direction: 'incoming', sender: 'Ana', ...message }}
        conversationKind="direct"
      />
    </I18nextProvider>,
  );
  return markup.replaceAll(/<[^>]*>/g, '');
}

test('the last words of a conversation are those of its last message', () => {
  expect(shown({ text: 'On my way\nnow' })).toBe('On my way now');
});

test('a message without words says what it is', () => {
  expect(shown({ kind: 'voice' })).toBe('Voice message');
});

test('a text that was deleted before it was captured says so', () => {
  expect(shown({})).toBe('Deleted message');
});
