import { FileDown } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptDropped } from '../../api/client.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { showToast } from '../../ui/feedback/toasts.ts';
import { goTo } from '../../ui/frame/navigation.ts';
import css from './DropTarget.module.css';
import { addExports } from './flow.ts';

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}

/** Takes chat exports that are dropped anywhere on the window. */
export function DropTarget() {
  const { t } = useTranslation('imports');
  const describe = useErrorText();
  const [isOver, setOver] = useState(false);

  const take = useEffectEvent(async (files: readonly File[]) => {
    try {
      const chosen = await acceptDropped(files);
      if (chosen.length === 0) {
        showToast(t('drop.refused'), { tone: 'error' });
        return;
      }
      addExports(chosen);
      goTo({ section: 'lines', lineId: null, dialog: 'import' });
    } catch (error) {
      showToast(describe(error), { tone: 'error' });
    }
  });

  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    window.addEventListener(
      'dragover',
      (event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    window.addEventListener(
      'dragleave',
      (event) => {
        // Null when the pointer leaves the window, not one element for another.
        if (event.relatedTarget === null) setOver(false);
      },
      { signal },
    );
    window.addEventListener(
      'drop',
      (event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(false);
        void take([...(event.dataTransfer?.files ?? [])]);
      },
      { signal },
    );
    return () => listening.abort();
  }, []);

  if (!isOver) return null;
  return (
    <div className={css.target} aria-hidden>
      <div className={css.frame}>
        <FileDown className={css.icon} />
        <p className={css.title}>{t('drop.title')}</p>
        <p>{t('drop.hint')}</p>
      </div>
    </div>
  );
}
