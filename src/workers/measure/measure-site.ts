import type { MeasureSite } from '../../analysis/measure/reckon/reckon-measure.ts';
import type { Building } from '../../domain/building.ts';
import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { type BBox, bboxAround, type LonLat } from '../../domain/geo/lon-lat.ts';
import type { ServiceValues } from '../../domain/service/assumptions.ts';
import type { SnapCells } from './snap-cells.ts';

/** About a point so far its building is looked for: a point on a wall lies on its edge. */
const POINT_ROOM_M = 2;

/** What a site is gathered from. */
export interface SiteSource {
	readonly cells: SnapCells;
	readonly values: ServiceValues;
	readonly hasTerrain: boolean;
}

/**
 * Reads what a measure needs: the buildings that its points lie on, and those within `reachM` of them.
 * @throws what the pack's reading throws, the signal's reason
 */
export async function gatherSite(
	{ cells, values, hasTerrain }: SiteSource,
	places: readonly (LonLat & { readonly buildingId: string | null })[],
	reachM: number,
	signal: AbortSignal,
): Promise<MeasureSite> {
	const found = new Map<string, Building>();
	const about = new Map<string, readonly Building[]>();
	for (const place of places) {
		if (place.buildingId === null || found.has(place.buildingId)) continue;
		const near = await cells.listBuildings(bboxAround(place, POINT_ROOM_M), signal);
		const building = near.find(({ id }) => id === place.buildingId);
		if (!building) continue;
		found.set(building.id, building);
		const box = boxAbout(building, reachM);
		const others = await cells.listBuildings(box, signal);
		about.set(
			building.id,
			others.filter((other) => other.id !== building.id && meets(other, box)),
		);
	}
	return {
		values,
		hasTerrain,
		findBuilding: (id) => found.get(id),
		listNeighbours: ({ id }) => about.get(id) ?? [],
	};
}

function boxAbout({ polygons }: Building, roomM: number): BBox {
	const [west, south, east, north] = boxOf(polygons.flat(2));
	const { lon, lat } = metresPerDegree((south + north) / 2);
	return [west - roomM / lon, south - roomM / lat, east + roomM / lon, north + roomM / lat];
}

function meets({ polygons }: Building, [west, south, east, north]: BBox): boolean {
	const [w, s, e, n] = boxOf(polygons.flat(2));
	return w <= east && e >= west && s <= north && n >= south;
}

function boxOf(positions: readonly (readonly [number, number])[]): BBox {
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [lon, lat] of positions) {
		west = Math.min(west, lon);
		south = Math.min(south, lat);
		east = Math.max(east, lon);
		north = Math.max(north, lat);
	}
	return [west, south, east, north];
}
