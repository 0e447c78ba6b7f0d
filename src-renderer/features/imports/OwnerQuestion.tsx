import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/useFormat.ts';
import { Select } from '../../ui/field/Select.tsx';
import type { ReadyExport } from './answers.ts';
import { answer } from './flow.ts';
import css from './OwnerQuestion.module.css';

/** Names that can be chosen; a group of a thousand has its talkative ones first. */
const maxNames = 200;
const nobody = -1;

/** Which of the names in a chat is the line's employee. */
export function OwnerQuestion({ ready }: { readonly ready: ReadyExport }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { file, info, owner } = ready;
  const authors = info.authors.toSorted((a, b) => b.messages - a.messages).slice(0, maxNames);
  const chosen = owner?.type === 'author' ? authors.findIndex(({ name }) => name === owner.name) : nobody;
  return (
    <div className={css.question}>
      <Select
        label={t('ask.owner')}
        placeholder={t('ask.ownerChoose')}
        options={[
          ...authors.map(({ name, messages }, id) => ({
            id,
            label: `${name} · ${t('list.messages', { count: messages })}`,
          })),
          { id: nobody, label: t('ask.ownerOther') },
        ]}
        value={owner === null ? null : chosen}
        onChange={(id) => {
          const author = authors[id];
          answer([file.token], {
            owner: author === undefined ? { type: 'nobody' } : { type: 'author', name: author.name },
          });
        }}
      />
      {info.authors.length > maxNames && (
        <p className={css.more}>
          {t('ask.authorsMore', { count: info.authors.length - maxNames, names: format.number(maxNames) })}
        </p>
      )}
    </div>
  );
}
