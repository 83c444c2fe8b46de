import type { Frame } from './building-sink.ts';
import type { Block } from './polygon.ts';

/** Blocks with more sides than this are left empty by their caller. */
export const MOST_SIDES = 512;
const MOST_OBSTACLES = 128;

/**
 * Finds room on a block: which stretches across it are free of its sides and of the clearance each side wants (half a
 * street and a setback). Conservative: what it calls free is at least that far from every side.
 */
export class LotSpace {
	readonly u = new Float64Array(MOST_SIDES + 1);
	readonly v = new Float64Array(MOST_SIDES + 1);
	readonly clearM = new Float64Array(MOST_SIDES);
	readonly side = new Int32Array(MOST_SIDES);
	sides = 0;
	minU = 0;
	maxU = 0;
	/** Streets near the block that are not its sides: [u0, v0, u1, v1, clearance] each. */
	obstacles = 0;
	private readonly obstacle = new Float64Array(MOST_OBSTACLES * 5);
	/** The stretch last found. */
	low = 0;
	high = 0;
	private readonly from = new Float64Array(MOST_SIDES + MOST_OBSTACLES);
	private readonly to = new Float64Array(MOST_SIDES + MOST_OBSTACLES);
	private blocked = 0;

	/** Takes a block up; `clearM` of each side is filled in by the caller afterwards. */
	load(block: Block, frame: Frame): void {
		const count = Math.min(block.x.length, MOST_SIDES);
		this.sides = count;
		this.obstacles = 0;
		this.minU = Infinity;
		this.maxU = -Infinity;
		for (let i = 0; i < count; i++) {
			const x = block.x[i] as number;
			const y = block.y[i] as number;
			const u = x * frame.c + y * frame.s;
			this.u[i] = u;
			this.v[i] = y * frame.c - x * frame.s;
			this.side[i] = block.side[i] as number;
			if (u < this.minU) this.minU = u;
			if (u > this.maxU) this.maxU = u;
		}
		this.u[count] = this.u[0] as number;
		this.v[count] = this.v[0] as number;
	}

	/** Puts the widest free stretch of v between u0 and u1 into low and high; false = none. */
	findStretch(u0: number, u1: number): boolean {
		const blocked = this.collectBlocked(u0, u1);
		const { from, to } = this;
		const middle = (u0 + u1) / 2;
		let best = 0;
		let reached = -Infinity;
		for (let i = 0; i < blocked; i++) {
			const next = from[i] as number;
			if (next - reached > best && reached > -Infinity && this.isInside(middle, (next + reached) / 2)) {
				best = next - reached;
				this.low = reached;
				this.high = next;
			}
			if ((to[i] as number) > reached) reached = to[i] as number;
		}
		return best > 0;
	}

	/** Adds a street that comes near the block without being its side. */
	addObstacle(u0: number, v0: number, u1: number, v1: number, clearM: number): void {
		if (this.obstacles === MOST_OBSTACLES) return;
		const at = this.obstacles++ * 5;
		this.obstacle[at] = u0;
		this.obstacle[at + 1] = v0;
		this.obstacle[at + 2] = u1;
		this.obstacle[at + 3] = v1;
		this.obstacle[at + 4] = clearM;
	}

	/** Stretches of v taken by sides and obstacles, sorted. */
	private collectBlocked(u0: number, u1: number): number {
		const { u, v, clearM, obstacle } = this;
		this.blocked = 0;
		for (let i = 0; i < this.sides; i++) {
			this.blockBy(u0, u1, u[i] as number, v[i] as number, u[i + 1] as number, v[i + 1] as number, clearM[i] as number);
		}
		for (let i = 0; i < this.obstacles * 5; i += 5) {
			this.blockBy(
				u0,
				u1,
				obstacle[i] as number,
				obstacle[i + 1] as number,
				obstacle[i + 2] as number,
				obstacle[i + 3] as number,
				obstacle[i + 4] as number,
			);
		}
		return this.blocked;
	}

	/** Adds what one line with its clearance takes of the columns u0..u1. */
	private blockBy(u0: number, u1: number, pu: number, pv: number, qu: number, qv: number, clear: number): void {
		const rising = qu >= pu;
		const au = rising ? pu : qu;
		const av = rising ? pv : qv;
		const bu = rising ? qu : pu;
		const bv = rising ? qv : pv;
		const left = u0 - clear;
		const right = u1 + clear;
		if (bu < left || au > right) return;
		const slope = bu > au ? (bv - av) / (bu - au) : 0;
		const v0 = au < left ? av + (left - au) * slope : av;
		const v1 = bu > right ? bv - (bu - right) * slope : bv;
		const low = Math.min(v0, v1) - clear;
		const high = Math.max(v0, v1) + clear;
		const { from, to } = this;
		let k = this.blocked++;
		while (k > 0 && (from[k - 1] as number) > low) {
			from[k] = from[k - 1] as number;
			to[k] = to[k - 1] as number;
			k--;
		}
		from[k] = low;
		to[k] = high;
	}

	private isInside(pu: number, pv: number): boolean {
		const { u, v } = this;
		let inside = false;
		for (let i = 0; i < this.sides; i++) {
			const av = v[i] as number;
			const bv = v[i + 1] as number;
			if (av > pv === bv > pv) continue;
			const au = u[i] as number;
			if (pu < (((u[i + 1] as number) - au) * (pv - av)) / (bv - av) + au) inside = !inside;
		}
		return inside;
	}

	/** The side nearest to (pu, pv): the one a house there looks out on. */
	nearestSide(pu: number, pv: number): number {
		const { u, v } = this;
		let best = 0;
		let least = Infinity;
		for (let i = 0; i < this.sides; i++) {
			const au = u[i] as number;
			const av = v[i] as number;
			const du = (u[i + 1] as number) - au;
			const dv = (v[i + 1] as number) - av;
			const square = du * du + dv * dv;
			let t = square > 0 ? ((pu - au) * du + (pv - av) * dv) / square : 0;
			if (t < 0) t = 0;
			else if (t > 1) t = 1;
			const eu = pu - au - t * du;
			const ev = pv - av - t * dv;
			const away = eu * eu + ev * ev - (this.clearM[i] as number) * (this.clearM[i] as number);
			if (away < least) {
				least = away;
				best = i;
			}
		}
		return best;
	}
}
