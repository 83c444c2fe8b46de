import { Check, CircleX, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../domain/incident.ts';
import { sayError } from '../i18n/say-code.ts';
import { useLive, useServices } from '../state/services.ts';
import { useRefusal } from '../state/use-may.ts';
import { formatDuration, formatPosition, formatTime } from '../ui/format.ts';
import { IncidentSymbol } from '../ui/symbols.tsx';
import { useNow } from '../ui/use-now.ts';
import { nameIncidentPlace } from './incident-place.ts';
import { LevelChip } from './level-chip.tsx';
import { ReopenButton } from './life/reopen-button.tsx';
import { useIncidentActions } from './use-incident-actions.ts';
import './incident-strip.css';

/** The incident on screen: type and place, level, the caller's words marked as not verified, times, and what can be done. */
export function IncidentStrip({ incident }: { readonly incident: Incident }) {
	const { t, i18n } = useTranslation();
	const { ui } = useServices();
	const actions = useIncidentActions();
	const mayNotEdit = useRefusal('incident.edit');
	const mayNotClose = useRefusal('incident.close');
	const { type, description, fireFloor, lon, lat, createdAtMs, acknowledgedAtMs, closedAtMs } = incident;
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
					<ChangeButton incident={incident} />
					{incident.assessed?.stale && <span className="strip__updating">{t('assessing.updating')}</span>}
				</div>
				<p className="strip__words ellipsis" title={description}>
					{failure ? (
						<span className="strip__failure" role="status">
							{failure.title} · {failure.code}
						</span>
					) : closedAtMs !== null ? (
						<WhyClosed incident={incident} />
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
							disabled={actions.busy || mayNotEdit !== null}
							title={mayNotEdit ?? undefined}
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
						disabled={mayNotClose !== null}
						title={mayNotClose ?? t('incident.closeHint')}
						aria-haspopup="dialog"
						onClick={() => ui.setState({ life: { kind: 'close', incidentId: incident.id } })}
					>
						<CircleX size={18} strokeWidth={1.75} aria-hidden />
						{t('incident.close')}
					</button>
				</div>
			) : (
				<div className="strip__actions">
					<span className="level level--none">{t('incident.closed')}</span>
					<ReopenButton incident={incident} />
				</div>
			)}
		</header>
	);
}

/** The level; a press changes level and type while the incident is open. */
function ChangeButton({ incident }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const refusal = useRefusal('incident.edit');
	if (incident.closedAtMs !== null) return <LevelChip level={incident.level} />;
	return (
		<button
			type="button"
			className="strip__change"
			disabled={refusal !== null}
			title={refusal ?? t('life.change')}
			aria-haspopup="dialog"
			onClick={() => ui.setState({ life: { kind: 'change', incidentId: incident.id } })}
		>
			<LevelChip level={incident.level} />
			<Pencil size={14} strokeWidth={1.75} role="img" aria-label={t('life.change')} />
		</button>
	);
}

function WhyClosed({ incident: { closings, mergedInto } }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const last = closings.findLast(({ kind }) => kind === 'closed');
	return (
		<>
			{mergedInto !== null && `${t('life.mergedInto', { id: mergedInto })} · `}
			{last?.reason && t('life.closedBecause', { reason: last.reason })}
			{last?.byName && ` · ${last.byName} ${formatTime(last.atMs)}`}
		</>
	);
}

/** Elapsed time by the server's clock; stands still once the incident is closed. Not live for screen readers. */
export function Elapsed({ sinceMs, untilMs }: { readonly sinceMs: number; readonly untilMs: number | null }) {
	const offsetMs = useLive((state) => state.serverOffsetMs) ?? 0;
	const nowMs = useNow();
	return <span>{formatDuration(((untilMs ?? nowMs + offsetMs) - sinceMs) / 1000)}</span>;
}
