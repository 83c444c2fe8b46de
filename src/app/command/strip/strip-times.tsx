import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { useLive } from '../../state/services.ts';
import { formatArrival, formatDuration, formatTime } from '../../ui/format.ts';
import { Elapsed } from '../elapsed.tsx';
import { useSent } from '../force/use-sent.ts';
import { readStripTimes, type StripTime } from './read-strip-times.ts';

/** Call, turnout, on scene, deployed, water: when each first happened, '–' = not yet; and the time since the call. */
export function StripTimes({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const dispatches = useLive((state) => state.dispatches);
	const { sent } = useSent(incident);
	const { id, createdAtMs, closedAtMs } = incident;
	const times = readStripTimes(
		id,
		dispatches,
		sent.map(({ arrival }) => arrival),
	);
	return (
		<dl className="strip__times">
			<div>
				<dt>{t('strip.received')}</dt>
				<dd>{formatTime(createdAtMs)}</dd>
			</div>
			{times.map((time) => (
				<div key={time.name} data-time={time.name} data-open={time.atMs === null || undefined}>
					<dt>{t(`strip.${time.name}`)}</dt>
					<dd title={time.atMs === null ? undefined : formatTime(time.atMs)}>
						{time.atMs === null ? (
							<Awaited time={time} isClosed={closedAtMs !== null} />
						) : (
							`+${formatDuration((time.atMs - createdAtMs) / 1000)}`
						)}
					</dd>
				</div>
			))}
			<div className="strip__elapsed">
				<dt>{t('incident.elapsed')}</dt>
				<dd>
					<Elapsed sinceMs={createdAtMs} untilMs={closedAtMs} />
				</dd>
			</div>
		</dl>
	);
}

/** What has not happened: a dash, or how long until it is expected, or by how much it is late. */
function Awaited({ time: { expectedInS }, isClosed }: { readonly time: StripTime; readonly isClosed: boolean }) {
	const { t } = useTranslation();
	if (expectedInS === null || isClosed) return t('incident.notYet');
	return expectedInS >= 0 ? (
		t('strip.expectedIn', { time: formatArrival(expectedInS) })
	) : (
		<span className="strip__late">{t('strip.late', { time: formatDuration(-expectedInS) })}</span>
	);
}
