import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../button/IconButton.tsx';
import { showToast } from '../feedback/toasts.ts';
import css from './CopyField.module.css';

/** A value to be pasted elsewhere, with the button that copies it. */
export function CopyField({ label, value }: { readonly label: string; readonly value: string }) {
  const { t } = useTranslation('common');
  const copy = () => {
    void navigator.clipboard.writeText(value).then(() => showToast(t('copied')));
  };
  return (
    <div className={css.field}>
      <span className={css.label}>{label}</span>
      <code className={css.value}>{value}</code>
      <IconButton icon={Copy} label={t('copyThis', { what: label })} onPress={copy} />
    </div>
  );
}
