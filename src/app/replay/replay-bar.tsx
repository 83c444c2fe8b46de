import { Pause, Play, SkipBack, SkipForward, Undo2 } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { countTimes } from '../../client/replay/fold-history.ts';
import { REPLAY_SPEEDS, type ReplaySpeed } from '../../client/replay/replay-clock.ts';
import { createEventWords } from '../command/log/event-words.ts';
import { sayEvent } from '../command/log/say-event.ts';
import { sayError } from '../i18n/say-code.ts';
import { type Services, useUi } from '../state/services.ts';
import { formatDate, formatDuration, formatTime } from '../ui/format.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { useNow } from '../ui/use-now.ts';
import type { OpenReplay } from './open-replay.ts';
import { SeekBar } from './seek-bar.tsx';
import { endReplay } from './start-replay.ts';
import { useRefusedTools } from './use-refused-tools.ts';
import { useReplayKeys } from './use-replay-keys.ts';

interface ReplayBarProps {
	readonly open: OpenReplay;
	/** Of the present. */
	readonly now: Services;
}

/** What a replay is moved by: play, step, seek, speed; what is shown of when; the way back. */
export function ReplayBar({ open, now }: ReplayBarProps) {
	const { t, i18n } = useTranslation();
	const { clock, folded, history, problem } = open.replay;
	const unread = useStore(open.replay.unread, ({ count }) => count);
	const { isPlaying, speed } = useStore(clock.run);
	const { error } = useStore(problem);
	const nowMs = useNow(200);
	const bar = useRef<HTMLElement>(null);
	const play = useRef<HTMLButtonElement>(null);
	useEffect(() => play.current?.focus({ preventScroll: true }), []);
	const step = (by: 1 | -1) => {
		const toMs = findStep(folded.timesMs, clock.nowMs(), by);
		if (toMs !== null) clock.seek(toMs);
	};
	useReplayKeys(open, now, bar, step);
	const fromMs = useUi((state) => state.replayFromMs);
	useEffect(() => {
		if (fromMs !== null) clock.seek(fromMs);
	}, [clock, fromMs]);
	const refused = useRefusedTools(open.services.ui);
	const words = useMemo(() => createEventWords(i18n, history.events), [i18n, history.events]);
	const last = history.events[countTimes(folded.timesMs, nowMs) - 1];
	const failure = error === null ? null : sayError(i18n, error);
	const notes = [
		refused && t('replay.notHere'),
		failure && `${t('replay.noAssessment')} · ${failure.code}`,
		unread > 0 && t('replay.unread', { count: unread }),
		history.tracks.length === 0 && t('replay.noTracks'),
	].filter((note) => typeof note === 'string');
	const when = t('replay.at', { date: formatDate(nowMs), time: formatTime(nowMs) });
	return (
		<section className="replay-bar" aria-label={t('replay.bar')} ref={bar} data-replay-bar>
			<span className="hatched replay-bar__tag" title={t('replay.tagHint')}>
				{t('replay.tag')}
			</span>
			<span className="replay-bar__buttons">
				<IconButton icon={SkipBack} label={t('replay.previous')} shortcut="ArrowLeft" onClick={() => step(-1)} />
				<button
					type="button"
					className="icon-btn replay-bar__play"
					ref={play}
					data-press="replay-play"
					aria-label={t(isPlaying ? 'replay.pause' : 'replay.play')}
					title={`${t(isPlaying ? 'replay.pause' : 'replay.play')} (${t('replay.space')})`}
					aria-keyshortcuts="Space"
					onClick={() => (isPlaying ? clock.pause() : clock.play())}
				>
					{isPlaying ? (
						<Pause size={20} strokeWidth={1.75} aria-hidden />
					) : (
						<Play size={20} strokeWidth={1.75} aria-hidden />
					)}
				</button>
				<IconButton icon={SkipForward} label={t('replay.next')} shortcut="ArrowRight" onClick={() => step(1)} />
			</span>
			<div className="replay-bar__seek">
				<SeekBar clock={clock} events={history.events} nowMs={nowMs} />
				<p className="replay-bar__event ellipsis" role="status" aria-live={isPlaying ? 'off' : 'polite'}>
					{notes.length > 0 && <b>{notes.join(' · ')} </b>}
					{last && (
						<>
							{formatTime(last.atMs)} {sayEvent(words, last).text}
						</>
					)}
				</p>
			</div>
			<p className="replay-bar__time">
				<time dateTime={new Date(nowMs).toISOString()}>{when}</time>
				<span className="soft">{t('replay.since', { duration: formatDuration((nowMs - clock.fromMs) / 1000) })}</span>
			</p>
			<label className="replay-bar__speed">
				<span className="visually-hidden">{t('replay.speed')}</span>
				<select value={speed} onChange={(event) => clock.setSpeed(Number(event.target.value) as ReplaySpeed)}>
					{REPLAY_SPEEDS.map((value) => (
						<option key={value} value={value} aria-label={t('replay.times', { speed: value })}>
							{value}×
						</option>
					))}
				</select>
			</label>
			<button type="button" className="btn btn--primary" onClick={() => endReplay(now.ui)}>
				<Undo2 size={18} strokeWidth={1.75} aria-hidden />
				{t('replay.leave')} <span className="kbd">Y</span>
			</button>
		</section>
	);
}

/** The next time after, or the last before, `nowMs` at which something was written, to the second; null = there is none. */
function findStep(timesMs: readonly number[], nowMs: number, by: 1 | -1): number | null {
	if (by === 1) return timesMs[countTimes(timesMs, nowMs)] ?? null;
	return timesMs[countTimes(timesMs, nowMs - 1) - 1] ?? null;
}
