import { headOf, NODE_FLAG, ROAD_FLAG, type RoadGraph, TURN_FLAG } from '../../../domain/pack/road-graph.ts';
import type { RouteExemptions } from '../../../domain/route.ts';
import { isJunction } from './is-junction.ts';
import type { NetworkOptions } from './network-options.ts';
import { findTurnKind, TURN_KINDS } from './turn-kind.ts';
import { isTurnBanned } from './vehicle-limits.ts';
import { toCost } from './vehicle-network.ts';

/** Row of turnCosts for a turn that may not be made. */
export const NEVER = 255;
/** Said by a judge of a turn that the junction has no room for. */
export const TOO_TIGHT = 254;
/** Rows of turnCosts of one block: kind * 2, and one more at signals. Blocks after the first are those of violations. */
export const BLOCK_ROWS = 16;
const BLOCK_MASK = 0xff ^ (BLOCK_ROWS - 1);
const FLAG_SETS = 16;

/** Decides on turns between arcs that may both be driven. */
export interface TurnJudge {
	/** Row of a turn without signals, or NEVER, or TOO_TIGHT. U-turns are asked about only where they may be made. */
	rowOf(arcIn: number, arcOut: number, angle: number, flags: number): number;
}

/** First block of turnCosts: seconds by kind of turn and signals, nothing for distance; all other rows Infinity. */
export function listTurnCosts({ metric, table }: NetworkOptions): Float64Array {
	const costs = new Float64Array(256).fill(Number.POSITIVE_INFINITY);
	const priceOf = (seconds: number) => (metric === 'time' ? toCost(seconds) : 0);
	for (const [i, kind] of TURN_KINDS.entries()) {
		costs[i * 2] = priceOf(table.turnS[kind]);
		costs[i * 2 + 1] = priceOf(table.turnS[kind] + table.signalS);
	}
	return costs;
}

/** The rows of all angles and flags, at `rowAt`: NEVER where it never may be made or signs forbid it to this vehicle. */
export function listKindRows(exemptions: RouteExemptions): Uint8Array {
	const rows = new Uint8Array(256 * FLAG_SETS);
	for (let flags = 0; flags < FLAG_SETS; flags++) {
		const isOpen = (flags & TURN_FLAG.never) === 0 && !isTurnBanned(flags, exemptions);
		for (let angle = -128; angle < 128; angle++)
			rows[rowAt(angle, flags)] = isOpen ? TURN_KINDS.indexOf(findTurnKind(angle, flags)) * 2 : NEVER;
	}
	return rows;
}

/** Where listKindRows has an angle and flags. */
export function rowAt(angle: number, flags: number): number {
	return (flags & (FLAG_SETS - 1)) * 256 + angle + 128;
}

/**
 * The row of every turn. A U-turn may be made where nothing else may: at the end of a road, and where no other way on is open to this
 * vehicle, so that it is never caught in a street it could enter; but where only the room for a corner is wanting there is none for
 * a U-turn, or a long vehicle could turn back where a short one may not. Where a road only goes on (two arcs leave the place), and
 * round a roundabout, a bend costs nothing: it is one like those along its line.
 */
export function codeTurns(graph: RoadGraph, arcCost: Float64Array, judge: TurnJudge): Uint8Array {
	const turnCode = new Uint8Array(graph.turnAngle.length).fill(NEVER);
	const isOpen = new Uint8Array(arcCost.length);
	for (let arc = 0; arc < arcCost.length; arc++) isOpen[arc] = arcCost[arc] === Number.POSITIVE_INFINITY ? 0 : 1;
	for (let arc = 0; arc < arcCost.length; arc++)
		if (isOpen[arc] === 1) codeTurnsOf(arc, graph, isOpen, judge, turnCode);
	return turnCode;
}

function codeTurnsOf(arc: number, graph: RoadGraph, isOpen: Uint8Array, judge: TurnJudge, turnCode: Uint8Array): void {
	const { outStart, outArc, turnStart, turnFlags, turnAngle } = graph;
	const node = headOf(graph, arc);
	const firstOut = outStart[node] as number;
	const firstTurn = turnStart[arc] as number;
	const count = (outStart[node + 1] as number) - firstOut;
	const signal = ((graph.nodeFlags[node] as number) & NODE_FLAG.signal) !== 0 ? 1 : 0;
	const goesOn = !isJunction(graph, node);
	const goesRound = isRoundabout(graph, arc);
	let isCaught = true;
	for (let k = 0; k < count; k++) {
		const turn = firstTurn + k;
		const out = outArc[firstOut + k] as number;
		const flags = turnFlags[turn] as number;
		if ((flags & TURN_FLAG.uTurn) !== 0 || isOpen[out] === 0) continue;
		const row = judge.rowOf(arc, out, turnAngle[turn] as number, flags);
		if (row === NEVER) continue;
		isCaught = false;
		if (row === TOO_TIGHT) continue;
		const isBend = goesOn || (goesRound && isRoundabout(graph, out));
		turnCode[turn] = (isBend ? row & BLOCK_MASK : row) + signal;
	}
	if (!isCaught) return;
	for (let k = 0; k < count; k++) {
		const turn = firstTurn + k;
		const out = outArc[firstOut + k] as number;
		const flags = turnFlags[turn] as number;
		if ((flags & TURN_FLAG.uTurn) === 0 || isOpen[out] === 0) continue;
		const row = judge.rowOf(arc, out, turnAngle[turn] as number, flags);
		if (row !== NEVER) turnCode[turn] = row + signal;
	}
}

function isRoundabout({ edgeRoad, roadFlags }: RoadGraph, arc: number): boolean {
	return ((roadFlags[edgeRoad[arc >>> 1] as number] as number) & ROAD_FLAG.roundabout) !== 0;
}
