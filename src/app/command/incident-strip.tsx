import { Check, ChevronUp, LogOut, ScrollText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../domain/incident.ts';
import { sayError } from '../i18n/say-code.ts';
import { useServices } from '../state/services.ts';
import { useRefusal } from '../state/use-may.ts';
import { formatDuration, formatPosition, formatTime } from '../ui/format.ts';
import { HoldButton } from '../ui/hold-button.tsx';
import { IncidentSymbol } from '../ui/symbols.tsx';
import { nameIncidentPlace } from './incident-place.ts';
import { LevelChip } from './level-chip.tsx';
import { ReopenButton } from './life/reopen-button.tsx';
import { PhaseButton } from './strip/phase-button.tsx';
import { StripMenu } from './strip/strip-menu.tsx';
import { StripTimes } from './strip/strip-times.tsx';
import { type IncidentActions, useIncidentActions } from './use-incident-actions.ts';
import { useKindName } from './use-kind-name.ts';
import './incident-strip.css';

/** The incident on screen: type and place, level, stage, the caller's words marked as not verified, times, and what can be done. */
export function IncidentStrip({ incident }: { readonly incident: Incident }) {
	const { t, i18n } = useTranslation();
	const actions = useIncidentActions();
	const { level, closedAtMs } = incident;
	const sayKind = useKindName();
	const place = nameIncidentPlace(incident);
	const failure = actions.error === null ? null : sayError(i18n, actions.error);
	const setPhase = (phase: Incident['phase']) => actions.setPhase(incident, phase);
	return (
		<header className="strip" data-incident={incident.id}>
			<IncidentSymbol />
			<div className="strip__what">
				<div className="strip__title">
					<h1 className="ellipsis" title={place}>
						{sayKind(incident)} · {place}
					</h1>
					<LevelChip level={level} />
					<PhaseButton incident={incident} isBusy={actions.busy} onPhase={setPhase} />
					{incident.assessed?.stale && <span className="strip__updating">{t('assessing.updating')}</span>}
				</div>
				{failure ? (
					<p className="strip__failure ellipsis" role="status">
						{failure.title} · {failure.code}
					</p>
				) : closedAtMs !== null ? (
					<WhyClosed incident={incident} />
				) : (
					<Said incident={incident} place={place} />
				)}
			</div>
			<StripTimes incident={incident} />
			<div className="strip__actions">
				{closedAtMs !== null ? (
					<>
						<span className="level level--none">{t('incident.closed')}</span>
						<ReopenButton incident={incident} />
					</>
				) : incident.acknowledgedAtMs === null ? (
					<Acknowledge incident={incident} actions={actions} />
				) : (
					<Running incident={incident} actions={actions} />
				)}
				<StripMenu incident={incident} onPhase={setPhase} />
			</div>
		</header>
	);
}

/** Who told it and in which words, its number, and where it is when the title does not say so already. */
function Said({ incident, place }: { readonly incident: Incident; readonly place: string }) {
	const { t } = useTranslation();
	const { id, origin, description, lon, lat, acknowledgedAtMs, acknowledgedBy, createdAtMs } = incident;
	const position = formatPosition(lon, lat);
	const words = description ? t('strip.said', { words: description }) : t('incident.noWords');
	const parts = [
		t(`codes.origin.${origin}`),
		words,
		t('strip.number', { id }),
		...(acknowledgedAtMs !== null && acknowledgedBy
			? [t('alarm.takenBy', { name: acknowledgedBy, after: formatDuration((acknowledgedAtMs - createdAtMs) / 1000) })]
			: []),
		...(place === position ? [] : [position]),
	];
	const line = parts.join(' · ');
	return (
		<p className="strip__words ellipsis" title={line}>
			{line}
		</p>
	);
}

interface ActionsProps {
	readonly incident: Incident;
	readonly actions: IncidentActions;
}

function Acknowledge({ incident, actions }: ActionsProps) {
	const { t } = useTranslation();
	const refusal = useRefusal('incident.edit');
	return (
		<button
			type="button"
			className="btn"
			disabled={actions.busy || refusal !== null}
			title={refusal ?? undefined}
			aria-keyshortcuts="F2"
			onClick={() => actions.acknowledge(incident.id)}
		>
			<Check size={18} strokeWidth={1.75} aria-hidden />
			{t('incident.acknowledge')} <span className="kbd">F2</span>
		</button>
	);
}

/** What a running incident needs at hand: its level, the signal to leave, its log. */
function Running({ incident, actions }: ActionsProps) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const mayNotEdit = useRefusal('incident.edit');
	const mayNotOrder = useRefusal('command.edit');
	const { id, evacuation } = incident;
	const isEvacuating = evacuation !== null && evacuation.endedAtMs === null;
	return (
		<>
			<button
				type="button"
				className="btn"
				data-press="escalate"
				disabled={mayNotEdit !== null}
				title={mayNotEdit ?? t('life.change')}
				aria-keyshortcuts="U"
				aria-haspopup="dialog"
				onClick={() => ui.setState({ life: { kind: 'change', incidentId: id } })}
			>
				<ChevronUp size={18} strokeWidth={1.75} aria-hidden />
				{t('strip.escalate')} <span className="kbd">U</span>
			</button>
			{isEvacuating ? (
				<span className="strip__evacuating">{t('strip.evacuating')}</span>
			) : (
				<HoldButton
					className="strip__evacuate"
					hint={t('strip.evacuateHint')}
					againLabel={t('strip.again')}
					refusal={mayNotOrder}
					onHeld={() => actions.evacuate(id, t('strip.evacuateReason'))}
				>
					<LogOut size={18} strokeWidth={1.75} aria-hidden />
					<span>{t('strip.evacuate')}</span>
				</HoldButton>
			)}
			<button
				type="button"
				className="btn strip__log"
				aria-keyshortcuts="N"
				onClick={() => ui.setState(({ tool }) => ({ tool: tool === 'log' ? 'none' : 'log', layersOpen: false }))}
			>
				<ScrollText size={18} strokeWidth={1.75} aria-hidden />
				{t('strip.log')} <span className="kbd">N</span>
			</button>
		</>
	);
}

function WhyClosed({ incident: { closings, mergedInto } }: { readonly incident: Incident }) {
	const { t } = useTranslation();
	const last = closings.findLast(({ kind }) => kind === 'closed');
	return (
		<p className="strip__words ellipsis" title={last?.reason}>
			{mergedInto !== null && `${t('life.mergedInto', { id: mergedInto })} · `}
			{last?.reason && t('life.closedBecause', { reason: last.reason })}
			{last?.byName && ` · ${last.byName} ${formatTime(last.atMs)}`}
		</p>
	);
}
