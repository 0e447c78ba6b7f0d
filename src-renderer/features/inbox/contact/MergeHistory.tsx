import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergeView } from '#shared/contract/contacts.ts';
import { useFormat } from '../../../i18n/useFormat.ts';
import { Button } from '../../../ui/button/Button.tsx';
import { useContactWords } from './contactWords.ts';
import { UndoDialog } from './UndoDialog.tsx';
import css from './Contact.module.css';

/** Which identities are one person and who said so, in plain words, each with the way back. */
export function MergeHistory({ merges }: { readonly merges: readonly MergeView[] }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const words = useContactWords();
  const [undoing, setUndoing] = useState<number | null>(null);
  return (
    <>
      <ul className={css.list}>
        {merges.map(({ id, a, b, evidence, undone }) => (
          <li key={id} className={css.known}>
            <p>{words.pair(a, b)}</p>
            {evidence.map((each) => (
              <p key={`${each.basis} ${each.line} ${each.at}`} className={css.soft}>
                {words.evidence(each)}
                {each.note !== '' && `. ${words.reason(each.note)}`}
              </p>
            ))}
            {undone === null ? (
              <Button
                variant="quiet"
                aria-label={`${t('undo.open')}: ${words.pair(a, b)}`}
                onPress={() => setUndoing(id)}
              >
                {t('undo.open')}
              </Button>
            ) : (
              <p className={css.soft}>
                {t('undone', { time: format.dateTime(undone.at) })}
                {undone.reason !== '' && `. ${words.reason(undone.reason)}`}
              </p>
            )}
          </li>
        ))}
      </ul>
      {undoing !== null && <UndoDialog mergeId={undoing} onClose={() => setUndoing(null)} />}
    </>
  );
}
