/** An upright rectangle in pixels. */
export interface Box {
	readonly minX: number;
	readonly minY: number;
	readonly maxX: number;
	readonly maxY: number;
}

/** What a tile's labels have taken already. */
export interface Occupancy {
	/** Whether a box touches none taken before; touching edges are free. */
	readonly isFree: (box: Box) => boolean;
	take(box: Box): void;
	/** Whether the same name stands within `withinPx`. */
	hasName(name: string, x: number, y: number, withinPx: number): boolean;
	addName(name: string, x: number, y: number): void;
}

const CELL_PX = 64;

/** A square round a point. */
export function boxAround(x: number, y: number, radius: number): Box {
	return { minX: x - radius, minY: y - radius, maxX: x + radius, maxY: y + radius };
}

/** Starts with an empty tile. */
export function createOccupancy(): Occupancy {
	const cells = new Map<number, Box[]>();
	const names = new Map<string, { x: number; y: number }[]>();
	function cellKeys(box: Box): number[] {
		const keys: number[] = [];
		for (let cx = Math.floor(box.minX / CELL_PX); cx <= Math.floor(box.maxX / CELL_PX); cx++) {
			for (let cy = Math.floor(box.minY / CELL_PX); cy <= Math.floor(box.maxY / CELL_PX); cy++) {
				keys.push(cx * 65_536 + cy);
			}
		}
		return keys;
	}
	function areApart(a: Box, b: Box): boolean {
		return a.maxX <= b.minX || a.minX >= b.maxX || a.maxY <= b.minY || a.minY >= b.maxY;
	}
	return {
		isFree: (box) => cellKeys(box).every((key) => (cells.get(key) ?? []).every((other) => areApart(other, box))),
		take(box) {
			for (const key of cellKeys(box)) {
				const cell = cells.get(key);
				if (cell) cell.push(box);
				else cells.set(key, [box]);
			}
		},
		hasName(name, x, y, withinPx) {
			return (names.get(name) ?? []).some((other) => Math.hypot(other.x - x, other.y - y) < withinPx);
		},
		addName(name, x, y) {
			const known = names.get(name);
			if (known) known.push({ x, y });
			else names.set(name, [{ x, y }]);
		},
	};
}
