import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '#shared/contract/policy.ts';
import { cx } from '../../ui/cx.ts';
import { SeverityBadge } from '../../ui/feedback/Badge.tsx';
import { Switch } from '../../ui/field/Checkbox.tsx';
import { useDrafts, type DraftKey } from './drafts.ts';
import { samePolicy } from './difference.ts';
import css from './PolicyList.module.css';
import { useSetEnabled } from './useSetEnabled.ts';

export interface PolicyListProps {
  readonly policies: readonly PolicyView[];
  /** True while a policy is being written that was never saved. */
  readonly hasNew: boolean;
  readonly selected: DraftKey | null;
  readonly onSelect: (key: DraftKey) => void;
}

function keepInSight(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' });
}

/** Names that more than one policy has: the ready-made ones of two languages share some. */
function repeatedNames(policies: readonly PolicyView[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { definition } of policies) (seen.has(definition.name) ? repeated : seen).add(definition.name);
  return repeated;
}

/** The language of a ready-made policy as a short tag: `ES`. */
function languageTag(starter: string): string {
  return starter.slice(0, 2).toUpperCase();
}

/** The policies: on or off, how grave, how much waits, and which have changes that are not saved. */
export function PolicyList({ policies, hasNew, selected, onSelect }: PolicyListProps) {
  const { t } = useTranslation('policy');
  const repeated = useMemo(() => repeatedNames(policies), [policies]);
  return (
    <ul className={css.list} aria-label={t('list.label')}>
      {hasNew && <NewRow isSelected={selected === 'new'} onSelect={onSelect} />}
      {policies.map((policy) => (
        <PolicyRow
          key={policy.id}
          policy={policy}
          language={
            policy.starter !== null && repeated.has(policy.definition.name)
              ? languageTag(policy.starter)
              : null
          }
          isSelected={selected === policy.id}
          onSelect={onSelect}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  readonly isSelected: boolean;
  readonly onSelect: (key: DraftKey) => void;
}

function NewRow({ isSelected, onSelect }: RowProps) {
  const { t } = useTranslation('policy');
  const name = useDrafts((state) => state.drafts.get('new')?.definition.name.trim());
  return (
    <li ref={isSelected ? keepInSight : null} className={cx(css.row, isSelected && css.selected)}>
      <button
        type="button"
        className={css.open}
        aria-current={isSelected || undefined}
        onClick={() => onSelect('new')}
      >
        <bdi className={css.name} dir="auto">
          {name || t('newName')}
        </bdi>
        <span className={css.unsaved}>{t('save.unsaved')}</span>
      </button>
    </li>
  );
}

interface PolicyRowProps extends RowProps {
  readonly policy: PolicyView;
  /** Where the name alone does not tell which policy it is. */
  readonly language: string | null;
}

function PolicyRow({ policy, language, isSelected, onSelect }: PolicyRowProps) {
  const { t } = useTranslation('policy');
  const setEnabled = useSetEnabled();
  const { id, definition, enabled, openFlags, flags } = policy;
  const name = language === null ? definition.name : `${definition.name} ${language}`;
  const isChanged = useDrafts(({ drafts }) => {
    const draft = drafts.get(id);
    return draft !== undefined && !samePolicy(definition, draft.definition);
  });
  return (
    <li ref={isSelected ? keepInSight : null} className={cx(css.row, isSelected && css.selected)}>
      <button
        type="button"
        className={cx(css.open, !enabled && css.off)}
        aria-current={isSelected || undefined}
        onClick={() => onSelect(id)}
      >
        <span className={css.title}>
          <bdi className={css.name} dir="auto">
            {definition.name}
          </bdi>
          {language !== null && <span className={css.language}>{language}</span>}
        </span>
        <span className={css.facts}>
          <SeverityBadge severity={definition.severity} isShapeOnly />
          {isChanged ? (
            <span className={css.unsaved}>{t('save.unsaved')}</span>
          ) : (
            <span className={css.counts}>
              {t('list.openFlags', { count: openFlags })}
              <span className={css.total}> · {t('list.flags', { count: flags })}</span>
            </span>
          )}
        </span>
      </button>
      <Switch isSelected={enabled} onChange={(isOn) => setEnabled(id, isOn)}>
        <span className={css.hidden}>{t('list.enabled', { name })}</span>
      </Switch>
    </li>
  );
}
