import { isInsideRing } from '../clean/clean-rings.ts';
import type { FindTown } from './osm-buildings.ts';
import type { OsmData } from './osm-elements.ts';
import { assembleRings } from './osm-rings.ts';

/** Level of a municipality's or town's boundary (镇/街道 in China, Gemeinde, commune). */
const TOWN_ADMIN_LEVEL = '8';

interface TownArea {
	readonly name: string;
	readonly outer: readonly Int32Array[];
	readonly inner: readonly Int32Array[];
	readonly boxes: readonly (readonly [west: number, south: number, east: number, north: number])[];
}

function boxOf(ring: Int32Array): readonly [number, number, number, number] {
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let i = 0; i < ring.length; i += 2) {
		west = Math.min(west, ring[i] as number);
		east = Math.max(east, ring[i] as number);
		south = Math.min(south, ring[i + 1] as number);
		north = Math.max(north, ring[i + 1] as number);
	}
	return [west, south, east, north];
}

/**
 * In which town does a place lie? From boundary relations with admin_level 8 whose rings are complete in the file; a place in
 * none of them: null. Degrees x 1e7. Cost: a box test a town, then one ring.
 */
export function createTownFinder(data: OsmData): FindTown {
	const towns: TownArea[] = [];
	for (const relation of data.relations) {
		const { tags } = relation;
		if (tags.boundary !== 'administrative' || tags.admin_level !== TOWN_ADMIN_LEVEL || !tags.name) continue;
		const rings = assembleRings(data, relation);
		if (rings.missingWays.length > 0 || rings.openChains > 0) continue;
		towns.push({ name: tags.name, outer: rings.outer, inner: rings.inner, boxes: rings.outer.map(boxOf) });
	}
	return (lon, lat) => {
		for (const town of towns) {
			const inside = town.outer.some((ring, i) => {
				const [west, south, east, north] = town.boxes[i] as TownArea['boxes'][number];
				return lon >= west && lon <= east && lat >= south && lat <= north && isInsideRing(ring, lon, lat);
			});
			if (inside && !town.inner.some((ring) => isInsideRing(ring, lon, lat))) return town.name;
		}
		return null;
	};
}
