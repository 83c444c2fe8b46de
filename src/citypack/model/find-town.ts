import { boxOfRings, doubleSignedArea, isInsideRing, type RingBox } from '../clean/ring-measures.ts';
import type { TownOutline } from './input-city.ts';

/** Answers the town at a place, degrees x 1e7; null = not known. */
export type FindTown = (lon: number, lat: number) => string | null;

/** Cells along each side of the grid; a cell that no outline crosses is answered once for all places in it. */
const CELLS = 1024;
const UNASKED = -2;
const NO_TOWN = -1;
const CROSSED = -3;

/**
 * Answers in which town a place lies, degrees x 1e7; null = in none of them. Of overlapping towns the first. A town's rings may
 * be closed and stand in any order. Cost: a look into a
 * grid, near an outline a walk around the rings of the towns there.
 */
export function createTownLookup(towns: readonly TownOutline[]): FindTown {
	const boxes = towns.map(({ rings }) => boxOfRings(rings));
	const [west, south, east, north] = unionOf(boxes);
	const width = Math.max(1, (east - west) / CELLS);
	const height = Math.max(1, (north - south) / CELLS);
	const cells = new Int16Array(CELLS * CELLS).fill(UNASKED);
	const column = (lon: number) => Math.min(CELLS - 1, Math.floor((lon - west) / width));
	const row = (lat: number) => Math.min(CELLS - 1, Math.floor((lat - south) / height));
	for (const ring of towns.flatMap((town) => town.rings)) {
		for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
			const [x0, y0, x1, y1] = [ring[j], ring[j + 1], ring[i], ring[i + 1]] as [number, number, number, number];
			for (let y = row(Math.min(y0, y1)); y <= row(Math.max(y0, y1)); y++) {
				cells.fill(CROSSED, y * CELLS + column(Math.min(x0, x1)), y * CELLS + column(Math.max(x0, x1)) + 1);
			}
		}
	}
	const find = (lon: number, lat: number) =>
		towns.findIndex(({ rings }, i) => isInBox(boxes[i] as RingBox, lon, lat) && isInside(rings, lon, lat));
	return (lon, lat) => {
		if (lon < west || lon > east || lat < south || lat > north) return null;
		const cell = row(lat) * CELLS + column(lon);
		if (cells[cell] === UNASKED) cells[cell] = find(lon, lat);
		const known = cells[cell] as number;
		const found = known === CROSSED ? find(lon, lat) : known;
		return found === NO_TOWN ? null : (towns[found]?.name ?? null);
	};
}

/** Inside more outer rings (counter-clockwise) than holes (clockwise). */
function isInside(rings: readonly Int32Array[], lon: number, lat: number): boolean {
	let depth = 0;
	for (const ring of rings) if (isInsideRing(ring, lon, lat)) depth += doubleSignedArea(ring) > 0 ? 1 : -1;
	return depth > 0;
}

function isInBox([west, south, east, north]: RingBox, lon: number, lat: number): boolean {
	return lon >= west && lon <= east && lat >= south && lat <= north;
}

function unionOf(boxes: readonly RingBox[]): RingBox {
	return [
		Math.min(...boxes.map((box) => box[0])),
		Math.min(...boxes.map((box) => box[1])),
		Math.max(...boxes.map((box) => box[2])),
		Math.max(...boxes.map((box) => box[3])),
	];
}
