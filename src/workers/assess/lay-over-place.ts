import type { PlaceData } from '../../analysis/alert/place-data.ts';
import { bboxAround } from '../../domain/geo/lon-lat.ts';
import { type LaidRecords, layStations, layWater } from '../../domain/records/lay-records.ts';

/** Water is judged by its distance from the target's wall; no building's walls are so far from its middle. */
const LARGEST_BUILDING_M = 1000;

/** What was read of a place of the pack, with the service's records over it: as the server, which lays them over the whole pack, reads it. */
export function layOverPlace(data: PlaceData, { stations, water }: LaidRecords): PlaceData {
	const near = bboxAround(data.at, data.reachM + LARGEST_BUILDING_M);
	return {
		...data,
		stations: data.stations && layStations(data.stations, stations),
		water: data.water && layWater(data.water, water, near),
	};
}
