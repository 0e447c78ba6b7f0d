import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { goTo } from '../../ui/frame/navigation.ts';
import css from './ConversationContext.module.css';

/** When the other side was told about the supervision; a press goes to the message that says so. */
export function ToldFact({ conversationId }: { readonly conversationId: number }) {
  const { t } = useTranslation('told');
  const format = useFormat();
  const describe = useErrorText();
  const { data, error } = useRequest('told.conversation', { id: conversationId });
  if (error !== null) return <span className={css.soft}>{describe(error)}</span>;
  if (data === undefined) return null;
  const { told } = data;
  if (told === null) return <span className={css.soft}>{t('notYet')}</span>;
  return (
    <span className={css.link}>
      <Button
        variant="quiet"
        aria-label={t('toldOn', { when: format.dateTime(told.at) })}
        onPress={() => goTo({ section: 'inbox', conversationId, messageId: told.messageId })}
      >
        {format.dateTime(told.at)}
      </Button>
    </span>
  );
}
