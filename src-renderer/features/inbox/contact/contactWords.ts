import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import type { IdentityView, MergeView } from '#shared/contract/contacts.ts';
import { useFormat } from '../../../i18n/useFormat.ts';
import { isolated, usePersonName } from '../../../ui/person/usePersonName.ts';

type Part = Output<'contacts.mergeEffect'>['after'];

/** What is said about contacts in more than one place. */
export function useContactWords() {
  const { t } = useTranslation(['contacts', 'common']);
  const format = useFormat();
  const personName = usePersonName();

  const identity = ({ kind, shown }: IdentityView): string =>
    kind === 'phone' || kind === 'username' ? isolated(shown) : `${t(`identity.${kind}`)} ${isolated(shown)}`;

  return {
    identity,
    pair: (a: IdentityView, b: IdentityView): string => t('pair', { a: identity(a), b: identity(b) }),
    /** Whom it is about, how many conversations, how many messages. */
    part: ({ name, conversations, messages }: Part): string =>
      t('part', {
        name: isolated(personName(name)),
        conversations: t('conversations', { count: conversations }),
        messages: t('common:messages', { count: messages }),
      }),
    reason: (given: string): string => t('reasonGiven', { reason: isolated(given) }),
    evidence: ({ basis, line, at }: MergeView['evidence'][number]): string => {
      const words = { basis: t(`basis.${basis}`), time: format.dateTime(at) };
      return line === null ? t('here', words) : t('on', { ...words, line });
    },
  };
}
