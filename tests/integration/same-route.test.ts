import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { answerFleet } from '../../src/analysis/routing/answer/answer-fleet.ts';
import { answerIsochrone } from '../../src/analysis/routing/answer/answer-isochrone.ts';
import { answerRoute } from '../../src/analysis/routing/answer/answer-route.ts';
import { createRoadIndex, type RoadIndex } from '../../src/analysis/routing/road-index.ts';
import { buildCityPack } from '../../src/citypack/build-city-pack.ts';
import { generateCity } from '../../src/citypack/generate/generate-city.ts';
import { ROUTES } from '../../src/domain/api.ts';
import type { Closure, NewClosure } from '../../src/domain/closure.ts';
import { PACK_FILES } from '../../src/domain/pack/manifest.ts';
import { openCity } from '../../src/domain/pack/open-city.ts';
import {
	FIRE_ENGINE_EXEMPTIONS,
	type FleetQuery,
	type IsochroneQuery,
	type RouteQuery,
	routeAnswerSchema,
} from '../../src/domain/route.ts';
import type { Station } from '../../src/domain/station.ts';
import { DEFAULT_TRAVEL_TABLE } from '../../src/domain/travel-table.ts';
import { DEFAULT_VEHICLE_PROFILE, type VehicleProfile } from '../../src/domain/vehicle.ts';
import { readConfig } from '../../src/server/config.ts';
import { createServer, type FengtuServer } from '../../src/server/create-server.ts';
import { createFileSource } from '../../src/server/pack-files.ts';
import { createWorkerCaller, serveWorkerCalls, type WorkerCaller } from '../../src/workers/call-worker.ts';
import type { RoutingMessages } from '../../src/workers/messages.ts';
import { createRoutingHandlers } from '../../src/workers/routing/create-routing-handlers.ts';
import { createHeldRoads } from '../../src/workers/routing/held-roads.ts';
import { createWire } from '../support/create-wire.ts';
import { runCli } from '../support/run-cli.ts';
import { openTestDatabase } from '../support/test-store.ts';

/** 41 t and 3.97 m high; 13 m long. */
const LADDER: VehicleProfile = {
	lengthM: 13,
	widthM: 2.5,
	heightM: 3.97,
	massT: 41,
	turningRadiusM: 12,
	jackSpreadM: 6.2,
};
/** Morning peak, day and night in Dongguan. */
const TIMES = ['2026-11-20T08:00+08:00', '2026-11-20T12:00+08:00', '2026-11-20T23:30+08:00'].map(Date.parse);

let dir: string;
let pack: string;
let server: FengtuServer;
let database: { readonly url: string; destroy(): Promise<void> };
let url: string;
let stations: readonly Station[];
let index: RoadIndex;
let worker: WorkerCaller<RoutingMessages>;
let stopWorker: () => void;
let closures: Closure[];
let closuresFile: string;

beforeAll(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fengtu-same-'));
	pack = join(dir, 'pack');
	await generateCity({ city: 'dongguan', buildings: 1500, seed: 3, outDir: join(dir, 'source'), workers: 0 });
	await buildCityPack({ inputs: [join(dir, 'source')], outDir: pack, name: 'same', workers: 1 });
	database = await openTestDatabase();
	server = await createServer({
		config: readConfig({ DATABASE_URL: database.url }),
		packDir: pack,
		staticDir: null,
		dataDir: join(dir, 'data'),
		version: '0.0.0-test',
		demo: false,
		log: false,
	});
	url = await server.app.listen({ host: '127.0.0.1', port: 0 });

	const sources = (name: string) => createFileSource(join(pack, name));
	const city = await openCity(sources);
	stations = await city.readStations();
	index = createRoadIndex(await city.readRoadGraph());

	const { page, worker: inside } = createWire();
	stopWorker = serveWorkerCalls(inside, createRoutingHandlers(createHeldRoads()));
	worker = createWorkerCaller<RoutingMessages>(page);
	await worker.call('routing/open', {
		graphUrl: `${url}/packs/same/${PACK_FILES.roadGraph}`,
		table: DEFAULT_TRAVEL_TABLE,
	});

	// The middle of a way is closed, and all around a station is slow.
	const [from, to] = stations as [Station, Station];
	const [best] = answerRoute(index, makeQuery({ from, to }), []).routes;
	const line = best?.geometry ?? [];
	const middle = line.slice(line.length >> 1, (line.length >> 1) + 2) as [number, number][];
	const around = ([lon, lat]: [number, number], d: number): [number, number][] => [
		[lon - d, lat - d],
		[lon + d, lat - d],
		[lon + d, lat + d],
		[lon - d, lat + d],
		[lon - d, lat - d],
	];
	await post(ROUTES.addClosure, { shape: { type: 'LineString', coordinates: middle } } satisfies NewClosure);
	await post(ROUTES.addClosure, {
		shape: { type: 'Polygon', coordinates: [around([to.lon, to.lat], 0.01)] },
		speedShare: 0.4,
		fromMs: 0,
	} satisfies NewClosure);
	const told = await fetch(`${url}${ROUTES.closures.path}`);
	const text = await told.text();
	closures = ROUTES.closures.response.parse(JSON.parse(text)).closures;
	closuresFile = join(dir, 'closures.json');
	await writeFile(closuresFile, text);
});
afterAll(async () => {
	stopWorker();
	worker.destroy();
	await server.close();
	await database.destroy();
	await rm(dir, { recursive: true, force: true });
});

async function post(route: { readonly path: string }, body: unknown): Promise<string> {
	const answer = await fetch(url + route.path, {
		method: 'POST',
		body: JSON.stringify(body),
		headers: { 'content-type': 'application/json' },
	});
	const text = await answer.text();
	expect(answer.ok, text).toBe(true);
	return text;
}

function makeQuery(rest: Pick<RouteQuery, 'from' | 'to'> & Partial<RouteQuery>): RouteQuery {
	const { from, to, ...others } = rest;
	return {
		vehicle: DEFAULT_VEHICLE_PROFILE,
		exemptions: FIRE_ENGINE_EXEMPTIONS,
		departAtMs: Date.now() + 60_000,
		metric: 'time',
		count: 1,
		building: null,
		...others,
		from: { lon: from.lon, lat: from.lat },
		to: { lon: to.lon, lat: to.lat },
	};
}

/** Questions over all stations, vehicles, times, and what a vehicle may do. */
function listQueries(): RouteQuery[] {
	const vehicles = [DEFAULT_VEHICLE_PROFILE, LADDER, null];
	const queries: RouteQuery[] = [];
	for (let i = 0; i < 18; i++) {
		const from = stations[(i * 3) % stations.length] as Station;
		const to = stations[(i * 5 + 1) % stations.length] as Station;
		queries.push(
			makeQuery({
				from,
				to: { lon: to.lon + 0.001 * (i % 4), lat: to.lat - 0.0007 * (i % 3) },
				vehicle: vehicles[i % 3] as VehicleProfile | null,
				departAtMs: i % 4 === 0 ? Date.now() + 60_000 : (TIMES[i % 3] as number),
				exemptions: { ...FIRE_ENGINE_EXEMPTIONS, contraflow: i % 5 === 0, gates: i % 7 !== 0 },
				metric: i % 6 === 5 ? 'distance' : 'time',
				count: (i % 3) + 1,
			}),
		);
	}
	const [from, to] = stations as [Station, Station];
	queries.push(makeQuery({ from, to, count: 3 }));
	queries.push(makeQuery({ from, to: { lon: to.lon + 3, lat: to.lat } }));
	return queries;
}

/** Answers over the overlay, made to its end. */
function askPrepared(query: RouteQuery): unknown {
	for (const _ of index.prepareOverlay(query));
	return answerRoute(index, query, closures);
}

/** An answer as its route of the API writes it. */
const write = (schema: z.ZodType, answer: unknown) => JSON.stringify(schema.parse(answer));

async function askCli({ from, to, vehicle, exemptions, departAtMs, metric, count }: RouteQuery): Promise<unknown> {
	const names = Object.keys(exemptions) as (keyof typeof exemptions)[];
	const exempt = names.filter((name) => exemptions[name] && !FIRE_ENGINE_EXEMPTIONS[name]);
	const obey = names.filter((name) => !exemptions[name] && FIRE_ENGINE_EXEMPTIONS[name]);
	const { stdout, stderr, exitCode } = await runCli([
		'route',
		...['--pack', pack, '--from', `${from.lon},${from.lat}`, '--to', `${to.lon},${to.lat}`, '--json'],
		...['--vehicle', vehicle ? JSON.stringify(vehicle) : 'any', '--metric', metric, '--count', String(count)],
		...['--at', new Date(departAtMs).toISOString(), '--closures', closuresFile],
		...(exempt.length > 0 ? ['--exempt', exempt.join()] : []),
		...(obey.length > 0 ? ['--obey', obey.join()] : []),
	]);
	expect(exitCode, stderr).toBe(0);
	return JSON.parse(stdout.trim().split('\n').at(-1) as string);
}

describe('the same question has the same answer', () => {
	it('route: server, command line, worker, and an index with overlays', async () => {
		const answers = [];
		for (const query of listQueries()) {
			const told = await post(ROUTES.route, query);
			answers.push(routeAnswerSchema.parse(JSON.parse(told)));
			expect(write(routeAnswerSchema, await worker.call('routing/route', { query, closures }))).toBe(told);
			expect(write(routeAnswerSchema, await askCli(query))).toBe(told);
			expect(write(routeAnswerSchema, askPrepared(query))).toBe(told);
		}
		expect(index.graph.cellLevel.length).toBeGreaterThan(1);
		// The questions do ask something: ways and none, several of them, closures and none, detours.
		expect(answers.filter(({ found }) => found).length).toBeGreaterThan(12);
		expect(answers.at(-1)).toMatchObject({ found: false, reason: 'no-road-near-end' });
		expect(answers.some(({ routes }) => routes.length > 1)).toBe(true);
		expect(answers.at(-2)?.closures).toHaveLength(2);
		expect(answers.at(-2)?.refused?.limits.map(({ kind }) => kind)).toContain('closure');
	});

	it('fleet: server and worker, and an index with overlays', async () => {
		const query: FleetQuery = {
			to: { lon: (stations[4] as Station).lon + 0.003, lat: (stations[4] as Station).lat },
			starts: stations.map(({ id, lon, lat }, i) => ({
				id,
				lon,
				lat,
				vehicle: i % 2 ? LADDER : DEFAULT_VEHICLE_PROFILE,
			})),
			count: 4,
			departAtMs: Date.now() + 60_000,
			exemptions: FIRE_ENGINE_EXEMPTIONS,
			building: null,
		};
		const told = await post(ROUTES.fleet, query);
		const { response } = ROUTES.fleet;
		expect(response.parse(JSON.parse(told)).ways).toHaveLength(stations.length);
		expect(write(response, await worker.call('routing/fleet', { query, closures }))).toBe(told);
		expect(write(response, answerFleet(index, query, closures))).toBe(told);
	});

	it('isochrone and closed roads: server and worker', async () => {
		const { lon, lat } = stations[1] as Station;
		const query: IsochroneQuery = {
			at: { lon, lat },
			direction: 'to',
			minutes: [2, 5],
			vehicle: LADDER,
			departAtMs: Date.now() + 60_000,
			exemptions: FIRE_ENGINE_EXEMPTIONS,
		};
		const told = await post(ROUTES.isochrone, query);
		const { response } = ROUTES.isochrone;
		expect(response.parse(JSON.parse(told)).bands[1]?.roadKm).toBeGreaterThan(1);
		expect(write(response, await worker.call('routing/isochrone', { query, closures }))).toBe(told);
		expect(write(response, answerIsochrone(index, query, closures))).toBe(told);

		const { shape } = closures[0] as Closure;
		const roads = await post(ROUTES.closedRoads, { shape });
		const closed = ROUTES.closedRoads.response;
		expect(closed.parse(JSON.parse(roads)).roadKm).toBeGreaterThan(0);
		expect(write(closed, await worker.call('routing/closed-roads', { shape }))).toBe(roads);
	});
});
