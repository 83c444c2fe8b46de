import type { VehicleNetwork } from '../network/vehicle-network.ts';
import { BASE_LEVEL, CellMarks } from '../overlay/cell-marks.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { CellLevel, OverlayCells } from '../overlay/overlay-cells.ts';
import { ArcLabels, VIA_END } from './arc-labels.ts';
import type { ArcView } from './arc-view.ts';
import { findMeanCost } from './find-mean-cost.ts';
import type { PathEnd } from './road-path.ts';

const FAR = Number.POSITIVE_INFINITY;
/** Buckets of the queues that an arc of mean cost goes through. */
const BUCKETS_A_MEAN = 64;

/**
 * The two sides of a search over arcs and how each goes on from an arc. A forward label is what it costs until the arc is driven to
 * its head; a backward one what it costs from there to the target. Where an overlay is given, cells with no end in them are crossed
 * by their matrices in one step. Holds the memory of all searches on a graph: one at a time.
 */
export class ArcSearch {
	readonly view: ArcView;
	readonly forward: ArcLabels;
	readonly backward: ArcLabels;
	/** Least cost of a whole way known so far and the arc at which its two sides meet. */
	bestCost = FAR;
	meetingArc = 0;
	#network!: VehicleNetwork;
	#bucketWidth = 1;
	#overlay: Overlay | null = null;
	#marks: CellMarks | null = null;
	#markedCells: OverlayCells | null = null;

	constructor(view: ArcView) {
		this.view = view;
		this.forward = new ArcLabels(view.arcCount);
		this.backward = new ArcLabels(view.arcCount);
	}

	/** Begins a query. */
	begin(network: VehicleNetwork, overlay: Overlay | null): void {
		if (this.#network !== network) {
			this.#network = network;
			this.#bucketWidth = findMeanCost(network) / BUCKETS_A_MEAN;
		}
		this.forward.begin(this.#bucketWidth);
		this.backward.begin(this.#bucketWidth);
		this.bestCost = FAR;
		this.#overlay = overlay && overlay.cells.levels.length > 0 ? overlay : null;
		if (!this.#overlay) return;
		if (this.#markedCells !== this.#overlay.cells) {
			this.#markedCells = this.#overlay.cells;
			this.#marks = new CellMarks(this.#overlay.cells);
		}
		this.#marks?.begin();
		for (const edge of this.#overlay.changedEdges) {
			this.#marks?.open(this.view.arcHead[edge * 2] as number);
			this.#marks?.open(this.view.arcHead[edge * 2 + 1] as number);
		}
	}

	/** Level and cell of the step from an arc's head: see CellMarks.locate. */
	locate(node: number): { level: number; cell: number } {
		if (!this.#overlay || !this.#marks) return { level: BASE_LEVEL, cell: 0 };
		return { level: this.#marks.locate(node), cell: this.#marks.cell };
	}

	/** Opens the cells round a source, so that the search steps on its arc. */
	openSource(source: PathEnd): void {
		if (this.#overlay) this.#marks?.open(this.view.arcHead[source.arc] as number);
	}

	/** Opens the cells round a target. */
	openTarget(target: PathEnd): void {
		if (this.#overlay) this.#marks?.open(this.view.arcHead[target.arc ^ 1] as number);
	}

	/** Puts a source into the forward side. */
	seedSource(source: PathEnd, row: number): void {
		if (source.cost < FAR) this.#offer(this.forward, this.backward, source.arc, source.cost, VIA_END + row);
	}

	/** Puts the arcs that lead to a target into the backward side. */
	seedTarget(target: PathEnd, row: number): void {
		this.#stepsBack(target.arc, target.cost, VIA_END + row, FAR);
	}

	/** Goes on from an arc of the forward queue's next bucket. `reserve`: what the other side costs at least. */
	stepForward(reserve: number): void {
		const { queue } = this.forward;
		const arc = queue.pop();
		const cost = this.forward.costs[arc * 2] as number;
		if (!queue.isDue(cost)) return;
		const node = this.view.arcHead[arc] as number;
		const level = this.#overlay ? (this.#marks as CellMarks).locate(node) : BASE_LEVEL;
		const limit = this.bestCost - reserve;
		if (level === BASE_LEVEL) this.#turnsOn(arc, node, cost, limit);
		else this.#crossOn(arc, level, cost, limit);
	}

	/** Goes on from an arc of the backward queue's next bucket, which it gives; -1 when that had been done already. */
	stepBackward(reserve: number): number {
		const { queue } = this.backward;
		const arc = queue.pop();
		const cost = this.backward.costs[arc * 2] as number;
		if (!queue.isDue(cost)) return -1;
		const level = this.#overlay ? (this.#marks as CellMarks).locate(this.view.arcHead[arc ^ 1] as number) : BASE_LEVEL;
		const limit = this.bestCost - reserve;
		if (level === BASE_LEVEL) this.#stepsBack(arc, cost + (this.#network.arcCost[arc] as number), arc, limit);
		else this.#crossBack(arc, level, cost, limit);
		return arc;
	}

	#turnsOn(arc: number, node: number, cost: number, limit: number): void {
		const { outStart, outArc, turnStart } = this.view.graph;
		const { arcCost, turnCode, turnCosts } = this.#network;
		const end = outStart[node + 1] as number;
		let turn = turnStart[arc] as number;
		for (let i = outStart[node] as number; i < end; i++) {
			const next = outArc[i] as number;
			const nextCost = cost + (turnCosts[turnCode[turn++] as number] as number) + (arcCost[next] as number);
			if (nextCost < limit) this.#offer(this.forward, this.backward, next, nextCost, arc);
		}
	}

	#crossOn(arc: number, level: number, cost: number, limit: number): void {
		const { cells, matrices } = this.#overlay as Overlay;
		const { cell } = this.#marks as CellMarks;
		let slot = cells.arcEntry[arc] as number;
		for (let l = 0; l < level; l++) slot = (cells.levels[l] as CellLevel).entryUp[slot] as number;
		const { entryStart, exitStart, exitArc } = cells.levels[level] as CellLevel;
		const matrix = (matrices[level] as readonly Float64Array[])[cell] as Float64Array;
		const first = exitStart[cell] as number;
		const count = (exitStart[cell + 1] as number) - first;
		const row = (slot - (entryStart[cell] as number)) * count;
		for (let i = 0; i < count; i++) {
			const nextCost = cost + (matrix[row + i] as number);
			if (nextCost < limit) this.#offer(this.forward, this.backward, exitArc[first + i] as number, nextCost, arc);
		}
	}

	#stepsBack(arc: number, cost: number, via: number, limit: number): void {
		const { view } = this;
		const { inStart, inArc, turnStart } = view.graph;
		const { turnCode, turnCosts } = this.#network;
		const node = view.arcHead[arc ^ 1] as number;
		const rank = view.arcRank[arc] as number;
		const end = inStart[node + 1] as number;
		for (let i = inStart[node] as number; i < end; i++) {
			const last = inArc[i] as number;
			const lastCost = cost + (turnCosts[turnCode[(turnStart[last] as number) + rank] as number] as number);
			if (lastCost < limit) this.#offer(this.backward, this.forward, last, lastCost, via);
		}
	}

	#crossBack(arc: number, level: number, cost: number, limit: number): void {
		const { cells, matrices } = this.#overlay as Overlay;
		const { cell } = this.#marks as CellMarks;
		let slot = cells.arcExit[arc] as number;
		for (let l = 0; l < level; l++) slot = (cells.levels[l] as CellLevel).exitUp[slot] as number;
		const { entryStart, exitStart, entryArc } = cells.levels[level] as CellLevel;
		const matrix = (matrices[level] as readonly Float64Array[])[cell] as Float64Array;
		const columns = (exitStart[cell + 1] as number) - (exitStart[cell] as number);
		const end = entryStart[cell + 1] as number;
		let at = slot - (exitStart[cell] as number);
		for (let entry = entryStart[cell] as number; entry < end; entry++, at += columns) {
			const lastCost = cost + (matrix[at] as number);
			if (lastCost < limit) this.#offer(this.backward, this.forward, entryArc[entry] as number, lastCost, arc);
		}
	}

	/** Labels an arc on one side when that is cheaper; where the other side knows it, a whole way is found. */
	#offer(side: ArcLabels, other: ArcLabels, arc: number, cost: number, via: number): void {
		if (!side.offer(arc, cost, via)) return;
		const whole = cost + other.costOf(arc);
		if (whole >= this.bestCost) return;
		this.bestCost = whole;
		this.meetingArc = arc;
	}
}
