import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import type { RouteLimit } from '../../../domain/route.ts';
import { outlineTurn } from '../network/turn-outline.ts';
import {
	findArcRefusals,
	findTurnRefusals,
	type GraphTurn,
	listPassedLimits,
	listPassedTurnLimits,
	type RoadLimit,
	type WayRules,
} from '../network/vehicle-limits.ts';
import type { ActiveClosures } from './active-closures.ts';
import type { MeasuredPath, PathPart } from './driven-path.ts';
import { nameRoad } from './name-road.ts';

/** What binds a vehicle on its way. */
interface Binding {
	readonly rules: WayRules;
	readonly closures: ActiveClosures;
}

type Finder<P> = (place: P) => readonly RoadLimit[];

/** What there is to tell of a way, by what binds on its arcs and turns. */
interface LimitFinders {
	readonly ofPart: Finder<PathPart>;
	readonly ofTurn: Finder<GraphTurn>;
	/** Closures of this share of speed are told. */
	readonly tellsClosure: (speedShare: number) => boolean;
	readonly closureVerdict: RouteLimit['verdict'];
}

/** What a driver must know of along a way he may take: signs passed, gates, exemptions used, tight places, closures that slow him; in order. */
export function listLimits(graph: RoadGraph, measured: MeasuredPath, { rules, closures }: Binding): RouteLimit[] {
	return collectLimits(graph, measured, closures, {
		ofPart: ({ arc }) => listPassedLimits(graph, arc, rules),
		ofTurn: (turn) => listPassedTurnLimits(graph, turn, rules),
		tellsClosure: (share) => share > 0,
		closureVerdict: 'passed',
	});
}

/** What keeps a vehicle off a way found without its limits, in order; all 'violated'. */
export function listViolations(graph: RoadGraph, measured: MeasuredPath, { rules, closures }: Binding): RouteLimit[] {
	return collectLimits(graph, measured, closures, {
		ofPart: ({ arc }) => findArcRefusals(graph, arc, rules),
		ofTurn: (turn) => findTurnRefusals(graph, turn, rules),
		tellsClosure: (share) => share === 0,
		closureVerdict: 'violated',
	});
}

function collectLimits(
	graph: RoadGraph,
	{ parts, geometry }: MeasuredPath,
	closures: ActiveClosures,
	finders: LimitFinders,
): RouteLimit[] {
	const limits: RouteLimit[] = [];
	// A limit that goes on from part to part is told where it begins.
	let lasting = new Set<string>();
	for (const [i, part] of parts.entries()) {
		const [lon, lat] = geometry[part.firstPosition] as [number, number];
		const place = { lon, lat, ...nameRoad(graph, part.road), closureId: null, geometry: null };
		const before = parts[i - 1];
		if (before) {
			const turn = { turn: part.turn, arcIn: before.arc, arcOut: part.arc };
			for (const limit of finders.ofTurn(turn)) {
				limits.push({ ...limit, ...place, geometry: limit.kind === 'turn' ? drawTurn(graph, turn, limit) : null });
			}
		}
		const now = new Set<string>();
		const tell = (limit: RouteLimit) => {
			const key = `${limit.kind} ${limit.limit} ${limit.closureId}`;
			now.add(key);
			if (!lasting.has(key)) limits.push(limit);
		};
		for (const limit of finders.ofPart(part)) tell({ ...limit, ...place });
		const closure = closures.byEdge.get(part.edge);
		if (closure && finders.tellsClosure(closure.speedShare)) {
			const closed = { kind: 'closure', limit: closure.speedShare, needed: null, closureId: closure.id } as const;
			tell({ ...place, ...closed, verdict: finders.closureVerdict });
		}
		lasting = now;
	}
	return limits;
}

function drawTurn(graph: RoadGraph, turn: GraphTurn, { needed }: RoadLimit): [number, number][] {
	return outlineTurn(graph, turn, needed ?? 0).map(([lon, lat]) => [lon, lat]);
}
