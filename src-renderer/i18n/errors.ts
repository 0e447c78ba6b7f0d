import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { AtalayaError } from '#shared/errors.ts';

/** Puts an error in words: what happened, what it means, what to do. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation('errors');
  return useCallback(
    (error) => {
      if (!(error instanceof AtalayaError)) return t('internal');
      return t(error.code, { ...error.data });
    },
    [t],
  );
}
