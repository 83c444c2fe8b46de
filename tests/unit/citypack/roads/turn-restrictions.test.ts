import { describe, expect, it } from 'vitest';
import { checkRoadGraph } from '../../../../src/citypack/check-road-graph.ts';
import type { RoadLine, TurnRestriction } from '../../../../src/citypack/model/source-city.ts';
import { buildRoadGraph } from '../../../../src/citypack/roads/build-road-graph.ts';
import {
	EDGE_FLAG,
	listPlaceEdges,
	originalEdge,
	type RoadGraph,
	TURN_FLAG,
} from '../../../../src/domain/pack/road-graph.ts';
import { BARE_ROAD } from '../../../support/bare-records.ts';
import { type MeantRestriction, searchByMemory, searchGraph, tailOf } from './turn-oracle.ts';

const CIVIL = TURN_FLAG.never | TURN_FLAG.restricted | TURN_FLAG.restrictedCivil;
const EMERGENCY = TURN_FLAG.never | TURN_FLAG.restricted;

type Corner = readonly [number, number];

/** A street through corners in steps of 1e-4 degrees at the equator (11.1 m). */
function street(id: string, corners: readonly Corner[], more: Partial<RoadLine> = {}): RoadLine {
	return { id, lonLat: Int32Array.from(corners.flat(), (step) => step * 1000), ...BARE_ROAD, ...more };
}

function rule(
	kind: 'no' | 'only',
	from: string,
	via: Corner | string[],
	to: string,
	exceptEmergency = false,
): TurnRestriction {
	const at = via.every((one) => typeof one === 'string')
		? { roads: via as string[] }
		: { lonLat: [(via[0] as number) * 1000, (via[1] as number) * 1000] as const };
	return { id: `${kind} ${from} ${to}`, kind, from, to, via: at, exceptEmergency, source: 'test' };
}

function build(roads: readonly RoadLine[], turnRestrictions: readonly TurnRestriction[]) {
	const built = buildRoadGraph({ roads, roadNodes: [], turnRestrictions });
	expect(checkRoadGraph(built.graph)).toEqual([]);
	return built;
}

/** Roads whose edges a vehicle may take after driving roads one after another, in words; `denied`: TURN_FLAG bits it obeys. */
function goOn(graph: RoadGraph, roads: readonly RoadLine[], driven: readonly string[], denied = CIVIL): string[] {
	const roadOf = (arc: number) => roads[graph.edgeRoad[arc >> 1] as number]?.id as string;
	const [first, ...rest] = driven;
	let arcs = Array.from({ length: graph.edgeCount * 2 }, (_, arc) => arc).filter(
		(arc) => roadOf(arc) === first && !((graph.edgeFlags[arc >> 1] as number) & EDGE_FLAG.twin),
	);
	const turnsOf = (arc: number) => {
		const node = tailOf(graph, arc ^ 1);
		const out = Array.from(graph.outArc.subarray(graph.outStart[node], graph.outStart[node + 1]));
		return out.filter((next, k) => {
			const flags = graph.turnFlags[(graph.turnStart[arc] as number) + k] as number;
			return (flags & (denied | TURN_FLAG.uTurn)) === 0 && roadOf(next) !== roadOf(arc);
		});
	};
	for (const road of rest) arcs = arcs.flatMap((arc) => turnsOf(arc).filter((next) => roadOf(next) === road));
	return [...new Set(arcs.flatMap((arc) => turnsOf(arc).map(roadOf)))].sort();
}

/** Whether an arc leaves the left junction of CROSS. */
function isLeft(graph: RoadGraph, arc: number): boolean {
	return graph.nodeLonLat[tailOf(graph, arc) * 2] === LEFT[0] * 1000;
}

//   n1   n2
//   |    |
// w-+-m--+-e      m: the road via
//   |    |
//   s1   s2
const CROSS = [
	street('w', [
		[0, 0],
		[10, 0],
	]),
	street('m', [
		[10, 0],
		[15, 0],
		[20, 0],
	]),
	street('e', [
		[20, 0],
		[30, 0],
	]),
	street('n1', [
		[10, 0],
		[10, 10],
	]),
	street('n2', [
		[20, 0],
		[20, 10],
	]),
	street('s1', [
		[10, 0],
		[10, -10],
	]),
	street('s2', [
		[20, 0],
		[20, -10],
	]),
];
const LEFT: Corner = [10, 0];

describe('turn restrictions over a node', () => {
	it('forbid one turn, or all but one', () => {
		const no = build(CROSS, [rule('no', 'w', LEFT, 'n1')]).graph;
		expect(goOn(no, CROSS, ['w'])).toEqual(['m', 's1']);
		expect(goOn(no, CROSS, ['s1'])).toEqual(['m', 'n1', 'w']);
		expect(goOn(no, CROSS, ['w'], TURN_FLAG.never)).toEqual(['m', 'n1', 's1']);
		const only = build(CROSS, [rule('only', 'w', LEFT, 'm')]).graph;
		expect(goOn(only, CROSS, ['w'])).toEqual(['m']);
		expect(only.twinOf.length).toBe(0);
	});

	it('leave emergency vehicles free where the sign excepts them', () => {
		const { graph } = build(CROSS, [rule('no', 'w', LEFT, 'n1', true)]);
		expect(goOn(graph, CROSS, ['w'], CIVIL)).toEqual(['m', 's1']);
		expect(goOn(graph, CROSS, ['w'], EMERGENCY)).toEqual(['m', 'n1', 's1']);
	});

	it('are found by node id and by the id of a road that is cut in parts', () => {
		const roads = [
			street(
				'way/7/1',
				[
					[0, 0],
					[5, 0],
				],
				{ nodes: Float64Array.of(1, 2) },
			),
			street(
				'way/7/2',
				[
					[5, 0],
					[10, 0],
				],
				{ nodes: Float64Array.of(2, 3) },
			),
			street(
				'way/8',
				[
					[10, 0],
					[10, 10],
				],
				{ nodes: Float64Array.of(3, 4) },
			),
			street(
				'way/9',
				[
					[10, 0],
					[20, 0],
				],
				{ nodes: Float64Array.of(3, 5) },
			),
		];
		const { graph, rejects } = build(roads, [{ ...rule('no', 'way/7', LEFT, 'way/8'), via: { node: 3 } }]);
		expect(rejects).toEqual([]);
		expect(goOn(graph, roads, ['way/7/2'])).toEqual(['way/7/1', 'way/9']);
	});

	it('forbid to turn round, and nothing else, from a road into itself', () => {
		const { graph } = build(CROSS, [rule('no', 'w', LEFT, 'w')]);
		const flags = Array.from(graph.turnFlags).filter((flag) => flag & TURN_FLAG.restricted);
		expect(flags).toEqual([TURN_FLAG.restricted | TURN_FLAG.uTurn]);
	});

	it.each([
		['no-such-road', rule('no', 'w', LEFT, 'path')],
		['no-such-road', rule('no', 'nowhere', LEFT, 'w')],
		['no-such-node', rule('no', 'w', [11, 11], 'm')],
		['no-such-node', rule('no', 'w', [15, 0], 'm')],
		['not-at-via', rule('no', 'w', [20, 0], 'e')],
		['not-at-via', rule('no', 'w', ['n1'], 'e')],
		['against-oneway', rule('no', 'out', LEFT, 'm')],
		['ambiguous', rule('no', 'through', LEFT, 'm')],
	])('are refused: %s', (reason, restriction) => {
		const roads = [
			...CROSS,
			street(
				'path',
				[
					[10, 0],
					[0, 10],
				],
				{ routable: false },
			),
			street(
				'out',
				[
					[10, 0],
					[0, -10],
				],
				{ oneway: 1 },
			),
			street('through', [
				[0, 20],
				[10, 0],
				[20, -20],
			]),
		];
		const { rejects, graph } = build(roads, [restriction]);
		expect(rejects).toEqual([
			{
				source: 'test',
				kind: 'turn-restriction',
				id: restriction.id,
				outcome: 'refused',
				reason: `turn-restriction/${reason}`,
				detail: expect.any(String),
			},
		]);
		expect(Array.from(graph.turnFlags).some((flag) => flag & TURN_FLAG.restricted)).toBe(false);
	});
});

describe('turn restrictions over roads', () => {
	it('no: hold only for who came from that road', () => {
		const { graph } = build(CROSS, [rule('no', 'w', ['m'], 'n2')]);
		expect(goOn(graph, CROSS, ['w'])).toEqual(['m', 'n1', 's1']);
		expect(goOn(graph, CROSS, ['w', 'm'])).toEqual(['e', 's2']);
		expect(goOn(graph, CROSS, ['n1', 'm'])).toEqual(['e', 'n2', 's2']);
		expect(goOn(graph, CROSS, ['e', 'm'])).toEqual(['n1', 's1', 'w']);
		// Who need not obey goes as if there were no sign, at the same cost.
		expect(goOn(graph, CROSS, ['w', 'm'], TURN_FLAG.never)).toEqual(['e', 'n2', 's2']);
		const [, twin] = listPlaceEdges(graph, graph.edgeCount - 1);
		expect([graph.twinOf.length, twin]).toEqual([1, graph.edgeCount - 1]);
		expect(CROSS[graph.edgeRoad[twin as number] as number]?.id).toBe('m');
	});

	it('only: leave one way to who came from that road', () => {
		const { graph } = build(CROSS, [rule('only', 'w', ['m'], 'n2')]);
		expect(goOn(graph, CROSS, ['w', 'm'])).toEqual(['n2']);
		expect(goOn(graph, CROSS, ['s1', 'm'])).toEqual(['e', 'n2', 's2']);
	});

	it('share a twin from one road, and have one each from different roads', () => {
		const { graph } = build(CROSS, [
			rule('no', 'w', ['m'], 'n2'),
			rule('no', 'w', ['m'], 's2'),
			rule('no', 's1', ['m'], 's2'),
			rule('no', 'e', ['m'], 'n1'),
		]);
		expect(graph.twinOf.length).toBe(3);
		expect(goOn(graph, CROSS, ['w', 'm'])).toEqual(['e']);
		expect(goOn(graph, CROSS, ['s1', 'm'])).toEqual(['e', 'n2']);
		expect(goOn(graph, CROSS, ['n1', 'm'])).toEqual(['e', 'n2', 's2']);
		expect(goOn(graph, CROSS, ['e', 'm'])).toEqual(['s1', 'w']);
	});

	it('run over several roads, and over a road of several edges', () => {
		const roads = [
			...CROSS,
			street('far', [
				[30, 0],
				[40, 0],
			]),
			street('up', [
				[30, 0],
				[30, 10],
			]),
		];
		const { graph, rejects } = build(roads, [rule('no', 'w', ['m', 'e'], 'up')]);
		expect(rejects).toEqual([]);
		expect(goOn(graph, roads, ['w', 'm', 'e'])).toEqual(['far']);
		expect(goOn(graph, roads, ['n1', 'm', 'e'])).toEqual(['far', 'up']);
		expect(goOn(graph, roads, ['n2', 'e'])).toEqual(['far', 'up']);
		const long = [
			...CROSS.filter(({ id }) => id !== 'm' && id !== 'e'),
			street('me', [
				[10, 0],
				[20, 0],
				[30, 0],
			]),
			street('up', [
				[30, 0],
				[30, 10],
			]),
			street('down', [
				[30, 0],
				[30, -10],
			]),
		];
		const over = build(long, [rule('no', 'w', ['me'], 'up')]);
		expect(over.rejects).toEqual([]);
		expect(over.graph.twinOf.length).toBe(2);
		// Back along the twin and in again one is no more bound.
		expect(goOn(over.graph, long, ['n2', 'me'])).toContain('up');
	});

	it('hold beside signs at the nodes of the roads via', () => {
		const { graph } = build(CROSS, [rule('no', 'w', ['m'], 'n2'), rule('no', 'm', [20, 0], 's2')]);
		expect(goOn(graph, CROSS, ['w', 'm'])).toEqual(['e']);
		expect(goOn(graph, CROSS, ['n1', 'm'])).toEqual(['e', 'n2']);
	});
});

describe('twins', () => {
	it('turn as their originals do, and only the way the restriction runs', () => {
		const { graph } = build(CROSS, [rule('no', 'w', ['m'], 'n2')]);
		const twin = graph.edgeCount - 1;
		const original = originalEdge(graph, twin);
		const turnsOf = (arc: number) => {
			const flags = graph.turnFlags.subarray(graph.turnStart[arc], graph.turnStart[arc + 1]);
			return Array.from(flags, (flag, k) => ({
				angle: graph.turnAngle[(graph.turnStart[arc] as number) + k],
				uTurn: flag & TURN_FLAG.uTurn,
				never: flag & TURN_FLAG.never,
			}));
		};
		const shapeOf = (arc: number) => turnsOf(arc).map(({ angle, uTurn }) => ({ angle, uTurn }));
		expect(shapeOf(twin * 2)).toEqual(shapeOf(original * 2));
		expect(shapeOf(twin * 2 + 1)).toEqual(shapeOf(original * 2 + 1));
		expect(shapeOf(twin * 2).filter(({ uTurn }) => uTurn)).toHaveLength(1);
		const [used, unused] = isLeft(graph, twin * 2) ? [0, 1] : [1, 0];
		// Of the turns out of the arc that is driven only the one into the twin itself is never made.
		expect(turnsOf(twin * 2 + used).filter(({ never }) => never)).toHaveLength(1);
		expect(turnsOf(twin * 2 + unused).every(({ never }) => never)).toBe(true);
		// One turn leads into the twin: that from the road the restriction begins with.
		const into = Array.from({ length: graph.edgeCount * 2 }, (_, arc) => arc).filter((arc) => {
			const start = graph.outStart[tailOf(graph, arc ^ 1)] as number;
			return turnsOf(arc).some(({ never }, k) => !never && (graph.outArc[start + k] as number) >> 1 === twin);
		});
		expect(into.map((arc) => CROSS[graph.edgeRoad[arc >> 1] as number]?.id)).toEqual(['w']);
	});
});

describe('turn restrictions together', () => {
	it('give the costs of a search that remembers each way it came', () => {
		let state = 7;
		const random = (below: number) => {
			state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
			return Math.floor((state / 4_294_967_296) * below);
		};
		let twins = 0;
		for (let round = 0; round < 12; round++) {
			const side = 3 + random(2);
			const places = Array.from(
				{ length: side * side },
				(_, i): Corner => [(i % side) * 20 + random(9), Math.floor(i / side) * 20 + random(9)],
			);
			const pairs = places
				.flatMap((_, i) => [
					...((i + 1) % side ? [[i, i + 1]] : []),
					...(i + side < side * side ? [[i, i + side]] : []),
				])
				.filter(() => random(8) > 0) as [number, number][];
			const roads = pairs.map(([a, b]) => street(`${a}-${b}`, [places[a] as Corner, places[b] as Corner]));
			const others = (at: number, not: number) =>
				pairs.flatMap(([a, b]) => (a === at && b !== not ? [b] : b === at && a !== not ? [a] : []));
			const idOf = (a: number, b: number) => `${Math.min(a, b)}-${Math.max(a, b)}`;
			const walks: { walk: number[]; restriction: TurnRestriction }[] = [];
			while (walks.length < 14) {
				const walk = [...(pairs[random(pairs.length)] as [number, number])];
				if (random(2)) walk.reverse();
				const length = 3 + random(3);
				while (walk.length < length) {
					const next = others(walk.at(-1) as number, walk.at(-2) as number).filter((n) => !walk.includes(n));
					if (next.length === 0) break;
					walk.push(next[random(next.length)] as number);
				}
				if (walk.length < 3) continue;
				const ids = walk.slice(1).map((node, i) => idOf(walk[i] as number, node));
				const via = walk.length === 3 ? (places[walk[1] as number] as Corner) : ids.slice(1, -1);
				const kind = random(3) ? 'no' : 'only';
				// Signs of both kinds of drivers that demand different turns after the same way cannot be told apart by flags.
				const exceptEmergency = kind === 'no' ? random(2) === 0 : (walk[0] as number) % 2 === 0;
				const restriction = rule(kind, ids[0] as string, via, ids.at(-1) as string, exceptEmergency);
				walks.push({ walk, restriction });
			}
			const { graph, rejects } = build(
				roads,
				walks.map(({ restriction }) => restriction),
			);
			expect(rejects).toEqual([]);
			twins += graph.twinOf.length;
			const nodeOf = (i: number) => {
				const [x, y] = places[i] as Corner;
				return Array.from({ length: graph.nodeCount }, (_, n) => n).findIndex(
					(n) => graph.nodeLonLat[n * 2] === x * 1000 && graph.nodeLonLat[n * 2 + 1] === y * 1000,
				);
			};
			const arcBetween = (a: number, b: number) => {
				const [from, to] = [nodeOf(a), nodeOf(b)];
				return Array.from({ length: (graph.edgeCount - graph.twinOf.length) * 2 }, (_, arc) => arc).find(
					(arc) => tailOf(graph, arc) === from && tailOf(graph, arc ^ 1) === to,
				) as number;
			};
			const meant = walks.map(({ walk, restriction }): MeantRestriction => {
				const arcs = walk.slice(1).map((node, i) => arcBetween(walk[i] as number, node));
				return { kind: restriction.kind, exceptEmergency: restriction.exceptEmergency, arcs };
			});
			const binding = meant.filter(({ exceptEmergency }) => !exceptEmergency);
			for (let start = 0; start < (graph.edgeCount - graph.twinOf.length) * 2; start++) {
				expect(searchGraph(graph, start, CIVIL)).toEqual(searchByMemory(graph, start, meant));
				expect(searchGraph(graph, start, EMERGENCY)).toEqual(searchByMemory(graph, start, binding));
				expect(searchGraph(graph, start, TURN_FLAG.never)).toEqual(searchByMemory(graph, start, []));
			}
		}
		expect(twins).toBeGreaterThan(50);
	});
});
