import type { Block } from './polygon.ts';
import { distanceToSegmentM } from './smooth-line.ts';
import type { StreetNet } from './street-net.ts';

const CELL_M = 500;
/** Kept free beside a street that is not a side of the block, metres. */
const MARGIN_M = 6;

/** Which wide streets of the city's net run close by a block without being a side of it. */
export class NearStreets {
	private readonly net: StreetNet;
	private readonly cells = new Map<number, number[]>();

	constructor(net: StreetNet) {
		this.net = net;
		for (let s = 0; s < net.x0.length; s++) {
			if ((net.halfWidthM[s] as number) < 3.4) continue;
			this.eachCell(net.x0[s] as number, net.y0[s] as number, net.x1[s] as number, net.y1[s] as number, (list) =>
				list.push(s),
			);
		}
	}

	private eachCell(ax: number, ay: number, bx: number, by: number, visit: (list: number[]) => void): void {
		const reach = 40;
		for (let cx = Math.floor((Math.min(ax, bx) - reach) / CELL_M); cx * CELL_M <= Math.max(ax, bx) + reach; cx++) {
			for (let cy = Math.floor((Math.min(ay, by) - reach) / CELL_M); cy * CELL_M <= Math.max(ay, by) + reach; cy++) {
				const key = (cx + 1000) * 4000 + cy + 1000;
				let list = this.cells.get(key);
				if (!list) {
					list = [];
					this.cells.set(key, list);
				}
				visit(list);
			}
		}
	}

	/** [x0, y0, x1, y1, width] of each such street's segment. */
	find(block: Block): Float64Array {
		const { net } = this;
		const own = new Set(block.side);
		const seen = new Set<number>();
		const found: number[] = [];
		const [minX, maxX] = [Math.min(...block.x), Math.max(...block.x)];
		const [minY, maxY] = [Math.min(...block.y), Math.max(...block.y)];
		this.eachCell(minX, minY, maxX, maxY, (list) => {
			for (const s of list) {
				if (own.has(s) || seen.has(s)) continue;
				seen.add(s);
				const line = [net.x0[s], net.y0[s], net.x1[s], net.y1[s]] as [number, number, number, number];
				const half = net.halfWidthM[s] as number;
				if (isNear(block, line, half + MARGIN_M)) found.push(...line, half * 2);
			}
		});
		return Float64Array.from(found);
	}
}

function isNear(block: Block, [ax, ay, bx, by]: [number, number, number, number], withinM: number): boolean {
	const { x, y } = block;
	for (let i = 0; i < x.length; i++) {
		const j = (i + 1) % x.length;
		const [px, py, qx, qy] = [x[i], y[i], x[j], y[j]] as [number, number, number, number];
		if (Math.max(px, qx) + withinM < Math.min(ax, bx) || Math.min(px, qx) - withinM > Math.max(ax, bx)) continue;
		if (Math.max(py, qy) + withinM < Math.min(ay, by) || Math.min(py, qy) - withinM > Math.max(ay, by)) continue;
		// Streets never cross a block, so the nearest pair has an end in it.
		if (distanceToSegmentM(px, py, ax, ay, bx, by) < withinM) return true;
		if (distanceToSegmentM(ax, ay, px, py, qx, qy) < withinM) return true;
		if (distanceToSegmentM(bx, by, px, py, qx, qy) < withinM) return true;
	}
	return false;
}
