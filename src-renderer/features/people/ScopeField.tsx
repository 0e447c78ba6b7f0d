import { useTranslation } from 'react-i18next';
import type { UserScope } from '#shared/model/user.ts';
import { useRequest } from '../../api/requests.ts';
import { Checkbox } from '../../ui/field/Checkbox.tsx';
import css from './People.module.css';

export interface ScopeFieldProps {
  readonly scope: UserScope | null;
  readonly onChange: (scope: UserScope | null) => void;
}

function toggled<T>(list: readonly T[], item: T, isIn: boolean): T[] {
  return isIn ? [...list, item] : list.filter((other) => other !== item);
}

/** Whether somebody's work is kept to some lines and teams, and to which. */
export function ScopeField({ scope, onChange }: ScopeFieldProps) {
  const { t } = useTranslation('people');
  const lines = useRequest('lines.list', {}).data?.lines ?? [];
  const teams = [...new Set(lines.flatMap(({ team }) => team ?? []))].toSorted((a, b) => a.localeCompare(b));
  return (
    <>
      <Checkbox
        isSelected={scope !== null}
        onChange={(isConfined) => onChange(isConfined ? { lines: [], teams: [] } : null)}
      >
        {t('confine')}
      </Checkbox>
      {scope !== null && (
        <>
          <p className={css.soft}>{t('confineHint')}</p>
          <div className={css.choices} role="group" aria-label={t('confine')}>
            {teams.length > 0 && <h3>{t('teams')}</h3>}
            {teams.map((team) => (
              <Checkbox
                key={team}
                isSelected={scope.teams.includes(team)}
                onChange={(isIn) => onChange({ ...scope, teams: toggled(scope.teams, team, isIn) })}
              >
                <bdi dir="auto">{team}</bdi>
              </Checkbox>
            ))}
            <h3>{t('lines')}</h3>
            {lines.length === 0 && <p className={css.soft}>{t('noLines')}</p>}
            {lines.map(({ id, name }) => (
              <Checkbox
                key={id}
                isSelected={scope.lines.includes(id)}
                onChange={(isIn) => onChange({ ...scope, lines: toggled(scope.lines, id, isIn) })}
              >
                <bdi dir="auto">{name}</bdi>
              </Checkbox>
            ))}
          </div>
        </>
      )}
    </>
  );
}
