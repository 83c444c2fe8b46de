import { Check, CircleX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../domain/incident.ts';
import { sayError } from '../i18n/say-code.ts';
import { useLive } from '../state/services.ts';
import { formatDuration, formatPosition, formatTime } from '../ui/format.ts';
import { IncidentSymbol } from '../ui/symbols.tsx';
import { useNow } from '../ui/use-now.ts';
import { nameIncidentPlace } from './incident-place.ts';
import { LevelChip } from './level-chip.tsx';
import { useIncidentActions } from './use-incident-actions.ts';
import './incident-strip.css';

/** The incident on screen: type and place, level, the caller's words marked as not verified, times, and what can be done. */
export function IncidentStrip({ incident }: { readonly incident: Incident }) {
	const { t, i18n } = useTranslation();
	const actions = useIncidentActions();
	const { type, level, description, fireFloor, lon, lat, createdAtMs, acknowledgedAtMs, closedAtMs } = incident;
	const place = nameIncidentPlace(incident);
	const position = formatPosition(lon, lat);
	const sayFloor = (floor: number) =>
		floor > 0 ? t('whatIf.floorValue', { floor }) : t('whatIf.floorBelow', { floor: -floor });
	const failure = actions.error === null ? null : sayError(i18n, actions.error);
	return (
		<header className="strip" data-incident={incident.id}>
			<IncidentSymbol />
			<div className="grow">
				<div className="strip__title">
					<h1 className="ellipsis" title={place}>
						{t(`codes.incidentType.${type}`)} · {place}
					</h1>
					<LevelChip level={level} />
				</div>
				<p className="strip__words ellipsis" title={description}>
					{failure ? (
						<span className="strip__failure" role="status">
							{failure.title} · {failure.code}
						</span>
					) : (
						<>
							{t('incident.callerSays')}: {fireFloor !== null && `${sayFloor(fireFloor)} · `}
							{description || t('incident.noWords')}
							{place !== position && ` · ${position}`}
						</>
					)}
				</p>
			</div>
			<dl className="strip__times">
				<div>
					<dt>{t('incident.received')}</dt>
					<dd>{formatTime(createdAtMs)}</dd>
				</div>
				<div>
					<dt>{t('incident.acknowledged')}</dt>
					<dd>
						{acknowledgedAtMs === null
							? t('incident.notYet')
							: `+${formatDuration((acknowledgedAtMs - createdAtMs) / 1000)}`}
					</dd>
				</div>
				<div className="strip__elapsed">
					<dt>{t('incident.elapsed')}</dt>
					<dd>
						<Elapsed sinceMs={createdAtMs} untilMs={closedAtMs} />
					</dd>
				</div>
			</dl>
			{closedAtMs === null ? (
				<div className="strip__actions">
					{acknowledgedAtMs === null && (
						<button
							type="button"
							className="btn"
							disabled={actions.busy}
							aria-keyshortcuts="F2"
							onClick={() => actions.acknowledge(incident.id)}
						>
							<Check size={18} strokeWidth={1.75} aria-hidden />
							{t('incident.acknowledge')} <span className="kbd">F2</span>
						</button>
					)}
					<button
						type="button"
						className="btn"
						disabled={actions.busy}
						title={t('incident.closeHint')}
						onClick={() => actions.close(incident.id)}
					>
						<CircleX size={18} strokeWidth={1.75} aria-hidden />
						{t('incident.close')}
					</button>
				</div>
			) : (
				<span className="level level--none">{t('incident.closed')}</span>
			)}
		</header>
	);
}

/** Elapsed time by the server's clock; stands still once the incident is closed. Not live for screen readers. */
export function Elapsed({ sinceMs, untilMs }: { readonly sinceMs: number; readonly untilMs: number | null }) {
	const offsetMs = useLive((state) => state.serverOffsetMs) ?? 0;
	const nowMs = useNow();
	return <span>{formatDuration(((untilMs ?? nowMs + offsetMs) - sinceMs) / 1000)}</span>;
}
