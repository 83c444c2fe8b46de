import type { LotSpace } from './lot-space.ts';
import type { Rng } from './rng.ts';

/** How a block is cut into lots for buildings: ranges in metres. */
export interface LotRule {
	/** Along the block. */
	readonly width: readonly [number, number];
	/** Between neighbours along the block. */
	readonly gap: readonly [number, number];
	/** Across the block. */
	readonly depth: readonly [number, number];
	/** Between rows. */
	readonly rowGap: readonly [number, number];
	/** Widths are stretched so that a row fills the block evenly. */
	readonly even: boolean;
}

const MOST_LOTS = 4096;

/** Lots on a block: rectangles in its frame, [u0, v0, u1, v1] each. */
export class LotList {
	count = 0;
	readonly corners = new Float64Array(MOST_LOTS * 4);
	/** 0 = on the first street, 1 = on the opposite one, 2 = between. */
	readonly row = new Uint8Array(MOST_LOTS);

	private add(u0: number, v0: number, u1: number, v1: number, row: number): void {
		if (this.count === MOST_LOTS) return;
		const at = this.count * 4;
		this.corners[at] = u0;
		this.corners[at + 1] = v0;
		this.corners[at + 2] = u1;
		this.corners[at + 3] = v1;
		this.row[this.count++] = row;
	}

	/** Cuts the block that `space` holds into columns, and each column into rows. */
	cut(space: LotSpace, rule: LotRule, rng: Rng): void {
		this.count = 0;
		let [least, most] = rule.width;
		if (rule.even) {
			const room = space.maxU - space.minU - 2 * clearAcross(space);
			const pitch = (least + most) / 2 + rule.gap[1];
			const columns = Math.max(1, Math.round((room + rule.gap[1]) / pitch));
			const width = (room - (columns - 1) * rule.gap[1]) / columns;
			if (width >= least * 0.6) [least, most] = [Math.min(width, most), Math.min(width, most)];
		}
		let u = space.minU;
		while (u + least <= space.maxU) {
			const width = least + (most - least) * rng.next();
			if (space.findStretch(u, u + width) && space.high - space.low >= rule.depth[0]) {
				this.addColumn(u, u + width, space.low, space.high, rule, rng);
				u += width + rng.range(rule.gap[0], rule.gap[1]);
			} else u += Math.max(1, width * 0.12);
		}
	}

	private addColumn(u0: number, u1: number, low: number, high: number, rule: LotRule, rng: Rng): void {
		const room = high - low;
		const rowGap = rng.range(rule.rowGap[0], rule.rowGap[1]);
		const wanted = (rule.depth[0] + rule.depth[1]) / 2;
		let rows = Math.max(1, Math.round((room + rowGap) / (wanted + rowGap)));
		while (rows > 1 && (room - (rows - 1) * rowGap) / rows < rule.depth[0]) rows--;
		const depth = Math.min(rule.depth[1], (room - (rows - 1) * rowGap) / rows);
		const pitch = rows > 1 ? (room - depth) / (rows - 1) : 0;
		for (let r = 0; r < rows; r++) {
			const v0 = low + r * pitch;
			const isLast = r === rows - 1 && rows > 1;
			this.add(u0, v0, u1, v0 + depth, r === 0 ? 0 : isLast ? 1 : 2);
		}
	}
}

function clearAcross(space: LotSpace): number {
	let most = 0;
	for (let i = 0; i < space.sides; i++) most = Math.max(most, space.clearM[i] as number);
	return most;
}
