import { CheckCheck, FilterX, Gavel, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button/Button.tsx';
import { EmptyState } from '../../ui/feedback/States.tsx';
import { goToSection } from '../../ui/frame/navigation.ts';
import type { QueueFilter } from './useQueue.ts';

export interface QueueEmptyProps {
  readonly filter: QueueFilter;
  readonly onFilter: (filter: QueueFilter) => void;
}

/** Nothing is in this part of the queue: because nothing waits, or because of the filters. */
export function QueueEmpty({ filter, onFilter }: QueueEmptyProps) {
  const { t } = useTranslation('review');
  if (filter.lineId !== null || filter.policyId !== null) {
    return (
      <EmptyState icon={FilterX} title={t('empty.filtered')}>
        <Button onPress={() => onFilter({ ...filter, lineId: null, policyId: null })}>
          {t('filter.clear')}
        </Button>
      </EmptyState>
    );
  }
  if (filter.status === 'decided') return <EmptyState icon={Gavel} title={t('empty.decided')} />;
  return (
    <EmptyState icon={CheckCheck} title={t('empty.open')} hint={t('empty.openHint')}>
      <Button icon={ScrollText} onPress={() => goToSection('policy')}>
        {t('empty.policies')}
      </Button>
    </EmptyState>
  );
}
