import type { Assessment } from '../../domain/assessment.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { City } from '../../domain/pack/city.ts';
import { createServiceTable, type ServiceTable } from '../../domain/service/service-table.ts';
import { DEFAULT_TRAVEL_TABLE, type TravelTable } from '../../domain/travel-table.ts';
import { type AssessDataOptions, assessSteps } from './assess-data.ts';
import { gatherPlace } from './gather-place.ts';
import { indexRoads } from './prepare-roads.ts';

const DEFAULT_SERVICE = createServiceTable();

/** What assessPlace is asked. */
export interface AssessOptions extends Omit<AssessDataOptions, 'table'> {
	/** The service's figures and run cards; default: fengtu's. */
	readonly service?: ServiceTable;
	/** How long driving takes; default: fengtu's table. */
	readonly table?: TravelTable;
	readonly signal?: AbortSignal;
	/** Waited for between the parts: lets others in on a thread that has more to do. */
	readonly pause?: () => Promise<void>;
}

/**
 * The whole alert assessment of one place (rules in RULES.md): reads what it needs of the pack and makes the assessment of it. `at` is
 * WGS84. "Outside the city", "no building", "no hydrant", "no route" are results; a part of the pack that is missing or damaged makes
 * finding A5 and leaves the other parts standing.
 * @throws the signal's reason when aborted; nothing else.
 */
export async function assessPlace(city: City, at: LonLat, options: AssessOptions): Promise<Assessment> {
	const { service = DEFAULT_SERVICE, table = DEFAULT_TRAVEL_TABLE, signal, clockMs, pause } = options;
	const data = await gatherPlace(city, at, { values: service.values, signal, clockMs });
	const index = data.graph && indexRoads(data.graph, table);
	const steps = assessSteps(data, index, { ...options, table: service });
	for (;;) {
		await pause?.();
		signal?.throwIfAborted();
		const { done, value } = steps.next();
		if (done) return value;
	}
}
