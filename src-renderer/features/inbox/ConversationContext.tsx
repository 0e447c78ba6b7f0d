import { Flag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/contract.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { SeverityBadge } from '../../ui/feedback/Badge.tsx';
import { goToSection } from '../../ui/frame/navigation.ts';
import { useHasRole } from '../../ui/frame/useMe.ts';
import { Facts, type Fact } from '../../ui/layout/Facts.tsx';
import { usePersonName } from '../../ui/person/usePersonName.ts';
import { ContactPart } from './contact/ContactPart.tsx';
import { PrivateSection } from './private/PrivateSection.tsx';
import { ToldFact } from './ToldFact.tsx';
import css from './ConversationContext.module.css';

/** More participants than this are told by their number. */
const shownParticipants = 50;

/** What is known about a conversation: its line, its people, its extent, its open flags. */
export function ConversationContext({
  conversation,
}: {
  readonly conversation: Output<'inbox.conversation'>;
}) {
  const { t } = useTranslation(['inbox', 'common', 'told']);
  const format = useFormat();
  const personName = usePersonName();
  const looksAfterLines = useHasRole('owner', 'supervisor');
  const { line, employee, kind, participants, messages, firstAt, last, openFlags, flagged } = conversation;
  const facts: readonly (Fact | null)[] = [
    { name: t('line'), value: line.name },
    { name: t('employee'), value: employee },
    { name: t('kind'), value: kind === 'group' ? t('group') : t('direct') },
    { name: t('extent'), value: t('common:messages', { count: messages }) },
    firstAt === null ? null : { name: t('first'), value: format.dateTime(firstAt) },
    last === null ? null : { name: t('last'), value: format.dateTime(last.sentAt) },
    { name: t('told:fact'), value: <ToldFact conversationId={conversation.id} /> },
  ];
  const hidden = participants.length - shownParticipants;
  return (
    <div className={css.context}>
      {kind === 'direct' && <ContactPart conversationId={conversation.id} />}
      <Facts facts={facts.filter((fact) => fact !== null)} />
      <section className={css.part}>
        <h3>{t('flags')}</h3>
        {openFlags === 0 ? (
          <p className={css.soft}>{t('noFlags')}</p>
        ) : (
          <>
            <p className={css.flags}>
              {t('openFlags', { count: openFlags })}
              {flagged !== null && <SeverityBadge severity={flagged} />}
            </p>
            <Button icon={Flag} onPress={() => goToSection('review')}>
              {t('review')}
            </Button>
          </>
        )}
      </section>
      <section className={css.part}>
        <h3>{t('participants')}</h3>
        <ul className={css.people}>
          {participants.slice(0, shownParticipants).map(({ id, name, messages: count }) => (
            <li key={id} className={css.person}>
              <bdi dir="auto">{personName(name)}</bdi>
              <span className={css.soft}>{format.number(count)}</span>
            </li>
          ))}
        </ul>
        {hidden > 0 && <p className={css.soft}>{t('moreParticipants', { count: hidden })}</p>}
      </section>
      {looksAfterLines && <PrivateSection conversation={conversation} />}
    </div>
  );
}
