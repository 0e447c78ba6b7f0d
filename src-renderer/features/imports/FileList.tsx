import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button/Button.tsx';
import { openQuestions, type ReadyExport } from './answers.ts';
import css from './FileList.module.css';
import { FileQuestions } from './FileQuestions.tsx';
import type { ChosenExport } from './flow.ts';
import type { ImportTarget } from './Preview.tsx';

/** Files drawn at a time: a folder has hundreds. */
const atATime = 50;

export interface FileListProps {
  readonly files: readonly ChosenExport[];
  readonly ready: readonly ReadyExport[];
  readonly isReading: boolean;
  /** Where the files go; null for a line that does not exist yet. */
  readonly target: ImportTarget | null;
}

/** The chosen files; once all are read, those that need a person come first. */
export function FileList({ files, ready, isReading, target }: FileListProps) {
  const { t } = useTranslation('imports');
  const [shown, setShown] = useState(atATime);
  const readyByToken = new Map(ready.map((one) => [one.file.token, one]));
  const needsPerson = ({ token }: ChosenExport) => {
    const one = readyByToken.get(token);
    return one === undefined || openQuestions(one) > 0;
  };
  const ordered = isReading
    ? files
    : files.toSorted((a, b) => Number(needsPerson(b)) - Number(needsPerson(a)));
  return (
    <>
      <ul className={css.files}>
        {ordered.slice(0, shown).map((file) => (
          <FileQuestions
            key={file.token}
            file={file}
            ready={readyByToken.get(file.token)}
            target={isReading ? null : target}
          />
        ))}
      </ul>
      {files.length > shown && (
        <div className={css.more}>
          <p>{t('ask.moreFiles', { count: files.length - shown })}</p>
          <Button variant="quiet" onPress={() => setShown(shown + atATime)}>
            {t('ask.showMore')}
          </Button>
        </div>
      )}
    </>
  );
}
