import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageKind } from '#shared/model/message.ts';
import { readNotice } from '#shared/model/notice.ts';
import { useFormat } from '../../i18n/useFormat.ts';

/** Kinds whose text can be a code. */
const toldAsNotice: ReadonlySet<MessageKind> = new Set(['system', 'call', 'unknown', 'pending']);

/**
 * The sentence for something that WhatsApp itself said on a live line, which is stored as a code; null for a message
 * that has words of its own, as everything in a chat export does.
 */
export function useNotice({
  kind,
  text,
}: {
  readonly kind: MessageKind;
  readonly text: string;
}): string | null {
  const { t } = useTranslation('message');
  const format = useFormat();
  return useMemo(() => {
    if (!toldAsNotice.has(kind)) return null;
    const notice = readNotice(text);
    if (notice === null) return null;
    const { code } = notice;
    const value = code === 'disappearing-timer' ? format.period(Number(notice.value)) : notice.value;
    return t(`system.${code}`, { value });
  }, [kind, text, t, format]);
}
