import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { healthSchema } from '../../../src/domain/api.ts';
import { DataError } from '../../../src/domain/errors.ts';
import { fromWgs84 } from '../../../src/domain/geo/datum.ts';
import { incidentRecordSchema, incidentSchema } from '../../../src/domain/incident.ts';
import { readServiceAnswer, serviceAnswerSchema } from '../../../src/domain/service/service-answer.ts';
import { createServiceTable } from '../../../src/domain/service/service-table.ts';
import { type FeedMessage, feedMessageSchema } from '../../../src/domain/topics.ts';
import { createFakeCity, makeBuilding, makePlace, makeStation, makeWater, ORIGIN } from '../../support/fake-city.ts';
import { makeRoadGraph } from '../../support/make-road-graph.ts';
import { openTestStore } from '../../support/test-store.ts';
import {
	errorOf,
	makeServerFolder,
	RANGE_FILE,
	removeServerFolder,
	startTestServer,
	type TestFeed,
	type TestServer,
} from './start-test-server.ts';

const CITY = createFakeCity({
	buildings: [
		makeBuilding(0, [-10, -5, 30, 20], { street: '鸿福路', houseNumber: '218' }),
		makeBuilding(1, [500, 0, 10, 10], { street: '东纵路', houseNumber: '1', town: '东城街道' }),
		makeBuilding(2, [600, 0, 10, 10], { street: '东纵路', houseNumber: '1', town: '南城街道' }),
	],
	water: [makeWater('h1', 50, 0), makeWater('h2', 90, 0)],
	stations: [makeStation('west', -1000, -30), makeStation('east', 1500, -30)],
	places: [makePlace('s1', 'street', '鸿福路')],
	roads: makeRoadGraph([
		{ from: [-2000, -30], to: [0, -30], roadClass: 'primary' },
		{ from: [0, -30], to: [3000, -30], roadClass: 'primary' },
	]),
});

let dir: string;
let server: TestServer;
beforeAll(async () => {
	dir = await makeServerFolder();
	server = await startTestServer(CITY, dir);
});
afterAll(async () => {
	await server.close();
	await removeServerFolder(dir);
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });
/** As node:http sends it: fetch would tidy the path, and ask for no cached answer. */
const getRaw = (path: string, headers: Record<string, string> = {}) =>
	new Promise<{ status: number; text: string }>((done, fail) => {
		const { hostname, port } = new URL(server.url);
		request({ hostname, port, path, headers }, (answer) => {
			let text = '';
			answer.on('data', (chunk) => {
				text += chunk;
			});
			answer.on('end', () => done({ status: answer.statusCode ?? 0, text }));
		})
			.on('error', fail)
			.end();
	});
const post = (path: string, body?: unknown) => server.post(path, body);
const nextOf = async (feed: TestFeed, kind: FeedMessage['kind']) => {
	let message = feedMessageSchema.parse(await feed.next());
	while (message.kind !== kind) message = feedMessageSchema.parse(await feed.next());
	return message;
};
const raise = async (body: unknown) => incidentSchema.parse(await (await post('/api/incidents', body)).json());

describe('incidents', () => {
	it('a POST is assessed, answered with 201 and told to every open page', async () => {
		const feed = await server.openFeed();
		expect((await feed.next()).kind).toBe('snapshot');
		const answer = await post('/api/incidents', { ...ORIGIN, type: 'fire', level: 2 });
		expect(answer.status).toBe(201);
		const incident = incidentSchema.parse(await answer.json());
		expect(answer.headers.get('location')).toBe(`/api/incidents/${incident.id}`);
		expect(incident.id).toMatch(/^\d{4}-\d{4}-\d{4}$/);
		expect(incident.assessment?.target).toMatchObject({ id: 'b-0', footprintM2: 600, perimeterM: 100 });
		expect(incident.assessment?.stations.map(({ id }) => id)).toEqual(['west', 'east']);
		expect(await nextOf(feed, 'changes')).toMatchObject({
			changes: [{ collection: 'incident', id: incident.id, record: { id: incident.id, caller: null } }],
		});
		expect(await nextOf(feed, 'assessment')).toMatchObject({
			incidentId: incident.id,
			revision: 1,
			assessment: { target: { id: 'b-0' } },
		});
		feed.close();
	});

	it('what the caller says of floor, wind and substance is kept and reckoned with', async () => {
		const said = { level: 3, fireFloor: 4, wind: { fromDeg: 0, speedMps: 2 }, substance: 'ammonia' };
		const raised = await (await server.post('/api/incidents', { ...ORIGIN, ...said })).json();
		expect(raised).toMatchObject(said);
		expect(raised).toMatchObject({ assessment: { situation: { ...said, type: 'fire' } } });
		const { id } = raised as { id: string };
		expect(await (await get(`/api/incidents/${id}`)).json()).toEqual(raised);
	});

	it('takes coordinates in GCJ-02 and keeps what was given', async () => {
		const given = fromWgs84(ORIGIN, 'gcj02');
		const incident = await raise({ ...given, crs: 'gcj02' });
		expect(incident.lon).toBeCloseTo(ORIGIN.lon, 7);
		expect(incident.lat).toBeCloseTo(ORIGIN.lat, 7);
		expect(incident.given).toEqual({ ...given, crs: 'gcj02', address: null });
	});

	it('takes an address or a building id', async () => {
		expect((await raise({ address: '鸿福路218号' })).assessment?.target?.id).toBe('b-0');
		expect((await raise({ address: 'b-1' })).assessment?.target?.id).toBe('b-1');
	});

	it('says 404 with the best hits for an address it does not know or that is two', async () => {
		const unknown = await post('/api/incidents', { address: '鸿福' });
		expect(unknown.status).toBe(404);
		const error = await errorOf(unknown);
		expect(error).toMatchObject({ code: 'incident/unknown-address', context: { hits: [{ name: '鸿福路' }] } });
		const twice = await errorOf(await post('/api/incidents', { address: '东纵路1号' }));
		expect(twice.code).toBe('incident/ambiguous-address');
		expect(twice.context.hits).toHaveLength(2);
	});

	it('acknowledges and closes, each told; a closed one cannot be acknowledged', async () => {
		const { id } = await raise(ORIGIN);
		const feed = await server.openFeed();
		await feed.next();
		const closed = incidentRecordSchema.parse(await (await post(`/api/incidents/${id}/close`)).json());
		expect(closed.closedAtMs).not.toBeNull();
		expect(await nextOf(feed, 'changes')).toMatchObject({
			changes: expect.arrayContaining([expect.objectContaining({ id, version: closed.version })]),
		});
		const late = await post(`/api/incidents/${id}/acknowledge`);
		expect(late.status).toBe(409);
		expect((await errorOf(late)).code).toBe('incident/closed');
		const { id: open } = await raise(ORIGIN);
		const acknowledged = incidentRecordSchema.parse(await (await post(`/api/incidents/${open}/acknowledge`)).json());
		expect(acknowledged.acknowledgedAtMs).not.toBeNull();
		feed.close();
	});

	it('says 404 for an id nobody has', async () => {
		const answer = await get('/api/incidents/2020-0101-0001');
		expect(answer.status).toBe(404);
		expect((await errorOf(answer)).code).toBe('incident/not-found');
	});
});

describe('the error table', () => {
	it('400 says where, what was got and what was expected', async () => {
		const answer = await post('/api/incidents', { lon: 'east', lat: 23 });
		expect(answer.status).toBe(400);
		const error = await errorOf(answer);
		expect(error.code).toBe('http/bad-request');
		expect(error.message).toMatch(/^POST \/api\/incidents: body\.lon: got "east", .*expected number/);
	});

	it('400 for a query out of range and for a body that is not JSON', async () => {
		expect((await errorOf(await get('/api/search?q=x&limit=900'))).message).toContain('limit');
		const answer = await fetch(`${server.url}/api/incidents`, {
			method: 'POST',
			body: '{',
			headers: { 'content-type': 'application/json' },
		});
		expect(answer.status).toBe(400);
		expect((await errorOf(answer)).code).toMatch(/^http\//);
	});

	it('413 for a body that is too large', async () => {
		const answer = await post('/api/incidents', { ...ORIGIN, description: 'x'.repeat(300_000) });
		expect(answer.status).toBe(413);
		await errorOf(answer);
	});

	it('404 in JSON below /api, whatever the browser accepts', async () => {
		const answer = await get('/api/nothing', { accept: 'text/html' });
		expect(answer.status).toBe(404);
		expect((await errorOf(answer)).code).toBe('http/not-found');
	});

	it('404 for a building that does not exist', async () => {
		const answer = await get('/api/buildings/fid/99');
		expect(answer.status).toBe(404);
		expect((await errorOf(answer)).code).toBe('building/not-found');
	});
});

describe('reading', () => {
	it('health names the pack', async () => {
		expect(healthSchema.parse(await (await get('/api/health')).json())).toEqual({
			status: 'ok',
			version: '0.0.0-test',
			pack: { name: 'fake', version: '0123456789ab', buildings: 3, synthetic: true },
			problems: [],
		});
	});

	it('assesses a place without raising an alarm', async () => {
		const before = ((await (await get('/api/incidents')).json()) as { incidents: unknown[] }).incidents.length;
		const assessment = (await (await get(`/api/assess?lon=${ORIGIN.lon}&lat=${ORIGIN.lat}`)).json()) as {
			target: unknown;
		};
		expect(assessment.target).toMatchObject({ id: 'b-0' });
		expect(((await (await get('/api/incidents')).json()) as { incidents: unknown[] }).incidents).toHaveLength(before);
	});

	it('assesses a place in a situation, told whole or in part; what is out of range is refused with where and what', async () => {
		const wind = { fromDeg: 90, speedMps: 4 };
		const answer = await server.post('/api/assess', { ...ORIGIN, situation: { fireFloor: 3, wind, level: 2 } });
		expect(answer.status).toBe(200);
		expect(await answer.json()).toMatchObject({
			target: { id: 'b-0' },
			situation: {
				...{ type: 'fire', level: 2, fireFloor: 3, defensive: false, placed: [] },
				wind: { ...wind, basis: 'said', observedAtMs: null },
			},
		});
		expect(await (await server.post('/api/assess', ORIGIN)).json()).toMatchObject({
			situation: { level: null, fireFloor: null, wind: null },
		});
		const bad = await server.post('/api/assess', { ...ORIGIN, situation: { wind: { fromDeg: 400, speedMps: 1 } } });
		expect(bad.status).toBe(400);
		expect(await bad.json()).toMatchObject({
			error: { code: 'http/bad-request', message: expect.stringContaining('body.situation.wind.fromDeg: got 400') },
		});
	});

	it('tells the figures that it reckons with', async () => {
		const told = serviceAnswerSchema.parse(await (await get('/api/service')).json());
		expect(readServiceAnswer(told)).toEqual(createServiceTable());
		expect(told.values['collapse.heightFactor']).toBe(1.5);
	});

	it('answers search, building, stations, water and pack', async () => {
		expect(await (await get('/api/search?q=鸿福路')).json()).toMatchObject({
			hits: [{ kind: 'street', name: '鸿福路' }],
		});
		expect(await (await get('/api/buildings/fid/0')).json()).toMatchObject({
			id: 'b-0',
			footprintM2: 600,
			provenance: { key: 'survey' },
		});
		expect(await (await get('/api/stations')).json()).toMatchObject({ stations: [{ id: 'west' }, { id: 'east' }] });
		const box = 'west=113.74&south=23.01&east=113.76&north=23.03';
		expect(await (await get(`/api/water?${box}`)).json()).toMatchObject({
			water: [{ id: 'h1' }, { id: 'h2' }],
			truncated: false,
		});
		expect(await (await get(`/api/water?${box}&limit=1`)).json()).toMatchObject({
			water: [{ id: 'h1' }],
			truncated: true,
		});
		expect((await get('/api/water?west=1&south=1&east=0&north=2')).status).toBe(400);
		expect(await (await get('/api/pack')).json()).toMatchObject({ name: 'fake', format: 'fengtu-pack/1' });
	});

	it('describes itself as OpenAPI 3.1', async () => {
		const document = (await (await get('/api/openapi.json')).json()) as {
			openapi: string;
			paths: Record<string, unknown>;
		};
		expect(document.openapi).toBe('3.1.0');
		expect(Object.keys(document.paths)).toEqual(
			expect.arrayContaining([
				'/api/incidents',
				'/api/incidents/{id}/close',
				'/api/assess',
				'/api/search',
				'/api/water',
				'/api/route',
				'/api/route/fleet',
				'/api/route/isochrone',
				'/api/closures',
				'/api/closures/{id}/lift',
				'/api/closures/roads',
				'/api/travel-table',
				'/api/service',
			]),
		);
	});
});

describe('static files', () => {
	it('serves ranges of a pack file, uncompressed, with an ETag', async () => {
		const answer = await get('/packs/fake/basemap.pmtiles', { range: 'bytes=16-31', 'accept-encoding': 'gzip, br' });
		expect(answer.status).toBe(206);
		expect(answer.headers.get('content-range')).toBe('bytes 16-31/256');
		expect(answer.headers.get('content-encoding')).toBeNull();
		expect(new Uint8Array(await answer.arrayBuffer())).toEqual(RANGE_FILE.slice(16, 32));
		const etag = answer.headers.get('etag') as string;
		expect((await getRaw('/packs/fake/basemap.pmtiles', { 'if-none-match': etag })).status).toBe(304);
		expect((await get('/packs/fake/basemap.pmtiles', { range: 'bytes=999-' })).status).toBe(416);
	});

	it('serves tiles as the gzip they are at rest, to be kept for ever', async () => {
		const answer = await get('/packs/fake/tiles/v1/content/0.glb');
		expect(answer.headers.get('content-encoding')).toBe('gzip');
		expect(answer.headers.get('content-type')).toBe('model/gltf-binary');
		expect(answer.headers.get('cache-control')).toContain('immutable');
		expect(await answer.text()).toBe('glTF');
		const atRest = gunzipSync(await readFile(join(dir, 'pack/tiles/v1/tileset.json'))).toString();
		expect(await (await get('/packs/fake/tiles/v1/tileset.json')).text()).toBe(atRest);
	});

	it('serves terrain the same way, with the type that Cesium asks for', async () => {
		const answer = await get('/packs/fake/terrain/v1/0/0/0.terrain', {
			accept: 'application/vnd.quantized-mesh;extensions=octvertexnormals,application/octet-stream;q=0.9,*/*;q=0.01',
		});
		expect(answer.headers.get('content-encoding')).toBe('gzip');
		expect(answer.headers.get('content-type')).toBe('application/vnd.quantized-mesh');
		expect(answer.headers.get('cache-control')).toContain('immutable');
		expect(await answer.text()).toBe('mesh');
		expect(await (await get('/packs/fake/terrain/v1/layer.json')).json()).toEqual({ format: 'quantized-mesh-1.0' });
	});

	it.each([
		'/packs/fake/../secret.txt',
		'/packs/fake/%2e%2e/secret.txt',
		'/packs/fake/..%2fsecret.txt',
		'/../secret.txt',
	])('does not leave its folder for %s', async (path) => {
		const { status, text } = await getRaw(path);
		expect(status).toBeGreaterThanOrEqual(400);
		expect(text).not.toBe('secret');
	});

	it('serves the page for every address of the app, with a content security policy', async () => {
		for (const path of ['/', '/incidents/2026-1120-0001']) {
			const answer = await get(path, { accept: 'text/html' });
			expect(answer.status).toBe(200);
			expect(await answer.text()).toContain('Fengtu');
			expect(answer.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'");
			expect(answer.headers.get('content-security-policy')).not.toContain("'unsafe-eval'");
			expect(answer.headers.get('cache-control')).toBe('no-cache');
		}
		expect((await get('/assets/main-1234.js')).headers.get('cache-control')).toContain('immutable');
		expect((await get('/assets/gone.js', { accept: '*/*' })).status).toBe(404);
	});
});

describe('the live feed', () => {
	it('sends assessments deflated: one costs less than half of its bytes', async () => {
		const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/feed`);
		const told = new Promise<{ text: string; bytes: number }>((done) => {
			let line: Socket;
			let before = 0;
			socket.once('upgrade', (answer) => {
				line = answer.socket;
			});
			socket.on('message', (data) => {
				const message = feedMessageSchema.parse(JSON.parse(String(data)));
				if (message.kind === 'assessment') done({ text: String(data), bytes: line.bytesRead - before });
				else before = line.bytesRead;
			});
		});
		await new Promise((done) => socket.once('open', done));
		await raise(ORIGIN);
		const { text, bytes } = await told;
		socket.terminate();
		expect(text.length).toBeGreaterThan(10_000);
		expect(bytes).toBeLessThan(text.length / 2);
	});

	it('is closed to pages of other sites', async () => {
		const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/feed`, {
			origin: 'http://elsewhere.example',
		});
		const status = await new Promise((done) => {
			socket.once('unexpected-response', (_, answer) => done(answer.statusCode));
			socket.once('open', () => done('open'));
			socket.once('error', () => done('error'));
		});
		socket.terminate();
		expect(status).toBe(403);
	});
});

describe('across restarts', () => {
	it('keeps incidents and their state, and goes on counting ids', async () => {
		const folder = await makeServerFolder();
		const { store, destroy } = await openTestStore();
		const before = await startTestServer(CITY, folder, { store });
		const first = incidentSchema.parse(await (await before.post('/api/incidents', ORIGIN)).json());
		const answer = await before.post(`/api/incidents/${first.id}/acknowledge`);
		const acknowledged = incidentRecordSchema.parse(await answer.json());
		await before.close();

		const after = await startTestServer(CITY, folder, { store });
		const feed = await after.openFeed();
		expect(await feed.next()).toMatchObject({ kind: 'snapshot', incidents: [acknowledged] });
		const second = incidentSchema.parse(await (await after.post('/api/incidents', ORIGIN)).json());
		expect(Number(second.id.slice(-4))).toBe(Number(first.id.slice(-4)) + 1);
		await after.close();
		await destroy();
		await removeServerFolder(folder);
	});
});

describe('a damaged pack', () => {
	it('still assesses what it can and says in health which file is bad', async () => {
		const folder = await makeServerFolder();
		const bad = () =>
			Promise.reject(new DataError('pack/truncated', 'roads.graph: cut', { context: { file: 'roads.graph' } }));
		const damaged = await startTestServer({ ...CITY, readRoadGraph: bad }, folder);
		const answer = await fetch(`${damaged.url}/api/assess?lon=${ORIGIN.lon}&lat=${ORIGIN.lat}`);
		expect(answer.status).toBe(200);
		expect(await answer.json()).toMatchObject({ target: { id: 'b-0' }, stations: [] });
		const health = healthSchema.parse(await (await fetch(`${damaged.url}/api/health`)).json());
		expect(health).toMatchObject({ status: 'degraded', problems: [{ code: 'pack/truncated', file: 'roads.graph' }] });
		await damaged.close();
		await removeServerFolder(folder);
	});
});

describe('demo vehicles', () => {
	it('move along the road while somebody listens, marked as demo', async () => {
		const folder = await makeServerFolder();
		const moving = await startTestServer(CITY, folder, { demo: true });
		const feed = await moving.openFeed();
		await feed.next();
		let message = await feed.next();
		// The first may say that there are none yet.
		while (message.kind !== 'vehicles' || message.vehicles.length === 0) message = await feed.next();
		expect(message.vehicles.every(({ demo }) => demo)).toBe(true);
		await moving.close();
		await removeServerFolder(folder);
	});
});
