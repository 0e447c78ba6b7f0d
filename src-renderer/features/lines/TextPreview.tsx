import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { fillNotice } from '#shared/model/notice-text.ts';
import type { Language } from '#shared/model/workspace.ts';
import { useRequest } from '../../api/requests.ts';
import css from './NoticePart.module.css';

export interface TextPreviewProps {
  readonly template: string;
  readonly language: Language;
  readonly line: LineView | null;
}

/** A text as an employee will read it, with what is only known on the day left as a blank. */
export function TextPreview({ template, language, line }: TextPreviewProps) {
  const { t } = useTranslation('notice');
  const status = useRequest('workspace.status', {});
  const blank = t('texts.blank');
  const words = fillNotice(template, {
    company: status.data?.company ?? blank,
    employee: line?.employee ?? blank,
    line: line?.name ?? blank,
    number: line?.phone ?? '',
    retention: blank,
  });
  return (
    <textarea
      className={css.text}
      aria-label={t('accept.text')}
      readOnly
      rows={14}
      lang={language}
      value={words}
    />
  );
}
