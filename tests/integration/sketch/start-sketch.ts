import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import WebSocket from 'ws';
import type { SketchSocket } from '../../../src/client/sketch/sketch-line.ts';
import { openSketch, type Sketch, type SketchState } from '../../../src/client/sketch.ts';
import type { Role } from '../../../src/domain/access/identity.ts';
import { DEMO_IDENTITY, type Identity } from '../../../src/domain/access/may-do.ts';
import { type Mark, markSchema } from '../../../src/domain/tactics/mark.ts';
import { openSocketGate } from '../../../src/server/feed/socket-gate.ts';
import { registerErrorTable } from '../../../src/server/http/error-table.ts';
import { registerRecords } from '../../../src/server/http/records.ts';
import type { TypedApp } from '../../../src/server/http/typed-app.ts';
import { layRecordsOver } from '../../../src/server/records/lay-records-over.ts';
import { createRecordOverlay } from '../../../src/server/records/record-overlay.ts';
import { createSketchHub, type SketchHub } from '../../../src/server/sketch/sketch-hub.ts';
import { createSketchProjector, type SketchProjector } from '../../../src/server/sketch/sketch-projector.ts';
import { registerSketch } from '../../../src/server/sketch/sketch-route.ts';
import { createSketchState } from '../../../src/server/sketch/sketch-state.ts';
import { readSketch } from '../../../src/server/sketch/sketch-table.ts';
import { openStore } from '../../../src/server/store/open-store.ts';
import type { Store, WriteContext } from '../../../src/server/store/store.ts';
import { BARE_INCIDENT } from '../../support/bare-incident.ts';
import { createFakeCity } from '../../support/fake-city.ts';
import { serveCity } from '../../support/serve-city.ts';

const SYSTEM: WriteContext = { by: { kind: 'system', id: 'test', name: 'test' }, from: 'test', idempotency: null };

/** Sketches and drawings of one server process, over a database; who calls is in the header x-who. */
export interface TestSketchServer {
	readonly url: string;
	readonly store: Store;
	readonly hub: SketchHub;
	readonly projector: SketchProjector;
	readonly problems: string[];
	endSession(sessionId: string): void;
	close(): Promise<void>;
}

/** Somebody of a role, of no district of their own. */
export function makePerson(name: string, role: Role): Identity {
	const actor = { kind: 'user', id: `u-${name}`, name } as const;
	return { actor, roles: [role], districts: null, actions: null, sessionId: `s-${name}` };
}

/** Starts one on a database that may have others. */
export async function startSketches(
	databaseUrl: string,
	people: Readonly<Record<string, Identity>> = {},
): Promise<TestSketchServer> {
	const problems: string[] = [];
	const onProblem = (message: string) => problems.push(message);
	const nowMs = () => Date.now();
	const store = await openStore({ url: databaseUrl, nowMs, onProblem });
	const listeners = new Set<(sessionId: string) => void>();
	const projector = createSketchProjector(store, nowMs, onProblem);
	const hub = createSketchHub({
		store,
		projector,
		isAlive: () => true,
		onSessionEnded(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		onProblem,
	});
	const app: TypedApp = Fastify({ forceCloseConnections: true }).withTypeProvider<ZodTypeProvider>();
	app.setValidatorCompiler(validatorCompiler);
	app.setSerializerCompiler(serializerCompiler);
	registerErrorTable(app);
	app.decorateRequest('identity', null as unknown as Identity);
	app.addHook('onRequest', async (request) => {
		request.identity = people[String(request.headers['x-who'])] ?? DEMO_IDENTITY;
	});
	const overlay = await createRecordOverlay(store, nowMs);
	const pack = layRecordsOver(serveCity(createFakeCity({})), overlay);
	await registerSketch(app, { hub, store, gate: await openSocketGate(app) });
	registerRecords(app, { store, pack, overlay, projector, nowMs });
	const url = await app.listen({ host: '127.0.0.1', port: 0 });
	return {
		url,
		store,
		hub,
		projector,
		problems,
		endSession: (sessionId) => {
			for (const listener of listeners) listener(sessionId);
		},
		async close() {
			await hub.close();
			await app.close();
			overlay.destroy();
			await store.close();
		},
	};
}

/** An open incident. */
export async function addIncident(store: Store, id: string): Promise<void> {
	const set = {
		...BARE_INCIDENT,
		lon: 113.75,
		lat: 23.02,
		given: { lon: 113.75, lat: 23.02, crs: 'wgs84', address: null },
	};
	await store.write(SYSTEM, (tx) =>
		tx.append({ collection: 'incident', id, kind: 'incident/raised', set: set as never }),
	);
}

export async function closeTestIncident(store: Store, id: string): Promise<void> {
	await store.write(SYSTEM, (tx) =>
		tx.append({ collection: 'incident', id, kind: 'incident/closed', set: { closedAtMs: Date.now() } }),
	);
}

/** A page with a sketch, and the line under it, which can be cut. */
export interface TestPage {
	readonly sketch: Sketch;
	/** Cuts the line as a network does; the next one may be opened from `heal` on. */
	cut(): void;
	heal(): void;
	/** Waits until what it holds fits. */
	until(fits: (state: SketchState) => boolean): Promise<SketchState>;
	/** Sends bytes as they are. */
	sendRaw(bytes: Uint8Array): void;
	/** Bytes of all messages that came. */
	readReceived(): number;
	readonly closes: number[];
}

/** Opens a page of somebody; `readUrl` is asked with each line, so that the server may be another one then. */
export function openPage(readUrl: () => string, incidentId: string, who = ''): TestPage {
	let socket: WebSocket | null = null;
	let isCut = false;
	const closes: number[] = [];
	let received = 0;
	const sketch = openSketch({
		incidentId,
		url: '-',
		openSocket() {
			const address = isCut ? 'http://127.0.0.1:9' : readUrl();
			const opened = new WebSocket(`${address.replace('http', 'ws')}/api/incidents/${incidentId}/sketch`, {
				headers: { 'x-who': who },
			});
			opened.on('error', () => {});
			opened.on('message', (data) => {
				received += (data as ArrayBuffer).byteLength;
			});
			opened.on('close', (code) => closes.push(code));
			socket = opened;
			return opened as unknown as SketchSocket;
		},
	});
	return {
		sketch,
		closes,
		readReceived: () => received,
		cut() {
			isCut = true;
			socket?.terminate();
		},
		heal() {
			isCut = false;
		},
		until: (fits) =>
			new Promise((done) => {
				let undo = () => {};
				const look = (state: SketchState) => {
					if (!fits(state)) return;
					undo();
					done(state);
				};
				undo = sketch.marks.subscribe(look);
				look(sketch.marks.getState());
			}),
		sendRaw: (bytes) => socket?.send(bytes),
	};
}

/** Live, allowed to draw, and all that was drawn is kept. */
export function isSettled({ status, readOnly, waiting }: SketchState): boolean {
	return status === 'live' && readOnly === null && waiting === 0;
}

/** The drawings of an incident, as marks. */
export async function readDrawn(store: Store, incidentId: string): Promise<Map<string, Mark>> {
	const drawings = await store.list('drawing', { where: { incidentId } });
	return new Map(drawings.map((drawing) => [drawing.id, markSchema.parse(drawing)]));
}

/** The marks of an incident as its table has them. */
export async function readKept(store: Store, incidentId: string): Promise<Map<string, Mark>> {
	const state = createSketchState();
	const news = await readSketch(store.pool, incidentId, 0);
	if (news) state.load(news);
	return new Map(state.marks);
}

/** A mark at a place. */
export function pointAt(lon: number, lat: number): Pick<Mark, 'geometry'> {
	return { geometry: { type: 'Point', coordinates: [lon, lat] } };
}
