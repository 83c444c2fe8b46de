import { type Arrangement, type ArrangementEdge, arrangeLines } from './arrangement.ts';
import { type PlanePoint, parseSketch, toX, toY } from './city-plane.ts';
import { createRng } from './rng.ts';
import { EXPRESSWAYS, type ExpresswaySketch } from './sketch/expressways.ts';
import { MAIN_ROADS } from './sketch/main-roads.ts';
import { OUTLINE } from './sketch/outline.ts';
import { type BlobSketch, HILLS, RESERVOIRS, RIVERS, type RiverSketch } from './sketch/waters.ts';
import { bendLegs, blobRing, distanceToLineM, isInRing, offsetLine, smoothLine } from './smooth-line.ts';

/** Half the land an expressway takes, metres. */
const CORRIDOR_HALF_M = 34;
/** Radius of the land a crossing of two expressways takes, metres. */
export const INTERCHANGE_RADIUS_M = 250;

/** What a face of the skeleton is. */
type FaceKind = 'outside' | 'water' | 'corridor' | 'hill' | 'built';

/** Which sketch a skeleton line comes from. */
export type LineOrigin =
	| { readonly kind: 'road' | 'corridor' | 'river' | 'lake' | 'hill'; readonly row: number }
	| { readonly kind: 'interchange' | 'outline' | 'connector'; readonly row: 0 };

interface RiverCourse {
	readonly sketch: RiverSketch;
	readonly line: readonly PlanePoint[];
}
interface BlobArea {
	readonly sketch: BlobSketch;
	readonly ring: readonly PlanePoint[];
}
export interface ExpresswayCourse {
	readonly sketch: ExpresswaySketch;
	readonly line: readonly PlanePoint[];
}

/** The city's large lines, cut at their crossings, and what lies between them. */
export interface Skeleton {
	readonly outline: readonly PlanePoint[];
	readonly rivers: readonly RiverCourse[];
	readonly reservoirs: readonly BlobArea[];
	readonly hills: readonly BlobArea[];
	readonly expressways: readonly ExpresswayCourse[];
	readonly interchanges: readonly PlanePoint[];
	readonly arrangement: Arrangement;
	/** By `arrangement.edges[i].line`; a line of -1 is a connector. */
	readonly origins: readonly LineOrigin[];
	readonly faceKinds: readonly FaceKind[];
	/** Face left of each half-edge; -1 = the unbounded one. */
	readonly faceOf: Int32Array;
}

/** Draws rivers, lakes, hills, expressways and main roads and finds the land between them. */
export function buildSkeleton(seed: number): Skeleton {
	const outline = smoothLine(parseSketch(OUTLINE).reverse(), 400, true);
	const rivers = RIVERS.map((sketch) => ({ sketch, line: smoothLine(parseSketch(sketch.line), 220, false) }));
	const blobs = (sketches: readonly BlobSketch[], scale: number): BlobArea[] =>
		sketches.map((sketch) => ({
			sketch,
			ring: blobRing(
				[toX(sketch.lon), toY(sketch.lat)],
				sketch.halfLengthM * scale,
				sketch.halfWidthM * scale,
				sketch.turnDeg,
				createRng(seed, `blob ${sketch.name}`),
			),
		}));
	const reservoirs = blobs(RESERVOIRS, 1.15);
	const hills = blobs(HILLS, 1.4);
	const expressways = EXPRESSWAYS.map((sketch) => ({
		sketch,
		line: smoothLine(parseSketch(sketch.line), 180, sketch.closed),
	}));
	const interchanges = findInterchanges(expressways);

	const lines: (readonly PlanePoint[])[] = [];
	const origins: LineOrigin[] = [];
	const add = (line: readonly PlanePoint[], origin: LineOrigin): void => {
		lines.push(line);
		origins.push(origin);
	};
	MAIN_ROADS.forEach((road, row) => {
		const rng = createRng(seed, `main road ${road.name}`);
		add(smoothLine(bendLegs(parseSketch(road.line), rng), 240, false), { kind: 'road', row });
	});
	expressways.forEach(({ sketch, line }, row) => {
		for (const side of [CORRIDOR_HALF_M, -CORRIDOR_HALF_M]) {
			add(closeRing(offsetLine(line, side, sketch.closed), sketch.closed), { kind: 'corridor', row });
		}
	});
	for (const centre of interchanges) add(circleAround(centre), { kind: 'interchange', row: 0 });
	rivers.forEach(({ sketch, line }, row) => {
		const left = offsetLine(line, sketch.halfWidthM, false).reverse();
		const right = offsetLine(line, -sketch.halfWidthM, false);
		add(closeRing([...right, ...left], true), { kind: 'river', row });
	});
	reservoirs.forEach(({ ring }, row) => {
		add(closeRing(ring, true), { kind: 'lake', row });
	});
	hills.forEach(({ ring }, row) => {
		add(closeRing(ring, true), { kind: 'hill', row });
	});
	add(closeRing(outline, true), { kind: 'outline', row: 0 });

	const arrangement = arrangeLines(lines);
	const faceOf = new Int32Array(arrangement.edges.length * 2).fill(-1);
	arrangement.faces.forEach((face, f) => {
		for (const half of face) faceOf[half] = f;
	});
	const areas = { outline, rivers, reservoirs, hills, expressways, interchanges };
	const faceKinds = arrangement.faces.map((face) => classifyFace(faceRing(arrangement, face), areas));
	return { ...areas, arrangement, origins, faceKinds, faceOf };
}

function closeRing(points: readonly PlanePoint[], closed: boolean): readonly PlanePoint[] {
	return closed ? [...points, points[0] as PlanePoint] : points;
}

function circleAround(centre: PlanePoint): PlanePoint[] {
	const ring: PlanePoint[] = [];
	for (let i = 0; i <= 20; i++) {
		const angle = ((i % 20) / 20) * 2 * Math.PI + 0.1;
		ring.push([centre[0] + Math.cos(angle) * INTERCHANGE_RADIUS_M, centre[1] + Math.sin(angle) * INTERCHANGE_RADIUS_M]);
	}
	return ring;
}

/** Where expressways cross one another. */
function findInterchanges(expressways: readonly ExpresswayCourse[]): PlanePoint[] {
	const found: PlanePoint[] = [];
	for (let p = 0; p < expressways.length; p++) {
		for (let q = p + 1; q < expressways.length; q++) {
			for (const crossing of findCrossings(expressways[p]?.line ?? [], expressways[q]?.line ?? [])) {
				const isNear = (other: PlanePoint) =>
					Math.hypot(other[0] - crossing[0], other[1] - crossing[1]) < INTERCHANGE_RADIUS_M * 2.2;
				if (!found.some(isNear)) found.push(crossing);
			}
		}
	}
	return found;
}

function findCrossings(first: readonly PlanePoint[], second: readonly PlanePoint[]): PlanePoint[] {
	const crossings: PlanePoint[] = [];
	for (let i = 0; i + 1 < first.length; i++) {
		for (let j = 0; j + 1 < second.length; j++) {
			const [a, b] = [first[i] as PlanePoint, first[i + 1] as PlanePoint];
			const [c, d] = [second[j] as PlanePoint, second[j + 1] as PlanePoint];
			const det = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
			if (det === 0) continue;
			const t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / det;
			const u = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / det;
			if (t >= 0 && t < 1 && u >= 0 && u < 1) crossings.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
		}
	}
	return crossings;
}

/** The corners of a face, counter-clockwise. */
export function faceRing(arrangement: Arrangement, face: readonly number[]): PlanePoint[] {
	return face.map((half) => {
		const { from, to } = arrangement.edges[half >> 1] as ArrangementEdge;
		return arrangement.vertices[half & 1 ? to : from] as PlanePoint;
	});
}

type Areas = Pick<Skeleton, 'outline' | 'rivers' | 'reservoirs' | 'hills' | 'expressways' | 'interchanges'>;

function classifyFace(ring: readonly PlanePoint[], areas: Areas): FaceKind {
	const [x, y] = pointInside(ring);
	if (!isInRing(areas.outline, x, y)) return 'outside';
	if (areas.rivers.some(({ sketch, line }) => distanceToLineM(line, x, y, false) < sketch.halfWidthM)) return 'water';
	if (areas.reservoirs.some((area) => isInRing(area.ring, x, y))) return 'water';
	if (areas.interchanges.some((c) => Math.hypot(x - c[0], y - c[1]) < INTERCHANGE_RADIUS_M)) return 'corridor';
	const inCorridor = areas.expressways.some(
		({ sketch, line }) => distanceToLineM(line, x, y, sketch.closed) < CORRIDOR_HALF_M,
	);
	if (inCorridor) return 'corridor';
	return areas.hills.some((area) => isInRing(area.ring, x, y)) ? 'hill' : 'built';
}

/** A point well inside a ring: half way across it from the middle of its longest side. */
function pointInside(ring: readonly PlanePoint[]): PlanePoint {
	let longest = 0;
	let side = 0;
	for (let i = 0; i < ring.length; i++) {
		const a = ring[i] as PlanePoint;
		const b = ring[(i + 1) % ring.length] as PlanePoint;
		const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
		if (length > longest) {
			longest = length;
			side = i;
		}
	}
	const a = ring[side] as PlanePoint;
	const b = ring[(side + 1) % ring.length] as PlanePoint;
	const [mx, my] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
	const [nx, ny] = [-(b[1] - a[1]) / longest, (b[0] - a[0]) / longest];
	let across = Infinity;
	for (let i = 0; i < ring.length; i++) {
		if (i === side) continue;
		const c = ring[i] as PlanePoint;
		const d = ring[(i + 1) % ring.length] as PlanePoint;
		const det = nx * (d[1] - c[1]) - ny * (d[0] - c[0]);
		if (Math.abs(det) < 1e-9) continue;
		const t = ((c[0] - mx) * (d[1] - c[1]) - (c[1] - my) * (d[0] - c[0])) / det;
		const u = ((c[0] - mx) * ny - (c[1] - my) * nx) / det;
		if (t > 1e-6 && u >= 0 && u <= 1 && t < across) across = t;
	}
	const half = Number.isFinite(across) ? across / 2 : 0.5;
	return [mx + nx * half, my + ny * half];
}
