import type { Incident } from '../../domain/incident.ts';
import { useLive, useSelection } from './services.ts';

/** The incident whose cards are open; undefined = none. */
export function useCurrentIncident(): Incident | undefined {
	const id = useSelection((state) => state.incidentId);
	return useLive((state) => state.incidents.find((incident) => incident.id === id));
}

/** Incidents not closed, newest first. Pure, so that the list and the keys agree on the order. */
export function findOpenIncidents(incidents: readonly Incident[]): Incident[] {
	return incidents.filter(({ closedAtMs }) => closedAtMs === null);
}

/** Incidents nobody has acknowledged, the longest waiting first. */
export function findWaitingIncidents(incidents: readonly Incident[]): Incident[] {
	return findOpenIncidents(incidents)
		.filter(({ acknowledgedAtMs }) => acknowledgedAtMs === null)
		.sort((a, b) => a.createdAtMs - b.createdAtMs);
}
