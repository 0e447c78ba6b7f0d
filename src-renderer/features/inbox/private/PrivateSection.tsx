import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import { useRequest } from '../../../api/requests.ts';
import { useFormat } from '../../../i18n/useFormat.ts';
import { Button } from '../../../ui/button/Button.tsx';
import { InlineError } from '../../../ui/feedback/States.tsx';
import { goTo } from '../../../ui/frame/navigation.ts';
import css from './Private.module.css';
import { StopCapturingDialog } from './StopCapturingDialog.tsx';

/** Whether a conversation is left alone as private to the employee, and the way to have it so. */
export function PrivateSection({ conversation }: { readonly conversation: Output<'inbox.conversation'> }) {
  const { t } = useTranslation('notice');
  const format = useFormat();
  const { data, error } = useRequest('notice.exclusionOf', { conversationId: conversation.id });
  const [isAsking, setIsAsking] = useState(false);
  if (error !== null) return <InlineError error={error} />;
  if (data === undefined || !data.canExclude) return null;
  const { exclusion } = data;
  return (
    <section className={css.part} aria-label={t('private.here.title')}>
      <h3>{t('private.here.title')}</h3>
      {exclusion === null ? (
        <Button onPress={() => setIsAsking(true)}>
          {t(conversation.kind === 'group' ? 'private.here.openGroup' : 'private.here.open')}
        </Button>
      ) : (
        <>
          <p>{t('private.here.excluded', { when: format.dateTime(exclusion.at) })}</p>
          <p className={css.soft}>
            {t(`private.category.${exclusion.category}`)}
            {exclusion.by !== null && <bdi dir="auto"> · {t('by', { name: exclusion.by })}</bdi>}
          </p>
          <p className={css.soft}>{t('private.here.lines')}</p>
          <Button onPress={() => goTo({ section: 'lines', lineId: conversation.line.id, dialog: null })}>
            {t('private.here.openLine')}
          </Button>
        </>
      )}
      {isAsking && (
        <StopCapturingDialog
          conversation={conversation}
          isByName={data.byName}
          onClose={() => setIsAsking(false)}
        />
      )}
    </section>
  );
}
