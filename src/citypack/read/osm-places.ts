import { E7 } from '../../domain/geo/lon-lat.ts';
import type { Place } from '../../domain/place.ts';
import type { Station } from '../../domain/station.ts';
import type { WaterSource } from '../../domain/water.ts';
import type { FindTown } from '../model/find-town.ts';
import type { Reject, RoadLine } from '../model/source-city.ts';
import { listStreets } from './list-streets.ts';
import type { OsmData, OsmTags } from './osm-elements.ts';
import { listOsmFeatures } from './osm-features.ts';
import { osmWaterKind, readOsmWater } from './osm-water.ts';

const SETTLEMENTS = new Map<string, { kind: 'town' | 'village'; rank: number }>([
	['city', { kind: 'town', rank: 1 }],
	['town', { kind: 'town', rank: 5 }],
	['borough', { kind: 'town', rank: 8 }],
	['suburb', { kind: 'village', rank: 12 }],
	['village', { kind: 'village', rank: 10 }],
	['quarter', { kind: 'village', rank: 15 }],
	['neighbourhood', { kind: 'village', rank: 18 }],
	['hamlet', { kind: 'village', rank: 20 }],
	['isolated_dwelling', { kind: 'village', rank: 25 }],
]);
const RANK = { station: 22, poi: 50, building: 60, water: 70 } as const;
const POI_KEYS = ['amenity', 'shop', 'tourism', 'office', 'leisure', 'healthcare', 'craft', 'historic', 'aeroway'];

function isPoi(tags: OsmTags): boolean {
	return POI_KEYS.some((key) => tags[key] !== undefined) || tags.railway === 'station' || tags.man_made === 'works';
}

function placeKind(tags: OsmTags, isBuilding: boolean): { kind: Place['kind']; rank: number } | null {
	if (tags.amenity === 'fire_station') return { kind: 'station', rank: RANK.station };
	const settlement = SETTLEMENTS.get(tags.place ?? '');
	if (settlement) return settlement;
	if (osmWaterKind(tags)) return { kind: 'water', rank: RANK.water };
	if (isPoi(tags)) return { kind: 'poi', rank: RANK.poi };
	return isBuilding ? { kind: 'building', rank: RANK.building } : null;
}

/** What can be found by name or drawn as a point. */
interface OsmPoints {
	readonly stations: readonly Station[];
	readonly water: readonly WaterSource[];
	readonly places: readonly Place[];
	readonly rejects: readonly Reject[];
}

/**
 * Fire stations (`amenity=fire_station`, any geometry; vehicles unknown), fire water (`emergency=...`) and what can be found by
 * name: settlements, stations, named amenities, shops, offices and buildings, and streets per town. `buildingIds` are the
 * buildings of the table: a named one is linked. Features whose nodes are not in the file are refused with `<kind>/missing-nodes`.
 */
export function readOsmPoints(
	data: OsmData,
	roads: readonly RoadLine[],
	buildingIds: ReadonlySet<string>,
	findTown: FindTown,
	sourceKey: string,
): OsmPoints {
	const stations: Station[] = [];
	const water: WaterSource[] = [];
	const places: Place[] = [];
	const rejects: Reject[] = [];
	for (const { id, tags, findPlace } of listOsmFeatures(data)) {
		const isBuilding = buildingIds.has(id);
		const isStation = tags.amenity === 'fire_station';
		const waterKind = osmWaterKind(tags);
		const searched = tags.name !== undefined ? placeKind(tags, isBuilding) : null;
		if (!isStation && !waterKind && !searched) continue;
		const at = findPlace();
		if (!at) {
			const kind = isStation ? 'station' : waterKind ? 'water' : 'place';
			const detail = tags.name ?? 'unnamed';
			rejects.push({ source: sourceKey, id, outcome: 'refused', reason: `${kind}/missing-nodes`, detail });
			continue;
		}
		const town = findTown(Math.round(at.lon * E7), Math.round(at.lat * E7)) ?? tags['addr:city'] ?? null;
		const nameEn = tags['name:en'] ?? null;
		if (isStation) {
			const name = tags.name ?? null;
			stations.push({ id, name, nameEn, kind: 'unknown', ...at, town, vehicles: [], source: sourceKey });
		}
		if (waterKind) {
			const reading = readOsmWater(id, waterKind, at, tags, sourceKey);
			water.push(reading.water);
			rejects.push(...reading.rejects);
		}
		if (searched) {
			const buildingId = isBuilding ? id : null;
			const name = tags.name as string;
			places.push({ id, ...searched, name, nameEn, ...at, town, buildingId, category: null, source: sourceKey });
		}
	}
	places.push(...listStreets(roads, findTown, sourceKey));
	return { stations, water, places, rejects };
}
