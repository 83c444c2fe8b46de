import { Bell, ChevronLeft, ChevronRight, Copy, Volume2, VolumeX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putIncident } from '../../../client/state/live-store.ts';
import type { Incident } from '../../../domain/incident.ts';
import { sayError } from '../../i18n/say-code.ts';
import { useLive, useServices, useUi } from '../../state/services.ts';
import { findShownAlarm, findWaitingIncidents } from '../../state/use-incident.ts';
import { useRefusal } from '../../state/use-may.ts';
import { formatDistance, formatTime, joinQuantity } from '../../ui/format.ts';
import { useNow } from '../../ui/use-now.ts';
import { Elapsed } from '../elapsed.tsx';
import { nameIncidentPlace } from '../incident-place.ts';
import { findDuplicate } from '../life/find-duplicate.ts';
import { useIncidentActions } from '../use-incident-actions.ts';
import { useKindName } from '../use-kind-name.ts';
import './alarm-bar.css';

/** Alarms that nobody has acknowledged yet, the oldest first, one at a time: counted up until somebody does. Nothing when there is none. */
export function AlarmBar() {
	const { t } = useTranslation();
	const incidents = useLive((state) => state.incidents);
	const shownId = useUi((state) => state.alarmShown);
	const sayKind = useKindName();
	const waiting = findWaitingIncidents(incidents);
	const shown = findShownAlarm(waiting, shownId);
	const newest = waiting.at(-1);
	if (!shown || !newest) return null;
	return (
		<>
			<p key={newest.id} className="visually-hidden" role="alert">
				{t('alarm.announce', { type: sayKind(newest), place: nameIncidentPlace(newest) })}
			</p>
			<WaitingAlarm key={shown.id} incident={shown} waiting={waiting} />
		</>
	);
}

function WaitingAlarm({ incident, waiting }: { readonly incident: Incident; readonly waiting: readonly Incident[] }) {
	const { t, i18n } = useTranslation();
	const actions = useIncidentActions();
	const refusal = useRefusal('incident.edit');
	const sayKind = useKindName();
	return (
		<div className="alarm-bar">
			<div className="alarm-bar__title">
				<Bell size={22} strokeWidth={1.75} aria-hidden />
				<b>{t('alarm.newTitle')}</b>
				<b>
					{t('alarm.waited')} <Elapsed sinceMs={incident.createdAtMs} untilMs={null} />
				</b>
				{waiting.length > 1 && <Stepper incident={incident} waiting={waiting} />}
				<BellState />
			</div>
			<p className="ellipsis">
				<b>
					{sayKind(incident)} · {nameIncidentPlace(incident)}
				</b>{' '}
				· {t(`codes.origin.${incident.origin}`)} {formatTime(incident.createdAtMs)}
			</p>
			{actions.error !== null && (
				<p role="status">
					<b>{t('incident.acknowledgeFailed')}</b> {sayError(i18n, actions.error).title}
				</p>
			)}
			<SameLine incident={incident} />
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
			</div>
		</div>
	);
}

/** Steps through the waiting alarms. */
function Stepper({ incident, waiting }: { readonly incident: Incident; readonly waiting: readonly Incident[] }) {
	const { t } = useTranslation();
	const { ui } = useServices();
	const at = waiting.findIndex(({ id }) => id === incident.id);
	const step = (by: number) =>
		ui.setState({ alarmShown: waiting[(at + by + waiting.length) % waiting.length]?.id ?? null });
	return (
		<span className="alarm-bar__stepper">
			<button type="button" className="alarm-bar__bell" aria-label={t('alarm.previous')} onClick={() => step(-1)}>
				<ChevronLeft size={18} strokeWidth={1.75} aria-hidden />
			</button>
			{t('alarm.nth', { at: at + 1, count: waiting.length })}
			<button type="button" className="alarm-bar__bell" aria-label={t('alarm.next')} onClick={() => step(1)}>
				<ChevronRight size={18} strokeWidth={1.75} aria-hidden />
			</button>
		</span>
	);
}

/** Says that it may be the same as another, and merges the two with one press. */
function SameLine({ incident }: { readonly incident: Incident }) {
	const { t, i18n } = useTranslation();
	const { api, live, selection, ui } = useServices();
	const incidents = useLive((state) => state.incidents);
	const dismissed = useUi((state) => state.notDuplicates);
	const refusal = useRefusal('incident.merge');
	const sayKind = useKindName();
	const [isBusy, setBusy] = useState(false);
	const [failure, setFailure] = useState<unknown>(null);
	const found = findDuplicate(incident, incidents, dismissed);
	if (!found) return null;
	const { other, distanceM, pair } = found;
	// The later call becomes a part of the earlier one.
	const [from, into] = other.createdAtMs < incident.createdAtMs ? [incident, other] : [other, incident];

	async function merge(): Promise<void> {
		setBusy(true);
		setFailure(null);
		try {
			putIncident(live, await api.mergeIncident(from.id, into.id, t('life.mergeQuick.same')));
			selection.setState({ incidentId: into.id });
		} catch (error) {
			setFailure(error);
			setBusy(false);
		}
	}

	return (
		<div className="alarm-bar__same">
			<Copy size={16} strokeWidth={1.75} aria-hidden />
			<span className="grow ellipsis">
				{failure === null
					? [
							t('alarm.likelySame'),
							t('alarm.away', { distance: joinQuantity(formatDistance(distanceM)) }),
							sayKind(other),
							nameIncidentPlace(other),
						].join(' · ')
					: sayError(i18n, failure).title}
			</span>
			<button
				type="button"
				className="alarm-bar__bell"
				disabled={isBusy || refusal !== null}
				title={refusal ?? t('alarm.mergeHint', { from: from.id, into: into.id })}
				onClick={() => void merge()}
			>
				{t('life.merge')}
			</button>
			<button
				type="button"
				className="alarm-bar__bell"
				onClick={() => ui.setState(({ notDuplicates }) => ({ notDuplicates: [...notDuplicates, pair] }))}
			>
				{t('life.notSame')}
			</button>
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
				{t('sound.offEnable')}
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
