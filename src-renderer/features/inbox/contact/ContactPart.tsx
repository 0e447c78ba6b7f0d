import { Pencil, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactView } from '#shared/contract/contacts.ts';
import { useRequest } from '../../../api/requests.ts';
import { Button } from '../../../ui/button/Button.tsx';
import { IconButton } from '../../../ui/button/IconButton.tsx';
import { InlineError } from '../../../ui/feedback/States.tsx';
import { goTo } from '../../../ui/frame/navigation.ts';
import { useMe } from '../../../ui/frame/useMe.ts';
import { Facts, type Fact } from '../../../ui/layout/Facts.tsx';
import { usePersonName } from '../../../ui/person/usePersonName.ts';
import { MergeDialog } from './MergeDialog.tsx';
import { MergeHistory } from './MergeHistory.tsx';
import { QuestionCard } from './QuestionCard.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import css from './Contact.module.css';

/** Who the other side of a conversation is, and how that is known. */
export function ContactPart({ conversationId }: { readonly conversationId: number }) {
  const { t } = useTranslation('contacts');
  const { data, error } = useRequest('contacts.of', { conversationId });
  if (error !== null) return <InlineError error={error} />;
  const contact = data?.contact ?? null;
  if (contact === null) return null;
  return (
    <section className={css.part} aria-label={t('title')}>
      <ContactHead contact={contact} />
      {contact.questions.map((question) => (
        <QuestionCard key={question.id} question={question} conversationId={conversationId} />
      ))}
      <Facts facts={factsOf(contact, t)} />
      <Others contact={contact} conversationId={conversationId} />
      {contact.merges.length > 0 && (
        <div className={css.group}>
          <h3>{t('how')}</h3>
          <MergeHistory merges={contact.merges} />
        </div>
      )}
    </section>
  );
}

function ContactHead({ contact }: { readonly contact: ContactView }) {
  const { t } = useTranslation('contacts');
  const personName = usePersonName();
  const me = useMe();
  const mayChange = me?.role === 'owner' || (me?.role === 'supervisor' && !me.isConfined);
  const [dialog, setDialog] = useState<'rename' | 'merge' | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <div className={css.heading}>
        <h3 className={css.name}>
          <bdi dir="auto">{personName(contact.name)}</bdi>
        </h3>
        {mayChange && (
          <span className={css.tools}>
            <IconButton icon={Pencil} label={t('rename')} onPress={() => setDialog('rename')} />
            <IconButton icon={UsersRound} label={t('merge.open')} onPress={() => setDialog('merge')} />
          </span>
        )}
      </div>
      {dialog === 'rename' && <RenameDialog contact={contact} onClose={close} />}
      {dialog === 'merge' && <MergeDialog contact={contact} onClose={close} />}
    </>
  );
}

/** What a contact is called, reached at and known on. What only programs read comes last. */
function factsOf(contact: ContactView, t: ReturnType<typeof useTranslation<'contacts'>>['t']): Fact[] {
  const kinds = ['phone', 'username', 'name', 'lid', 'bsuid'] as const;
  const identities = kinds.flatMap((kind): Fact[] => {
    const values = contact.identities.filter((identity) => identity.kind === kind);
    const isForPrograms = kind === 'lid' || kind === 'bsuid';
    return values.length === 0
      ? []
      : [
          {
            name: t(`identity.${kind}`),
            value: (
              <span className={css.values}>
                {values.map(({ id, shown }) => (
                  <bdi key={id} dir="auto" className={isForPrograms ? css.soft : undefined}>
                    {shown}
                  </bdi>
                ))}
              </span>
            ),
          },
        ];
  });
  const names = contact.names.map(({ kind, name }): Fact => ({
    name: t(`names.${kind}`),
    value: <bdi dir="auto">{name}</bdi>,
  }));
  const once = names.filter(({ name }, index) => names.findIndex((each) => each.name === name) === index);
  const lines: Fact = { name: t('lines'), value: contact.lines.map(({ name }) => name).join(', ') };
  return [...identities.slice(0, 1), ...once, lines, ...identities.slice(1)];
}

/** Ways to the other conversations with the same person. */
function Others({
  contact,
  conversationId,
}: {
  readonly contact: ContactView;
  readonly conversationId: number;
}) {
  const { t } = useTranslation('contacts');
  const personName = usePersonName();
  const others = contact.conversations.filter(({ id }) => id !== conversationId);
  if (others.length === 0) return null;
  return (
    <div className={css.group}>
      <h3>{t('others')}</h3>
      {others.map(({ id, title, kind, line }) => (
        <Button
          key={id}
          variant="quiet"
          onPress={() => goTo({ section: 'inbox', conversationId: id, messageId: null })}
        >
          <bdi dir="auto">{kind === 'group' ? `${personName(title)} · ${line.name}` : line.name}</bdi>
        </Button>
      ))}
    </div>
  );
}
