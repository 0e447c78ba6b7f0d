import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fewestWords, wordsOf } from '#shared/model/customer-notice.ts';
import { languages, type Language } from '#shared/model/workspace.ts';
import { useAction, useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import css from './ToldPart.module.css';
import { UntoldList } from './UntoldList.tsx';

/** What a line's customers are told about the supervision, how many were, and who was not. */
export function ToldPart({ lineId }: { readonly lineId: number }) {
  const { t, i18n } = useTranslation('told');
  const [language, setLanguage] = useState<Language>(
    languages.find((each) => each === i18n.language) ?? 'es',
  );
  const { data, error } = useRequest('told.line', { lineId });
  const parts =
    data === undefined
      ? []
      : [
          data.contacts.total > 0 && t('contacts', { count: data.contacts.total, told: data.contacts.told }),
          data.groups.total > 0 && t('groups', { count: data.groups.total, told: data.groups.told }),
        ].filter((part) => typeof part === 'string');
  return (
    <section className={css.part} aria-label={t('title')}>
      <h3 className={css.heading}>{t('title')}</h3>
      <p className={css.soft}>{t('hint')}</p>
      <WordingForm key={language} lineId={lineId} language={language} onLanguage={setLanguage} />
      {error !== null && <InlineError error={error} />}
      {data !== undefined && <p>{parts.length === 0 ? t('nobody') : parts.join(' · ')}</p>}
      <UntoldList lineId={lineId} />
    </section>
  );
}

interface WordingFormProps {
  readonly lineId: number;
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

/** The text in one language, to be copied or changed. */
function WordingForm({ lineId, language, onLanguage }: WordingFormProps) {
  const { t } = useTranslation(['told', 'common']);
  const format = useFormat();
  const { data, error } = useRequest('told.text', { lineId, language });
  const save = useAction('told.save');
  const [draft, setDraft] = useState<string | null>(null);
  const words = draft ?? data?.words ?? '';
  const isChanged = draft !== null && draft.trim() !== data?.words;
  const isShort = isChanged && wordsOf(words).length < fewestWords;
  const state =
    data === undefined
      ? undefined
      : isChanged
        ? t('unsaved')
        : data.savedAt === null
          ? t('ready')
          : t('savedAt', { when: format.dateTime(data.savedAt) });
  const copy = () => void navigator.clipboard.writeText(words).then(() => showToast(t('copied')));
  const submit = () =>
    save.mutate(
      { lineId, language, words: words.trim() },
      {
        onSuccess: () => {
          setDraft(null);
          showToast(t('saved'));
        },
      },
    );
  return (
    <div className={css.form}>
      <Select
        label={t('language')}
        options={languages.map((id) => ({ id, label: t(`common:languages.${id}`) }))}
        value={language}
        onChange={onLanguage}
      />
      {error !== null && <InlineError error={error} />}
      {data !== undefined && (
        <>
          <TextField
            label={t('text')}
            rows={6}
            lang={language}
            maxLength={4_000}
            value={words}
            onChange={setDraft}
            description={state}
            error={isShort ? t('tooShort', { count: fewestWords }) : null}
          />
          {save.error !== null && <InlineError error={save.error} />}
          <div className={css.buttons}>
            <Button icon={Copy} isDisabled={isChanged} onPress={copy}>
              {t('copy')}
            </Button>
            {isChanged && (
              <>
                <Button variant="primary" isDisabled={isShort} isPending={save.isPending} onPress={submit}>
                  {t('save')}
                </Button>
                <Button onPress={() => setDraft(null)}>{t('discard')}</Button>
              </>
            )}
          </div>
        </>
      )}
    </div>
  );
}
