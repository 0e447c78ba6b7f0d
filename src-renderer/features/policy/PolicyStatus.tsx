import { Flag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '#shared/contract/policy.ts';
import { Button } from '../../ui/button/Button.tsx';
import { Switch } from '../../ui/field/Checkbox.tsx';
import { goTo } from '../../ui/frame/navigation.ts';
import css from './PolicyEditor.module.css';
import { useSetEnabled } from './useSetEnabled.ts';

/** Whether a policy is on, and what it has flagged that still waits. */
export function PolicyStatus({ policy }: { readonly policy: PolicyView }) {
  const { t } = useTranslation('policy');
  const setEnabled = useSetEnabled();
  return (
    <div className={css.status}>
      <Switch isSelected={policy.enabled} onChange={(isOn) => setEnabled(policy.id, isOn)}>
        {t(policy.enabled ? 'enabled.on' : 'enabled.off')}
      </Switch>
      {policy.openFlags > 0 && (
        <Button
          variant="quiet"
          icon={Flag}
          onPress={() => goTo({ section: 'review', messageId: null, policyId: policy.id })}
        >
          {t('openFlags', { count: policy.openFlags })}
        </Button>
      )}
    </div>
  );
}
