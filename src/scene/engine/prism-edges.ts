import type { PolygonRings, Position } from '../../domain/geo/lon-lat.ts';

/** A point in space: [lon, lat, metres]; metres above the ellipsoid on the map, above the target's foot in the close-up. */
export type Point3 = readonly [lon: number, lat: number, heightM: number];

/** The outlines of a building drawn as a prism. */
export interface PrismEdges {
	/** One closed line a ring, at roof height. */
	readonly roof: readonly (readonly Point3[])[];
	/** One closed line a ring, at the building's foot. */
	readonly foot: readonly (readonly Point3[])[];
	/** One line a corner of an outer ring, from the foot to the roof. */
	readonly corners: readonly (readonly Point3[])[];
}

/** Corners flatter than this are no edges to be drawn: the wall goes straight on, or round a curve. */
const FLAT_CORNER_DEG = 20;

function turnDeg(before: Position, at: Position, after: Position): number {
	const squeeze = Math.cos((at[1] * Math.PI) / 180);
	const a = Math.atan2(at[1] - before[1], (at[0] - before[0]) * squeeze);
	const b = Math.atan2(after[1] - at[1], (after[0] - at[0]) * squeeze);
	const turn = Math.abs(((b - a) * 180) / Math.PI) % 360;
	return turn > 180 ? 360 - turn : turn;
}

/** Edges of the prism over `polygons` (rings unclosed) from `footM` up to `roofM`. Empty in, empty out. */
export function findPrismEdges(polygons: readonly PolygonRings[], roofM: number, footM = 0): PrismEdges {
	const closeAt = (ring: readonly Position[], level: number): Point3[] =>
		[...ring, ring[0] as Position].map(([lon, lat]) => [lon, lat, level]);
	const rings = polygons.flat().filter((ring) => ring.length >= 3);
	const corners = polygons.flatMap(([outer = []]) =>
		outer
			.filter((at, index) => {
				const before = outer[(index + outer.length - 1) % outer.length] as Position;
				const after = outer[(index + 1) % outer.length] as Position;
				return turnDeg(before, at, after) >= FLAT_CORNER_DEG;
			})
			.map(([lon, lat]): Point3[] => [
				[lon, lat, footM],
				[lon, lat, roofM],
			]),
	);
	return {
		roof: rings.map((ring) => closeAt(ring, roofM)),
		foot: rings.map((ring) => closeAt(ring, footM)),
		corners,
	};
}

/** The middle of a building's outer corners: a place for its label, not its centre of gravity. Empty in: undefined. */
export function findAnchor(polygons: readonly PolygonRings[]): Position | undefined {
	const points = polygons.flatMap(([outer = []]) => outer);
	if (points.length === 0) return undefined;
	const sum = points.reduce<[number, number]>(([x, y], [lon, lat]) => [x + lon, y + lat], [0, 0]);
	return [sum[0] / points.length, sum[1] / points.length];
}
