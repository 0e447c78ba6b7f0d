import { FileInput, FolderInput } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ImportView } from '#shared/contract/imports.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import css from './ChooseStep.module.css';
import { EarlierImports } from './EarlierImports.tsx';
import { useChooseExports } from './useChooseExports.ts';

/** Choosing the files, with how the phone makes them; below, what was imported before. */
export function ChooseStep({ earlier }: { readonly earlier: readonly ImportView[] }) {
  const { t } = useTranslation('imports');
  const { choose, chooseFolder, isPending, error } = useChooseExports();
  return (
    <>
      <section className={css.choose}>
        <h3>{t('choose.title')}</h3>
        <p className={css.hint}>{t('choose.hint')}</p>
        {error !== null && <InlineError error={error} />}
        <div className={css.buttons}>
          <Button variant="primary" icon={FileInput} isPending={isPending} onPress={choose} autoFocus>
            {t('choose.button')}
          </Button>
          <Button icon={FolderInput} isDisabled={isPending} onPress={chooseFolder}>
            {t('choose.folder')}
          </Button>
        </div>
        <div className={css.how}>
          <p>{t('choose.android')}</p>
          <p>{t('choose.ios')}</p>
        </div>
      </section>
      <EarlierImports imports={earlier} />
    </>
  );
}
