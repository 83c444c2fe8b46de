import { setImmediate as nextTurn } from 'node:timers/promises';
import { assessPlace } from '../analysis/alert/assess-place.ts';
import { type PreparedRoads, prepareRoads } from '../analysis/alert/prepare-roads.ts';
import { findNameIndex } from '../analysis/search/search-city.ts';
import type { Health } from '../domain/api.ts';
import { AppError, describeError } from '../domain/errors.ts';
import type { City } from '../domain/pack/city.ts';
import type { ServiceTable } from '../domain/service/service-table.ts';
import type { Station } from '../domain/station.ts';
import type { TravelTable } from '../domain/travel-table.ts';

/** What assessments will reckon with, and when to end. */
export interface WarmOptions {
	readonly table: TravelTable;
	readonly service: ServiceTable;
	readonly signal: AbortSignal;
}

/** What warming found. */
export interface WarmCity {
	/** null: the road graph cannot be read. */
	readonly roads: PreparedRoads | null;
	readonly stations: readonly Station[];
	readonly problems: Health['problems'];
}

/**
 * Reads what the first alarm would otherwise wait for: stations, road graph and its index, the spellings of names. A part that cannot be
 * read becomes a problem; the others are warmed all the same. Ends early, without a result to speak of, when `signal` aborts.
 */
export async function warmCity(city: City, { table, service, signal }: WarmOptions): Promise<WarmCity> {
	const problems: Health['problems'] = [];
	async function tryPart<T>(part: () => Promise<T>): Promise<T | undefined> {
		try {
			return signal.aborted ? undefined : await part();
		} catch (error) {
			const file = error instanceof AppError ? error.context.file : null;
			problems.push({
				code: error instanceof AppError ? error.code : 'pack/unreadable',
				message: describeError(error),
				file: typeof file === 'string' ? file : null,
			});
			return undefined;
		}
	}
	const stations = (await tryPart(() => city.readStations())) ?? [];
	const roads = (await tryPart(() => prepareRoads(city, table))) ?? null;
	// One whole assessment for nobody: the first real one finds code compiled and pages read.
	await tryPart(
		async () => stations[0] && assessPlace(city, stations[0], { nowMs: Date.now(), table, service, signal }),
	);
	await tryPart(async () => {
		for (const _ of findNameIndex(await city.readPlaces()).prepare()) {
			if (signal.aborted) return;
			await nextTurn();
		}
	});
	return { roads, stations, problems };
}
