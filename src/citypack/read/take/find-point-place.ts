import type { Crs, ToWgs84 } from '../../../domain/geo/crs.ts';
import { E7, type LonLat } from '../../../domain/geo/lon-lat.ts';
import type { SourceGeometry } from '../source-record.ts';
import { readCoordinate } from './read-point-values.ts';

/** Where a record's point is, or why it has none. `reason`: 'no-place', 'out-of-range' ... without the area. */
type PointPlace =
	| { readonly ok: true; readonly at: LonLat; readonly repaired: { reason: string; detail: string } | null }
	| { readonly ok: false; readonly reason: string; readonly detail: string };

interface RawPlace {
	readonly x: number;
	readonly y: number;
	readonly repaired: { reason: string; detail: string } | null;
}
type Refusal = Extract<PointPlace, { ok: false }>;

/** Middle of a ring's box: enough for the symbol of a pond or a station's ground. */
function middleOf(ring: Float64Array): [number, number] {
	let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let i = 0; i + 1 < ring.length; i += 2) {
		minX = Math.min(minX, ring[i] as number);
		maxX = Math.max(maxX, ring[i] as number);
		minY = Math.min(minY, ring[i + 1] as number);
		maxY = Math.max(maxY, ring[i + 1] as number);
	}
	return [(minX + maxX) / 2, (minY + maxY) / 2];
}

function placeOfGeometry(geometry: SourceGeometry): RawPlace | Refusal {
	if (geometry.kind === 'point') {
		const [first] = geometry.points;
		if (geometry.points.length > 1 || !first) {
			return { ok: false, reason: 'several-places', detail: `${geometry.points.length} points in one record` };
		}
		return { x: first[0] as number, y: first[1] as number, repaired: null };
	}
	if (geometry.kind === 'area' && geometry.polygons.length === 1) {
		const [x, y] = middleOf(geometry.polygons[0]?.[0] ?? new Float64Array());
		return { x, y, repaired: { reason: 'area-to-point', detail: 'an area, taken as the middle of its box' } };
	}
	const found = geometry.kind === 'area' ? `${geometry.polygons.length} areas` : 'a line';
	return { ok: false, reason: 'not-a-point', detail: `${found}, expected a point` };
}

function placeOfFields(lonText: string | null, latText: string | null): RawPlace | Refusal {
	if (lonText === null || latText === null) {
		const detail = lonText === latText ? 'no coordinates' : `longitude ${lonText}, latitude ${latText}`;
		return { ok: false, reason: 'no-place', detail };
	}
	const x = readCoordinate(lonText);
	const y = readCoordinate(latText);
	if (x === null || y === null) {
		return { ok: false, reason: 'bad-coordinates', detail: `longitude ${lonText}, latitude ${latText}` };
	}
	return { x, y, repaired: null };
}

/**
 * Where a water source or station is, in WGS84 to 1e-7 degrees: by its geometry, else by the texts of its longitude and latitude
 * (or east and north) fields. Longitude and latitude that are clearly swapped (a "latitude" beyond 90 that is a longitude) are put
 * right; [0, 0], NaN and what lies outside the globe are refused.
 */
export function findPointPlace(
	geometry: SourceGeometry,
	lonText: string | null,
	latText: string | null,
	crs: Crs,
	toWgs84: ToWgs84,
): PointPlace {
	const raw = geometry.kind === 'empty' ? placeOfFields(lonText, latText) : placeOfGeometry(geometry);
	if ('ok' in raw) return raw;
	let { x, y, repaired } = raw;
	const given = `${x}, ${y}`;
	if (!Number.isFinite(x) || !Number.isFinite(y)) return { ok: false, reason: 'bad-coordinates', detail: given };
	if (x === 0 && y === 0) return { ok: false, reason: 'zero-coordinates', detail: given };
	if (crs.unit === 'degrees' && Math.abs(y) > 90 && Math.abs(y) <= 180 && Math.abs(x) <= 90) {
		[x, y] = [y, x];
		repaired = { reason: 'swapped-coordinates', detail: `${given}, taken as ${x}, ${y}` };
	}
	const [lon, lat] = toWgs84(Float64Array.of(x, y)) as unknown as [number, number];
	// NaN fails the comparison too.
	if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
		return { ok: false, reason: 'out-of-range', detail: `${given} in ${crs.name}` };
	}
	return { ok: true, at: { lon: Math.round(lon * E7) / E7, lat: Math.round(lat * E7) / E7 }, repaired };
}
