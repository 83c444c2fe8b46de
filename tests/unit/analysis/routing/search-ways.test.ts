import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRoadIndex, type RoadPoint } from '../../../../src/analysis/routing/road-index.ts';
import { searchWays } from '../../../../src/analysis/routing/search-ways.ts';
import { listPassableEdges } from '../../../../src/analysis/routing/vehicle-limits.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../../src/domain/vehicle.ts';
import { network, street } from './road-network.ts';

interface Arc {
	readonly from: number;
	readonly to: number;
	readonly cost: number;
}

/** Dijkstra as in a textbook: the nearest unsettled vertex by looking at all of them. */
function textbookCost(vertexCount: number, arcs: readonly Arc[], start: number, goal: number): number {
	const cost = Array.from({ length: vertexCount }, () => Number.POSITIVE_INFINITY);
	const settled = new Set<number>();
	cost[start] = 0;
	for (;;) {
		let nearest = -1;
		for (let v = 0; v < vertexCount; v++) {
			if (!settled.has(v) && (cost[v] as number) < (cost[nearest] ?? Number.POSITIVE_INFINITY)) nearest = v;
		}
		if (nearest < 0 || nearest === goal) return cost[goal] as number;
		settled.add(nearest);
		for (const arc of arcs) {
			if (arc.from === nearest) cost[arc.to] = Math.min(cost[arc.to] as number, (cost[nearest] as number) + arc.cost);
		}
	}
}

const CLASSES = ['primary', 'residential', 'lane'] as const;
const SPEED_KMH = { primary: 40, residential: 20, lane: 10 };

const networks = fc.record({
	places: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })), {
		minLength: 2,
		maxLength: 25,
		selector: ([x, y]) => `${x},${y}`,
	}),
	roads: fc.array(
		fc.record({
			a: fc.nat(),
			b: fc.nat(),
			oneway: fc.constantFrom(0, 0, 1, 2),
			roadClass: fc.constantFrom(...CLASSES),
			maxHeightM: fc.constantFrom(null, null, null, 3, 4),
		}),
		{ minLength: 1, maxLength: 60 },
	),
	points: fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }))), {
		minLength: 2,
		maxLength: 6,
	}),
	count: fc.integer({ min: 1, max: 3 }),
});

describe('searchWays', () => {
	it('costs the same as a textbook Dijkstra, with one-ways, limits, parallel roads, and points part way along', () => {
		fc.assert(
			fc.property(networks, ({ places, roads, points, count }) => {
				const usable = roads
					.map((road) => ({ ...road, a: road.a % places.length, b: road.b % places.length }))
					.filter(({ a, b }) => a !== b);
				fc.pre(usable.length > 0);
				const corner = (i: number) => {
					const [x, y] = places[i] as [number, number];
					return [x * 20, y * 20] as const;
				};
				const graph = network(
					...usable.map(({ a, b, oneway, roadClass, maxHeightM }) =>
						street([corner(a), corner(b)], { oneway, roadClass, maxHeightM }),
					),
				);
				const index = createRoadIndex(graph);
				// The roads are in order and straight: edge e is usable[e].
				const arcs: Arc[] = [];
				const vertexCount = places.length + points.length;
				const edgePoints: RoadPoint[] = points.map(([e, fraction]) => ({
					edge: e % usable.length,
					fraction,
					lon: 0,
					lat: 0,
					distanceM: 0,
				}));
				for (const [e, { a, b, oneway, roadClass, maxHeightM }] of usable.entries()) {
					if (maxHeightM === 3) continue;
					const [[ax, ay], [bx, by]] = [corner(a), corner(b)];
					const seconds = Math.hypot(bx - ax, by - ay) / (SPEED_KMH[roadClass] / 3.6);
					// The edge with the points on it, in order: stretches between neighbours, one way or both.
					const stops = edgePoints
						.map(({ edge, fraction }, i) => ({ vertex: places.length + i, fraction, edge }))
						.filter(({ edge }) => edge === e);
					const chain = [{ vertex: a, fraction: 0 }, ...stops, { vertex: b, fraction: 1 }].sort(
						(p, q) => p.fraction - q.fraction,
					);
					for (let i = 1; i < chain.length; i++) {
						const [p, q] = [chain[i - 1], chain[i]] as [(typeof chain)[0], (typeof chain)[0]];
						const cost = (q.fraction - p.fraction) * seconds;
						if (oneway !== 2 || cost === 0) arcs.push({ from: p.vertex, to: q.vertex, cost });
						if (oneway !== 1 || cost === 0) arcs.push({ from: q.vertex, to: p.vertex, cost });
					}
				}
				const [goal, ...starts] = edgePoints as [RoadPoint, ...RoadPoint[]];
				const open = (point: RoadPoint) => usable[point.edge]?.maxHeightM !== 3;
				fc.pre(open(goal) && starts.every(open));
				const passable = listPassableEdges(graph, DEFAULT_VEHICLE_PROFILE);
				const ways = searchWays(index, goal, starts, { passable, edgeCost: index.costs.time }, count);
				const expected = starts.map((_, i) => textbookCost(vertexCount, arcs, places.length + 1 + i, places.length));
				const order = starts.map((_, i) => i).sort((p, q) => ways.costOf(p) - ways.costOf(q));
				for (const [rank, cost] of expected
					.toSorted((p, q) => p - q)
					.slice(0, count)
					.entries()) {
					const i = order[rank] as number;
					if (cost === Number.POSITIVE_INFINITY) {
						expect(ways.costOf(i)).toBe(cost);
						expect(ways.findLegs(i)).toBeUndefined();
						continue;
					}
					// Lengths in the graph are whole centimetres on coordinates of a centimetre.
					expect(Math.abs(ways.costOf(i) - cost)).toBeLessThan(0.02 * usable.length);
					const legs = ways.findLegs(i) ?? [];
					const driven = legs.reduce(
						(sum, leg) => sum + Math.abs(leg.to - leg.from) * (index.costs.time[leg.edge] as number),
						0,
					);
					expect(driven).toBeCloseTo(ways.costOf(i), 6);
				}
			}),
			{ seed: 119, numRuns: 400 },
		);
	});
});
