import { Pause, Play } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/useFormat.ts';
import { IconButton } from '../button/IconButton.tsx';
import css from './Attachment.module.css';

export interface AudioPlayerProps {
  readonly url: string;
  /** Its length as the message tells it; the file's own once it is loaded. */
  readonly seconds: number | null;
  /** Loudness over its length, 0 to 100, when the message tells. */
  readonly waveform: readonly number[] | null;
  readonly onError: () => void;
}

/** Plays a voice message or a recording. Nothing is loaded before it is played. */
export function AudioPlayer({ url, seconds, waveform, onError }: AudioPlayerProps) {
  const { t } = useTranslation('message');
  const format = useFormat();
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);
  const [length, setLength] = useState(seconds ?? 0);
  const toggle = () => {
    const element = audio.current;
    if (element === null) return;
    if (element.paused) element.play().catch(onError);
    else element.pause();
  };
  return (
    <div className={css.audio}>
      <audio
        ref={audio}
        src={url}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={(event) => setPosition(event.currentTarget.currentTime)}
        onDurationChange={({ currentTarget }) => {
          if (Number.isFinite(currentTarget.duration)) setLength(currentTarget.duration);
        }}
        onEnded={() => setPosition(0)}
        onError={onError}
      >
        <track kind="captions" />
      </audio>
      <IconButton
        icon={isPlaying ? Pause : Play}
        label={isPlaying ? t('pause') : t('play')}
        onPress={toggle}
      />
      <div className={waveform === null ? css.plain : css.track}>
        {waveform !== null && <Waveform waveform={waveform} played={length > 0 ? position / length : 0} />}
        <input
          type="range"
          className={css.position}
          aria-label={t('position')}
          aria-valuetext={format.duration(position)}
          min={0}
          max={Math.max(length, 0.1)}
          step={0.1}
          value={Math.min(position, length)}
          onChange={(event) => {
            if (audio.current !== null) audio.current.currentTime = event.currentTarget.valueAsNumber;
          }}
        />
      </div>
      <span className={css.detail}>{format.duration(isPlaying || position > 0 ? position : length)}</span>
    </div>
  );
}

interface WaveformProps {
  readonly waveform: readonly number[];
  /** The part that has been played, 0 to 1. */
  readonly played: number;
}

/** The loudness of a voice message as bars; its slider lies above it. */
function Waveform({ waveform, played }: WaveformProps) {
  const count = waveform.length;
  return (
    <svg className={css.waveform} viewBox={`0 0 ${count * 4} 100`} preserveAspectRatio="none" aria-hidden>
      {waveform.map((loudness, index) => {
        const height = Math.max(loudness, 6);
        return (
          <rect
            // oxlint-disable-next-line react/no-array-index-key -- a bar is its place
            key={index}
            className={css.bar}
            data-played={index / count < played}
            x={index * 4 + 1}
            y={(100 - height) / 2}
            width={2}
            height={height}
          />
        );
      })}
    </svg>
  );
}
