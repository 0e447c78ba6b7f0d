import { KeyRound, Pencil, ScrollText, UserX } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserView } from '#shared/contract/people.ts';
import { useAction, useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { replacePlace, usePlace } from '../../ui/frame/navigation.ts';
import { Facts } from '../../ui/layout/Facts.tsx';
import { Region } from '../../ui/layout/Region.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { isolated } from '../../ui/person/usePersonName.ts';
import css from './People.module.css';
import { ResetDialog } from './ResetDialog.tsx';
import { UserDialog } from './UserDialog.tsx';

export interface UserDetailProps {
  readonly user: UserView;
  readonly isSelf: boolean;
  readonly actions: ReactNode;
}

/** Somebody who signs in: what they may do, and what an owner can do about it. */
export function UserDetail({ user, isSelf, actions }: UserDetailProps) {
  const { t } = useTranslation('people');
  const format = useFormat();
  const place = usePlace('people');
  const disable = useAction('people.disable');
  const [open, setOpen] = useState<'edit' | 'reset' | 'disable' | null>(null);
  const name = user.name === '' ? t('unnamed') : user.name;
  const close = () => setOpen(null);
  return (
    <Region kind="detail" label={name} actions={actions}>
      <div className={css.scroller}>
        {(user.disabled || user.mustChange) && <p>{user.disabled ? t('disabled') : t('mustChange')}</p>}
        <div className={css.buttons}>
          <Button icon={Pencil} onPress={() => setOpen('edit')}>
            {t('edit')}
          </Button>
          {!isSelf && (
            <Button icon={KeyRound} onPress={() => setOpen('reset')}>
              {user.disabled ? t('letInAgain') : t('reset')}
            </Button>
          )}
          {!isSelf && !user.disabled && (
            <Button icon={UserX} onPress={() => setOpen('disable')}>
              {t('disable')}
            </Button>
          )}
          <Button
            icon={ScrollText}
            variant="quiet"
            onPress={() => replacePlace({ ...place, view: 'log', logOf: user.id })}
          >
            {t('seeLog')}
          </Button>
        </div>
        <Facts
          facts={[
            { name: t('role'), value: `${t(`roles.${user.role}`)}. ${t(`roleHint.${user.role}`)}` },
            { name: t('lines'), value: <ScopeWords user={user} /> },
            { name: t('secondFactor'), value: user.hasSecondFactor ? t('on') : t('off') },
            {
              name: t('lastSignIn'),
              value: user.lastSignIn === null ? t('never') : format.dateTime(user.lastSignIn),
            },
            { name: t('since'), value: user.createdAt === 0 ? '–' : format.date(user.createdAt) },
          ]}
        />
      </div>
      {open === 'edit' && <UserDialog user={user} onClose={close} />}
      {open === 'reset' && <ResetDialog id={user.id} name={name} onClose={close} />}
      <ConfirmDialog
        title={t('disableTitle', { name: isolated(name) })}
        message={t('disableMessage', { name: isolated(name) })}
        confirmLabel={t('disableConfirm')}
        isDangerous
        isOpen={open === 'disable'}
        isPending={disable.isPending}
        error={disable.error}
        onClose={close}
        onConfirm={() => disable.mutate({ id: user.id }, { onSuccess: close })}
      />
    </Region>
  );
}

function ScopeWords({ user: { scope, role } }: { readonly user: UserView }) {
  const { t } = useTranslation('people');
  const lines = useRequest('lines.list', {});
  if (scope === null || role === 'owner') return t('allLines');
  const names = [
    ...scope.teams,
    ...(lines.data?.lines ?? []).filter(({ id }) => scope.lines.includes(id)).map(({ name }) => name),
  ];
  return <bdi dir="auto">{names.length === 0 ? t('noLines') : names.join(', ')}</bdi>;
}
