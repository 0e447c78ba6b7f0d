import { useTranslation } from 'react-i18next';
import { CopyField } from '../../ui/field/CopyField.tsx';
import css from './CloudConnection.module.css';

/** The webhook fields of which every one brings something that is captured or shown. */
const fields = [
  'messages',
  'smb_message_echoes',
  'history',
  'smb_app_state_sync',
  'calls',
  'message_template_status_update',
  'phone_number_quality_update',
  'account_update',
] as const;

export interface CloudGuideProps {
  readonly port: number;
  readonly publicUrl: string | null;
  readonly verifyToken: string;
  readonly isOpen: boolean;
}

/** How to connect a line, step by step; open until something has come. */
export function CloudGuide({ port, publicUrl, verifyToken, isOpen }: CloudGuideProps) {
  const { t } = useTranslation('cloud');
  return (
    <details className={css.guide} open={isOpen}>
      <summary>{t('how.title')}</summary>
      <ol className={css.steps}>
        <li>{t('how.app')}</li>
        <li>{t('how.secrets')}</li>
        <li>
          {t('how.tunnel')}
          <CopyField
            label={t('how.tunnelCommand')}
            value={`cloudflared tunnel --url http://127.0.0.1:${port}`}
          />
          <p className={css.soft}>{t('how.tunnelName')}</p>
        </li>
        <li>{t('how.enter')}</li>
        <li>
          {t('how.dashboard')}
          {publicUrl === null ? (
            <p className={css.soft}>{t('how.callbackMissing')}</p>
          ) : (
            <CopyField label={t('how.callback')} value={publicUrl} />
          )}
          <CopyField label={t('verifyToken')} value={verifyToken} />
        </li>
        <li>
          {t('how.fields')}
          <ul className={css.fields}>
            {fields.map((field) => (
              <li key={field}>
                <code>{field}</code>
              </li>
            ))}
          </ul>
        </li>
        <li>{t('how.history')}</li>
      </ol>
    </details>
  );
}

/** What this kind of line can't see, and what it costs. */
export function CloudLimits() {
  const { t } = useTranslation('cloud');
  return (
    <details className={css.guide}>
      <summary>{t('limits.title')}</summary>
      <ul className={css.limits}>
        <li>{t('limits.groups')}</li>
        <li>{t('limits.past')}</li>
        <li>{t('limits.programs')}</li>
        <li>{t('limits.types')}</li>
      </ul>
      <p className={css.soft}>{t('limits.linked')}</p>
      <p className={css.soft}>{t('limits.cost')}</p>
    </details>
  );
}
