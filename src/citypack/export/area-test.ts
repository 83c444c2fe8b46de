import Flatbush from 'flatbush';
import type { BBox, PolygonRings, Position } from '../../domain/geo/lon-lat.ts';
import type { LayerGeometry } from '../../domain/pack/layer-geometry.ts';

/** An area that features are asked against, WGS84 degrees. */
export interface AreaTest {
	/** The smallest box around the area. */
	readonly box: BBox;
	/** Whether a geometry meets the area, touching included. `box` is the geometry's own. Cost: some us, however fine the area. */
	meets(geometry: LayerGeometry, box: BBox): boolean;
}

/** Makes the test of an area of one or more polygons (unclosed or closed rings, any direction); holes are outside of it. */
export function createAreaTest(polygons: readonly PolygonRings[]): AreaTest {
	return new EdgeIndex(polygons);
}

/** The area of a box, as the polygons that createAreaTest takes. */
export function polygonsOfBox([west, south, east, north]: BBox): readonly PolygonRings[] {
	return [
		[
			[
				[west, south],
				[east, south],
				[east, north],
				[west, north],
			],
		],
	];
}

class EdgeIndex implements AreaTest {
	readonly box: BBox;
	/** ax, ay, bx, by of each edge. */
	readonly #edges: Float64Array;
	readonly #index: Flatbush;
	/** One corner of each polygon: where the whole area lies inside one footprint, no edges cross. */
	readonly #corners: readonly Position[];

	constructor(polygons: readonly PolygonRings[]) {
		const edges: number[] = [];
		for (const ring of polygons.flat()) {
			for (let i = 0; i < ring.length; i++) {
				const [ax, ay] = ring[i] as Position;
				const [bx, by] = ring[(i + 1) % ring.length] as Position;
				if (ax !== bx || ay !== by) edges.push(ax, ay, bx, by);
			}
		}
		this.#edges = Float64Array.from(edges);
		this.#index = new Flatbush(edges.length / 4);
		for (let i = 0; i < edges.length; i += 4) {
			const [ax, ay, bx, by] = edges.slice(i, i + 4) as [number, number, number, number];
			this.#index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
		}
		this.#index.finish();
		const { minX, minY, maxX, maxY } = this.#index;
		this.box = [minX, minY, maxX, maxY];
		this.#corners = polygons.map((polygon) => polygon[0]?.[0] as Position);
	}

	meets(geometry: LayerGeometry, [west, south, east, north]: BBox): boolean {
		const near = this.#index.search(west, south, east, north);
		const { lines, closed } = linesOf(geometry);
		for (const line of lines) {
			if (this.#contains(line[0] as Position)) return true;
			if (near.length > 0 && this.#crosses(line, closed, near)) return true;
		}
		return closed && this.#corners.some(([x, y]) => x >= west && x <= east && y >= south && isInside(lines, x, y));
	}

	#crosses(line: readonly Position[], closed: boolean, near: readonly number[]): boolean {
		const edges = this.#edges;
		// A point is an edge from itself to itself.
		const end = closed ? line.length : Math.max(1, line.length - 1);
		for (let i = 0; i < end; i++) {
			const [ax, ay] = line[i] as Position;
			const [bx, by] = line[(i + 1) % line.length] as Position;
			for (const edge of near) {
				const at = edge * 4;
				const cx = edges[at] as number;
				const cy = edges[at + 1] as number;
				const dx = edges[at + 2] as number;
				const dy = edges[at + 3] as number;
				if (
					Math.max(ax, bx) >= Math.min(cx, dx) &&
					Math.min(ax, bx) <= Math.max(cx, dx) &&
					Math.max(ay, by) >= Math.min(cy, dy) &&
					Math.min(ay, by) <= Math.max(cy, dy) &&
					sideOf(ax, ay, bx, by, cx, cy) * sideOf(ax, ay, bx, by, dx, dy) <= 0 &&
					sideOf(cx, cy, dx, dy, ax, ay) * sideOf(cx, cy, dx, dy, bx, by) <= 0
				)
					return true;
			}
		}
		return false;
	}

	/** Counts the edges that a ray to the east crosses. */
	#contains([x, y]: Position): boolean {
		const [west, south, east, north] = this.box;
		if (x < west || x > east || y < south || y > north) return false;
		const edges = this.#edges;
		let inside = false;
		for (const edge of this.#index.search(x, y, east, y)) {
			const at = edge * 4;
			const ax = edges[at] as number;
			const ay = edges[at + 1] as number;
			const bx = edges[at + 2] as number;
			const by = edges[at + 3] as number;
			if (ay > y !== by > y && ax + ((y - ay) / (by - ay)) * (bx - ax) > x) inside = !inside;
		}
		return inside;
	}
}

/** Positive: the point lies left of the line from a to b; 0: on it. */
function sideOf(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
	return Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
}

/** Whether a point lies inside rings, holes counted as outside. */
function isInside(rings: readonly (readonly Position[])[], x: number, y: number): boolean {
	let inside = false;
	for (const ring of rings) {
		for (let i = 0; i < ring.length; i++) {
			const [ax, ay] = ring[i] as Position;
			const [bx, by] = ring[(i + 1) % ring.length] as Position;
			if (ay > y !== by > y && ax + ((y - ay) / (by - ay)) * (bx - ax) > x) inside = !inside;
		}
	}
	return inside;
}

function linesOf(geometry: LayerGeometry): { lines: readonly (readonly Position[])[]; closed: boolean } {
	switch (geometry.type) {
		case 'Point':
			return { lines: [[geometry.coordinates]], closed: false };
		case 'LineString':
			return { lines: [geometry.coordinates], closed: false };
		case 'MultiLineString':
			return { lines: geometry.coordinates, closed: false };
		case 'Polygon':
			return { lines: geometry.coordinates, closed: true };
		case 'MultiPolygon':
			return { lines: geometry.coordinates.flat(), closed: true };
	}
}
