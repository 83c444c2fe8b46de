import { Bell, Droplet, Flag, type LucideIcon, MapPin, Phone, ShieldCheck, TimerOff, Truck } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { findMoments, type Moment, type MomentKind } from '../../client/replay/find-moments.ts';
import type { ReplayClock } from '../../client/replay/replay-clock.ts';
import type { RecordedEvent } from '../../domain/records/change.ts';
import { formatDate, formatTime } from '../ui/format.ts';

const ICONS: Readonly<Record<MomentKind, LucideIcon>> = {
	call: Phone,
	turnout: Truck,
	arrival: MapPin,
	water: Droplet,
	controlled: ShieldCheck,
	parMissed: TimerOff,
	evacuation: Bell,
	closed: Flag,
};
/** Marks nearer than this part of the bar keep their line and lose their icon; those about life keep it. */
const APART = 0.03;
const ABOUT_LIFE: readonly MomentKind[] = ['evacuation', 'parMissed'];

interface SeekBarProps {
	readonly clock: ReplayClock;
	readonly events: readonly RecordedEvent[];
	readonly nowMs: number;
}

/** The whole of a replay from left to right, with its marked events; a press on one goes there. */
export function SeekBar({ clock, events, nowMs }: SeekBarProps) {
	const { t } = useTranslation();
	const { fromMs, toMs } = clock;
	const spanMs = Math.max(1, toMs - fromMs);
	const marks = useMemo(() => {
		const moments = findMoments(events);
		const parts = moments.map((moment) => ({ ...moment, part: (moment.atMs - fromMs) / spanMs }));
		return placeMarks(parts);
	}, [events, fromMs, spanMs]);
	return (
		<div className="seek">
			<div className="seek__marks">
				{marks.map(({ kind, atMs, seq, part, isNamed }) => {
					const Icon = ICONS[kind];
					const name = `${t(`replay.marks.${kind}`)} ${formatTime(atMs)}`;
					const style = { left: `${part * 100}%` };
					if (!isNamed) return <i key={seq} style={style} title={name} />;
					return (
						<button
							key={seq}
							type="button"
							style={style}
							data-life={ABOUT_LIFE.includes(kind) || undefined}
							aria-label={name}
							title={name}
							onClick={() => clock.seek(atMs)}
						>
							<Icon size={14} strokeWidth={2} aria-hidden />
						</button>
					);
				})}
			</div>
			<input
				type="range"
				min={0}
				max={Math.ceil(spanMs / 1000)}
				step={1}
				value={Math.round((nowMs - fromMs) / 1000)}
				aria-label={t('replay.seek')}
				aria-valuetext={t('replay.at', { date: formatDate(nowMs), time: formatTime(nowMs) })}
				onChange={(event) => clock.seek(fromMs + Number(event.target.value) * 1000)}
			/>
		</div>
	);
}

type PlacedMark = Moment & { readonly part: number };

/** Which marks have room for their icon. */
function placeMarks(marks: readonly PlacedMark[]): (PlacedMark & { readonly isNamed: boolean })[] {
	const named: number[] = [];
	const order = [...marks].sort((a, b) => Number(ABOUT_LIFE.includes(b.kind)) - Number(ABOUT_LIFE.includes(a.kind)));
	const withIcon = new Set<PlacedMark>();
	for (const mark of order) {
		if (named.some((other) => Math.abs(other - mark.part) < APART)) continue;
		named.push(mark.part);
		withIcon.add(mark);
	}
	return marks.map((mark) => ({ ...mark, isNamed: withIcon.has(mark) }));
}
