import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { z } from 'zod';
import { buildCityPack } from '../../src/citypack/build-city-pack.ts';
import { generateCity } from '../../src/citypack/generate/generate-city.ts';
import { createApi } from '../../src/client/api.ts';
import { createCaller } from '../../src/client/caller.ts';
import { type Situation, situationSchema } from '../../src/domain/alert/situation.ts';
import { ROUTES } from '../../src/domain/api.ts';
import { type Assessment, assessmentSchema } from '../../src/domain/assessment.ts';
import type { Closure, NewClosure } from '../../src/domain/closure.ts';
import type { LonLat } from '../../src/domain/geo/lon-lat.ts';
import { PACK_FILES } from '../../src/domain/pack/manifest.ts';
import { openCity } from '../../src/domain/pack/open-city.ts';
import { createServiceTable } from '../../src/domain/service/service-table.ts';
import { DEFAULT_TRAVEL_TABLE } from '../../src/domain/travel-table.ts';
import { readConfig } from '../../src/server/config.ts';
import { createServer, type FengtuServer } from '../../src/server/create-server.ts';
import { createFileSource } from '../../src/server/pack-files.ts';
import { createAssessHandlers } from '../../src/workers/assess/create-assess-handlers.ts';
import { createWorkerCaller, serveWorkerCalls, type WorkerCaller } from '../../src/workers/call-worker.ts';
import type { CityMessages } from '../../src/workers/messages.ts';
import { createRoutingHandlers } from '../../src/workers/routing/create-routing-handlers.ts';
import { createHeldRoads } from '../../src/workers/routing/held-roads.ts';
import { createWire } from '../support/create-wire.ts';
import { runCli } from '../support/run-cli.ts';
import { openTestDatabase } from '../support/test-store.ts';

/** A service with figures of its own, so that whoever reckons without its table is found out. */
const OWN = { values: { 'collapse.heightFactor': 2, 'force.firstArrivalS': 240 }, confirmed: ['aerial.lengthM'] };

let dir: string;
let pack: string;
let serviceFile: string;
let closuresFile: string;
let server: FengtuServer;
let database: { readonly url: string; destroy(): Promise<void> };
let isServing = true;
let url: string;
let worker: WorkerCaller<CityMessages>;
let stopWorker: () => void;
let closures: Closure[];
let places: LonLat[];

beforeAll(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fengtu-same-'));
	pack = join(dir, 'pack');
	serviceFile = join(dir, 'service.json');
	await writeFile(serviceFile, JSON.stringify(OWN));
	await generateCity({ city: 'dongguan', buildings: 1500, seed: 3, outDir: join(dir, 'source'), workers: 0 });
	await buildCityPack({ inputs: [join(dir, 'source')], outDir: pack, name: 'same', workers: 1 });
	database = await openTestDatabase();
	server = await createServer({
		config: readConfig({ DATABASE_URL: database.url }),
		packDir: pack,
		staticDir: null,
		dataDir: join(dir, 'data'),
		service: createServiceTable(OWN),
		version: '0.0.0-test',
		demo: false,
		log: false,
	});
	url = await server.app.listen({ host: '127.0.0.1', port: 0 });

	const city = await openCity((name) => createFileSource(join(pack, name)));
	const buildings = await city.findBuildingsIn(city.manifest.bounds);
	const stations = await city.readStations();
	// Every so many buildings one, a place between buildings, a station, and one outside.
	const step = Math.floor(buildings.length / 8);
	places = Array.from({ length: 8 }, (_, i) => {
		const [lon = 0, lat = 0] = buildings[i * step]?.polygons[0]?.[0]?.[0] ?? [];
		return { lon: lon + 2e-5 * (i % 3), lat: lat + 2e-5 };
	});
	const [station] = stations;
	if (!station) throw new Error('same-assessment: got no station, expected a city with some');
	places.push({ lon: station.lon, lat: station.lat }, { lon: station.lon + 3, lat: station.lat });

	const { page, worker: inside } = createWire();
	const roads = createHeldRoads();
	stopWorker = serveWorkerCalls<CityMessages>(inside, {
		...createRoutingHandlers(roads),
		...createAssessHandlers(roads),
	});
	worker = createWorkerCaller<CityMessages>(page);
	const packUrl = `${url}/packs/same/`;
	const table = await createApi(createCaller({ baseUrl: url })).readServiceTable();
	expect([...table.changed]).toEqual(['collapse.heightFactor', 'force.firstArrivalS']);
	await worker.call('routing/open', { graphUrl: packUrl + PACK_FILES.roadGraph, table: DEFAULT_TRAVEL_TABLE });
	await worker.call('assess/open', { packUrl, table });

	// Slow all around the station: every way to it becomes another.
	const d = 0.01;
	const ring = [
		[station.lon - d, station.lat - d],
		[station.lon + d, station.lat - d],
		[station.lon + d, station.lat + d],
		[station.lon - d, station.lat + d],
		[station.lon - d, station.lat - d],
	] as [number, number][];
	await post(ROUTES.addClosure, {
		shape: { type: 'Polygon', coordinates: [ring] },
		speedShare: 0.4,
		fromMs: 0,
	} satisfies NewClosure);
	const told = await (await fetch(`${url}${ROUTES.closures.path}`)).text();
	closures = ROUTES.closures.response.parse(JSON.parse(told)).closures;
	closuresFile = join(dir, 'closures.json');
	await writeFile(closuresFile, told);
});
afterAll(async () => {
	stopWorker();
	worker.destroy();
	if (isServing) await server.close();
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

/** Situations that change every section, one a place. */
function makeSituation(i: number): Situation {
	const { lon, lat } = places[i] as LonLat;
	return situationSchema.parse({
		type: i % 4 === 3 ? 'hazmat' : 'fire',
		level: i % 3 === 0 ? null : (i % 5) + 1,
		fireFloor: i % 2 === 0 ? null : i + 1,
		wind: i % 3 === 1 ? null : { fromDeg: 37 * i, speedMps: 1 + i / 2, basis: 'said', observedAtMs: null },
		substance: i % 4 === 3 ? 'ammonia' : null,
		defensive: i % 5 === 0,
		placed: i % 4 === 1 ? [{ model: 'DG53', lon: lon + 2e-4, lat, headingDeg: 30 }] : [],
	});
}

/** An assessment as the server writes it, but for how long it took. */
const write = (assessment: z.input<typeof assessmentSchema>) =>
	JSON.stringify({ ...assessmentSchema.parse(assessment), timingsMs: {} });

async function askCli(at: LonLat, situation: Situation, nowMs: number): Promise<Assessment> {
	const { type, level, fireFloor, wind, substance, defensive, placed } = situation;
	const { stdout, stderr, exitCode } = await runCli([
		...['assess', '--pack', pack, '--at', `${at.lon},${at.lat}`, '--json', '--type', type],
		...['--time', new Date(nowMs).toISOString(), '--service', serviceFile, '--closures', closuresFile],
		...(level === null ? [] : ['--level', String(level)]),
		...(fireFloor === null ? [] : ['--floor', String(fireFloor)]),
		...(wind === null ? [] : ['--wind', `${wind.fromDeg},${wind.speedMps}`]),
		...(substance === null ? [] : ['--substance', substance]),
		...(defensive ? ['--defensive'] : []),
		...placed.flatMap(({ model, lon, lat, headingDeg }) => ['--truck', `${model},${lon},${lat},${headingDeg}`]),
	]);
	expect(exitCode, stderr).toBe(0);
	return JSON.parse(stdout.trim().split('\n').at(-1) as string);
}

it('a place in a situation has the same assessment by the server, the command line and the worker', async () => {
	const nowMs = Date.parse('2026-11-20T12:00+08:00');
	const answers: Assessment[] = [];
	for (const [i, at] of places.entries()) {
		const situation = makeSituation(i);
		const told = JSON.parse(await post(ROUTES.assessSituation, { ...at, situation, nowMs }));
		answers.push(assessmentSchema.parse(told));
		const where = `place ${i} at ${at.lon},${at.lat}`;
		expect(write(await worker.call('assess/place', { at, situation, closures, nowMs })), where).toBe(write(told));
		expect(write(await askCli(at, situation, nowMs)), where).toBe(write(told));
	}
	// The questions do ask something: every section is there, and no part failed.
	const inside = answers.filter(({ place }) => place === 'inside-city');
	expect([inside.length, answers.at(-1)?.place]).toEqual([9, 'outside-city']);
	expect(inside.filter(({ target }) => target !== null).length).toBeGreaterThan(5);
	for (const part of ['exposures', 'aerial', 'supply', 'zones', 'heights', 'force'] as const)
		expect(
			inside.some((answer) => answer[part] !== null),
			part,
		).toBe(true);
	expect(answers.flatMap(({ findings }) => findings.filter(({ ruleId }) => ruleId === 'A5'))).toEqual([]);
});

it('the worker assesses a place it has read, in another situation, with the server gone; another place it cannot', async () => {
	const [at, , , , elsewhere] = places as [LonLat, LonLat, LonLat, LonLat, LonLat];
	const nowMs = Date.parse('2026-11-20T12:00+08:00');
	const [before, after] = [makeSituation(2), makeSituation(5)];
	await worker.call('assess/gather', { at });
	await worker.call('assess/place', { at, situation: before, closures: [], nowMs });
	const expected = write(JSON.parse(await post(ROUTES.assessSituation, { ...at, situation: after, nowMs })));
	await server.close();
	isServing = false;
	expect(write(await worker.call('assess/place', { at, situation: after, closures, nowMs }))).toBe(expected);
	await expect(
		worker.call('assess/place', {
			at: { ...elsewhere, lon: elsewhere.lon + 0.0001 },
			situation: after,
			closures,
			nowMs,
		}),
	).rejects.toMatchObject({ code: 'pack/unreachable' });
});
