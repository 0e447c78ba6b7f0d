import { useTranslation } from 'react-i18next';
import type { MessageView } from '#shared/contract/fields.ts';
import { severities } from '#shared/model/policy.ts';
import { SeverityBadge } from '../../ui/feedback/Badge.tsx';
import { goTo } from '../../ui/frame/navigation.ts';
import { flaggedText } from '../../ui/message/flags.ts';
import { matchedWords } from './matched-words.ts';
import css from './Why.module.css';

/** Each policy that the message hit, the gravest first, with the words that it hit on. */
export function Why({ message }: { readonly message: MessageView }) {
  const { t } = useTranslation('review');
  const gravestFirst = message.flags.toSorted(
    (a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity),
  );
  return (
    <section aria-label={t('detail.why')}>
      <h3 className={css.heading}>{t('detail.why')}</h3>
      <ul className={css.flags}>
        {gravestFirst.map((flag) => (
          <li key={flag.id} className={css.flag}>
            <SeverityBadge severity={flag.severity} />
            <button
              type="button"
              className={css.policy}
              title={t('detail.openPolicy', { policy: flag.policy })}
              onClick={() => goTo({ section: 'policy', policyId: flag.policyId })}
            >
              <bdi dir="auto">{flag.policy}</bdi>
            </button>
            <span className={css.version}>{t('detail.version', { version: flag.version })}</span>
            <span className={css.words}>
              {matchedWords(flaggedText(message, flag), flag.spans).map((word) => (
                <mark key={word} className={css.word}>
                  <bdi dir="auto">{word}</bdi>
                </mark>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
