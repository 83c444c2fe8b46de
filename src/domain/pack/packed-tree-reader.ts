import { DataError } from '../errors.ts';
import type { BBox } from '../geo/lon-lat.ts';
import type { ByteSource } from './byte-source.ts';
import { PACKED_NODE_BYTES, type PackedTreeLevel, packedTreeLevels } from './packed-tree-levels.ts';

/** A leaf of the tree: one feature. Byte positions count from the first feature. */
export interface TreeHit {
	readonly ordinal: number;
	readonly start: number;
	readonly end: number;
	readonly box: BBox;
}

/** Nodes fetched together: 16 kB, about 25 families of 16. */
const PAGE_NODES = 400;
/** Pages kept: at most 4 MB. */
const MAX_PAGES = 256;

/**
 * Searches the packed Hilbert R-tree of a FlatGeobuf file, reading pages of it as needed. The pages last used are kept, so
 * that queries near one another read only features.
 */
export class PackedTreeReader {
	readonly #source: ByteSource;
	readonly #treeStart: number;
	readonly #featureBytes: number;
	readonly #nodeSize: number;
	readonly #count: number;
	readonly #levels: readonly PackedTreeLevel[];
	readonly #pages = new Map<number, DataView>();

	/** @param featureBytes length of the feature section: where the last feature ends */
	constructor(source: ByteSource, treeStart: number, count: number, nodeSize: number, featureBytes: number) {
		this.#source = source;
		this.#treeStart = treeStart;
		this.#featureBytes = featureBytes;
		this.#nodeSize = nodeSize;
		this.#count = count;
		this.#levels = packedTreeLevels(count, nodeSize);
	}

	/**
	 * Features whose box meets `box` (edges included), in file order.
	 * @throws DataError `pack/damaged` where the tree contradicts itself.
	 */
	async search(box: BBox, signal?: AbortSignal): Promise<TreeHit[]> {
		let nodes = this.#count > 0 ? [0] : [];
		for (let level = this.#levels.length - 1; level > 0 && nodes.length > 0; level--) {
			const pages = await this.#readPages(nodes, signal);
			const own = this.#levels[level] as PackedTreeLevel;
			const children = this.#levels[level - 1] as PackedTreeLevel;
			const next: number[] = [];
			for (const node of nodes) {
				const { view, at } = pageAt(pages, node);
				if (!meets(view, at, box)) continue;
				const first = children.start + (node - own.start) * this.#nodeSize;
				const found = Number(view.getBigUint64(at + 32, true));
				if (found !== first) throw this.#damaged(`node ${node}: got first child ${found}, expected ${first}`);
				const end = Math.min(first + this.#nodeSize, children.end);
				for (let child = first; child < end; child++) next.push(child);
			}
			nodes = next;
		}
		return this.#readLeaves(nodes, box, signal);
	}

	/** The features start .. end - 1, as far as there are any. */
	async findRange(start: number, end: number, signal?: AbortSignal): Promise<TreeHit[]> {
		const leaves = this.#levels[0];
		if (!leaves || !Number.isInteger(start)) return [];
		const nodes: number[] = [];
		for (let i = Math.max(0, start); i < Math.min(end, this.#count); i++) nodes.push(leaves.start + i);
		return this.#readLeaves(nodes, null, signal);
	}

	/**
	 * Reads the whole tree: does each node's box hold the boxes of its children, so that a search finds every leaf?
	 * @throws DataError `pack/damaged` at the first that does not
	 */
	async verify(signal?: AbortSignal): Promise<void> {
		for (let level = this.#levels.length - 1; level > 0; level--) {
			const own = this.#levels[level] as PackedTreeLevel;
			const children = this.#levels[level - 1] as PackedTreeLevel;
			for (let node = own.start; node < own.end; node++) {
				const first = children.start + (node - own.start) * this.#nodeSize;
				const family = [node];
				for (let child = first; child < Math.min(first + this.#nodeSize, children.end); child++) family.push(child);
				const pages = await this.#readPages(family, signal);
				for (const child of family.slice(1)) {
					if (!holds(pageAt(pages, node), pageAt(pages, child))) {
						throw this.#damaged(`node ${node}: got a box that does not hold its child ${child}`);
					}
				}
			}
		}
	}

	async #readLeaves(nodes: readonly number[], box: BBox | null, signal?: AbortSignal): Promise<TreeHit[]> {
		if (nodes.length === 0) return [];
		const leaves = this.#levels[0] as PackedTreeLevel;
		const needed: number[] = [];
		for (const node of nodes) {
			needed.push(node);
			// A feature ends where the next one begins.
			if (node + 1 < leaves.end) needed.push(node + 1);
		}
		const pages = await this.#readPages(needed, signal);
		const hits: TreeHit[] = [];
		for (const node of nodes) {
			const { view, at } = pageAt(pages, node);
			if (box && !meets(view, at, box)) continue;
			const start = Number(view.getBigUint64(at + 32, true));
			const end = node + 1 < leaves.end ? this.#startOf(pages, node + 1) : this.#featureBytes;
			if (end <= start || end > this.#featureBytes) {
				throw this.#damaged(
					`feature ${node - leaves.start}: got bytes ${start} to ${end}, expected within ${this.#featureBytes}`,
				);
			}
			hits.push({
				ordinal: node - leaves.start,
				start,
				end,
				box: [
					view.getFloat64(at, true),
					view.getFloat64(at + 8, true),
					view.getFloat64(at + 16, true),
					view.getFloat64(at + 24, true),
				],
			});
		}
		return hits;
	}

	#startOf(pages: ReadonlyMap<number, DataView>, node: number): number {
		const { view, at } = pageAt(pages, node);
		return Number(view.getBigUint64(at + 32, true));
	}

	/** The pages of these nodes (ascending); pages missing side by side are fetched in one read. */
	async #readPages(nodes: readonly number[], signal?: AbortSignal): Promise<ReadonlyMap<number, DataView>> {
		const found = new Map<number, DataView>();
		const missing: number[] = [];
		let last = -1;
		for (const node of nodes) {
			const page = Math.floor(node / PAGE_NODES);
			if (page === last) continue;
			last = page;
			const kept = this.#pages.get(page);
			if (kept) {
				// Last used goes last, so that the first is the one to drop.
				this.#pages.delete(page);
				this.#pages.set(page, kept);
				found.set(page, kept);
			} else missing.push(page);
		}
		const runs: { first: number; end: number }[] = [];
		for (const page of missing) {
			const run = runs.at(-1);
			if (run && run.end === page) run.end = page + 1;
			else runs.push({ first: page, end: page + 1 });
		}
		await Promise.all(runs.map((run) => this.#readRun(run.first, run.end, found, signal)));
		return found;
	}

	async #readRun(first: number, end: number, found: Map<number, DataView>, signal?: AbortSignal): Promise<void> {
		const pageBytes = PAGE_NODES * PACKED_NODE_BYTES;
		const start = first * pageBytes;
		const length = Math.min(end * pageBytes, (this.#levels[0]?.end ?? 0) * PACKED_NODE_BYTES) - start;
		const bytes = await this.#source.read(this.#treeStart + start, length, signal);
		for (let page = first; page < end; page++) {
			const offset = (page - first) * pageBytes;
			const size = Math.min(pageBytes, length - offset);
			// A copy, so that one page does not keep a whole run alive.
			const copy = bytes.slice(offset, offset + size);
			const view = new DataView(copy.buffer, copy.byteOffset, copy.byteLength);
			found.set(page, view);
			this.#pages.set(page, view);
		}
		while (this.#pages.size > MAX_PAGES) this.#pages.delete(this.#pages.keys().next().value as number);
	}

	#damaged(what: string): DataError {
		return new DataError('pack/damaged', `${this.#source.name}: index: ${what}`, {
			context: { file: this.#source.name },
		});
	}
}

interface NodeAt {
	readonly view: DataView;
	readonly at: number;
}

function pageAt(pages: ReadonlyMap<number, DataView>, node: number): NodeAt {
	const view = pages.get(Math.floor(node / PAGE_NODES)) as DataView;
	return { view, at: (node % PAGE_NODES) * PACKED_NODE_BYTES };
}

function holds(outer: NodeAt, inner: NodeAt): boolean {
	return (
		outer.view.getFloat64(outer.at, true) <= inner.view.getFloat64(inner.at, true) &&
		outer.view.getFloat64(outer.at + 8, true) <= inner.view.getFloat64(inner.at + 8, true) &&
		outer.view.getFloat64(outer.at + 16, true) >= inner.view.getFloat64(inner.at + 16, true) &&
		outer.view.getFloat64(outer.at + 24, true) >= inner.view.getFloat64(inner.at + 24, true)
	);
}

function meets(view: DataView, at: number, box: BBox): boolean {
	return (
		view.getFloat64(at, true) <= box[2] &&
		view.getFloat64(at + 8, true) <= box[3] &&
		view.getFloat64(at + 16, true) >= box[0] &&
		view.getFloat64(at + 24, true) >= box[1]
	);
}
