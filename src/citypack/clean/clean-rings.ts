import { type Geom, union } from 'polyclip-ts';
import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import { isSimplePolygon } from './is-simple-polygon.ts';
import { overlapArea } from './overlap-area.ts';
import { boxOfRings, doubleSignedArea, isInsideRing, type RingBox, windRing } from './ring-measures.ts';

/** A footprint smaller than this is no building, m2. Assumption, not sourced. */
const MIN_AREA_M2 = 0.1;
/** Parts of one building that overlap by less touch. Coordinates are whole centimetres. */
const MIN_OVERLAP_M2 = 0.5;
/** Parts of one building farther apart than this are told, metres. Assumption, not sourced. */
const FAR_APART_M = 2000;

/** What was changed to make rings usable; `reason` is a code, `detail` what was found. */
interface RingRepair {
	readonly reason:
		| 'repeated-vertices'
		| 'spike'
		| 'self-intersection'
		| 'hole-outside'
		| 'hole-dropped'
		| 'polygon-dropped'
		| 'overlapping-parts'
		| 'parts-far-apart';
	readonly detail: string;
}
/** Why rings cannot stand as a footprint. */
interface RingRefusal {
	readonly reason: 'no-rings' | 'too-few-vertices' | 'zero-area' | 'self-intersection';
	readonly detail: string;
}
/** The outcome of cleanRings. */
type CleanedRings =
	| { readonly kept: true; readonly rings: readonly Int32Array[]; readonly repairs: readonly RingRepair[] }
	| { readonly kept: false; readonly refusal: RingRefusal };

function areaM2(ring: Int32Array): number {
	const scale = metresPerDegree((ring[1] as number) / E7);
	return ((Math.abs(doubleSignedArea(ring)) / 2) * scale.lon * scale.lat) / E7 / E7;
}

/** Drops the closing vertex, neighbours that repeat, and spikes (a-b-a). Says what it dropped. */
function dropIdleVertices(ring: Int32Array): { ring: Int32Array; repeated: number; spikes: number } {
	const n = ring.length;
	const closed = n >= 4 && ring[0] === ring[n - 2] && ring[1] === ring[n - 1];
	const end = closed ? n - 2 : n;
	const out = new Int32Array(end);
	let length = 0;
	let repeated = 0;
	let spikes = 0;
	for (let i = 0; i < end; i += 2) {
		const x = ring[i] as number;
		const y = ring[i + 1] as number;
		if (length >= 2 && out[length - 2] === x && out[length - 1] === y) {
			repeated++;
		} else if (length >= 4 && out[length - 4] === x && out[length - 3] === y) {
			spikes++;
			length -= 2;
		} else {
			out[length++] = x;
			out[length++] = y;
		}
	}
	// The same across the seam, until nothing changes.
	let first = 0;
	for (;;) {
		const m = length - first;
		if (m >= 4 && out[first] === out[length - 2] && out[first + 1] === out[length - 1]) {
			repeated++;
			length -= 2;
		} else if (m >= 6 && out[first + 2] === out[length - 2] && out[first + 3] === out[length - 1]) {
			spikes++;
			first += 2;
		} else if (m >= 6 && out[first] === out[length - 4] && out[first + 1] === out[length - 3]) {
			spikes++;
			length -= 2;
		} else {
			break;
		}
	}
	return { ring: out.subarray(first, length), repeated, spikes };
}

function toPairs(ring: Int32Array): [number, number][] {
	const pairs: [number, number][] = [];
	for (let i = 0; i < ring.length; i += 2) pairs.push([ring[i] as number, ring[i + 1] as number]);
	return pairs;
}

/** Simple polygons that cover what the given ones cover (each even-odd). Empty when that does not succeed. */
function unite(polygons: readonly (readonly Int32Array[])[]): Int32Array[][] {
	const [first, ...others] = polygons.map((rings): Geom => rings.map(toPairs));
	let parts: ReturnType<typeof union>;
	try {
		parts = union(first as Geom, ...others);
	} catch {
		// The library throws a plain Error on rings it cannot order; the caller then refuses the record.
		return [];
	}
	const out: Int32Array[][] = [];
	for (const part of parts) {
		const cleaned: Int32Array[] = [];
		for (const [i, ring] of part.entries()) {
			const { ring: tidy } = dropIdleVertices(Int32Array.from(ring.flat(), Math.round));
			const usable = tidy.length >= 6 && areaM2(tidy) >= MIN_AREA_M2;
			if (usable) cleaned.push(windRing(tidy, i === 0));
			else if (i === 0) break;
		}
		if (cleaned.length === 0) continue;
		// Crossing points were rounded to 1e-7 degrees: what still crosses is not offered.
		if (!isSimplePolygon(cleaned)) return [];
		out.push(cleaned);
	}
	return out;
}

/** One polygon: its clean rings (one polygon may become several), or why not. */
function cleanPolygon(polygon: readonly Int32Array[], repairs: RingRepair[]): Int32Array[] | RingRefusal {
	const source = polygon[0];
	if (!source) return { reason: 'no-rings', detail: '0 rings' };
	let repeated = 0;
	let spikes = 0;
	const tidy = (raw: Int32Array) => {
		const result = dropIdleVertices(raw);
		repeated += result.repeated;
		spikes += result.spikes;
		return result.ring;
	};
	const outer = tidy(source);
	if (outer.length < 6) return { reason: 'too-few-vertices', detail: `${outer.length / 2} different vertices` };
	let simple = isSimplePolygon([outer]);
	// A figure of eight may have no net area and still be two triangles: area is asked of what comes out.
	if (simple && areaM2(outer) < MIN_AREA_M2) return { reason: 'zero-area', detail: `${areaM2(outer).toFixed(3)} m2` };
	const rings = [simple ? windRing(outer, true) : outer];
	for (let h = 1; h < polygon.length; h++) {
		const hole = tidy(polygon[h] as Int32Array);
		if (hole.length < 6 || areaM2(hole) < MIN_AREA_M2) {
			repairs.push({ reason: 'hole-dropped', detail: `hole ${h}: ${hole.length / 2} vertices, no area` });
		} else if (!hasVertexInside(outer, hole)) {
			repairs.push({ reason: 'hole-outside', detail: `hole ${h} lies outside its outer ring` });
		} else {
			rings.push(windRing(hole, false));
		}
	}
	if (repeated > 0) repairs.push({ reason: 'repeated-vertices', detail: `${repeated} dropped` });
	if (spikes > 0) repairs.push({ reason: 'spike', detail: `${spikes} dropped` });
	if (simple && rings.length > 1) simple = isSimplePolygon(rings);
	if (simple) return rings;
	const parts = unite([rings]);
	if (parts.length === 0) {
		return areaM2(outer) < MIN_AREA_M2
			? { reason: 'zero-area', detail: `${areaM2(outer).toFixed(3)} m2` }
			: { reason: 'self-intersection', detail: 'rings cross and could not be untangled' };
	}
	repairs.push({ reason: 'self-intersection', detail: `split into ${parts.length} simple polygon(s)` });
	return parts.flat();
}

function hasVertexInside(outer: Int32Array, hole: Int32Array): boolean {
	for (let i = 0; i < hole.length; i += 2) {
		if (isInsideRing(outer, hole[i] as number, hole[i + 1] as number)) return true;
	}
	return false;
}

/**
 * Which rings of a footprint can stand in the building table? Input: polygons, each its outer ring then its holes, flat
 * [lon, lat, ...] in degrees x 1e7, closed or not, in any direction. Output: BuildingRow.rings (unclosed, no repeated
 * neighbours, outer counter-clockwise, holes clockwise, no ring crossing itself or another of its polygon) with what was
 * repaired, or why the whole footprint is refused. Closing and direction are a matter of format and not told as repairs.
 * Polygons of one footprint that overlap are united; polygons far apart are told. Never throws; the input is not changed.
 */
export function cleanRings(polygons: readonly (readonly Int32Array[])[]): CleanedRings {
	const rings: Int32Array[] = [];
	const repairs: RingRepair[] = [];
	let refusal: RingRefusal | null = null;
	for (const [i, polygon] of polygons.entries()) {
		const result = cleanPolygon(polygon, repairs);
		if (Array.isArray(result)) {
			rings.push(...result);
			continue;
		}
		refusal ??= result;
		if (polygons.length > 1) {
			repairs.push({ reason: 'polygon-dropped', detail: `polygon ${i + 1}: ${result.reason}, ${result.detail}` });
		}
	}
	if (rings.length === 0) return { kept: false, refusal: refusal ?? { reason: 'no-rings', detail: '0 polygons' } };
	return { kept: true, rings: polygons.length > 1 ? joinParts(rings, repairs) : rings, repairs };
}

/** Unites the polygons of a footprint where they overlap, and tells of those that lie far from the first. */
function joinParts(rings: readonly Int32Array[], repairs: RingRepair[]): readonly Int32Array[] {
	const parts: Int32Array[][] = [];
	for (const ring of rings) {
		if (doubleSignedArea(ring) > 0) parts.push([ring]);
		else parts.at(-1)?.push(ring);
	}
	const [x, y] = rings[0] as unknown as [number, number];
	const scale = metresPerDegree(y / E7);
	const m2 = (scale.lon * scale.lat) / E7 / E7;
	let farthestM = 0;
	let overlapM2 = 0;
	const boxes = parts.map(([outer]) => boxOfRings([outer as Int32Array]));
	for (const [i, [west, south, east, north]] of boxes.entries()) {
		const awayM = Math.hypot(((west - x) / E7) * scale.lon, ((south - y) / E7) * scale.lat);
		farthestM = Math.max(farthestM, awayM);
		for (let j = 0; j < i; j++) {
			const [otherWest, otherSouth, otherEast, otherNorth] = boxes[j] as RingBox;
			const apart = west >= otherEast || east <= otherWest || south >= otherNorth || north <= otherSouth;
			if (!apart) overlapM2 += overlapArea(parts[i] as Int32Array[], parts[j] as Int32Array[]) * m2;
		}
	}
	if (farthestM > FAR_APART_M) {
		repairs.push({
			reason: 'parts-far-apart',
			detail: `parts ${(farthestM / 1000).toFixed(1)} km apart, kept as they are`,
		});
	}
	if (overlapM2 < MIN_OVERLAP_M2) return rings;
	const united = unite(parts);
	const done = united.length > 0;
	const what = done ? `united to ${united.length} polygon(s)` : 'could not be united, kept as they are';
	repairs.push({
		reason: 'overlapping-parts',
		detail: `${parts.length} parts overlap by ${overlapM2.toFixed(1)} m2, ${what}`,
	});
	return done ? united.flat() : rings;
}
