import { useTranslation } from 'react-i18next';
import type { PolicyScope } from '#shared/model/policy.ts';
import { useRequest } from '../../api/requests.ts';
import { Checkbox } from '../../ui/field/Checkbox.tsx';
import { Select } from '../../ui/field/Select.tsx';
import { HoursFields } from './HoursFields.tsx';
import css from './PolicyEditor.module.css';

export interface ScopeFieldsProps {
  readonly scope: PolicyScope;
  readonly onChange: (scope: PolicyScope) => void;
  readonly showsProblems: boolean;
}

/** Which messages a policy looks at. */
export function ScopeFields({ scope, onChange, showsProblems }: ScopeFieldsProps) {
  const { t } = useTranslation('policy');
  const { data } = useRequest('lines.list', {});
  const { direction, conversation, lines } = scope;
  const chosen = new Set(lines ?? []);
  const toggle = (id: number, isChosen: boolean) =>
    onChange({ ...scope, lines: isChosen ? [...chosen, id] : [...chosen].filter((other) => other !== id) });

  return (
    <fieldset className={css.group}>
      <legend className={css.legend}>{t('field.scope')}</legend>
      <div className={css.columns}>
        <Select
          label={t('field.direction')}
          options={[
            { id: 'all', label: t('field.directionAll') },
            { id: 'outgoing', label: t('field.outgoing') },
            { id: 'incoming', label: t('field.incoming') },
          ]}
          value={direction ?? 'all'}
          onChange={(value) => onChange({ ...scope, direction: value === 'all' ? null : value })}
        />
        <Select
          label={t('field.conversation')}
          options={[
            { id: 'all', label: t('field.conversationAll') },
            { id: 'direct', label: t('field.direct') },
            { id: 'group', label: t('field.group') },
          ]}
          value={conversation ?? 'all'}
          onChange={(value) => onChange({ ...scope, conversation: value === 'all' ? null : value })}
        />
        <Select
          label={t('field.lines')}
          options={[
            { id: 'all', label: t('field.linesAll') },
            { id: 'some', label: t('field.linesSome') },
          ]}
          value={lines === null ? 'all' : 'some'}
          onChange={(value) => onChange({ ...scope, lines: value === 'all' ? null : [] })}
        />
      </div>
      {lines !== null && (
        <div className={css.lines} role="group" aria-label={t('field.lines')}>
          {data?.lines.map(({ id, name }) => (
            <Checkbox key={id} isSelected={chosen.has(id)} onChange={(isChosen) => toggle(id, isChosen)}>
              <bdi dir="auto">{name}</bdi>
            </Checkbox>
          ))}
        </div>
      )}
      <HoursFields outside={scope.outside} onChange={(outside) => onChange({ ...scope, outside })} />
      {showsProblems && lines?.length === 0 && <p className={css.error}>{t('field.linesNone')}</p>}
    </fieldset>
  );
}
