import { Siren } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { findParDueMs } from '../../domain/records/team.ts';
import { readServerClock } from '../state/server-clock.ts';
import { useLive, useServices } from '../state/services.ts';
import { findOpenIncidents, findWaitingIncidents } from '../state/use-incident.ts';
import { useNow } from '../ui/use-now.ts';
import { endReplay } from './start-replay.ts';

/** While a replay is on screen: what of now waits for an answer, and the way back to it. Nothing while nothing waits. */
export function LiveWaiting() {
	const { t } = useTranslation();
	const { ui, selection } = useServices();
	const live = useLive((state) => state);
	const nowMs = readServerClock(live, useNow());
	const waiting = findWaitingIncidents(live.incidents);
	const open = findOpenIncidents(live.incidents);
	const isOpen = (id: string) => open.some((incident) => incident.id === id);
	const due = live.teams.filter((team) => isOpen(team.incidentId) && (findParDueMs(team) ?? nowMs + 1) <= nowMs);
	const leaving = open.filter(({ evacuation }) => evacuation !== null && evacuation.endedAtMs === null);
	const words = [
		leaving.length > 0 && t('replay.liveEvacuation'),
		due.length > 0 && t('replay.livePar', { count: due.length }),
		waiting.length > 0 && t('replay.liveAlarm', { count: waiting.length }),
	].filter((word) => word !== false);
	if (words.length === 0) return null;
	const goBack = () => {
		const incidentId = leaving[0]?.id ?? due[0]?.incidentId ?? waiting[0]?.id;
		if (incidentId !== undefined) selection.setState({ incidentId, selected: null });
		endReplay(ui);
	};
	return (
		<div className="live-waiting" role="alert">
			<Siren size={20} strokeWidth={1.75} aria-hidden />
			<b className="grow">{words.join(' · ')}</b>
			<button type="button" onClick={goBack}>
				{t('replay.leave')} <span className="kbd">F2</span>
			</button>
		</div>
	);
}
