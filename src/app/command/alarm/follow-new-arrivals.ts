import type { LiveStore } from '../../../client/state/live-store.ts';

/** Whom arrivals are told to. */
export interface ArrivalListener {
	readonly isOpen: (incidentId: string) => boolean;
	readonly onArrived: () => void;
}

/** Calls back once when a unit that was known to be on its way is on scene of an open incident; not of what is told with a page's first picture. */
export function followNewArrivals(live: LiveStore, { isOpen, onArrived }: ArrivalListener): () => void {
	return live.subscribe(({ dispatches }, before) => {
		if (dispatches === before.dispatches) return;
		const underWay = new Set(before.dispatches.filter(({ times }) => times.arrived === null).map(({ id }) => id));
		const hasNew = dispatches.some(
			({ id, times, incidentId }) => times.arrived !== null && underWay.has(id) && isOpen(incidentId),
		);
		if (hasNew) onArrived();
	});
}
