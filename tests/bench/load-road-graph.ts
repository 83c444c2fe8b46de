/**
 * How long does reading a road graph take, and what does it hold in memory? A process of its own for `npm run bench:routing`; run
 * with --expose-gc, prints one JSON object.
 */
import { readFileSync } from 'node:fs';
import { createRoadIndex } from '../../src/analysis/routing/road-index.ts';
import { decodeRoadGraph } from '../../src/domain/pack/road-graph.ts';
import { cpuMs } from './spread.ts';

/** Times of the graph alone and of the index over it, milliseconds; memory held by each, MB. */
export interface GraphLoad {
	readonly loadMs: number;
	readonly loadCpuMs: number;
	readonly loadMb: number;
	readonly indexMs: number;
	readonly indexMb: number;
}

function heldMb(): number {
	globalThis.gc?.();
	const { heapUsed, external } = process.memoryUsage();
	return (heapUsed + external) / 1e6;
}

const path = process.argv[2] as string;
const beforeMb = heldMb();
const startCpu = cpuMs();
const start = performance.now();
const graph = decodeRoadGraph(readFileSync(path), path);
const loadMs = performance.now() - start;
const loadCpuMs = cpuMs() - startCpu;
const loadedMb = heldMb();
const indexStart = performance.now();
const index = createRoadIndex(graph);
const indexMs = performance.now() - indexStart;
const load: GraphLoad = { loadMs, loadCpuMs, loadMb: loadedMb - beforeMb, indexMs, indexMb: heldMb() - loadedMb };
console.log(JSON.stringify({ ...load, nodes: index.graph.nodeCount }));
