import { CircleAlert, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { ErrorState } from '../../ui/feedback/States.tsx';
import { CopyField } from '../../ui/field/CopyField.tsx';
import { Facts } from '../../ui/layout/Facts.tsx';
import css from './CloudConnection.module.css';
import { CloudFacts } from './CloudFacts.tsx';
import { CloudGuide, CloudLimits } from './CloudGuide.tsx';
import { CloudPath } from './CloudPath.tsx';

export interface CloudConnectionProps {
  readonly lineId: number;
  readonly onEdit: () => void;
}

/** How a line on the official platform is reached, and whether something comes through. */
export function CloudConnection({ lineId, onEdit }: CloudConnectionProps) {
  const { t } = useTranslation('cloud');
  const format = useFormat();
  const { data, error, refetch } = useRequest('cloud.account', { lineId });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data?.account == null) return null;
  const { account, lastWebhookAt, lastRefusal, pathPassedAt } = data;
  const secret = ({ setAt, endsIn }: { setAt: number; endsIn: string }) => {
    const when = format.dateTime(setAt);
    return endsIn === '' ? t('secretFactShort', { when }) : t('secretFact', { when, ending: endsIn });
  };
  const isRefusalNews = lastRefusal !== null && lastRefusal.at > (lastWebhookAt ?? 0);
  return (
    <section className={css.section} aria-label={t('title')}>
      <header className={css.header}>
        <h3>{t('title')}</h3>
        <Button icon={Settings2} onPress={onEdit}>
          {t('edit')}
        </Button>
      </header>
      {isRefusalNews && (
        <p className={css.refusal} role="status">
          <CircleAlert aria-hidden className={css.refusalIcon} />
          {t(`refusal.${lastRefusal.reason}`, { when: format.dateTime(lastRefusal.at) })}
        </p>
      )}
      <Facts
        facts={[
          {
            name: t('lastWebhook'),
            value: lastWebhookAt === null ? t('noWebhook') : format.exact(lastWebhookAt),
          },
          {
            name: t('lastPassed'),
            value: pathPassedAt === null ? t('neverPassed') : format.exact(pathPassedAt),
          },
          { name: t('field.phoneNumberId'), value: account.phoneNumberId },
          { name: t('field.wabaId'), value: account.wabaId },
          { name: t('field.appSecret'), value: secret(account.appSecret) },
          { name: t('field.accessToken'), value: secret(account.accessToken) },
        ]}
      />
      <h4>{t('path.title')}</h4>
      <CloudPath lineId={lineId} publicUrl={account.publicUrl} />
      <CopyField label={t('local')} value={account.localUrl} />
      <CloudGuide
        port={account.port}
        publicUrl={account.publicUrl}
        verifyToken={account.verifyToken}
        isOpen={lastWebhookAt === null}
      />
      <CloudLimits />
      <CloudFacts lineId={lineId} />
    </section>
  );
}
