import { useAction } from '../../api/requests.ts';
import { useErrorText } from '../../i18n/errors.ts';
import { showToast } from '../../ui/feedback/toasts.ts';

/** Switches a policy on or off, at once. */
export function useSetEnabled(): (policyId: number, enabled: boolean) => void {
  const { mutate } = useAction('policy.setEnabled');
  const describe = useErrorText();
  return (id, enabled) =>
    mutate({ id, enabled }, { onError: (error) => showToast(describe(error), { tone: 'error' }) });
}
