import { Flame } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../domain/incident.ts';
import { UNIT_STATES } from '../../domain/records/unit-state.ts';
import { useSent } from '../command/force/use-sent.ts';
import { nameIncidentPlace } from '../command/incident-place.ts';
import { readStripTimes } from '../command/strip/read-strip-times.ts';
import { useLive } from '../state/services.ts';
import { DutyChip } from '../ui/duty-chip.tsx';
import { formatArrival, formatDuration } from '../ui/format.ts';
import { LevelSymbol } from '../ui/symbols.tsx';

interface WallIncidentsProps {
	/** Open ones, newest first. */
	readonly incidents: readonly Incident[];
	/** Rows that there is room for. */
	readonly most: number;
}

/** The open incidents: the highest level first, then the newest; level, where, how far its first unit is, what is done. */
export function WallIncidents({ incidents, most }: WallIncidentsProps) {
	const { t } = useTranslation();
	const sorted = incidents.toSorted((a, b) => (b.level ?? 0) - (a.level ?? 0));
	const shown = sorted.length > most ? sorted.slice(0, most - 1) : sorted;
	return (
		<section className="wall__card" aria-label={t('incident.region')}>
			<h2>
				<Flame size={22} strokeWidth={1.75} aria-hidden />
				{t('wall.open')}
				<span className="wall__answer">{t('wall.count', { count: incidents.length })}</span>
			</h2>
			{incidents.length === 0 && <p className="wall__empty">{t('wall.noIncidents')}</p>}
			<ul>
				{shown.map((incident) => (
					<WallIncident key={incident.id} incident={incident} />
				))}
			</ul>
			{shown.length < sorted.length && (
				<p className="wall__more">{t('wall.moreIncidents', { count: sorted.length - shown.length })}</p>
			)}
		</section>
	);
}

function WallIncident({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const dispatches = useLive((state) => state.dispatches);
	const { sent } = useSent(incident);
	const { id, level, type, district, createdAtMs, acknowledgedAtMs } = incident;
	const arrived = readStripTimes(
		id,
		dispatches,
		sent.map(({ arrival }) => arrival),
	).find(({ name }) => name === 'arrived');
	const words = t(`codes.incidentType.${type}`);
	const most = UNIT_STATES.findLast((state) => state <= '24' && sent.some((unit) => unit.state === state));
	return (
		<li>
			<LevelSymbol level={acknowledgedAtMs === null ? 'waiting' : level} size={40} />
			<span className="wall__what">
				<b>
					{district ? `${district} · ` : ''}
					{words}
				</b>
				<span className="wall__place">{nameIncidentPlace(incident)}</span>
			</span>
			<span className="wall__when">
				{arrived?.atMs != null
					? t('wall.arrived', { time: formatDuration((arrived.atMs - createdAtMs) / 1000) })
					: arrived?.expectedInS != null
						? arrived.expectedInS >= 0
							? t('wall.first', { time: formatArrival(arrived.expectedInS) })
							: t('strip.late', { time: formatDuration(-arrived.expectedInS) })
						: t(acknowledgedAtMs === null ? 'alarm.unacknowledged' : 'wall.notSent')}
			</span>
			{most && <DutyChip state={most} isOrdered={sent.some(({ isOrdered }) => isOrdered)} />}
		</li>
	);
}
