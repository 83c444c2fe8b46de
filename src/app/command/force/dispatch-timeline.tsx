import { Check, Trash2, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import type { Dispatch } from '../../../domain/records/dispatch.ts';
import { tellTimes } from '../../state/send-units.ts';
import { useForce, useServices } from '../../state/services.ts';
import { useBlock } from '../../state/use-block.ts';
import { useServerNow } from '../../state/use-server-now.ts';
import { formatDuration, formatTime } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { listTimes, readTimeOfDay, type TimelinePoint, TOLD_BY_HAND } from './list-times.ts';

interface DispatchTimelineProps {
	readonly incident: Incident;
	readonly dispatch: Dispatch;
	/** All of the incident. */
	readonly dispatches: readonly Dispatch[];
}

/**
 * The eleven times of a unit: filled = happened, hollow = next, dotted = open; late ones with a triangle and by how much. One that no state
 * tells is set to now by one press; any that is told can be corrected.
 */
export function DispatchTimeline({ incident, dispatch, dispatches }: DispatchTimelineProps) {
	const { t } = useTranslation();
	const services = useServices();
	const block = useBlock('unit.set-state');
	const sending = useForce((state) => state.sending);
	const [correcting, setCorrecting] = useState<TimelinePoint | null>(null);
	const nowMs = useServerNow();
	const points = listTimes(incident.createdAtMs, dispatch, dispatches);
	const isLocked = block !== null || sending || incident.closedAtMs !== null;
	return (
		<div className="timeline-box">
			<ol className="timeline" aria-label={t('forceBoard.times', { plate: dispatch.plate })}>
				{points.map((point) => {
					const name = t(`codes.dispatchTime.${point.time}`);
					const isSettable = point.atMs === null && TOLD_BY_HAND.includes(point.time);
					const words =
						point.atMs !== null
							? t('forceBoard.correct', { time: name })
							: isSettable
								? t('forceBoard.setNow', { time: name })
								: name;
					const limit = point.over && t('forceBoard.limit', { time: formatDuration(point.over.limitS) });
					return (
						<li key={point.time} data-kind={point.kind}>
							<button
								type="button"
								disabled={isLocked || (point.atMs === null && !isSettable)}
								title={[block ?? words, point.atMs !== null && formatTime(point.atMs), limit]
									.filter(Boolean)
									.join(' · ')}
								aria-label={words}
								onClick={() =>
									point.atMs === null
										? void tellTimes(services, dispatch, { [point.time]: Math.round(nowMs) })
										: setCorrecting(point)
								}
							>
								<span className="timeline__dot" data-by-hand={isSettable || undefined} />
								{point.over && <TriangleAlert className="timeline__late" size={14} strokeWidth={2} aria-hidden />}
							</button>
							<span className="timeline__name">{name}</span>
							<b>
								{point.atMs === null
									? t('forceBoard.notYet')
									: point.time === 'received'
										? formatTime(point.atMs)
										: `+${formatDuration((point.atMs - incident.createdAtMs) / 1000)}`}
							</b>
							{point.over && (
								<span className="warn">{t('forceBoard.over', { time: formatDuration(point.over.overS) })}</span>
							)}
						</li>
					);
				})}
			</ol>
			{correcting?.atMs != null && (
				<CorrectTime
					key={correcting.time}
					point={correcting}
					nowMs={nowMs}
					isLocked={isLocked}
					onClose={() => setCorrecting(null)}
					onTell={(atMs) => {
						setCorrecting(null);
						void tellTimes(services, dispatch, { [correcting.time]: atMs });
					}}
				/>
			)}
		</div>
	);
}

interface CorrectTimeProps {
	readonly point: TimelinePoint;
	readonly nowMs: number;
	readonly isLocked: boolean;
	readonly onTell: (atMs: number | null) => void;
	readonly onClose: () => void;
}

function CorrectTime({ point, nowMs, isLocked, onTell, onClose }: CorrectTimeProps) {
	const { t } = useTranslation();
	const [text, setText] = useState(formatTime(point.atMs ?? nowMs));
	const atMs = readTimeOfDay(text, nowMs);
	const name = t(`codes.dispatchTime.${point.time}`);
	return (
		<form
			className="correct-time"
			onSubmit={(event) => {
				event.preventDefault();
				if (atMs !== null && !isLocked) onTell(atMs);
			}}
		>
			<label>
				{t('forceBoard.correct', { time: name })}{' '}
				<input
					className="input"
					value={text}
					aria-label={`${name} ${t('forceBoard.timeOf')}`}
					aria-invalid={atMs === null}
					// biome-ignore lint/a11y/noAutofocus: it was opened to be typed into.
					autoFocus
					onChange={({ target }) => setText(target.value)}
					onKeyDown={(event) => {
						if (event.key !== 'Escape') return;
						event.stopPropagation();
						onClose();
					}}
				/>
			</label>
			<button type="submit" className="btn btn--row" disabled={atMs === null || isLocked}>
				<Check size={14} strokeWidth={1.75} aria-hidden />
				{t('forceBoard.saveTime')}
			</button>
			<IconButton icon={Trash2} label={t('forceBoard.clearTime')} small onClick={() => onTell(null)} />
			<IconButton icon={X} label={t('forceBoard.cancel')} small onClick={onClose} />
		</form>
	);
}
