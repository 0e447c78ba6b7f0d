import { useTranslation } from 'react-i18next';
import { usePagedRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { goTo } from '../../ui/frame/navigation.ts';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import css from './ToldPart.module.css';

const shownAtOnce = 8;

/** The conversations of a line in which nobody was told yet; a press opens one. */
export function UntoldList({ lineId }: { readonly lineId: number }) {
  const { t } = useTranslation('told');
  const format = useFormat();
  const personName = usePersonName();
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = usePagedRequest('told.missing', {
    lineId,
    limit: shownAtOnce,
  });
  if (error !== null) return <InlineError error={error} />;
  const conversations = data?.pages.flatMap((page) => page.conversations) ?? [];
  if (conversations.length === 0) return null;
  return (
    <>
      <h4 className={css.heading}>{t('missing')}</h4>
      <ul className={css.untold} aria-label={t('missing')}>
        {conversations.map(({ id, title, lastAt }) => (
          <li key={id} className={css.row}>
            <Button
              variant="quiet"
              onPress={() => goTo({ section: 'inbox', conversationId: id, messageId: null })}
            >
              <bdi dir="auto">{personName(title)}</bdi>
            </Button>
            <span className={css.soft}>{t('lastMessage', { when: format.dateTime(lastAt) })}</span>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
          {t('showMore')}
        </Button>
      )}
    </>
  );
}
