import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import type { BuildingColumns } from '../../domain/pack/building-columns.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { boxCentre } from './order-buildings.ts';

/** Steps of boxDirection in a half turn. */
const HALF_TURN_STEPS = 65_536;
const MAX_VERTICES = 65_535;
/** Smallest area and length, so that a box has a width. */
const MIN_AREA_M2 = 0.01;
const MIN_LENGTH_M = 0.1;

/** The columns of a BuildingTable that fillBuildingColumns reads: text is none of them. */
export type BuildingNumbers = Pick<
	BuildingTable,
	| 'lonLat'
	| 'ringStart'
	| 'buildingRing'
	| 'heightCm'
	| 'heightBasis'
	| 'minHeightCm'
	| 'groundCm'
	| 'floors'
	| 'floorsBelow'
	| 'year'
	| 'use'
	| 'structure'
	| 'residents'
	| 'source'
>;

/**
 * Fills buildings.columns for the ordinals `from` to `to` (excluded).
 * @param rows row by ordinal
 */
export function fillBuildingColumns(
	table: BuildingNumbers,
	rows: Uint32Array,
	columns: BuildingColumns,
	from: number,
	to: number,
): void {
	for (let at = from; at < to; at++) {
		const row = rows[at]!;
		measureOutline(table, row, columns, at);
		columns.heightCm[at] = table.heightCm[row]!;
		columns.heightBasis[at] = table.heightBasis[row]!;
		columns.minHeightCm[at] = table.minHeightCm[row]!;
		columns.groundCm[at] = table.groundCm[row]!;
		columns.floors[at] = table.floors[row]!;
		columns.floorsBelow[at] = table.floorsBelow[row]!;
		columns.year[at] = table.year[row]!;
		columns.use[at] = table.use[row]!;
		columns.structure[at] = table.structure[row]!;
		columns.residents[at] = table.residents[row]!;
		columns.source[at] = table.source[row]!;
	}
}

/** Latitudes of one scale, degrees x 1e7: at 60 degrees of latitude the scale is right to 0.015 %, nearer the equator better. */
const SCALE_STEP_E7 = 100_000;
let scaleStep = Number.NaN;
let scale: readonly [lon: number, lat: number] = [0, 0];

/** Metres in 1e-7 degrees of longitude and of latitude, for the 0.01 degrees of latitude around a place; kept for the next one. */
function metresPerE7(latE7: number): readonly [lon: number, lat: number] {
	const step = Math.round(latE7 / SCALE_STEP_E7);
	if (step !== scaleStep) {
		const { lon, lat } = metresPerDegree((step * SCALE_STEP_E7) / 1e7);
		scale = [lon / 1e7, lat / 1e7];
		scaleStep = step;
	}
	return scale;
}

/** Fills the columns that say where the building is. */
function measureOutline(table: BuildingNumbers, row: number, columns: BuildingColumns, at: number): void {
	const { lonLat, ringStart, buildingRing } = table;
	const firstRing = buildingRing[row]!;
	const endRing = buildingRing[row + 1]!;
	const first = ringStart[firstRing]!;
	const endVertex = ringStart[endRing]!;
	const lon0 = lonLat[first * 2]!;
	const lat0 = lonLat[first * 2 + 1]!;
	const [mLon, mLat] = metresPerE7(lat0);
	let west = lon0;
	let east = lon0;
	let south = lat0;
	let north = lat0;
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
			const lon = lonLat[v * 2]!;
			const lat = lonLat[v * 2 + 1]!;
			if (lon < west) west = lon;
			else if (lon > east) east = lon;
			if (lat < south) south = lat;
			else if (lat > north) north = lat;
			const x = (lon - lon0) * mLon;
			const y = (lat - lat0) * mLat;
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
	const midA = (minA + maxA) / 2;
	const midB = (minB + maxB) / 2;
	const across = maxB - minB > maxA - minA;
	// The longest edge may run across the building: the box is turned along its length then.
	const direction = across ? Math.atan2(alongE, -alongN) : Math.atan2(alongN, alongE);
	columns.centreLonE7[at] = boxCentre(west, east);
	columns.centreLatE7[at] = boxCentre(south, north);
	columns.boxLonE7[at] = Math.round(lon0 + (midA * alongE - midB * alongN) / mLon);
	columns.boxLatE7[at] = Math.round(lat0 + (midA * alongN + midB * alongE) / mLat);
	columns.boxDirection[at] = Math.round((direction / Math.PI) * HALF_TURN_STEPS) & (HALF_TURN_STEPS - 1);
	columns.boxLengthM[at] = Math.max(MIN_LENGTH_M, across ? maxB - minB : maxA - minA);
	columns.areaM2[at] = Math.max(MIN_AREA_M2, twiceArea / 2);
	columns.vertices[at] = Math.min(MAX_VERTICES, endVertex - first);
}

/** Unit vector of a boxDirection, [east, north]. */
export function directionVector(boxDirection: number): readonly [east: number, north: number] {
	const radians = (boxDirection / HALF_TURN_STEPS) * Math.PI;
	return [Math.cos(radians), Math.sin(radians)];
}
