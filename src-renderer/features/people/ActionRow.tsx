import { useTranslation } from 'react-i18next';
import type { ActionView } from '#shared/contract/people.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { AtalayaError, errorCodes } from '#shared/errors.ts';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import css from './People.module.css';

/** One action: when, who, what, and to what. */
export function ActionRow({ action }: { readonly action: ActionView }) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const personName = usePersonName();
  const words = useDetailWords(action);
  const { at, user, kind, about } = action;
  const what = [about === null ? '' : personName(about), ...words].filter((part) => part !== '').join(' · ');
  return (
    <div className={css.action}>
      <time className={css.when} dateTime={new Date(at).toISOString()} title={format.exact(at)}>
        {format.dateTime(at)}
      </time>
      <bdi dir="auto">{user === null ? t('nobody') : user.name === '' ? t('unnamed') : user.name}</bdi>
      <span>{t(`kinds.${kind}`)}</span>
      <bdi className={css.soft} dir="auto" title={what}>
        {what}
      </bdi>
    </div>
  );
}

/** What else is on record of an action, as far as it says something to a person. */
function useDetailWords({ details }: ActionView): string[] {
  const { t } = useTranslation('people');
  const describe = useErrorText();
  const { query, reason, code, failedBefore, role, command } = details;
  const known = errorCodes.find((each) => each === code);
  return [
    typeof query === 'string' ? `“${query}”` : '',
    typeof reason === 'string' ? reason : '',
    typeof role === 'string' && isRole(role) ? t(`roles.${role}`) : '',
    known === undefined ? '' : describe(new AtalayaError(known, { seconds: 0 })),
    typeof failedBefore === 'number' ? t('failedBefore', { count: failedBefore }) : '',
    typeof command === 'string' ? t('commandLine', { command }) : '',
  ];
}

function isRole(word: string): word is 'owner' | 'supervisor' | 'reviewer' | 'exporter' | 'auditor' {
  return ['owner', 'supervisor', 'reviewer', 'exporter', 'auditor'].includes(word);
}
