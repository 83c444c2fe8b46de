import { doubleSignedArea } from '../../clean/ring-measures.ts';
import { type CityVertices, coordinateOf } from './cityjson-vertices.ts';
import { RecordError } from './record-error.ts';

/** A face of a CityJSON geometry. */
export interface CitySurface {
	/** Its rings seen from above, flat [x, y, ...], not closed: the outer one, then holes. */
	readonly rings: readonly Float64Array[];
	/** Type of its semantics, 'GroundSurface' ...; null = none. */
	readonly semantics: string | null;
	/** Twice the area of its outer ring seen from above, positive when it runs counterclockwise: the face looks up; 0 = it stands. */
	readonly doubleAreaFromAbove: number;
	readonly minZ: number;
	readonly maxZ: number;
}

/** The faces of one geometry at one level of detail. */
export interface CityShape {
	/** '2.2' -> 2.2; 0 where none is given. */
	readonly lod: number;
	readonly isSolid: boolean;
	readonly surfaces: readonly CitySurface[];
}

/** A face whose double area is less than this of its length squared seen from above stands upright, but for rounding. */
const THIN = 1e-6;

/** Levels of arrays above a face in the boundaries of each type. */
const DEPTH: Readonly<Record<string, number>> = {
	MultiSurface: 0,
	CompositeSurface: 0,
	Solid: 1,
	MultiSolid: 2,
	CompositeSolid: 2,
};

/**
 * The faces of a CityJSON geometry. Null = a geometry without faces (points, lines). Templates are refused, so that none is
 * lost unseen. @throws RecordError `record/bad-geometry` also for a vertex index out of range
 */
export function readCityShape(geometry: unknown, vertices: CityVertices): CityShape | null {
	const { type, lod, boundaries, semantics } = (geometry ?? {}) as Record<string, unknown>;
	if (type === 'MultiPoint' || type === 'MultiLineString') return null;
	const depth = typeof type === 'string' ? DEPTH[type] : undefined;
	if (depth === undefined) {
		throw new RecordError(
			'record/bad-geometry',
			`geometry: got type ${JSON.stringify(type) ?? 'nothing'}, expected ${Object.keys(DEPTH).join(', ')}`,
		);
	}
	const { surfaces: kinds, values } = (semantics ?? {}) as { surfaces?: unknown; values?: unknown };
	const surfaces: CitySurface[] = [];
	collect(boundaries, values, depth, (rings, kind) => {
		const found: unknown = Array.isArray(kinds) && typeof kind === 'number' ? kinds[kind]?.type : null;
		surfaces.push(measureSurface(readRings(rings, vertices), typeof found === 'string' ? found : null, vertices));
	});
	return { lod: Number.parseFloat(String(lod)) || 0, isSolid: depth > 0, surfaces };
}

/** Goes down to the faces; `values` has the same arrays, or null where nothing below has semantics. */
function collect(node: unknown, values: unknown, depth: number, use: (rings: unknown, kind: unknown) => void): void {
	if (!Array.isArray(node)) throw badBoundaries(node);
	for (let i = 0; i < node.length; i++) {
		const value: unknown = Array.isArray(values) ? values[i] : null;
		if (depth === 0) use(node[i], value);
		else collect(node[i], value, depth - 1, use);
	}
}

function readRings(rings: unknown, vertices: CityVertices): number[][] {
	if (!Array.isArray(rings)) throw badBoundaries(rings);
	for (const ring of rings) {
		if (!Array.isArray(ring)) throw badBoundaries(ring);
		for (const index of ring) {
			if (!Number.isInteger(index) || index < 0 || index >= vertices.count) {
				throw new RecordError(
					'record/bad-geometry',
					`geometry: got vertex index ${JSON.stringify(index)}, expected one below ${vertices.count}`,
				);
			}
		}
	}
	return rings as number[][];
}

function measureSurface(rings: readonly number[][], semantics: string | null, vertices: CityVertices): CitySurface {
	let minZ = Number.POSITIVE_INFINITY;
	let maxZ = Number.NEGATIVE_INFINITY;
	for (const index of rings[0] ?? []) {
		const z = coordinateOf(vertices, index, 2);
		minZ = Math.min(minZ, z);
		maxZ = Math.max(maxZ, z);
	}
	const flat = rings.map((ring) => seenFromAbove(ring, vertices));
	const outer = flat[0] ?? new Float64Array(0);
	const doubleArea = outer.length < 6 ? 0 : doubleSignedArea(outer);
	const isUpright = Math.abs(doubleArea) <= THIN * lengthOf(outer) ** 2;
	return { rings: flat, semantics, doubleAreaFromAbove: isUpright ? 0 : doubleArea, minZ, maxZ };
}

function seenFromAbove(ring: readonly number[], vertices: CityVertices): Float64Array {
	const flat = new Float64Array(ring.length * 2);
	ring.forEach((index, i) => {
		flat[2 * i] = coordinateOf(vertices, index, 0);
		flat[2 * i + 1] = coordinateOf(vertices, index, 1);
	});
	return flat;
}

function lengthOf(ring: Float64Array): number {
	let length = 0;
	for (let i = 2; i < ring.length; i += 2) {
		length += Math.hypot(
			(ring[i] as number) - (ring[i - 2] as number),
			(ring[i + 1] as number) - (ring[i - 1] as number),
		);
	}
	return length;
}

function badBoundaries(got: unknown): RecordError {
	return new RecordError(
		'record/bad-geometry',
		`boundaries: got ${JSON.stringify(got) ?? 'nothing'}, expected an array`,
	);
}
