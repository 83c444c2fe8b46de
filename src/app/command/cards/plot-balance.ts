import type { Supply } from '../../../domain/alert/supply.ts';

type BalancePoint = Supply['balance'][number];

/** Lines of the balance chart in the units of its box. */
export interface BalancePlot {
	/** Stored water as a closed area. */
	readonly stored: string;
	/** Flows as steps. */
	readonly inflow: string;
	readonly outflow: string;
	/** Height at which the needed flow lies. */
	readonly neededY: number;
	readonly mostStoredL: number;
	readonly mostLps: number;
	readonly endS: number;
}

/**
 * Draws the balance in a box of `width` x `height`: time from the order to the end, flows and stored water each up to their largest.
 * Between two points water in tanks runs straight, to what the flows leave of it; at a point it jumps by what a vehicle brings.
 */
export function plotBalance(
	balance: readonly BalancePoint[],
	neededLps: number,
	width: number,
	height: number,
): BalancePlot {
	const endS = balance.at(-1)?.atS ?? 1;
	const mostLps =
		Math.max(neededLps, ...balance.map(({ inflowLps, outflowLps }) => Math.max(inflowLps, outflowLps))) * 1.1;
	const mostStoredL = Math.max(1, ...balance.map(({ storedL }) => storedL));
	const x = (atS: number) => round((atS / endS) * width);
	const flowY = (lps: number) => round(height - (lps / mostLps) * height);
	const storedY = (storedL: number) => round(height - (storedL / mostStoredL) * height);
	const step = (read: (point: BalancePoint) => number) => {
		let path = `M0 ${flowY(0)}`;
		for (const point of balance) path += `H${x(point.atS)}V${flowY(read(point))}`;
		return path;
	};
	let stored = `M0 ${height}`;
	let last: BalancePoint | undefined;
	for (const point of balance) {
		const left = last ? last.storedL + (last.inflowLps - last.outflowLps) * (point.atS - last.atS) : 0;
		stored += `L${x(point.atS)} ${storedY(Math.min(mostStoredL, Math.max(0, left)))}L${x(point.atS)} ${storedY(point.storedL)}`;
		last = point;
	}
	stored += `L${x(endS)} ${height}Z`;
	return {
		stored,
		inflow: step(({ inflowLps }) => inflowLps),
		outflow: step(({ outflowLps }) => outflowLps),
		neededY: flowY(neededLps),
		mostStoredL,
		mostLps,
		endS,
	};
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
