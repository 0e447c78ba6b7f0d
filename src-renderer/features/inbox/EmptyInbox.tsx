import { FileInput, Inbox, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button/Button.tsx';
import { EmptyState } from '../../ui/feedback/States.tsx';
import { goTo } from '../../ui/frame/navigation.ts';

/** The inbox of a new workspace: the two ways in which messages come. */
export function EmptyInbox() {
  const { t } = useTranslation('inbox');
  return (
    <EmptyState icon={Inbox} title={t('empty.title')} hint={t('empty.hint')}>
      <Button
        variant="primary"
        icon={Smartphone}
        onPress={() => goTo({ section: 'lines', lineId: null, dialog: 'add' })}
      >
        {t('empty.link')}
      </Button>
      <Button icon={FileInput} onPress={() => goTo({ section: 'lines', lineId: null, dialog: 'import' })}>
        {t('empty.import')}
      </Button>
    </EmptyState>
  );
}
