import { Bell, Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../domain/incident.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useLive, useServices, useUi } from '../../state/services.ts';
import { findWaitingIncidents } from '../../state/use-incident.ts';
import { useRefusal } from '../../state/use-may.ts';
import { formatTime } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { nameIncidentPlace } from '../incident-place.ts';
import { Elapsed } from '../incident-strip.tsx';
import { useIncidentActions } from '../use-incident-actions.ts';
import { useBell } from './use-bell.ts';
import './alarm-bar.css';

/** The alarm nobody has acknowledged yet: told at once to screen readers, counting up, ringing. Nothing when there is none. */
export function AlarmBar() {
	const incidents = useLive((state) => state.incidents);
	const waiting = findWaitingIncidents(incidents);
	useBell(waiting.length > 0);
	const newest = waiting.at(-1);
	return newest ? <WaitingAlarm incident={newest} others={waiting.length - 1} /> : null;
}

function WaitingAlarm({ incident, others }: { incident: Incident; others: number }) {
	const { t, i18n } = useTranslation();
	const actions = useIncidentActions();
	const refusal = useRefusal('incident.edit');
	const type = t(`codes.incidentType.${incident.type}`);
	const place = nameIncidentPlace(incident);
	return (
		<div className="alarm-bar">
			<p className="visually-hidden" role="alert">
				{t('alarm.announce', { type, place })}
			</p>
			<div className="alarm-bar__title">
				<Bell size={22} strokeWidth={1.75} aria-hidden />
				<b>{t('alarm.newTitle')}</b>
				<b>
					<Elapsed sinceMs={incident.createdAtMs} untilMs={null} /> {t('alarm.unacknowledged')}
				</b>
				<BellState />
			</div>
			<p className="ellipsis">
				{type} · {place} · {t(`codes.origin.${incident.origin}`)} {formatTime(incident.createdAtMs)}
			</p>
			{actions.error !== null && (
				<p role="status">
					<b>{t('incident.acknowledgeFailed')}</b> {sayError(i18n, actions.error).title}
				</p>
			)}
			<div className="alarm-bar__actions">
				<button
					type="button"
					className="alarm-bar__acknowledge"
					disabled={actions.busy || refusal !== null}
					title={refusal ?? undefined}
					aria-keyshortcuts="F2"
					onClick={() => actions.acknowledge(incident.id)}
				>
					{t('alarm.acknowledge')} <span className="kbd">F2</span>
				</button>
				{others > 0 && <span>{t('alarm.more', { count: others })}</span>}
			</div>
		</div>
	);
}

const MUTE_MS = 30_000;

function BellState() {
	const { t } = useTranslation();
	const { ui } = useServices();
	const sound = useUi((state) => state.sound);
	const mutedUntilMs = useUi((state) => state.mutedUntilMs);
	const leftS = Math.ceil((mutedUntilMs - useNow()) / 1000);
	if (sound !== 'on') {
		return (
			<button type="button" className="alarm-bar__bell" onClick={() => ui.setState({ sound: 'on' })}>
				<VolumeX size={18} strokeWidth={1.75} aria-hidden />
				{t('sound.off')} · {t('sound.enable')}
			</button>
		);
	}
	if (leftS > 0) {
		return (
			<span className="alarm-bar__bell">
				<VolumeX size={18} strokeWidth={1.75} aria-hidden />
				{t('sound.muted', { seconds: leftS })}
			</span>
		);
	}
	return (
		<button
			type="button"
			className="alarm-bar__bell"
			onClick={() => ui.setState({ mutedUntilMs: Date.now() + MUTE_MS })}
		>
			<Volume2 size={18} strokeWidth={1.75} aria-hidden />
			{t('sound.ringing')} · {t('sound.mute')}
		</button>
	);
}
