import type { Incident } from '../../domain/incident.ts';
import { useLive, useSelection } from './services.ts';

/** The incident whose cards are open; undefined = none. */
export function useCurrentIncident(): Incident | undefined {
	const id = useSelection((state) => state.incidentId);
	return useLive((state) => state.incidents.find((incident) => incident.id === id));
}

/** Incidents not closed, newest first. Pure, so that the list and the keys agree on the order. */
export function findOpenIncidents<T extends Incident>(incidents: readonly T[]): T[] {
	return incidents.filter(({ closedAtMs }) => closedAtMs === null);
}

/** Incidents nobody has acknowledged, the longest waiting first. */
export function findWaitingIncidents<T extends Incident>(incidents: readonly T[]): T[] {
	return findOpenIncidents(incidents)
		.filter(({ acknowledgedAtMs }) => acknowledgedAtMs === null)
		.sort((a, b) => a.createdAtMs - b.createdAtMs);
}

/** Which of the waiting alarms the banner shows and F2 acknowledges: the one stepped to, else the oldest. */
export function findShownAlarm<T extends Incident>(waiting: readonly T[], shownId: string | null): T | undefined {
	return waiting.find(({ id }) => id === shownId) ?? waiting[0];
}
