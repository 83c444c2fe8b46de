/** Lines that a search may try, the one first that could be part of the shortest way. It keeps its memory from search to search. */
export interface EdgeHeap {
	/** Of a line that `pop` gave, until `clear`: its nodes, and the length of the way up to its end. */
	froms: Int32Array;
	tos: Int32Array;
	lengths: Float64Array;
	clear(): void;
	/** `leastM`: no way by this line is shorter. */
	push(leastM: number, lengthM: number, from: number, to: number): void;
	/** The line of the least `leastM`; -1 = none left. */
	pop(): number;
}

const FIRST_SIZE = 4096;

/** Makes an empty heap. */
export function createEdgeHeap(): EdgeHeap {
	let leasts = new Float64Array(FIRST_SIZE);
	let order = new Int32Array(FIRST_SIZE);
	let count = 0;
	let used = 0;
	const heap: EdgeHeap = {
		froms: new Int32Array(FIRST_SIZE),
		tos: new Int32Array(FIRST_SIZE),
		lengths: new Float64Array(FIRST_SIZE),
		clear() {
			count = 0;
			used = 0;
		},
		push(leastM, lengthM, from, to) {
			if (used === leasts.length) grow();
			const edge = used++;
			leasts[edge] = leastM;
			heap.lengths[edge] = lengthM;
			heap.froms[edge] = from;
			heap.tos[edge] = to;
			let at = count++;
			while (at > 0) {
				const up = (at - 1) >> 1;
				const above = order[up] as number;
				if ((leasts[above] as number) <= leastM) break;
				order[at] = above;
				at = up;
			}
			order[at] = edge;
		},
		pop() {
			if (count === 0) return -1;
			const first = order[0] as number;
			const last = order[--count] as number;
			const leastM = leasts[last] as number;
			let at = 0;
			for (;;) {
				let down = at * 2 + 1;
				if (down >= count) break;
				const other = leasts[order[down + 1] as number] as number;
				if (down + 1 < count && other < (leasts[order[down] as number] as number)) down++;
				if ((leasts[order[down] as number] as number) >= leastM) break;
				order[at] = order[down] as number;
				at = down;
			}
			order[at] = last;
			return first;
		},
	};

	function grow(): void {
		leasts = copyInto(new Float64Array(used * 2), leasts);
		order = copyInto(new Int32Array(used * 2), order);
		heap.lengths = copyInto(new Float64Array(used * 2), heap.lengths);
		heap.froms = copyInto(new Int32Array(used * 2), heap.froms);
		heap.tos = copyInto(new Int32Array(used * 2), heap.tos);
	}
	return heap;
}

function copyInto<T extends Float64Array | Int32Array>(to: T, from: T): T {
	to.set(from);
	return to;
}
