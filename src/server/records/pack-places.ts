import type { BBox } from '../../domain/geo/lon-lat.ts';
import type { City } from '../../domain/pack/city.ts';
import type { Station } from '../../domain/station.ts';
import type { WaterSource } from '../../domain/water.ts';
import type { ServedPack } from '../follow-pack.ts';
import { findPackCity } from './lay-records-over.ts';

/** The pack is gone through in so many rows and columns: other requests are answered between two pieces. */
const PIECES = 12;

/** What the pack itself has under an id, without the service's records; undefined = nothing. */
export interface PackPlaces {
	findStation(id: string): Promise<Station | undefined>;
	/** Cost: the first call for a pack goes through all its water, a second or two of CPU in pieces for 90,000; then one look. */
	findWater(id: string): Promise<WaterSource | undefined>;
}

type Spots = ReadonlyMap<string, readonly [lon: number, lat: number]>;

/** Looks into a pack that records are laid over. */
export function createPackPlaces(pack: ServedPack): PackPlaces {
	const spotsOfCity = new WeakMap<City, Promise<Spots>>();

	function readSpots(city: City): Promise<Spots> {
		let spots = spotsOfCity.get(city);
		if (!spots) {
			spots = collectSpots(city);
			spotsOfCity.set(city, spots);
			spots.catch(() => spotsOfCity.delete(city));
		}
		return spots;
	}

	return {
		findStation: (id) =>
			pack.use(async (city) => (await findPackCity(city).readStations()).find((station) => station.id === id)),
		findWater: (id) =>
			pack.use(async (laid) => {
				const city = findPackCity(laid);
				const spot = (await readSpots(city)).get(id);
				if (!spot) return undefined;
				const found = await city.findWaterIn([...spot, ...spot]);
				return found.find((water) => water.id === id);
			}),
	};
}

async function collectSpots(city: City): Promise<Spots> {
	const spots = new Map<string, readonly [number, number]>();
	const [west, south, east, north] = city.manifest.bounds;
	const [width, height] = [(east - west) / PIECES, (north - south) / PIECES];
	for (let row = 0; row < PIECES; row++) {
		for (let column = 0; column < PIECES; column++) {
			const box: BBox = [
				column === 0 ? -180 : west + column * width,
				row === 0 ? -90 : south + row * height,
				column === PIECES - 1 ? 180 : west + (column + 1) * width,
				row === PIECES - 1 ? 90 : south + (row + 1) * height,
			];
			for (const { id, lon, lat } of await city.findWaterIn(box)) spots.set(id, [lon, lat]);
		}
	}
	return spots;
}
