/**
 * Ways over the roads of a generated city: loading, preparing, point to point, stations to an incident, isochrones, closures; beside
 * ngraph.path on the same roads, and checked against a plain Dijkstra.
 *   npm run bench:routing [-- --graph FILE | --buildings N --dir DIR] [--seed S] [--pairs N] [--json]
 * --graph takes the roads.graph of a pack. Else the city's source is generated once into --dir and kept there, and its graph is built.
 * Everything measured runs in one thread. --json: one JSON object as the last line.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answerFleet } from '../../src/analysis/routing/answer/answer-fleet.ts';
import { answerIsochrone } from '../../src/analysis/routing/answer/answer-isochrone.ts';
import { answerRoute } from '../../src/analysis/routing/answer/answer-route.ts';
import { COST_PER_SECOND } from '../../src/analysis/routing/network/vehicle-network.ts';
import { customiseInSlices } from '../../src/analysis/routing/overlay/overlay.ts';
import { createOverlayCells } from '../../src/analysis/routing/overlay/overlay-cells.ts';
import { createRoadIndex, type PreparedNetwork } from '../../src/analysis/routing/road-index.ts';
import { findStop, listArcPlaces, listPathEnds, type RoadPoint } from '../../src/analysis/routing/road-stop.ts';
import type { PathEnd, RoadPath } from '../../src/analysis/routing/search/road-path.ts';
import { Rng } from '../../src/citypack/generate/rng.ts';
import { buildRoadGraph } from '../../src/citypack/roads/build-road-graph.ts';
import type { Closure } from '../../src/domain/closure.ts';
import type { LonLat } from '../../src/domain/geo/lon-lat.ts';
import { decodeRoadGraph, encodeRoadGraph } from '../../src/domain/pack/road-graph.ts';
import { FIRE_ENGINE_EXEMPTIONS, type RouteAnswer } from '../../src/domain/route.ts';
import { findVehicleModel } from '../../src/domain/vehicle-catalogue.ts';
import { readCityRoads } from './city-roads.ts';
import { measureGraphLoad } from './measure-graph-load.ts';
import { createNgraphFinder, measureNgraphWay } from './ngraph-roads.ts';
import { findAllCosts, findCostTo } from './plain-dijkstra.ts';
import { closeSquare, pickPlaces } from './routing-questions.ts';
import { cpuMs, type Spread, tell, timeEach } from './spread.ts';

const { values } = parseArgs({
	options: {
		graph: { type: 'string' },
		buildings: { type: 'string', default: '1700000' },
		seed: { type: 'string', default: '1' },
		dir: { type: 'string', default: join(tmpdir(), 'fengtu-bench') },
		pairs: { type: 'string', default: '1000' },
		json: { type: 'boolean', default: false },
	},
});
const PAIRS = Number(values.pairs);
if (!Number.isInteger(PAIRS) || PAIRS < 100)
	throw new Error(`--pairs: got ${values.pairs}, expected a whole number from 100`);
/** Of them for what takes long. */
const FEW = Math.max(20, Math.ceil(PAIRS / 10));
/** Runs before those that count, for the compiler. */
const WARM_UP = 30;
const STATIONS = 60;
const ISOCHRONE_MIN = 15;
/** From each of some starts the oracle reckons the costs to so many ends. */
const CHECKED = { starts: Math.ceil(PAIRS / 100), ends: 100 };
/** A Tuesday, 10:00 in Dongguan: the band of the day. */
const DEPART_AT_MS = Date.UTC(2026, 2, 3, 2);

interface Pair {
	readonly from: LonLat;
	readonly to: LonLat;
}
interface Ends {
	readonly from: readonly PathEnd[];
	readonly to: readonly PathEnd[];
}

const figures: Record<string, unknown> = {};

function report(name: string, spread: Spread, note = ''): void {
	figures[name] = spread;
	const { runs, p50, p95, max, cpuP50, cpuP95, cpuMean } = spread;
	const times = [p50, p95, max, cpuP50, cpuP95, cpuMean].map((ms) => tell(ms).padStart(7)).join(' ');
	console.log(`${name.padEnd(48)} ${String(runs).padStart(5)} ${times}  ${note}`);
}

function note(name: string, value: number, unit: string, more = ''): void {
	figures[`${name}, ${unit}`] = value;
	console.log(`${name}: ${tell(value)} ${unit}${more}`);
}

async function makeGraph(): Promise<{ path: string; stations: readonly LonLat[] }> {
	if (values.graph) return { path: values.graph, stations: [] };
	mkdirSync(values.dir, { recursive: true });
	const city = await readCityRoads(values.dir, values.buildings, values.seed);
	const start = cpuMs();
	const { graph } = buildRoadGraph(city);
	note('graph built', (cpuMs() - start) / 1000, 'CPU s');
	const path = join(values.dir, `roads-${values.seed}-${values.buildings}.graph`);
	writeFileSync(path, encodeRoadGraph(graph));
	return { path, stations: city.stations };
}

const { path, stations: cityStations } = await makeGraph();
const graph = decodeRoadGraph(readFileSync(path), path);
const { nodeCount, edgeCount } = graph;
const turnCount = graph.turnAngle.length;
const machine = `${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
Object.assign(figures, { machine, nodeCount, edgeCount, turnCount });
console.log(`${machine}; one thread; seed ${values.seed}`);
console.log(
	`${nodeCount} nodes, ${edgeCount} edges, ${turnCount} turns, ${graph.cellLevel.length - 1} levels of cells`,
);

const load = measureGraphLoad(path);
note('graph load', load.loadMs / 1000, 's', `, CPU ${tell(load.loadCpuMs / 1000)} s`);
note('graph in memory', load.loadMb, 'MB');
note('index over it', load.indexMs / 1000, 's');
note('index in memory', load.indexMb, 'MB');

const index = createRoadIndex(graph);
const vehicle = findVehicleModel('SG50')?.profile ?? null;
const common = { exemptions: FIRE_ENGINE_EXEMPTIONS, departAtMs: DEPART_AT_MS, building: null };
const pumper = { ...common, vehicle };
const rng = new Rng(Number(values.seed));
const pickPairs = (count: number) => {
	const places = pickPlaces(graph, rng, count * 2);
	return Array.from(
		{ length: count },
		(_, i): Pair => ({ from: places[i] as LonLat, to: places[count + i] as LonLat }),
	);
};
const warmUp = pickPairs(WARM_UP);
const pairs = pickPairs(PAIRS);
const few = pairs.slice(0, FEW);
const isKnown = cityStations.length >= STATIONS;
const stations = isKnown ? rng.shuffle([...cityStations]).slice(0, STATIONS) : pickPlaces(graph, rng, STATIONS);

function prepare(closures: readonly Closure[] = []): PreparedNetwork {
	return index.findNetwork(pumper, index.findActiveClosures(closures, DEPART_AT_MS));
}
const { network } = prepare();

function answer({ from, to }: Pair, closures: readonly Closure[] = []): RouteAnswer {
	return answerRoute(index, { ...pumper, from, to, metric: 'time', count: 1 }, closures);
}

function search({ from, to }: Ends, prepared = prepare()): RoadPath | undefined {
	return index.finder.findPath(prepared.network, prepared.overlay, from, to);
}

function stopAt(at: LonLat, role: 'start' | 'end'): RoadPoint {
	const stop = findStop(index, prepare(), at, role);
	if (!stop) throw new Error(`a place at ${at.lon},${at.lat}: got no road near, expected one`);
	return stop;
}

function endsAt(stop: RoadPoint, role: 'start' | 'end'): PathEnd[] {
	return listPathEnds(network, listArcPlaces(network, stop, role), role);
}

function endsOf({ from, to }: Pair): Ends {
	return { from: endsAt(stopAt(from, 'start'), 'start'), to: endsAt(stopAt(to, 'end'), 'end') };
}

console.log(`\n${'milliseconds'.padEnd(48)}  runs     p50     p95     max CPU p50     p95    mean`);
report(
	'network of a vehicle made',
	timeEach(['JP32', 'DG53', 'SG80', 'GS180'], (id) => {
		void index.findNetwork({ ...pumper, vehicle: findVehicleModel(id)?.profile ?? null }).reach;
	}),
);
const warmEnds = warmUp.map(endsOf);
const ends = pairs.map(endsOf);
const fewEnds = ends.slice(0, FEW);
for (const pair of warmUp) answer(pair);
report(
	'point to point, no overlay yet: search',
	timeEach(fewEnds, (pair) => search(pair)),
);
report(
	'point to point, no overlay yet: whole answer',
	timeEach(few, (pair) => answer(pair)),
);

const cells = createOverlayCells(graph);
let longestSliceMs = 0;
const customised = timeEach(['SG50', 'DG53', 'SG80'], (id) => {
	const profile = findVehicleModel(id)?.profile ?? null;
	const slices = customiseInSlices(cells, index.findNetwork({ ...pumper, vehicle: profile }).network);
	for (let done = false; !done; ) {
		const start = cpuMs();
		done = slices.next().done === true;
		longestSliceMs = Math.max(longestSliceMs, cpuMs() - start);
	}
});
report('customisation of a network', customised, `in slices of ${tell(longestSliceMs)} ms of CPU at most`);
for (const _slice of index.prepareOverlay(pumper));

for (const pair of warmEnds) search(pair);
for (const pair of warmUp) answer(pair);
report(
	'point to point: search',
	timeEach(ends, (pair) => search(pair)),
);
let found = 0;
const whole = timeEach(pairs, (pair) => {
	if (answer(pair).found) found++;
});
report('point to point: whole answer', whole, `${found} of ${PAIRS} have a way`);

const askThree = ({ from, to }: Pair) => answerRoute(index, { ...pumper, from, to, metric: 'time', count: 3 }, []);
for (const pair of warmUp) askThree(pair);
report('point to point, three ways: whole answer', timeEach(few, askThree));

const starts = stations.map(({ lon, lat }, i) => ({ id: `${i}`, lon, lat, vehicle }));
const stationEnds = stations.map((at) => endsAt(stopAt(at, 'start'), 'start'));
const askFleet = ({ to }: Pair) => answerFleet(index, { ...common, to, starts, count: 3 }, []);
for (const pair of warmUp) askFleet(pair);
report(
	`${STATIONS} stations to an incident: search`,
	timeEach(fewEnds, ({ to }) => index.finder.findPathsTo(network, prepare().overlay, stationEnds, to)),
);
report(`${STATIONS} stations to an incident: whole answer`, timeEach(few, askFleet), '3 described');

let roadKm = 0;
const askIsochrone = ({ from: at }: Pair) => {
	const { bands } = answerIsochrone(index, { ...pumper, at, direction: 'from', minutes: [ISOCHRONE_MIN] }, []);
	roadKm += bands[0]?.roadKm ?? 0;
};
for (const pair of warmUp) askIsochrone(pair);
roadKm = 0;
const limitCost = ISOCHRONE_MIN * 60 * COST_PER_SECOND;
report(
	`isochrone of ${ISOCHRONE_MIN} minutes: search`,
	timeEach(fewEnds, ({ from }) => index.finder.findReach(network, from, limitCost, 'from')),
);
const outlined = timeEach(few, askIsochrone);
report(`isochrone of ${ISOCHRONE_MIN} minutes: whole answer`, outlined, `${tell(roadKm / FEW)} km of road on average`);

// Closed in the middle of each pair's way: a place, or a square kilometre around it.
const closeMiddle = (halfM: number) => (pair: Pair, i: number) => {
	const way = answer(pair).routes[0]?.geometry ?? [];
	return closeSquare(`${i}`, way[way.length >> 1] ?? [pair.to.lon, pair.to.lat], halfM);
};
const places = few.map(closeMiddle(20));
const squares = few.slice(0, Math.ceil(FEW / 5)).map(closeMiddle(500));
report(
	'a place closed: ready',
	timeEach(places, (closure) => prepare([closure])),
);
report(
	'a square kilometre closed: ready',
	timeEach(squares, (closure) => prepare([closure])),
);
const lying = places.slice(0, 10);
report(
	'a place more closed: ready and whole answer',
	timeEach(places.slice(10), (closure, i) => answer(few[i + 10] as Pair, [...lying, closure])),
);
for (const pair of warmUp) answer(pair, lying);
report(
	'point to point, 10 places closed: whole answer',
	timeEach(pairs, (pair) => answer(pair, lying)),
);

// The same pairs of nodes for both; ngraph.path knows no turns, so its ways may be shorter, never longer.
const nodes = few.map(({ from, to }) => ({ from: stopAt(from, 'start'), to: stopAt(to, 'end') }));
const nodeEnds = nodes.map(({ from, to }) => ({
	from: endsAt({ ...from, fraction: 0 }, 'start'),
	to: endsAt({ ...to, fraction: 0 }, 'end'),
}));
const nodeOf = ({ edge }: RoadPoint) => graph.edgeFrom[edge] as number;
const makeStart = cpuMs();
const yardstick = createNgraphFinder(network);
console.log();
note('ngraph.graph made', (cpuMs() - makeStart) / 1000, 'CPU s');
for (const { from, to } of nodes.slice(0, 3)) yardstick.find(nodeOf(from), nodeOf(to));
const reach = (i: number) => search(nodeEnds[i] as Ends)?.cost ?? Number.NaN;
const ngraphWays: ReturnType<typeof yardstick.find>[] = [];
const theirs = timeEach(nodes, ({ from, to }) => {
	ngraphWays.push(yardstick.find(nodeOf(from), nodeOf(to)));
});
report('ngraph.path nba, no turns', theirs);
const ours = timeEach(nodes, (_, i) => reach(i));
report('ours between the same nodes: search', ours);
const extras = ngraphWays.map((way, i) => reach(i) / COST_PER_SECOND - measureNgraphWay(network, way));
if (!extras.every((extraS) => extraS > -0.001))
	throw new Error(`ngraph.path: got a way ${Math.min(...extras)} s longer than with turns, expected none`);
const described = timeEach(few, (pair) => answer(pair));
report('ours for the same pairs: whole answer', described);
for (const [what, spread] of [
	['search', ours],
	['whole answer', described],
] as const) {
	note(`ngraph.path / our ${what}, CPU p50`, theirs.cpuP50 / spread.cpuP50, 'times');
	note(`ngraph.path / our ${what}, CPU mean`, theirs.cpuMean / spread.cpuMean, 'times');
}

/** Costs by overlay and without, beside the oracle's. */
function check(name: string, prepared: PreparedNetwork): void {
	const plain = { ...prepared, overlay: null };
	let checked = 0;
	for (let s = 0; s < CHECKED.starts; s++) {
		const { from } = ends[s] as Ends;
		const costs = findAllCosts(prepared.network, from);
		for (let e = 0; e < CHECKED.ends; e++) {
			const { to } = ends[(s * CHECKED.ends + e) % PAIRS] as Ends;
			const expected = findCostTo(prepared.network, costs, to);
			// A search without overlay takes long: one in ten.
			for (const how of e % 10 === 0 ? [prepared, plain] : [prepared]) {
				const got = search({ from, to }, how)?.cost ?? Number.POSITIVE_INFINITY;
				if (got !== expected) throw new Error(`${name}, start ${s}, end ${e}: got cost ${got}, expected ${expected}`);
			}
			checked++;
		}
	}
	figures[`equal to the oracle, ${name}`] = checked;
	console.log(`${name}: ${checked} costs equal to those of a plain Dijkstra`);
}
check('no closure', prepare());
check('10 places and a square kilometre closed', prepare([...lying, ...squares.slice(0, 1)]));
if (values.json) console.log(JSON.stringify(figures));
