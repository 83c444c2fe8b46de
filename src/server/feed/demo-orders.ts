import type { Closure } from '../../domain/closure.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { UnitState } from '../../domain/records/unit-state.ts';
import type { RecordOverlay } from '../records/record-overlay.ts';
import type { Store } from '../store/store.ts';

/** What a unit that is out for an incident is at, as its record has it. */
export interface DemoOrder {
	readonly dispatchId: string;
	readonly state: UnitState;
	/** Since when it is in that state. */
	readonly sinceMs: number;
	/** The incident's place, WGS84. */
	readonly to: LonLat;
}

/** Which units are out, for made-up vehicles to drive to. */
export interface DemoOrders {
	/** undefined = it is out for nothing. */
	find(unitId: string): DemoOrder | undefined;
	/** That hold now or will. */
	listClosures(): readonly Closure[];
	/** Reads the units anew, and where their incidents are: a unit changed. @throws UnavailableError `store/unavailable` */
	refresh(): Promise<void>;
}

/** Knows of no order until it is refreshed. */
export function createDemoOrders(
	store: Pick<Store, 'read'>,
	overlay: Pick<RecordOverlay, 'listUnits' | 'listClosures'>,
): DemoOrders {
	let orders: ReadonlyMap<string, DemoOrder> = new Map();
	let newest = 0;
	return {
		find: (unitId) => orders.get(unitId),
		listClosures: overlay.listClosures,
		async refresh() {
			newest += 1;
			const mine = newest;
			const out = overlay.listUnits().filter(({ dispatchId }) => dispatchId !== null);
			const ids = [...new Set(out.flatMap(({ incidentId }) => incidentId ?? []))];
			const read = await Promise.all(ids.map((id) => store.read('incident', id)));
			if (mine !== newest) return;
			const places = new Map(read.flatMap((record) => (record ? [[record.id, record] as const] : [])));
			orders = new Map(
				out.flatMap(({ id, state, stateSinceMs, updatedAtMs, dispatchId, incidentId }) => {
					const place = incidentId === null ? undefined : places.get(incidentId);
					if (!place || dispatchId === null) return [];
					const { lon, lat } = place;
					return [[id, { dispatchId, state, sinceMs: stateSinceMs ?? updatedAtMs, to: { lon, lat } }] as const];
				}),
			);
		},
	};
}
