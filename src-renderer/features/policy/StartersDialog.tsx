import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languages, type Language } from '#shared/model/workspace.ts';
import { useAction } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { Select } from '../../ui/field/Select.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';

/** Adds the ready-made policies of a language. */
export function StartersDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, i18n } = useTranslation(['policy', 'common']);
  const [language, setLanguage] = useState<Language>(
    languages.find((known) => known === i18n.language) ?? 'es',
  );
  const addStarters = useAction('policy.addStarters');
  const add = () =>
    addStarters.mutate(
      { language },
      {
        onSuccess({ added }) {
          showToast(added === 0 ? t('starters.none') : t('starters.added', { count: added }));
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={t('starters.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={addStarters.isPending} onPress={add}>
            {t('starters.add')}
          </Button>
        </>
      }
    >
      <p>{t('starters.hint')}</p>
      <Select
        label={t('starters.language')}
        options={languages.map((id) => ({ id, label: t(`common:languages.${id}`) }))}
        value={language}
        onChange={setLanguage}
      />
      {addStarters.error !== null && <InlineError error={addStarters.error} />}
    </Dialog>
  );
}
