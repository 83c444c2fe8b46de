import { cpus } from 'node:os';
import { findRoute } from '../../src/analysis/routing/find-route.ts';
import { findStationRoutes } from '../../src/analysis/routing/find-station-routes.ts';
import { createRoadIndex } from '../../src/analysis/routing/road-index.ts';
import type { RoadLine } from '../../src/citypack/model/source-city.ts';
import { buildRoadGraph } from '../../src/citypack/roads/build-road-graph.ts';
import type { LonLat } from '../../src/domain/geo/lon-lat.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../src/domain/vehicle.ts';

// Roads of a city of 300,000 junctions: build the graph, index it, ask for the three first stations of 60 and for routes.
// Run: node --import tsx tests/bench/bench-roads.ts [seed]

const SIDE = 550;
/** About 100 m. */
const STEP_E7 = 9000;
const WEST_E7 = 1_137_000_000;
const SOUTH_E7 = 226_000_000;
const CLASSES = ['primary', 'secondary', 'tertiary', 'residential', 'service'];

let state = Number(process.argv[2] ?? 1) >>> 0;
function random(): number {
	state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
	return state / 4_294_967_296;
}

function makeRoads(): RoadLine[] {
	const roads: RoadLine[] = [];
	const jitter = () => Math.floor((random() - 0.5) * 4000);
	const place = Array.from({ length: SIDE * SIDE }, (_, i): readonly [number, number] => [
		WEST_E7 + (i % SIDE) * STEP_E7 + jitter(),
		SOUTH_E7 + Math.floor(i / SIDE) * STEP_E7 + jitter(),
	]);
	const join = (a: number, b: number) => {
		if (random() < 0.15) return;
		const [[ax, ay], [bx, by]] = [place[a], place[b]] as [[number, number], [number, number]];
		const lonLat = new Int32Array(10);
		for (let t = 0; t < 5; t++) {
			lonLat[t * 2] = Math.round(ax + ((bx - ax) * t) / 4);
			lonLat[t * 2 + 1] = Math.round(ay + ((by - ay) * t) / 4);
		}
		roads.push({
			id: `${roads.length}`,
			lonLat,
			nodes: null,
			roadClass: CLASSES[Math.floor(random() * CLASSES.length)] ?? 'residential',
			name: `路${roads.length % 5000}`,
			nameEn: null,
			oneway: random() < 0.1 ? 1 : 0,
			access: 0,
			bridge: false,
			tunnel: false,
			roundabout: false,
			lanes: null,
			widthM: null,
			maxHeightM: random() < 0.01 ? 3 : null,
			maxWidthM: null,
			maxWeightT: null,
			routable: true,
		});
	};
	for (let i = 0; i < SIDE * SIDE; i++) {
		if ((i + 1) % SIDE !== 0) join(i, i + 1);
		if (i + SIDE < SIDE * SIDE) join(i, i + SIDE);
	}
	return roads;
}

function randomPlace(): LonLat {
	return {
		lon: (WEST_E7 + random() * SIDE * STEP_E7) / 1e7,
		lat: (SOUTH_E7 + random() * SIDE * STEP_E7) / 1e7,
	};
}

/** Runs a task and prints the median, the 95th percentile and the largest CPU time. */
function measure<T>(name: string, runs: number, task: () => T): T {
	const times: number[] = [];
	let result: T | undefined;
	for (let i = 0; i < runs; i++) {
		const before = process.cpuUsage();
		result = task();
		const { user, system } = process.cpuUsage(before);
		times.push((user + system) / 1000);
	}
	times.sort((a, b) => a - b);
	const at = (share: number) => (times[Math.min(runs - 1, Math.floor(runs * share))] as number).toFixed(1);
	process.stdout.write(`${name}: median ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)} ms CPU (${runs} runs)\n`);
	return result as T;
}

process.stdout.write(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}\n`);
const roads = makeRoads();
const graph = measure('build graph', 3, () => buildRoadGraph(roads));
process.stdout.write(`  ${roads.length} roads, ${graph.nodeCount} nodes, ${graph.edgeCount} edges\n`);
const index = measure('index', 3, () => createRoadIndex(graph));
const vehicle = DEFAULT_VEHICLE_PROFILE;
let heightM = vehicle.heightM;
measure('network of a new vehicle', 5, () => {
	heightM += 0.01;
	return index.networkFor({ ...vehicle, heightM });
});
index.networkFor(vehicle);
const stations = Array.from({ length: 60 }, (_, i) => ({ id: `s${i}`, ...randomPlace() }));
measure('first three of 60 stations', 200, () => findStationRoutes(graph, index, randomPlace(), stations, { vehicle }));
measure('route across town', 100, () => findRoute(graph, index, randomPlace(), randomPlace(), { vehicle }));
