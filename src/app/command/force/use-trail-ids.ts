import { useCallback, useMemo } from 'react';
import { readServerClock } from '../../state/server-clock.ts';
import { useLive, useSelection, useServices } from '../../state/services.ts';

/** Vehicles whose way is drawn: those out for the shown incident and the selected one; the same set until one comes or goes. */
export function useTrailIds(): ReadonlySet<string> {
	const incidentId = useSelection((state) => state.incidentId);
	const selectedId = useSelection(({ selected }) => (selected?.kind === 'vehicle' ? selected.id : null));
	const key = useLive((state) =>
		JSON.stringify(
			state.units.filter((unit) => incidentId !== null && unit.incidentId === incidentId).map(({ id }) => id),
		),
	);
	return useMemo(
		() => new Set([...(JSON.parse(key) as string[]), ...(selectedId ? [selectedId] : [])]),
		[key, selectedId],
	);
}

/** A function that reads the server's clock; the same one as long as the page's services are. */
export function useServerClock(): () => number {
	const { live, clock } = useServices();
	return useCallback(() => readServerClock(live.getState(), clock.nowMs()), [live, clock]);
}
