import fastifySwagger from '@fastify/swagger';
import Fastify from 'fastify';
import {
	jsonSchemaTransform,
	serializerCompiler,
	validatorCompiler,
	type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Health } from '../domain/api.ts';
import type { ServiceTable } from '../domain/service/service-table.ts';
import type { TravelTable } from '../domain/travel-table.ts';
import { createClosureDesk } from './closure-desk.ts';
import { createDemoVehicles } from './feed/demo-vehicles.ts';
import { createDemoDriver } from './feed/drive-demo.ts';
import { createFeedHub } from './feed/feed-hub.ts';
import { registerFeed } from './feed/feed-route.ts';
import type { ServedPack } from './follow-pack.ts';
import { registerAssess } from './http/assess.ts';
import { registerBuildings } from './http/buildings.ts';
import { registerClosures } from './http/closures.ts';
import { registerErrorTable } from './http/error-table.ts';
import { registerHealth } from './http/health.ts';
import { registerIncidents } from './http/incidents.ts';
import { registerMapLayers } from './http/map-layers.ts';
import { registerPackStatic } from './http/pack-static.ts';
import { registerPageStatic } from './http/page-static.ts';
import { registerRouting } from './http/routing.ts';
import { registerSearch } from './http/search.ts';
import { registerSecurityHeaders } from './http/security-headers.ts';
import type { TypedApp } from './http/typed-app.ts';
import { createIncidentDesk } from './incident-desk.ts';
import { keepWaysReady } from './keep-ways-ready.ts';
import { createClosureBook } from './store/closure-book.ts';
import type { ClosureEvent } from './store/closure-log.ts';
import type { OpenedEventLog } from './store/event-log.ts';
import { createIncidentBook } from './store/incident-book.ts';
import type { IncidentEvent } from './store/incident-log.ts';
import { warmCity } from './warm-city.ts';

/** Largest request body; an incident with its description is under 5 KB. */
const BODY_LIMIT_BYTES = 64 * 1024;

export interface AppParts {
	readonly pack: ServedPack;
	/** Folder whose files go out under /packs/; null = none do. */
	readonly packDir: string | null;
	readonly staticDir: string | null;
	readonly incidents: OpenedEventLog<IncidentEvent>;
	readonly closures: OpenedEventLog<ClosureEvent>;
	/** How long driving takes. */
	readonly table: TravelTable;
	/** The figures and run cards that assessments reckon with. */
	readonly service: ServiceTable;
	readonly version: string;
	/** Whether made-up vehicles move. */
	readonly demo: boolean;
	readonly nowMs: () => number;
	/** Whether warnings and errors go to stderr. */
	readonly log: boolean;
}

/**
 * Puts the server together from its parts, without listening. Once it listens it warms the city in the background, and each one that
 * takes its place; closing it closes the logs.
 */
export async function createApp(parts: AppParts): Promise<TypedApp> {
	const { pack, incidents, closures, table, service, nowMs, demo } = parts;
	const app: TypedApp = Fastify({
		logger: parts.log ? { level: 'warn', stream: process.stderr } : false,
		bodyLimit: BODY_LIMIT_BYTES,
		forceCloseConnections: true,
	}).withTypeProvider<ZodTypeProvider>();
	app.setValidatorCompiler(validatorCompiler);
	app.setSerializerCompiler(serializerCompiler);
	registerSecurityHeaders(app);
	registerErrorTable(app);
	await app.register(fastifySwagger, {
		openapi: { openapi: '3.1.0', info: { title: 'Fengtu', version: parts.version } },
		transform: jsonSchemaTransform,
	});

	const book = createIncidentBook(incidents.events);
	const hub = createFeedHub({
		nowMs,
		readSnapshot: () => ({
			packVersion: pack.manifest.version,
			incidents: desk.list(),
			vehicles: driver.current(),
			closures: closureDesk.list(),
		}),
		onListening: (listening) => driver.setListening(listening),
		onDropped: () => app.log.warn('feed: got a client that does not keep up, expected it to read; dropped'),
	});
	const driver = createDemoDriver(nowMs, hub.sendVehicles);
	const closureDesk = createClosureDesk({
		pack,
		book: createClosureBook(closures.events),
		log: closures.log,
		nowMs,
		onChange: hub.sendClosure,
	});
	const desk = createIncidentDesk({
		pack,
		book,
		log: incidents.log,
		readClosures: closureDesk.list,
		table,
		service,
		nowMs,
		onChange: hub.sendIncident,
		onProblem: (message) => app.log.error(message),
	});

	let warmProblems: Health['problems'] = [];
	let stop = new AbortController();
	let warming: Promise<void> = Promise.resolve();
	const warm = async (before: Promise<void>, { signal }: AbortController) => {
		await before;
		const { stations, roads, problems } = await pack.use((city) => warmCity(city, { table, service, signal }));
		if (signal.aborted) return;
		warmProblems = problems;
		for (const { message } of problems) app.log.error(`pack: ${message}`);
		if (demo) driver.setVehicles(createDemoVehicles(stations, roads));
		if (!roads) return;
		const limitS = service.values['force.firstArrivalS'];
		await keepWaysReady(roads.index, { stations, limitS, nowMs, signal }).catch((error: unknown) =>
			app.log.error(error),
		);
	};
	app.addHook('onListen', async () => {
		warming = warm(warming, stop);
	});
	const stopFollowing = pack.onSwitch(() => {
		stop.abort();
		stop = new AbortController();
		warming = warm(warming, stop);
		hub.sendPack(pack.manifest.version);
	});
	app.addHook('preClose', async () => {
		stopFollowing();
		stop.abort();
		driver.stop();
		hub.close();
	});
	app.addHook('onClose', async () => {
		await warming;
		await incidents.log.close();
		await closures.log.close();
	});

	await registerFeed(app, hub);
	registerHealth(app, {
		pack,
		version: parts.version,
		findProblems: async () => {
			const files = await pack.findProblems();
			// A file that is missing fails to warm too: once is enough.
			const warmed = warmProblems.filter(({ file }) => !files.some((problem) => problem.file === file));
			return [...files, ...warmed, ...incidents.problems, ...closures.problems];
		},
	});
	registerIncidents(app, desk);
	registerClosures(app, closureDesk);
	registerRouting(app, { pack, desk: closureDesk, table, nowMs });
	registerAssess(app, { pack, desk: closureDesk, table, service, nowMs });
	registerSearch(app, pack);
	registerBuildings(app, pack);
	registerMapLayers(app, pack);
	app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
	if (parts.packDir !== null) await registerPackStatic(app, parts.packDir, pack.manifest.name);
	await registerPageStatic(app, parts.staticDir);
	return app;
}
