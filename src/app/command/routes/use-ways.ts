import { useMemo } from 'react';
import type { Incident } from '../../../domain/incident.ts';
import { useUi, useWaysState } from '../../state/services.ts';
import { useCurrentIncident } from '../../state/use-incident.ts';
import { listAskedWays, listRecordedWays, replaceRoute, type Way } from '../../state/way.ts';
import type { Choice, Reckoned } from '../../state/ways-store.ts';

const NONE: readonly Way[] = [];

function applyChoices(ways: readonly Way[], choices: Readonly<Record<string, Choice>>): Way[] {
	return ways.map((way) => {
		const choice = choices[way.id];
		const route = choice?.answer.routes[choice.index];
		return route && (choice.index > 0 || choice.side !== null) ? replaceRoute(way, route, choice.departAtMs) : way;
	});
}

/** The shown incident's ways: as recorded, or found anew since the closures changed; with what was chosen in place of the best. */
export function useAlarmWays(incident: Incident | undefined): {
	readonly ways: readonly Way[];
	readonly reckoned: Reckoned | null;
} {
	const reckoned = useWaysState((state) => state.reckoned);
	const choices = useWaysState((state) => state.choices);
	const anew = reckoned && reckoned.incidentId === incident?.id ? reckoned : null;
	const ways = useMemo(() => {
		if (!incident) return NONE;
		return applyChoices(anew?.ways ?? listRecordedWays(incident.assessment, incident.createdAtMs), choices);
	}, [incident, anew?.ways, choices]);
	return { ways, reckoned: anew };
}

/** The ways asked for with the route tool. */
export function useAskedWays(): readonly Way[] {
	const answers = useWaysState((state) => state.asked.answers);
	const departAtMs = useWaysState((state) => state.asked.departAtMs);
	const from = useWaysState((state) => state.ask.from);
	return useMemo(() => (from ? listAskedWays(answers, from, departAtMs) : NONE), [answers, from, departAtMs]);
}

/** The ways on the map: while the route tool is open its own, else the incident's. */
export function useShownWays(): readonly Way[] {
	const isAsking = useUi((state) => state.tool === 'route');
	const { ways } = useAlarmWays(useCurrentIncident());
	const asked = useAskedWays();
	return isAsking ? asked : ways;
}
