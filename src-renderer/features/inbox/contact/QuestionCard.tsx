import { useTranslation } from 'react-i18next';
import type { ContactQuestion } from '#shared/contract/contacts.ts';
import { useAction } from '../../../api/requests.ts';
import { Button } from '../../../ui/button/Button.tsx';
import { InlineError } from '../../../ui/feedback/States.tsx';
import { showToast } from '../../../ui/feedback/toasts.ts';
import { goTo } from '../../../ui/frame/navigation.ts';
import { isolated, usePersonName } from '../../../ui/person/usePersonName.ts';
import { useContactWords } from './contactWords.ts';
import { MergeEffect } from './MergeDialog.tsx';
import css from './Contact.module.css';

export interface QuestionCardProps {
  readonly question: ContactQuestion;
  /** The conversation that is open, to which no way is offered. */
  readonly conversationId: number | null;
  /** A way to a conversation was taken. */
  readonly onLeave?: () => void;
}

/** Something that only a person can tell: what was said or found, what each answer does, and the two answers. */
export function QuestionCard({ question, conversationId, onLeave }: QuestionCardProps) {
  const { t } = useTranslation('contacts');
  const words = useContactWords();
  const personName = usePersonName();
  const answer = useAction('contacts.answer');
  const { id, a, b, evidence } = question;
  const isFromExport = evidence.basis === 'overlap' || evidence.basis === 'same-name';
  const values = {
    basis: t(`basis.${evidence.basis}`),
    a: words.identity(a.identity),
    b: words.identity(b.identity),
  };
  const sides = [a, b].filter(
    (side) => side.conversationId !== null && side.conversationId !== conversationId,
  );
  const give = (given: 'same' | 'different') =>
    answer.mutate({ questionId: id, answer: given }, { onSuccess: () => showToast(t('question.answered')) });
  return (
    <div className={css.question} role="group" aria-label={t('question.title')}>
      <p>
        {evidence.line === null
          ? t('question.said', values)
          : t('question.saidOn', { ...values, line: evidence.line })}{' '}
        {t(isFromExport ? 'question.fromExport' : 'question.passedOn')}
      </p>
      <MergeEffect lead={t('question.ifSame')} contactId={a.contactId} otherId={b.contactId} />
      <p>{t('question.ifDifferent')}</p>
      <div className={css.choices}>
        <Button isPending={answer.isPending} onPress={() => give('different')}>
          {t('question.different')}
        </Button>
        <Button isPending={answer.isPending} onPress={() => give('same')}>
          {t('question.same')}
        </Button>
        {sides.map(({ contactId, name, conversationId: place }) => (
          <Button
            key={contactId}
            variant="quiet"
            onPress={() => {
              onLeave?.();
              goTo({ section: 'inbox', conversationId: place, messageId: null });
            }}
          >
            {t('question.show', { name: isolated(personName(name)) })}
          </Button>
        ))}
      </div>
      {answer.error !== null && <InlineError error={answer.error} />}
    </div>
  );
}
