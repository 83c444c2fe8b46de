import type { Station } from '../../domain/station.ts';
import type { WaterSource } from '../../domain/water.ts';
import type { ServedPack } from '../follow-pack.ts';
import { findPackCity } from './lay-records-over.ts';

/** What the pack itself has under an id, without the service's records; undefined = nothing. */
export interface PackPlaces {
	findStation(id: string): Promise<Station | undefined>;
	findWater(id: string): Promise<WaterSource | undefined>;
}

/** Looks into a pack that records are laid over. */
export function createPackPlaces(pack: ServedPack): PackPlaces {
	return {
		findStation: (id) =>
			pack.use(async (city) => (await findPackCity(city).readStations()).find((station) => station.id === id)),
		findWater: (id) => pack.use((city) => findPackCity(city).findWaterById(id)),
	};
}
