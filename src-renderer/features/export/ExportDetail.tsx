import { FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ExportView } from '#shared/contract/export.ts';
import { AtalayaError, errorCodes } from '#shared/errors.ts';
import { useAction } from '../../api/requests.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { Progress } from '../../ui/feedback/Progress.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { Facts, type Fact } from '../../ui/layout/Facts.tsx';
import { Region } from '../../ui/layout/Region.tsx';
import { useCountFacts } from './counts.ts';
import css from './Export.module.css';
import { useScopeWords } from './scopeWords.ts';
import { StateBadge } from './StateBadge.tsx';

/** One export: how it stands, and all that is on record about it. */
export function ExportDetail({ item }: { readonly item: ExportView }) {
  const { t } = useTranslation(['export', 'common']);
  const format = useFormat();
  const scope = useScopeWords()(item);
  const countFacts = useCountFacts();
  const show = useAction('shell.showExport');
  const cancel = useAction('export.cancel');
  const { counts, files, bytes, error, state } = item;
  const facts: Fact[] = [
    ...scope.map(({ name, value }) => ({ name, value: <bdi dir="auto">{value}</bdi> })),
    { name: t('fact.reason'), value: <bdi dir="auto">{item.reason}</bdi> },
    { name: t('fact.by'), value: <bdi dir="auto">{item.by}</bdi> },
    { name: t('fact.at'), value: format.exact(item.startedAt) },
    { name: t('fact.formats'), value: format.list(item.formats.map((each) => t(`format.${each}.name`))) },
    ...(item.withFlags ? [{ name: t('fact.flags'), value: t('fact.flagsShown') }] : []),
    ...(counts === null ? [] : countFacts(counts)),
    ...(files === null || bytes === null
      ? []
      : [{ name: t('fact.written'), value: t('fact.size', { count: files, size: format.bytes(bytes) }) }]),
    { name: t('fact.zone'), value: item.zone },
    { name: t('fact.place'), value: <bdi dir="auto">{`${item.place} · ${item.name}`}</bdi> },
    ...(item.manifestSha256 === null
      ? []
      : [{ name: t('fact.manifest'), value: <code className={css.hash}>{item.manifestSha256}</code> }]),
  ];
  return (
    <Region
      kind="detail"
      label={t('detail', { number: item.id })}
      actions={
        state === 'done' && (
          <Button
            icon={FolderOpen}
            isPending={show.isPending}
            onPress={() => show.mutate({ exportId: item.id })}
          >
            {t('show')}
          </Button>
        )
      }
    >
      <div className={css.scroller}>
        <div className={css.state}>
          <StateBadge state={state} />
          {state === 'done' && <p className={css.hint}>{t('hint.done')}</p>}
          {state === 'cancelled' && <p className={css.hint}>{t('hint.cancelled')}</p>}
          {state === 'interrupted' && <p className={css.hint}>{t('hint.interrupted')}</p>}
          {state === 'running' && (
            <>
              <Running item={item} />
              <Button isPending={cancel.isPending} onPress={() => cancel.mutate({ exportId: item.id })}>
                {t('stop')}
              </Button>
            </>
          )}
          {error !== null && <InlineError error={errorOf(error)} />}
          {show.data?.shown === false && <p className={css.hint}>{t('hint.gone')}</p>}
        </div>
        <Facts facts={facts} />
      </div>
    </Region>
  );
}

function Running({ item }: { readonly item: ExportView }) {
  const { t } = useTranslation('export');
  const { progress } = item;
  if (progress === null) return <Progress label={t('step.waiting')} value={null} />;
  const { step, done, total } = progress;
  if (total === 0) return <Progress label={t(`step.${step}`)} value={null} />;
  return (
    <Progress label={t(`step.${step}`)} value={done} total={total} detail={t('progress', { done, total })} />
  );
}

/** The error of a row, by its code. */
function errorOf(code: string): AtalayaError {
  return new AtalayaError(errorCodes.find((known) => known === code) ?? 'internal');
}
