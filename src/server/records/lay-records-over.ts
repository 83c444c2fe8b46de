import type { City } from '../../domain/pack/city.ts';
import { layStations, layWater } from '../../domain/records/lay-records.ts';
import type { StationRecord } from '../../domain/records/station-record.ts';
import type { Station } from '../../domain/station.ts';
import type { ServedPack } from '../follow-pack.ts';
import type { RecordOverlay } from './record-overlay.ts';

/** The city of the pack that lies under one with records over it. */
const PACK_CITY = new WeakMap<City, City>();

/** The pack's own city, without the records laid over it; one without any is itself. */
export function findPackCity(city: City): City {
	return PACK_CITY.get(city) ?? city;
}

/**
 * The pack with the service's stations and water laid over its own: whoever asks the city of `use` is answered with them. One city of the
 * pack is one city here, and its stations are the same array until the pack or a record changes, so that what is kept by either stays right.
 */
export function layRecordsOver(
	pack: ServedPack,
	overlay: Pick<RecordOverlay, 'listStations' | 'listWater'>,
): ServedPack {
	const laid = new WeakMap<City, City>();

	function findLaid(city: City): City {
		let found = laid.get(city);
		if (!found) {
			found = layOver(city, overlay);
			laid.set(city, found);
			PACK_CITY.set(found, city);
		}
		return found;
	}

	return {
		get manifest() {
			return pack.manifest;
		},
		use: (work) => pack.use((city) => work(findLaid(city))),
		onSwitch: (listener) => pack.onSwitch(listener),
		findProblems: () => pack.findProblems(),
	};
}

function layOver(city: City, overlay: Pick<RecordOverlay, 'listStations' | 'listWater'>): City {
	let last: {
		readonly stations: readonly Station[];
		readonly records: readonly StationRecord[];
		readonly laid: readonly Station[];
	} | null = null;
	return {
		...city,
		async findWaterIn(box, signal) {
			const water = await city.findWaterIn(box, signal);
			const records = overlay.listWater();
			return records.length === 0 ? water : layWater(water, records, box);
		},
		async readStations(signal) {
			const stations = await city.readStations(signal);
			const records = overlay.listStations();
			if (last?.stations !== stations || last.records !== records) {
				last = { stations, records, laid: layStations(stations, records) };
			}
			return last.laid;
		},
	};
}
