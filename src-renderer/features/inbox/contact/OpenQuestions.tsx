import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../../api/requests.ts';
import { Button } from '../../../ui/button/Button.tsx';
import { Dialog } from '../../../ui/overlay/Dialog.tsx';
import { QuestionCard } from './QuestionCard.tsx';
import css from './Contact.module.css';

/** How many contacts somebody has to clear up, with the way to them; nothing while there are none. */
export function OpenQuestions() {
  const { t } = useTranslation('contacts');
  const { data } = useRequest('contacts.questions', {});
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (data === undefined || (data.total === 0 && !isOpen)) return null;
  return (
    <>
      {data.total > 0 && (
        <Button variant="quiet" icon={CircleHelp} onPress={() => setOpen(true)}>
          {t('question.open', { count: data.total })}
        </Button>
      )}
      <Dialog title={t('question.title')} size="medium" isOpen={isOpen} onClose={close}>
        <div className={css.list}>
          {data.questions.map((question) => (
            <QuestionCard key={question.id} question={question} conversationId={null} onLeave={close} />
          ))}
          {data.total === 0 && <p className={css.soft}>{t('question.none')}</p>}
        </div>
      </Dialog>
    </>
  );
}
