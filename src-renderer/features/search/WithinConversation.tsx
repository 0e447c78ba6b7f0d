import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { IconButton } from '../../ui/button/IconButton.tsx';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import { useSearchStore } from './searchStore.ts';
import css from './Search.module.css';

/** Says that the search stays within one conversation, until this is taken away. */
export function WithinConversation({ id }: { readonly id: number }) {
  const { t } = useTranslation('search');
  const personName = usePersonName();
  const conversation = useRequest('inbox.conversation', { id });
  return (
    <p className={css.within}>
      <span className={css.oneLine}>
        {t('within')} <bdi dir="auto">{conversation.data && personName(conversation.data.title)}</bdi>
      </span>
      <IconButton
        icon={X}
        label={t('everywhere')}
        onPress={() => useSearchStore.setState({ conversationId: null })}
      />
    </p>
  );
}
