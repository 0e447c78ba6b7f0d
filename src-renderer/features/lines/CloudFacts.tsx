import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import css from './CloudConnection.module.css';

/** What the platform reports beside the messages, and what of its webhooks became none. Nothing while there is nothing. */
export function CloudFacts({ lineId }: { readonly lineId: number }) {
  const { t } = useTranslation('cloud');
  const format = useFormat();
  const { data } = useRequest('cloud.facts', { lineId });
  if (data === undefined) return null;
  const { history, templates, notices, unrouted, unreadable, takenIn } = data;
  const isEmpty =
    history === null &&
    takenIn === null &&
    templates.length + notices.length + unrouted.length + unreadable === 0;
  if (isEmpty) return null;
  return (
    <section className={css.facts} aria-label={t('facts.title')}>
      <h3>{t('facts.title')}</h3>
      {unrouted.map(({ phoneNumberId, count }) => (
        <p key={phoneNumberId}>{t('facts.unrouted', { count, id: phoneNumberId ?? t('facts.unknownId') })}</p>
      ))}
      {takenIn !== null && (
        <p>{t('facts.takenIn', { count: takenIn.count, when: format.dateTime(takenIn.at) })}</p>
      )}
      {unreadable > 0 && <p>{t('facts.unreadable', { count: unreadable })}</p>}
      {history !== null && (
        <p>
          {t('facts.history')}
          {': '}
          {history.isDeclined
            ? t('facts.historyDeclined')
            : t('facts.historyProgress', { part: history.phase + 1, percent: history.percent })}
        </p>
      )}
      {templates.length > 0 && (
        <table className={css.table} aria-label={t('facts.templates')}>
          <thead>
            <tr>
              <th scope="col">{t('facts.template')}</th>
              <th scope="col">{t('facts.language')}</th>
              <th scope="col">{t('facts.state')}</th>
              <th scope="col">{t('facts.since')}</th>
            </tr>
          </thead>
          <tbody>
            {templates.map(({ name, language, state, reason, at }) => (
              <tr key={`${name} ${language}`}>
                <td>
                  <bdi dir="auto">{name}</bdi>
                </td>
                <td>{language}</td>
                <td title={reason ?? undefined}>
                  <bdi dir="auto">{state}</bdi>
                </td>
                <td>{format.dateTime(at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {notices.length > 0 && (
        <ul className={css.notices} aria-label={t('facts.notices')}>
          {notices.map(({ field, words, at }) => (
            <li key={`${field} ${at} ${words}`}>
              <time className={css.soft}>{format.dateTime(at)}</time> <code>{field}</code>{' '}
              <bdi dir="auto">{words}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
