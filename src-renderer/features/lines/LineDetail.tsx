import { FileInput, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineView } from '#shared/contract/lines.ts';
import { useFormat } from '../../i18n/useFormat.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { AttentionNote } from '../../ui/coverage/AttentionNote.tsx';
import { CoveragePanel } from '../../ui/coverage/CoveragePanel.tsx';
import { goTo } from '../../ui/frame/navigation.ts';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { CloudConnection } from './CloudConnection.tsx';
import { ConditionBadge } from './ConditionBadge.tsx';
import css from './LineDetail.module.css';
import { lineAction, lineCondition, lineTone, problemOf } from './status.ts';
import { LineHistory } from './LineHistory.tsx';
import { LineMedia } from './LineMedia.tsx';
import { NoticePart } from './NoticePart.tsx';
import { PrivatePart } from './PrivatePart.tsx';
import { ToldPart } from './ToldPart.tsx';
import type { LineActions } from './useLineActions.ts';

export interface LineDetailProps {
  readonly line: LineView;
  readonly actions: LineActions;
  readonly onEdit: () => void;
  readonly onSetUp: () => void;
}

/** One line: what its state means, what to do about it, and the facts of its register. */
export function LineDetail({ line, actions, onEdit, onSetUp }: LineDetailProps) {
  const { t } = useTranslation('lines');
  const format = useFormat();
  const condition = lineCondition(line);
  const action = lineAction(condition);
  const next = () => actions.next(line);
  const isPlatform = line.connector === 'cloud-api';
  const isLinked = line.state !== 'unlinked' && line.state !== 'linking';
  const reconnect = () => actions.reconnect(line.id);
  useShortcut(
    { keys: 'r', label: t('action.reconnect'), group: t('title'), enabled: line.state === 'reconnecting' },
    reconnect,
  );
  useShortcut({ keys: 'e', label: t('action.edit'), group: t('title') }, onEdit);
  useShortcut({ keys: 'l', label: t(`action.${action}`), group: t('title') }, next);

  return (
    <Region
      kind="detail"
      label={line.name}
      actions={
        <Button icon={Pencil} shortcut="e" onPress={onEdit}>
          {t('action.edit')}
        </Button>
      }
    >
      <div className={css.scroller}>
        <section className={css.state} data-tone={lineTone(condition, line.problem !== null)}>
          <div className={css.condition}>
            <ConditionBadge line={line} />
            {line.since !== null && action !== 'give-notice' && (
              <span className={css.since}>{t('value.since', { when: format.dateTime(line.since) })}</span>
            )}
          </div>
          {line.problem !== null && <InlineError error={problemOf(line.problem)} />}
          {(line.problem === null || condition !== 'reconnecting') && (
            <p className={css.meaning}>{t(`condition.${condition}.hint`)}</p>
          )}
          {line.retryAt !== null && isLongWait(line.retryAt, line.since) && (
            <p className={css.meaning}>
              {t(line.state === 'banned' ? 'value.bannedUntil' : 'value.nextTry', {
                when: format.dateTime(line.retryAt),
              })}
            </p>
          )}
          <AttentionNote lineId={line.id} isPlatform={isPlatform} />
          {actions.captureError !== null && <InlineError error={actions.captureError} />}
          <div className={css.buttons}>
            <Button
              variant={action === 'pause' || condition === 'exports-only' ? 'secondary' : 'primary'}
              shortcut="l"
              isPending={actions.isPending}
              onPress={next}
            >
              {t(`action.${action}`)}
            </Button>
            {line.state === 'reconnecting' && (
              <Button shortcut="r" onPress={reconnect}>
                {t('action.reconnect')}
              </Button>
            )}
            {(condition === 'exports-only' || condition === 'unlinked') && (
              <Button onPress={onSetUp}>{t('action.use-platform')}</Button>
            )}
            {line.noticeOn !== null && (
              <Button
                icon={FileInput}
                onPress={() => goTo({ section: 'lines', lineId: line.id, dialog: 'import' })}
              >
                {t('import')}
              </Button>
            )}
          </div>
        </section>
        <dl className={css.facts}>
          <Fact label={t('field.employee')}>
            <bdi dir="auto">{line.employee}</bdi>
          </Fact>
          <Fact label={t('field.team')} isMissing={line.team === null}>
            <bdi dir="auto">{line.team ?? t('value.noTeam')}</bdi>
          </Fact>
          <Fact label={t('field.noticeOn')} isMissing={line.noticeOn === null}>
            {line.noticeOn === null ? t('value.noNotice') : format.calendarDate(line.noticeOn)}
          </Fact>
          <Fact label={t('field.phone')} isMissing={line.phone === null}>
            <bdi dir="ltr">{line.phone ?? t(isLinked ? 'value.unknownPhone' : 'value.noPhone')}</bdi>
          </Fact>
          <Fact label={t('field.connector')}>{t(`connector.${line.connector}`)}</Fact>
          <Fact label={t('field.messages')}>{format.number(line.messages)}</Fact>
          <Fact label={t('field.lastMessage')} isMissing={line.lastMessageAt === null}>
            {line.lastMessageAt === null ? t('value.never') : format.dateTime(line.lastMessageAt)}
          </Fact>
        </dl>
        {line.history !== null && <LineHistory lineId={line.id} history={line.history} />}
        <LineMedia lineId={line.id} canFetch={line.connector !== 'chat-export'} />
        <NoticePart line={line} />
        <PrivatePart line={line} />
        <ToldPart key={line.id} lineId={line.id} />
        {(line.connector === 'linked-device' || (isPlatform && condition !== 'cloud-unset')) && (
          <CoveragePanel lineId={line.id} isPlatform={isPlatform} />
        )}
        {isPlatform && condition !== 'cloud-unset' && <CloudConnection lineId={line.id} onEdit={onSetUp} />}
      </div>
    </Region>
  );
}

/** Long enough (milliseconds) for somebody to wait for it. */
const longWait = 30_000;

const isLongWait = (until: number, since: number | null): boolean => until - (since ?? until) >= longWait;

interface FactProps {
  readonly label: string;
  readonly isMissing?: boolean;
  readonly children: ReactNode;
}

function Fact({ label, isMissing = false, children }: FactProps) {
  return (
    <div className={css.fact}>
      <dt>{label}</dt>
      <dd data-missing={isMissing}>{children}</dd>
    </div>
  );
}
