import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { drawnBottomM, drawnTopM } from './drawn-height.ts';
import type { TileInput } from './tile-input.ts';

/** What the tiler asks of every building before it can plan: one entry per row. */
export interface BuildingMeasures {
	/** Centre of the bounding box, [lon, lat] in degrees x 1e7. */
	readonly centre: Int32Array;
	/** Footprint without courtyards, square metres. */
	readonly areaM2: Float32Array;
	/** The larger of length and drawn height, metres. */
	readonly sizeM: Float32Array;
}

/** A building's footprint as one rectangle of the same area and length; metres, degrees x 1e7. */
export interface OrientedBox {
	lonE7: number;
	latE7: number;
	/** Unit vector along the long side, [east, north]. */
	alongE: number;
	alongN: number;
	lengthM: number;
	widthM: number;
	areaM2: number;
}

/** Makes room for the measures, on shared memory when worker threads are to fill it. */
export function createMeasures(count: number, shared: boolean): BuildingMeasures {
	const room = (bytes: number) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
	return {
		centre: new Int32Array(room(count * 8)),
		areaM2: new Float32Array(room(count * 4)),
		sizeM: new Float32Array(room(count * 4)),
	};
}

/** An OrientedBox to be filled by measureBox. */
export function createOrientedBox(): OrientedBox {
	return { lonE7: 0, latE7: 0, alongE: 1, alongN: 0, lengthM: 0, widthM: 0, areaM2: 0 };
}

/** Fills the measures of rows `from` to `to` (excluded). */
export function measureBuildings(input: TileInput, from: number, to: number, measures: BuildingMeasures): void {
	const box = createOrientedBox();
	const { lonLat, ringStart, buildingRing } = input;
	for (let row = from; row < to; row++) {
		const first = ringStart[buildingRing[row]!]!;
		const end = ringStart[buildingRing[row + 1]!]!;
		let west = lonLat[first * 2]!;
		let east = west;
		let south = lonLat[first * 2 + 1]!;
		let north = south;
		for (let v = first + 1; v < end; v++) {
			const lon = lonLat[v * 2]!;
			const lat = lonLat[v * 2 + 1]!;
			if (lon < west) west = lon;
			else if (lon > east) east = lon;
			if (lat < south) south = lat;
			else if (lat > north) north = lat;
		}
		measures.centre[row * 2] = Math.floor((west + east) / 2);
		measures.centre[row * 2 + 1] = Math.floor((south + north) / 2);
		measureBox(input, row, box);
		measures.areaM2[row] = box.areaM2;
		measures.sizeM[row] = Math.max(box.lengthM, drawnTopM(input, row) - drawnBottomM(input, row));
	}
}

/**
 * Measures a row's rectangle: turned along the longest edge, as long as the building, and as wide as keeps the
 * footprint's area right (a court or an L shape makes it narrower).
 */
export function measureBox(input: TileInput, row: number, box: OrientedBox): void {
	const { lonLat, ringStart, buildingRing } = input;
	const firstRing = buildingRing[row]!;
	const endRing = buildingRing[row + 1]!;
	const first = ringStart[firstRing]!;
	const lon0 = lonLat[first * 2]!;
	const lat0 = lonLat[first * 2 + 1]!;
	const scale = metresPerDegree(lat0 / 1e7);
	const mLon = scale.lon / 1e7;
	const mLat = scale.lat / 1e7;
	let twiceArea = 0;
	let longest = -1;
	let alongE = 1;
	let alongN = 0;
	for (let ring = firstRing; ring < endRing; ring++) {
		const start = ringStart[ring]!;
		const end = ringStart[ring + 1]!;
		let px = (lonLat[end * 2 - 2]! - lon0) * mLon;
		let py = (lonLat[end * 2 - 1]! - lat0) * mLat;
		for (let v = start; v < end; v++) {
			const x = (lonLat[v * 2]! - lon0) * mLon;
			const y = (lonLat[v * 2 + 1]! - lat0) * mLat;
			twiceArea += px * y - x * py;
			const dx = x - px;
			const dy = y - py;
			const squared = dx * dx + dy * dy;
			if (squared > longest) {
				longest = squared;
				alongE = dx;
				alongN = dy;
			}
			px = x;
			py = y;
		}
	}
	const norm = Math.sqrt(longest);
	if (norm > 0) {
		alongE /= norm;
		alongN /= norm;
	} else {
		alongE = 1;
		alongN = 0;
	}
	let minA = Number.POSITIVE_INFINITY;
	let maxA = Number.NEGATIVE_INFINITY;
	let minB = Number.POSITIVE_INFINITY;
	let maxB = Number.NEGATIVE_INFINITY;
	const endVertex = ringStart[endRing]!;
	for (let v = first; v < endVertex; v++) {
		const x = (lonLat[v * 2]! - lon0) * mLon;
		const y = (lonLat[v * 2 + 1]! - lat0) * mLat;
		const a = x * alongE + y * alongN;
		const b = y * alongE - x * alongN;
		if (a < minA) minA = a;
		if (a > maxA) maxA = a;
		if (b < minB) minB = b;
		if (b > maxB) maxB = b;
	}
	if (maxB - minB > maxA - minA) {
		// The longest edge runs across: turn by 90 degrees.
		const turnedE = -alongN;
		alongN = alongE;
		alongE = turnedE;
		const a = minA;
		const aEnd = maxA;
		minA = minB;
		maxA = maxB;
		minB = -aEnd;
		maxB = -a;
	}
	const midA = (minA + maxA) / 2;
	const midB = (minB + maxB) / 2;
	box.lonE7 = lon0 + (midA * alongE - midB * alongN) / mLon;
	box.latE7 = lat0 + (midA * alongN + midB * alongE) / mLat;
	box.alongE = alongE;
	box.alongN = alongN;
	box.areaM2 = Math.max(0, twiceArea / 2);
	box.lengthM = maxA - minA;
	box.widthM = box.lengthM > 0 ? box.areaM2 / box.lengthM : 0;
}
