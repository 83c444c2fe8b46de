import Flatbush from 'flatbush';
import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import type { GivenSignal, GivenTurn } from './input-city.ts';
import type { RoadLine, RoadNode, TurnRestriction } from './source-city.ts';
import { wholeRoadId } from './whole-road-id.ts';

/** Farther from a vertex of a road than this, a signal or a turn is not on it. Assumption, not sourced. */
const REACH_M = 15;

/** Why something given has no place on the roads. */
interface Misfit {
	readonly reason: string;
	readonly detail: string;
}

type LonLatE7 = readonly [number, number];

/** The vertices of some road lines, to find the nearest of a place. Cost of a search: log n. */
class RoadVertices {
	readonly #roads: readonly RoadLine[];
	readonly #tree: Flatbush | null;
	readonly #scale: { readonly lon: number; readonly lat: number };
	/** Road and vertex of each box. */
	readonly #roadOf: Int32Array;
	readonly #vertexOf: Int32Array;

	constructor(roads: readonly RoadLine[]) {
		this.#roads = roads;
		const count = roads.reduce((sum, { lonLat }) => sum + lonLat.length / 2, 0);
		this.#roadOf = new Int32Array(count);
		this.#vertexOf = new Int32Array(count);
		const scale = metresPerDegree((roads[0]?.lonLat[1] ?? 0) / E7);
		this.#scale = { lon: scale.lon / E7, lat: scale.lat / E7 };
		this.#tree = count > 0 ? new Flatbush(count, 16, Float64Array) : null;
		let box = 0;
		for (const [r, { lonLat }] of roads.entries()) {
			for (let i = 0; i < lonLat.length; i += 2) {
				this.#roadOf[box] = r;
				this.#vertexOf[box++] = i;
				this.#tree?.add(lonLat[i] as number, lonLat[i + 1] as number, lonLat[i] as number, lonLat[i + 1] as number);
			}
		}
		this.#tree?.finish();
	}

	/** The nearest vertex in reach; of several at one distance the first. `nodeId` as RoadNode. */
	findNearest([lon, lat]: LonLatE7): {
		readonly lonLat: LonLatE7;
		readonly nodeId: number | null;
		readonly gapM: number;
	} | null {
		const [dx, dy] = [REACH_M / this.#scale.lon, REACH_M / this.#scale.lat];
		const boxes = this.#tree?.search(lon - dx, lat - dy, lon + dx, lat + dy) ?? [];
		let best: { lonLat: LonLatE7; nodeId: number | null; gapM: number } | null = null;
		for (const box of boxes.sort((a, b) => a - b)) {
			const { lonLat, nodes } = this.#roads[this.#roadOf[box] as number] as RoadLine;
			const i = this.#vertexOf[box] as number;
			const [x, y] = [lonLat[i] as number, lonLat[i + 1] as number];
			const gapM = Math.hypot((x - lon) * this.#scale.lon, (y - lat) * this.#scale.lat);
			if (gapM <= REACH_M && gapM < (best?.gapM ?? Infinity))
				best = { lonLat: [x, y], nodeId: nodes?.[i / 2] ?? null, gapM };
		}
		return best;
	}
}

/** Places the signals of layers on vertices of roads for vehicles: the nearest within 15 m. Cost: an index of all vertices, once. */
export function placeGivenSignals(
	signals: readonly GivenSignal[],
	roads: readonly RoadLine[],
	refuse: (signal: GivenSignal, misfit: Misfit) => void,
): RoadNode[] {
	if (signals.length === 0) return [];
	const vertices = new RoadVertices(roads.filter(({ routable }) => routable));
	const placed: RoadNode[] = [];
	for (const signal of signals) {
		const vertex = vertices.findNearest(signal.lonLat);
		if (vertex)
			placed.push({
				id: signal.id,
				nodeId: vertex.nodeId,
				lonLat: vertex.lonLat,
				signal: true,
				source: signal.source,
			});
		else refuse(signal, { reason: 'not-on-road', detail: `no vertex of a road for vehicles within ${REACH_M} m` });
	}
	return placed;
}

/** The roads that turn restrictions name, by what inputs call them. */
class RoadNames {
	readonly #byId = new Map<string, RoadLine[]>();
	/** Whole ids by the id without the source before it. */
	readonly #byOwnId = new Map<string, Set<string>>();

	constructor(roads: readonly RoadLine[], named: ReadonlySet<string>) {
		for (const road of roads) {
			for (const id of [road.id, wholeRoadId(road.id)]) {
				const ownId = id.slice(id.indexOf('/') + 1);
				if (!named.has(id) && !named.has(ownId)) continue;
				const lines = this.#byId.get(id);
				if (lines) lines.push(road);
				else this.#byId.set(id, [road]);
				this.#byOwnId.set(ownId, (this.#byOwnId.get(ownId) ?? new Set()).add(id));
			}
		}
	}

	linesOf(id: string): readonly RoadLine[] {
		return this.#byId.get(id) ?? [];
	}

	/** The id of the road that an input calls so. */
	find(name: string): string | Misfit {
		if (this.#byId.has(name)) return name;
		const ids = [...(this.#byOwnId.get(name) ?? [])];
		if (ids.length === 1) return ids[0] as string;
		const found = ids.length === 0 ? 'no road' : `${ids.length} roads (${ids.slice(0, 3).join(', ')})`;
		return { reason: ids.length === 0 ? 'no-such-road' : 'ambiguous', detail: `${found} for vehicles called ${name}` };
	}
}

/**
 * Finds the roads that turn restrictions of layers name and the places where they hold: the roads via, the vertex that both roads have
 * nearest to the place given, or the one vertex where they meet.
 */
export function placeGivenTurns(
	turns: readonly GivenTurn[],
	roads: readonly RoadLine[],
	refuse: (turn: GivenTurn, misfit: Misfit) => void,
): TurnRestriction[] {
	if (turns.length === 0) return [];
	const named = turns.flatMap(({ from, to, via }) => [from, to, ...(via && 'roads' in via ? via.roads : [])]);
	const names = new RoadNames(
		roads.filter(({ routable }) => routable),
		new Set(named),
	);
	const placed: TurnRestriction[] = [];
	for (const turn of turns) {
		const found = placeTurn(turn, names);
		if ('reason' in found) refuse(turn, found);
		else placed.push(found);
	}
	return placed;
}

function placeTurn(turn: GivenTurn, names: RoadNames): TurnRestriction | Misfit {
	const { id, kind, exceptEmergency, source, via } = turn;
	const from = names.find(turn.from);
	if (typeof from !== 'string') return from;
	const to = names.find(turn.to);
	if (typeof to !== 'string') return to;
	const restriction = { id, kind, from, to, exceptEmergency, source };
	if (via && 'roads' in via) {
		const over: string[] = [];
		for (const name of via.roads) {
			const road = names.find(name);
			if (typeof road !== 'string') return road;
			over.push(road);
		}
		return { ...restriction, via: { roads: over } };
	}
	const shared = findShared(names.linesOf(from), names.linesOf(to));
	const near = via ? nearestTo(via.lonLat, shared) : shared;
	const [place] = near;
	if (near.length === 1 && place) return { ...restriction, via: place.via };
	const where = via ? ` within ${REACH_M} m of its place` : '';
	if (near.length === 0)
		return { reason: 'not-connected', detail: `${from} and ${to} have no vertex together${where}` };
	return {
		reason: 'ambiguous',
		detail: `${from} and ${to} meet in ${near.length} places, expected one, or lon and lat of the turn`,
	};
}

interface Shared {
	readonly lonLat: LonLatE7;
	readonly via: TurnRestriction['via'];
}

/** The vertices that two roads have together; for a road and itself (a U-turn) its ends. */
function findShared(from: readonly RoadLine[], to: readonly RoadLine[]): readonly Shared[] {
	const keyOf = ({ lonLat, nodes }: RoadLine, i: number) =>
		nodes ? `${nodes[i]}` : `${lonLat[i * 2]},${lonLat[i * 2 + 1]}`;
	const isSame = from[0] === to[0];
	const other = new Set(to.flatMap((road) => Array.from({ length: road.lonLat.length / 2 }, (_, i) => keyOf(road, i))));
	const shared = new Map<string, Shared>();
	for (const road of from) {
		const last = road.lonLat.length / 2 - 1;
		for (let i = 0; i <= last; i++) {
			if (!other.has(keyOf(road, i)) || (isSame && i !== 0 && i !== last)) continue;
			const lonLat = [road.lonLat[i * 2] as number, road.lonLat[i * 2 + 1] as number] as const;
			shared.set(keyOf(road, i), { lonLat, via: road.nodes ? { node: road.nodes[i] as number } : { lonLat } });
		}
	}
	return [...shared.values()];
}

function nearestTo([lon, lat]: LonLatE7, shared: readonly Shared[]): readonly Shared[] {
	const scale = metresPerDegree(lat / E7);
	const gapM = (place: Shared) =>
		Math.hypot(((place.lonLat[0] - lon) / E7) * scale.lon, ((place.lonLat[1] - lat) / E7) * scale.lat);
	const near = shared.filter((place) => gapM(place) <= REACH_M).sort((a, b) => gapM(a) - gapM(b));
	return near.slice(0, 1);
}
