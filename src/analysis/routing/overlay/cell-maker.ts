import { headOf } from '../../../domain/pack/road-graph.ts';
import type { VehicleNetwork } from '../network/vehicle-network.ts';
import { type CellLevel, NO_SLOT, type OverlayCells } from './overlay-cells.ts';
import { StateQueue } from './state-queue.ts';

/** Costs of crossing the cells of a level: per cell, a row for each entry and in it a column for each exit. */
export type CellMatrices = readonly Float64Array[];

/**
 * Makes the matrices of cells: what it costs, by ways within the cell, from each entry arc driven to its head to each exit arc driven
 * to its head; Infinity = no way, and in the whole row of an entry that may not be driven.
 * Within a cell the arcs are few: their costs are corrected in the order of a plain queue until nothing falls any more.
 */
export class CellMaker {
	readonly #cells: OverlayCells;
	readonly #network: VehicleNetwork;
	/** Within a cell: costs of its inner arcs (or entries of its parts), then of its exits. */
	#dist = new Float64Array(256);
	/** Inner arcs (or entries of parts) whose costs fell. */
	readonly #queue = new StateQueue();
	/** Moves within a finest cell, from each inner arc and then each entry: where to, at what cost. */
	#moveStart = new Uint32Array(256);
	#moveTo = new Uint32Array(1024);
	#moveCost = new Float64Array(1024);
	/** Of a cell of parts: the part of each entry; where each exit leads. */
	#partOf = new Uint32Array(256);
	#leadsTo = new Uint32Array(256);

	constructor(cells: OverlayCells, network: VehicleNetwork) {
		this.#cells = cells;
		this.#network = network;
	}

	/** The matrix of a finest cell. */
	makeFinest(cell: number): Float64Array {
		const level = this.#cells.levels[0] as CellLevel;
		const entryStart = level.entryStart[cell] as number;
		const entryCount = (level.entryStart[cell + 1] as number) - entryStart;
		const exitCount = (level.exitStart[cell + 1] as number) - (level.exitStart[cell] as number);
		const matrix = new Float64Array(entryCount * exitCount).fill(Number.POSITIVE_INFINITY);
		if (matrix.length === 0) return matrix;
		const innerCount = this.#listMoves(level, cell);
		for (let row = 0; row < entryCount; row++) {
			if ((this.#moveStart[innerCount + row] as number) === (this.#moveStart[innerCount + row + 1] as number)) continue;
			this.#spread(innerCount, exitCount, row);
			matrix.set(this.#dist.subarray(innerCount, innerCount + exitCount), row * exitCount);
		}
		return matrix;
	}

	/** The matrix of a cell above the finest level, from those of the level below. */
	makeUpper(levelIndex: number, cell: number, below: CellMatrices): Float64Array {
		const level = this.#cells.levels[levelIndex] as CellLevel;
		const parts = this.#cells.levels[levelIndex - 1] as CellLevel;
		const entryStart = level.entryStart[cell] as number;
		const entryCount = (level.entryStart[cell + 1] as number) - entryStart;
		const exitCount = (level.exitStart[cell + 1] as number) - (level.exitStart[cell] as number);
		const matrix = new Float64Array(entryCount * exitCount).fill(Number.POSITIVE_INFINITY);
		if (matrix.length === 0) return matrix;
		const firstInner = parts.entryStart[level.childStart[cell] as number] as number;
		const innerCount = (parts.entryStart[level.childStart[cell + 1] as number] as number) - firstInner;
		this.#listParts(level, parts, cell, firstInner, innerCount, exitCount);
		const { arcCost } = this.#network;
		for (let row = 0; row < entryCount; row++) {
			const slot = entryStart + row;
			if (arcCost[level.entryArc[slot] as number] === Number.POSITIVE_INFINITY) continue;
			this.#spreadOverParts(
				level,
				parts,
				cell,
				innerCount,
				exitCount,
				(level.entryDown[slot] as number) - firstInner,
				below,
			);
			matrix.set(this.#dist.subarray(innerCount, innerCount + exitCount), row * exitCount);
		}
		return matrix;
	}

	/** Lists what can be driven within a finest cell; gives the number of its inner places (arcs that begin in it). */
	#listMoves(level: CellLevel, cell: number): number {
		const { graph, arcExit } = this.#cells;
		const { outStart, outArc } = graph;
		const { arcCost } = this.#network;
		const first = outStart[level.nodeStart[cell] as number] as number;
		const innerCount = (outStart[level.nodeStart[cell + 1] as number] as number) - first;
		const entryStart = level.entryStart[cell] as number;
		const entryCount = (level.entryStart[cell + 1] as number) - entryStart;
		const exitStart = level.exitStart[cell] as number;
		this.#makeRoom(innerCount, innerCount + (level.exitStart[cell + 1] as number) - exitStart, innerCount + entryCount);
		let moves = 0;
		for (let state = 0; state < innerCount + entryCount; state++) {
			this.#moveStart[state] = moves;
			const arc = (
				state < innerCount ? outArc[first + state] : level.entryArc[entryStart + state - innerCount]
			) as number;
			if (arcCost[arc] === Number.POSITIVE_INFINITY || (state < innerCount && arcExit[arc] !== NO_SLOT)) continue;
			moves = this.#listTurns(arc, first, innerCount, exitStart, moves);
		}
		this.#moveStart[innerCount + entryCount] = moves;
		return innerCount;
	}

	#listTurns(arc: number, first: number, innerCount: number, exitStart: number, from: number): number {
		const { graph, arcExit } = this.#cells;
		const { arcCost, turnCode, turnCosts } = this.#network;
		const head = headOf(graph, arc);
		const start = graph.outStart[head] as number;
		const count = (graph.outStart[head + 1] as number) - start;
		const turn = graph.turnStart[arc] as number;
		if (from + count > this.#moveTo.length) {
			this.#moveTo = grow(this.#moveTo, (from + count) * 2);
			this.#moveCost = grow(this.#moveCost, (from + count) * 2);
		}
		let moves = from;
		for (let k = 0; k < count; k++) {
			const next = graph.outArc[start + k] as number;
			const cost = (turnCosts[turnCode[turn + k] as number] as number) + (arcCost[next] as number);
			if (cost === Number.POSITIVE_INFINITY) continue;
			const exit = arcExit[next] as number;
			this.#moveTo[moves] = exit === NO_SLOT ? start + k - first : innerCount + exit - exitStart;
			this.#moveCost[moves++] = cost;
		}
		return moves;
	}

	/** Costs from an entry of a finest cell, left in #dist. */
	#spread(innerCount: number, exitCount: number, entry: number): void {
		const dist = this.#dist;
		const queue = this.#queue;
		const moveStart = this.#moveStart;
		const moveTo = this.#moveTo;
		const moveCost = this.#moveCost;
		dist.fill(Number.POSITIVE_INFINITY, 0, innerCount + exitCount);
		let state = innerCount + entry;
		let cost = 0;
		for (;;) {
			const end = moveStart[state + 1] as number;
			for (let i = moveStart[state] as number; i < end; i++) {
				const to = moveTo[i] as number;
				const toCost = cost + (moveCost[i] as number);
				if (toCost >= (dist[to] as number)) continue;
				dist[to] = toCost;
				if (to < innerCount) queue.push(to);
			}
			state = queue.take();
			if (state < 0) return;
			cost = dist[state] as number;
		}
	}

	#listParts(
		level: CellLevel,
		parts: CellLevel,
		cell: number,
		firstInner: number,
		innerCount: number,
		exitCount: number,
	): void {
		const firstExit = level.exitStart[cell] as number;
		const firstPart = level.childStart[cell] as number;
		const lastPart = level.childStart[cell + 1] as number;
		const partExits = parts.exitStart[firstPart] as number;
		const partExitCount = (parts.exitStart[lastPart] as number) - partExits;
		this.#makeRoom(innerCount, innerCount + exitCount, 0);
		if (this.#leadsTo.length < partExitCount) this.#leadsTo = new Uint32Array(partExitCount * 2);
		if (this.#partOf.length < innerCount) this.#partOf = new Uint32Array(innerCount * 2);
		for (let i = 0; i < partExitCount; i++) {
			const up = parts.exitUp[partExits + i] as number;
			this.#leadsTo[i] =
				up === NO_SLOT ? (parts.exitEntry[partExits + i] as number) - firstInner : innerCount + up - firstExit;
		}
		for (let part = firstPart; part < lastPart; part++)
			this.#partOf.fill(
				part,
				(parts.entryStart[part] as number) - firstInner,
				(parts.entryStart[part + 1] as number) - firstInner,
			);
	}

	/** Costs from an entry of a cell of parts, left in #dist. */
	#spreadOverParts(
		level: CellLevel,
		parts: CellLevel,
		cell: number,
		innerCount: number,
		exitCount: number,
		entry: number,
		below: CellMatrices,
	): void {
		const dist = this.#dist;
		const queue = this.#queue;
		const leadsTo = this.#leadsTo;
		const partOf = this.#partOf;
		const firstInner = parts.entryStart[level.childStart[cell] as number] as number;
		const firstExit = parts.exitStart[level.childStart[cell] as number] as number;
		dist.fill(Number.POSITIVE_INFINITY, 0, innerCount + exitCount);
		let state = entry;
		let cost = 0;
		dist[entry] = 0;
		for (;;) {
			const part = partOf[state] as number;
			const matrix = below[part] as Float64Array;
			const exits = (parts.exitStart[part] as number) - firstExit;
			const count = (parts.exitStart[part + 1] as number) - firstExit - exits;
			const row = (firstInner + state - (parts.entryStart[part] as number)) * count;
			for (let i = 0; i < count; i++) {
				const toCost = cost + (matrix[row + i] as number);
				const to = leadsTo[exits + i] as number;
				if (toCost >= (dist[to] as number)) continue;
				dist[to] = toCost;
				if (to < innerCount) queue.push(to);
			}
			state = queue.take();
			if (state < 0) return;
			cost = dist[state] as number;
		}
	}

	#makeRoom(innerCount: number, placeCount: number, stateCount: number): void {
		if (this.#dist.length < placeCount) this.#dist = new Float64Array(placeCount * 2);
		this.#queue.makeRoom(innerCount);
		if (this.#moveStart.length <= stateCount) this.#moveStart = new Uint32Array(stateCount * 2);
	}
}

function grow<T extends Uint32Array | Float64Array>(array: T, length: number): T {
	const longer = new (array.constructor as new (length: number) => T)(length);
	longer.set(array);
	return longer;
}
