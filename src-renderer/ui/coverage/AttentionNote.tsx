import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRequest } from '../../api/requests.ts';
import css from './Coverage.module.css';

export interface AttentionNoteProps {
  readonly lineId: number;
  readonly isPlatform: boolean;
}

/** Why a person should look at a line, where its state alone does not tell. */
export function AttentionNote({ lineId, isPlatform }: AttentionNoteProps) {
  const { t } = useTranslation('coverage');
  const { data } = useRequest('coverage.attention', {});
  const reason = data?.lines.find((line) => line.lineId === lineId)?.reason;
  if (reason !== 'quiet' && reason !== 'cut-off' && reason !== 'disk-full') return null;
  return (
    <p className={css.attention} role="status">
      <CircleAlert aria-hidden className={css.attentionIcon} />
      {t(isPlatform ? `attention.platform.${reason}` : `attention.${reason}`)}
    </p>
  );
}
