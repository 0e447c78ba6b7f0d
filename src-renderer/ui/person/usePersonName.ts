import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { readNamelessTitle } from '#shared/model/contact.ts';

/** How a name or title is shown: where neither a name nor a number is known, that is said in words. */
export function usePersonName(): (name: string) => string {
  const { t } = useTranslation('common');
  return useCallback(
    (name) => {
      const end = readNamelessTitle(name);
      return end === null ? name : t('unknownNumber', { end });
    },
    [t],
  );
}

/** A name inside of a sentence: its direction of writing does not reach the words around it. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
