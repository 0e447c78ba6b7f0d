import { useTranslation } from 'react-i18next';
import type { UserView } from '#shared/contract/people.ts';
import { Badge } from '../../ui/feedback/Badge.tsx';
import css from './People.module.css';

/** Somebody in the list: who, what they may do, and what is the matter. */
export function UserRow({ user, isSelf }: { readonly user: UserView; readonly isSelf: boolean }) {
  const { t } = useTranslation('people');
  const badge = user.disabled ? t('disabled') : user.mustChange ? t('waiting') : null;
  return (
    <div className={css.row}>
      <bdi className={css.name} dir="auto">
        {user.name === '' ? t('unnamed') : user.name}
      </bdi>
      {badge === null ? <span className={css.soft}>{isSelf && t('you')}</span> : <Badge>{badge}</Badge>}
      <span className={css.soft}>{t(`roles.${user.role}`)}</span>
    </div>
  );
}
