import { ONEWAY } from '../../domain/pack/road-graph.ts';
import { type ExpresswayCourse, faceRing, INTERCHANGE_RADIUS_M, type Skeleton } from './build-skeleton.ts';
import type { PlanePoint } from './city-plane.ts';
import { distanceToLineM, isInRing, offsetLine } from './smooth-line.ts';
import type { StreetNet, StreetSpec } from './street-net.ts';

/** From the corridor's middle to the middle of a carriageway, metres. */
const CARRIAGEWAY_OFF_M = 9.5;
/** How far before and after a crossing its ramps leave and join, metres. */
const RAMP_REACH_M = 240;
/** Exits of one expressway are at least this far apart, metres. */
const EXIT_SPACING_M = 1300;

/** One of an expressway's two carriageways: its segments in the net, in the direction of travel. */
interface Carriageway {
	readonly segments: number[];
	/** 1: runs along the course; -1: against it. */
	readonly way: 1 | -1;
}

interface LaidExpressway {
	readonly course: ExpresswayCourse;
	/** Metres along the course at each of its points. */
	readonly along: readonly number[];
	readonly lanes: readonly [forward: Carriageway, backward: Carriageway];
	readonly exits: number[];
}

/** Lays the carriageways, the ramps to the main roads that pass below, and the links where expressways cross. */
export function layExpressways(skeleton: Skeleton, net: StreetNet): void {
	const laid = skeleton.expressways.map((course) => layExpressway(skeleton, course, net));
	for (const { course, lanes } of laid) if (!course.sketch.closed) closeEnds(course.sketch, lanes, net);
	for (const centre of skeleton.interchanges) linkExpressways(laid, centre, net);
	addExits(skeleton, laid, net);
}

function layExpressway(skeleton: Skeleton, course: ExpresswayCourse, net: StreetNet): LaidExpressway {
	const { sketch } = course;
	const points = sketch.closed ? [...course.line, course.line[0] as PlanePoint] : [...course.line];
	const along = [0];
	for (let i = 1; i < points.length; i++) {
		const [a, b] = [points[i - 1] as PlanePoint, points[i] as PlanePoint];
		along.push((along[i - 1] as number) + Math.hypot(b[0] - a[0], b[1] - a[1]));
	}
	const lane = (way: 1 | -1): Carriageway => {
		const side = offsetLine(course.line, -way * CARRIAGEWAY_OFF_M, sketch.closed);
		const closed = sketch.closed ? [...side, side[0] as PlanePoint] : side;
		return { segments: layCarriageway(skeleton, course, way === 1 ? closed : closed.reverse(), net), way };
	};
	return { course: { sketch, line: points }, along, lanes: [lane(1), lane(-1)], exits: [] };
}

/** A turning place where the expressway leaves the city, so that nobody who drives there is stranded. */
function closeEnds(sketch: ExpresswayCourse['sketch'], lanes: LaidExpressway['lanes'], net: StreetNet): void {
	for (const [out, back] of [lanes, [lanes[1], lanes[0]]] as const) {
		const last = out.segments.at(-1);
		const first = back.segments[0];
		if (last === undefined || first === undefined) continue;
		const [ax, ay] = [net.x1[last] as number, net.y1[last] as number];
		const [bx, by] = [net.x0[first] as number, net.y0[first] as number];
		if (Math.hypot(bx - ax, by - ay) < 400) net.addStreet(rampSpec(sketch, false), [ax, ay, bx, by]);
	}
}

/** Streets along one carriageway, a new one wherever a bridge begins or ends; only what lies in the city. */
function layCarriageway(
	skeleton: Skeleton,
	{ sketch }: ExpresswayCourse,
	points: readonly PlanePoint[],
	net: StreetNet,
): number[] {
	const base: StreetSpec = {
		roadClass: sketch.roadClass,
		widthM: sketch.roadClass === 'motorway' ? 15 : 11.5,
		name: sketch.name,
		nameEn: sketch.nameEn,
		oneway: ONEWAY.forward,
		lanes: sketch.roadClass === 'motorway' ? 4 : 3,
	};
	const segments: number[] = [];
	let run: number[] = [];
	let runIsBridge = false;
	let along = 0;
	const flush = (): void => {
		if (run.length >= 4) {
			const street = net.streets[net.addStreet({ ...base, bridge: runIsBridge }, run, along)];
			for (let s = street?.firstSegment ?? 0; s < (street?.endSegment ?? 0); s++) segments.push(s);
			const last = segments.at(-1) as number;
			along = net.alongM(last, net.x1[last] as number, net.y1[last] as number);
		}
		run = [];
	};
	for (let i = 0; i + 1 < points.length; i++) {
		const a = points[i] as PlanePoint;
		const b = points[i + 1] as PlanePoint;
		// Where the corridor is open, at an end inside the city, its land was given to quarters.
		if (!hasCorridor(skeleton, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2)) {
			flush();
			continue;
		}
		const bridge = isBridge(skeleton, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
		if (run.length > 0 && bridge !== runIsBridge) flush();
		if (run.length === 0) run.push(...a);
		runIsBridge = bridge;
		run.push(...b);
	}
	flush();
	return segments;
}

function hasCorridor(skeleton: Skeleton, x: number, y: number): boolean {
	const { arrangement, faceKinds } = skeleton;
	const face = arrangement.faces.findIndex((half, f) => {
		const kind = faceKinds[f];
		return kind !== 'built' && kind !== 'outside' && isInRing(faceRing(arrangement, half), x, y);
	});
	return face >= 0;
}

function isBridge(skeleton: Skeleton, x: number, y: number): boolean {
	return (
		skeleton.rivers.some(({ sketch, line }) => distanceToLineM(line, x, y, false) < sketch.halfWidthM + 80) ||
		skeleton.reservoirs.some(({ ring }) => isInRing(ring, x, y))
	);
}

/** The place so far along the course, `off` metres to its left. */
function placeAt({ course, along }: LaidExpressway, wantedM: number, off: number): PlanePoint {
	const total = along.at(-1) as number;
	const at = course.sketch.closed ? (wantedM + total) % total : Math.min(Math.max(wantedM, 0), total);
	let i = 0;
	while (i + 2 < along.length && (along[i + 1] as number) < at) i++;
	const [a, b] = [course.line[i] as PlanePoint, course.line[i + 1] as PlanePoint];
	const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
	const t = (at - (along[i] as number)) / length;
	const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
	return [a[0] + dx * t - (dy / length) * off, a[1] + dy * t + (dx / length) * off];
}

/** Metres along the course of the place nearest to a point. */
function alongAt({ course, along }: LaidExpressway, point: PlanePoint): number {
	let best = 0;
	let least = Infinity;
	for (let i = 0; i + 1 < course.line.length; i++) {
		const [a, b] = [course.line[i] as PlanePoint, course.line[i + 1] as PlanePoint];
		const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
		const square = dx * dx + dy * dy || 1;
		const t = Math.min(1, Math.max(0, ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square));
		const away = Math.hypot(point[0] - a[0] - t * dx, point[1] - a[1] - t * dy);
		if (away < least) {
			least = away;
			best = (along[i] as number) + t * Math.sqrt(square);
		}
	}
	return best;
}

/** Joins a point to the carriageway: the place on it that is nearest becomes a joint. Null beyond its ends. */
function joinLane(net: StreetNet, lane: Carriageway, near: PlanePoint): PlanePoint | null {
	let best = -1;
	let least = 30;
	let joint: PlanePoint = near;
	for (const s of lane.segments) {
		const [ax, ay] = [net.x0[s] as number, net.y0[s] as number];
		const [dx, dy] = [(net.x1[s] as number) - ax, (net.y1[s] as number) - ay];
		const square = dx * dx + dy * dy || 1;
		const t = ((near[0] - ax) * dx + (near[1] - ay) * dy) / square;
		if (t <= 0.01 || t >= 0.99) continue;
		const place: PlanePoint = [ax + t * dx, ay + t * dy];
		const away = Math.hypot(near[0] - place[0], near[1] - place[1]);
		if (away < least) {
			least = away;
			best = s;
			joint = place;
		}
	}
	if (best < 0) return null;
	net.addJoint(best, joint[0], joint[1]);
	return joint;
}

function rampSpec(sketch: ExpresswayCourse['sketch'], bridge: boolean): StreetSpec {
	return {
		roadClass: 'trunk',
		widthM: 7,
		name: `${sketch.name}匝道`,
		nameEn: `${sketch.nameEn} Ramp`,
		oneway: ONEWAY.forward,
		lanes: 1,
		bridge,
		link: true,
	};
}

/** At each main road below the expressway: an exit and an entry on either side. */
function addExits(skeleton: Skeleton, laid: readonly LaidExpressway[], net: StreetNet): void {
	const { arrangement, origins, faceKinds, faceOf } = skeleton;
	arrangement.edges.forEach((edge, e) => {
		const origin = origins[edge.line];
		if (origin?.kind !== 'corridor') return;
		// A vertex of the corridor's rim where a main road enters it.
		const vertex = edge.from;
		const crossing = arrangement.edges.find(
			(other, o) =>
				other !== edge &&
				(other.from === vertex || other.to === vertex) &&
				origins[other.line]?.kind === 'road' &&
				faceKinds[faceOf[o * 2] as number] === 'corridor' &&
				faceKinds[faceOf[o * 2 + 1] as number] === 'corridor',
		);
		const expressway = laid[origin.row];
		if (!crossing || !expressway) return;
		if (faceKinds[faceOf[e * 2] as number] === 'water' || faceKinds[faceOf[e * 2 + 1] as number] === 'water') return;
		addExitSide(skeleton, expressway, arrangement.vertices[vertex] as PlanePoint, net);
	});
}

function addExitSide(skeleton: Skeleton, expressway: LaidExpressway, node: PlanePoint, net: StreetNet): void {
	const at = alongAt(expressway, node);
	const foot = placeAt(expressway, at, 0);
	const left = placeAt(expressway, at, 1);
	const side = (node[0] - foot[0]) * (left[0] - foot[0]) + (node[1] - foot[1]) * (left[1] - foot[1]) > 0 ? 1 : -1;
	if (skeleton.interchanges.some((c) => Math.hypot(c[0] - foot[0], c[1] - foot[1]) < INTERCHANGE_RADIUS_M + 500))
		return;
	const signed = (at + 1) * side;
	if (
		expressway.exits.some((other) => Math.sign(other) === side && Math.abs(Math.abs(other) - (at + 1)) < EXIT_SPACING_M)
	)
		return;
	const lane = expressway.lanes[side === -1 ? 0 : 1];
	const { way } = lane;
	const before = joinLane(net, lane, placeAt(expressway, at - way * RAMP_REACH_M, side * CARRIAGEWAY_OFF_M));
	const after = joinLane(net, lane, placeAt(expressway, at + way * RAMP_REACH_M, side * CARRIAGEWAY_OFF_M));
	expressway.exits.push(signed);
	const spec = rampSpec(expressway.course.sketch, false);
	const between = (from: number, off: number): PlanePoint => placeAt(expressway, at + way * from, side * off);
	if (before) net.addStreet(spec, [...before, ...between(-150, 19), ...between(-60, 25.5), ...node]);
	if (after) net.addStreet(spec, [...node, ...between(60, 25.5), ...between(150, 19), ...after]);
}

/** All eight ways of changing from one expressway to the other, left turns as flyovers. */
function linkExpressways(laid: readonly LaidExpressway[], centre: PlanePoint, net: StreetNet): void {
	const here = laid.filter((expressway) => {
		const foot = placeAt(expressway, alongAt(expressway, centre), 0);
		return Math.hypot(foot[0] - centre[0], foot[1] - centre[1]) < 60;
	});
	const [first, second] = here;
	if (!first || !second) return;
	const reach = INTERCHANGE_RADIUS_M * 0.9;
	for (const [from, to] of [
		[first, second],
		[second, first],
	] as const) {
		for (const out of from.lanes) {
			for (const into of to.lanes) {
				const a = joinLane(
					net,
					out,
					placeAt(from, alongAt(from, centre) - out.way * reach, -out.way * CARRIAGEWAY_OFF_M),
				);
				const b = joinLane(
					net,
					into,
					placeAt(to, alongAt(to, centre) + into.way * reach, -into.way * CARRIAGEWAY_OFF_M),
				);
				if (!a || !b) continue;
				const curve: number[] = [];
				const turn = (centre[0] - a[0]) * (b[1] - centre[1]) - (centre[1] - a[1]) * (b[0] - centre[0]);
				for (let k = 0; k <= 6; k++) {
					const t = k / 6;
					const [p, q, r] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
					curve.push(a[0] * p + centre[0] * q + b[0] * r, a[1] * p + centre[1] * q + b[1] * r);
				}
				net.addStreet(rampSpec(to.course.sketch, turn > 0), curve);
			}
		}
	}
}
