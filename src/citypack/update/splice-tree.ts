import { E7 } from '../../domain/geo/lon-lat.ts';
import { PACKED_NODE_BYTES, PACKED_NODE_SIZE, packedTreeLevels } from '../../domain/pack/packed-tree-levels.ts';
import { packedTreeBytes } from '../flatgeobuf/packed-tree.ts';
import type { EditRun, EditRuns } from './edit-runs.ts';

/** Float64s and Uint32s of a node. */
const NODE_F64 = PACKED_NODE_BYTES / 8;
const NODE_U32 = PACKED_NODE_BYTES / 4;

/** The packed tree of a FlatGeobuf file as typed arrays over one buffer. */
export interface TreeArrays {
	readonly bytes: Uint8Array;
	readonly f64: Float64Array;
	readonly u32: Uint32Array;
	/** Node of the first leaf. */
	readonly firstLeaf: number;
	readonly count: number;
}

/** Views of a tree's bytes over `count` features; they begin at a multiple of 8 of their buffer. */
export function viewTree(bytes: Uint8Array, count: number): TreeArrays {
	const words = bytes.byteLength / 8;
	return {
		bytes,
		f64: new Float64Array(bytes.buffer, bytes.byteOffset, words),
		u32: new Uint32Array(bytes.buffer, bytes.byteOffset, words * 2),
		firstLeaf: packedTreeLevels(count)[0]?.start ?? 0,
		count,
	};
}

/** Where a feature begins, counted from the first one; its end for `ordinal` = count, given the features' length. */
export function featureStart(tree: TreeArrays, ordinal: number, featureBytes: number): number {
	if (ordinal === tree.count) return featureBytes;
	const at = (tree.firstLeaf + ordinal) * NODE_U32 + 8;
	return (tree.u32[at] as number) + (tree.u32[at + 1] as number) * 2 ** 32;
}

/** [minX, minY, maxX, maxY] of all features together, degrees x 1e7; the tree is not empty. */
export function treeBox(tree: TreeArrays): [number, number, number, number] {
	const edge = (i: number) => Math.round((tree.f64[i] as number) * E7);
	return [edge(0), edge(1), edge(2), edge(3)];
}

/**
 * The tree of the edited file: leaves of old features keep their boxes, offsets move; families are made anew from the first node
 * that changes.
 * @param boxes of the added features, degrees x 1e7
 * @param offsets where each added feature begins among the added ones; one more entry than features
 */
export function spliceTree(
	old: TreeArrays,
	featureBytes: number,
	edit: EditRuns,
	boxes: Int32Array,
	offsets: Float64Array,
): TreeArrays {
	// On shared memory: the thread that writes it needs no copy.
	const tree = viewTree(new Uint8Array(new SharedArrayBuffer(packedTreeBytes(edit.newCount))), edit.newCount);
	let at = 0;
	for (const run of edit.runs) {
		if (run.from === 'old') {
			const start = featureStart(old, run.start, featureBytes);
			copyLeaves(old, tree, run, at - start);
			at += featureStart(old, run.end, featureBytes) - start;
		} else {
			const start = offsets[run.start] as number;
			for (let i = run.start; i < run.end; i++)
				putLeaf(tree, run.to + i - run.start, boxes, i, at + (offsets[i] as number) - start);
			at += (offsets[run.end] as number) - start;
		}
	}
	fillFamilies(tree);
	return tree;
}

function copyLeaves(old: TreeArrays, tree: TreeArrays, run: EditRun, shift: number): void {
	const from = (old.firstLeaf + run.start) * NODE_F64;
	tree.f64.set(old.f64.subarray(from, from + (run.end - run.start) * NODE_F64), (tree.firstLeaf + run.to) * NODE_F64);
	if (shift === 0) return;
	const { u32 } = tree;
	const end = (tree.firstLeaf + run.to + run.end - run.start) * NODE_U32 + 8;
	for (let at = (tree.firstLeaf + run.to) * NODE_U32 + 8; at < end; at += NODE_U32) {
		const moved = (u32[at] as number) + (u32[at + 1] as number) * 4_294_967_296 + shift;
		const high = Math.floor(moved / 4_294_967_296);
		u32[at] = moved - high * 4_294_967_296;
		u32[at + 1] = high;
	}
}

function putLeaf(tree: TreeArrays, ordinal: number, boxes: Int32Array, box: number, start: number): void {
	const at = (tree.firstLeaf + ordinal) * NODE_F64;
	for (let i = 0; i < 4; i++) tree.f64[at + i] = (boxes[box * 4 + i] as number) / E7;
	putWord(tree, tree.firstLeaf + ordinal, start);
}

function putWord(tree: TreeArrays, node: number, value: number): void {
	tree.u32[node * NODE_U32 + 8] = value % 2 ** 32;
	tree.u32[node * NODE_U32 + 9] = Math.floor(value / 2 ** 32);
}

function fillFamilies(tree: TreeArrays): void {
	const { f64 } = tree;
	const levels = packedTreeLevels(tree.count);
	for (let level = 1; level < levels.length; level++) {
		const children = levels[level - 1] as { start: number; end: number };
		const { start, end } = levels[level] as { start: number; end: number };
		for (let node = start; node < end; node++) {
			const first = children.start + (node - start) * PACKED_NODE_SIZE;
			const last = Math.min(first + PACKED_NODE_SIZE, children.end);
			let minX = Infinity;
			let minY = Infinity;
			let maxX = -Infinity;
			let maxY = -Infinity;
			for (let at = first * NODE_F64; at < last * NODE_F64; at += NODE_F64) {
				if ((f64[at] as number) < minX) minX = f64[at] as number;
				if ((f64[at + 1] as number) < minY) minY = f64[at + 1] as number;
				if ((f64[at + 2] as number) > maxX) maxX = f64[at + 2] as number;
				if ((f64[at + 3] as number) > maxY) maxY = f64[at + 3] as number;
			}
			const at = node * NODE_F64;
			f64[at] = minX;
			f64[at + 1] = minY;
			f64[at + 2] = maxX;
			f64[at + 3] = maxY;
			putWord(tree, node, first);
		}
	}
}
