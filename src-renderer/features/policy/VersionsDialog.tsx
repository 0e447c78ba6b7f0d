import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import type { PolicyView } from '#shared/contract/policy.ts';
import type { PolicyDefinition, PolicyRule } from '#shared/model/policy.ts';
import { useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Badge } from '../../ui/feedback/Badge.tsx';
import { ErrorState } from '../../ui/feedback/States.tsx';
import { Dialog } from '../../ui/overlay/Dialog.tsx';
import { useCombinedMeaning } from './combined.ts';
import { policyDifference } from './difference.ts';
import css from './VersionsDialog.module.css';

type Version = Output<'policy.versions'>['versions'][number];

export interface VersionsDialogProps {
  readonly policy: PolicyView;
  readonly onClose: () => void;
  readonly onUse: (version: Version) => void;
}

/** Every version of a policy, newest first, with what each changed. */
export function VersionsDialog({ policy, onClose, onUse }: VersionsDialogProps) {
  const { t } = useTranslation('policy');
  const format = useFormat();
  const { data, error, refetch } = useRequest('policy.versions', { id: policy.id });
  const versions = data?.versions.toSorted((a, b) => b.version - a.version) ?? [];
  return (
    <Dialog title={t('versions.of', { name: policy.definition.name })} isOpen size="medium" onClose={onClose}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      <ol className={css.list}>
        {versions.map((version, index) => (
          <li key={version.version} className={css.version}>
            <div className={css.head}>
              <h3>{t('version', { version: version.version })}</h3>
              {version.version === policy.version && <Badge tone="accent">{t('versions.current')}</Badge>}
              <time className={css.when}>{format.dateTime(version.createdAt)}</time>
              {version.version !== policy.version && (
                <Button onPress={() => onUse(version)}>{t('versions.restore')}</Button>
              )}
            </div>
            <Difference before={versions[index + 1]?.definition ?? null} after={version.definition} />
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

interface DifferenceProps {
  /** null for the first version. */
  readonly before: PolicyDefinition | null;
  readonly after: PolicyDefinition;
}

function Difference({ before, after }: DifferenceProps) {
  const { t } = useTranslation('policy');
  const format = useFormat();
  if (before === null) return <p className={css.soft}>{t('versions.first')}</p>;
  const { fields, added, removed } = policyDifference(before, after);
  if (fields.length + added.length + removed.length === 0)
    return <p className={css.soft}>{t('versions.same')}</p>;
  return (
    <>
      {fields.length > 0 && (
        <p>
          {t('versions.changed', {
            fields: format.list(fields.map((field) => t(`versions.field.${field}`))),
          })}
        </p>
      )}
      {added.length > 0 && (
        <Rules
          title={t('versions.added', { count: added.length })}
          rules={added}
          sign="+"
          className={css.added}
        />
      )}
      {removed.length > 0 && (
        <Rules
          title={t('versions.removed', { count: removed.length })}
          rules={removed}
          sign="−"
          className={css.removed}
        />
      )}
    </>
  );
}

/** Rules listed of each kind of change; a version can add hundreds. */
const maxListed = 12;

interface RulesProps {
  readonly title: string;
  readonly rules: readonly PolicyRule[];
  readonly sign: string;
  readonly className: string | undefined;
}

function Rules({ title, rules, sign, className }: RulesProps) {
  const { t } = useTranslation('policy');
  const meaning = useCombinedMeaning();
  const more = rules.length - maxListed;
  return (
    <div>
      <p>{title}</p>
      <ul className={css.rules}>
        {rules.slice(0, maxListed).map((rule) => (
          <li key={rule.id} className={cx(css.rule, className)}>
            <span aria-hidden>{sign} </span>
            <bdi dir="auto">{ruleText(rule)}</bdi>
          </li>
        ))}
        {more > 0 && <li className={css.soft}>{t('versions.more', { count: more })}</li>}
      </ul>
    </div>
  );
  function ruleText(rule: PolicyRule): string {
    switch (rule.type) {
      case 'phrase':
        return rule.phrase;
      case 'pattern':
        return rule.pattern;
      case 'identifier':
        return t(`identifier.${rule.identifier}.name`);
      case 'combined':
        return meaning(rule);
      case 'message':
        return rule.voiceSeconds === null
          ? t('whole.every')
          : t('whole.voice', { count: Math.round(rule.voiceSeconds / 60) });
    }
  }
}
