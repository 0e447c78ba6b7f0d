import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import type { NoticeTextView } from '#shared/contract/notice.ts';
import { noticeFields, noticeTextProblems } from '#shared/model/notice-text.ts';
import { languages, type Language } from '#shared/model/workspace.ts';
import { useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { Segments } from '../../ui/field/Segments.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { TextField } from '../../ui/field/TextField.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import css from './NoticePart.module.css';
import { SaveTextDialog } from './SaveTextDialog.tsx';
import { TextPreview } from './TextPreview.tsx';

export interface TextsDialogProps {
  /** Whose names fill in the preview. */
  readonly line: LineView | null;
  readonly onClose: () => void;
}

/** What a text begins with: a version of the company, or 0 for the starter text. */
const starter = 0;

/** The texts for employees: every version to read, each to begin the next one with. */
export function TextsDialog({ line, onClose }: TextsDialogProps) {
  const { t, i18n } = useTranslation(['notice', 'common']);
  const format = useFormat();
  const [language, setLanguage] = useState<Language>(
    languages.find((each) => each === i18n.language) ?? 'es',
  );
  const { data, error } = useRequest('notice.texts', { language });
  const [chosen, setChosen] = useState<number | null>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const [look, setLook] = useState<'write' | 'preview'>('write');
  const [isSaving, setIsSaving] = useState(false);
  const versions = data?.versions ?? [];
  const latest = versions[0]?.version ?? starter;
  const shown = chosen ?? latest;
  const wordsOf = (version: number) =>
    versions.find((each) => each.version === version)?.words ?? data?.starter ?? '';
  const words = draft ?? wordsOf(shown);
  const problems = noticeTextProblems(words);
  const isChanged = words.trim() !== wordsOf(latest).trim();
  const problem =
    problems.missing.length > 0
      ? t('texts.missing', { fields: written(problems.missing) })
      : problems.unknown.length > 0
        ? t('texts.unknown', { fields: written(problems.unknown) })
        : null;
  const choose = (version: number | null) => {
    setChosen(version);
    setDraft(null);
  };
  const nameOf = ({ version, at, by }: NoticeTextView) =>
    [t('version', { version }), format.dateTime(at), by, version === latest && t('texts.inUse')]
      .filter((part) => typeof part === 'string')
      .join(' · ');
  const starterName = latest === starter ? `${t('texts.starter')} · ${t('texts.inUse')}` : t('texts.starter');

  return (
    <Dialog
      title={t('texts.title')}
      isOpen
      isQuestion
      size="large"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('common:close')}</Button>
          <Button
            variant="primary"
            isDisabled={data === undefined || !isChanged || problem !== null || words.trim() === ''}
            onPress={() => setIsSaving(true)}
          >
            {t('texts.save', { version: latest + 1 })}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <p className={css.soft}>{t('texts.hint')}</p>
        <div className={css.pair}>
          <Select
            label={t('texts.language')}
            options={languages.map((id) => ({ id, label: t(`common:languages.${id}`) }))}
            value={language}
            onChange={(next) => {
              setLanguage(next);
              choose(null);
            }}
          />
          <Select
            label={t('texts.versions')}
            options={[
              ...versions.map((each) => ({ id: each.version, label: nameOf(each) })),
              { id: starter, label: starterName },
            ]}
            value={data === undefined ? null : shown}
            onChange={choose}
          />
        </div>
        {error !== null && <InlineError error={error} />}
        <Segments
          label={t('texts.look')}
          options={[
            { id: 'write', label: t('texts.write') },
            { id: 'preview', label: t('texts.preview') },
          ]}
          value={look}
          onChange={setLook}
        />
        {look === 'preview' ? (
          <TextPreview template={words} language={language} line={line} />
        ) : (
          <TextField
            label={t('texts.words')}
            description={t('texts.fields', { fields: written(noticeFields) })}
            error={problem}
            rows={14}
            lang={language}
            value={words}
            onChange={setDraft}
            maxLength={60_000}
          />
        )}
      </div>
      {isSaving && (
        <SaveTextDialog
          language={language}
          version={latest + 1}
          words={words}
          onClose={() => setIsSaving(false)}
          onSaved={() => {
            setIsSaving(false);
            choose(null);
          }}
        />
      )}
    </Dialog>
  );
}

function written(fields: readonly string[]): string {
  return fields.map((name) => `{{${name}}}`).join(', ');
}
