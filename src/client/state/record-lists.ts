import { newestFirst } from '../../domain/newest-first.ts';
import type { Sector } from '../../domain/records/sector.ts';
import type { LiveState } from './live-store.ts';

/** Lists of LiveState that hold a collection each, and their order. Incidents and closures have rules of their own. */
export const RECORD_LISTS = {
	unit: { name: 'units', order: byPlate },
	dispatch: { name: 'dispatches', order: inOrderSent },
	task: { name: 'tasks', order: newestFirst },
	drawing: { name: 'drawings', order: newestFirst },
	sector: { name: 'sectors', order: oldestFirst },
	team: { name: 'teams', order: newestFirst },
	request: { name: 'requests', order: newestFirst },
	note: { name: 'notes', order: newestFirst },
	measurement: { name: 'measurements', order: newestFirst },
} as const;
export type ListedCollection = keyof typeof RECORD_LISTS;
type ListName = (typeof RECORD_LISTS)[ListedCollection]['name'];

/** The lists in their order; those given stay as they are. */
export function sortLists(lists: Pick<LiveState, ListName>): Pick<LiveState, ListName> {
	return {
		units: [...lists.units].sort(RECORD_LISTS.unit.order),
		dispatches: [...lists.dispatches].sort(RECORD_LISTS.dispatch.order),
		tasks: [...lists.tasks].sort(RECORD_LISTS.task.order),
		drawings: [...lists.drawings].sort(RECORD_LISTS.drawing.order),
		sectors: [...lists.sectors].sort(RECORD_LISTS.sector.order),
		teams: [...lists.teams].sort(RECORD_LISTS.team.order),
		requests: [...lists.requests].sort(RECORD_LISTS.request.order),
		notes: [...lists.notes].sort(RECORD_LISTS.note.order),
		measurements: [...lists.measurements].sort(RECORD_LISTS.measurement.order),
	};
}

function byPlate(a: { readonly plate: string }, b: { readonly plate: string }): number {
	return a.plate < b.plate ? -1 : a.plate > b.plate ? 1 : 0;
}

function oldestFirst(a: Sector, b: Sector): number {
	return newestFirst(b, a);
}

function inOrderSent(
	a: { readonly orderedAtMs: number; readonly id: string },
	b: { readonly orderedAtMs: number; readonly id: string },
): number {
	return a.orderedAtMs - b.orderedAtMs || (a.id < b.id ? -1 : 1);
}
