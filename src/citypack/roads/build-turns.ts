import { headOf, type RoadGraph, TURN_FLAG } from '../../domain/pack/road-graph.ts';
import type { TwinnedRoads } from './add-twin-edges.ts';
import { measureArcHeadings, toTurnAngle } from './arc-headings.ts';
import type { ArcLists } from './build-arc-lists.ts';
import type { DrivenState, RestrictionAutomaton } from './restriction-automaton.ts';

/** The turns of a road network, as in RoadGraph. */
export type Turns = Pick<RoadGraph, 'turnStart' | 'turnAngle' | 'turnFlags'>;

/** Lists all turns with their angles, and marks those that restrictions forbid. */
export function buildTurns(roads: TwinnedRoads, lists: ArcLists, automaton: RestrictionAutomaton): Turns {
	const turns = measureTurns(roads.edges, lists);
	for (const [arc, state] of [...automaton.beginnings(), ...roads.stateOfArc]) {
		restrictTurns(turns, roads, lists, automaton, arc, state);
	}
	return turns;
}

/** Turns without restrictions: those that have to do with twins are `never`. */
function measureTurns(
	{ edgeCount, edgeFrom, edgeTo, twinOf, ...edges }: TwinnedRoads['edges'],
	lists: ArcLists,
): Turns {
	const { outStart, outArc } = lists;
	const headings = measureArcHeadings({ edgeCount, edgeFrom, edgeTo, ...edges });
	const firstTwin = edgeCount - twinOf.length;
	const turnStart = new Uint32Array(edgeCount * 2 + 1);
	for (let e = 0, sum = 0; e < edgeCount; e++) {
		const [from, to] = [edgeFrom[e] as number, edgeTo[e] as number];
		sum += (outStart[to + 1] as number) - (outStart[to] as number);
		turnStart[e * 2 + 1] = sum;
		sum += (outStart[from + 1] as number) - (outStart[from] as number);
		turnStart[e * 2 + 2] = sum;
	}
	const turnCount = turnStart[edgeCount * 2] as number;
	const turnAngle = new Int8Array(turnCount);
	const turnFlags = new Uint8Array(turnCount);
	for (let arc = 0, t = 0; arc < edgeCount * 2; arc++) {
		const edge = arc >> 1;
		const node = headOf({ edgeFrom, edgeTo }, arc);
		const original = edge < firstTwin ? edge : (twinOf[edge - firstTwin] as number);
		const back = original * 2 + 1 - (arc & 1);
		const backHeading = headings[back] as number;
		const end = outStart[node + 1] as number;
		for (let i = outStart[node] as number; i < end; i++, t++) {
			const out = outArc[i] as number;
			turnAngle[t] = toTurnAngle(backHeading, headings[out] as number);
			if (out === back) turnFlags[t] = TURN_FLAG.uTurn;
			if (edge >= firstTwin || out >> 1 >= firstTwin) turnFlags[t]! |= TURN_FLAG.never;
		}
	}
	return { turnStart, turnAngle, turnFlags };
}

/** Marks the turns out of an arc that stands for a state. */
function restrictTurns(
	{ turnStart, turnFlags }: Turns,
	{ edges, arcOf }: TwinnedRoads,
	{ outStart, outArc }: ArcLists,
	automaton: RestrictionAutomaton,
	arc: number,
	state: DrivenState,
): void {
	const node = headOf(edges, arc);
	const start = outStart[node] as number;
	const firstTwin = edges.edgeCount - edges.twinOf.length;
	for (let i = start; i < (outStart[node + 1] as number); i++) {
		const out = outArc[i] as number;
		if (out >> 1 >= firstTwin) continue;
		const { flags, into, evading } = automaton.ruleOf(state, out);
		const turn = (turnStart[arc] as number) + i - start;
		const uTurn = (turnFlags[turn] as number) & TURN_FLAG.uTurn;
		turnFlags[turn] = uTurn | flags | evading;
		if (!into) continue;
		const twin = outArc.indexOf(arcOf(into), start) - start;
		turnFlags[(turnStart[arc] as number) + twin] = uTurn | flags;
	}
}
