import { join } from 'node:path';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Health } from '../domain/api.ts';
import { describeError, UnavailableError } from '../domain/errors.ts';
import type { ServiceTable } from '../domain/service/service-table.ts';
import type { TravelTable } from '../domain/travel-table.ts';
import { createParWatch } from './command/par-watch.ts';
import { createTrackRecorder } from './command/track-recorder.ts';
import { createLogSettings, type LogOptions, logRequests } from './create-log.ts';
import { createMetrics } from './create-metrics.ts';
import { createDemoOrders } from './feed/demo-orders.ts';
import { createDemoVehicles } from './feed/demo-vehicles.ts';
import { createFeedHub } from './feed/feed-hub.ts';
import { registerFeed } from './feed/feed-route.ts';
import { createKnownVehicles } from './feed/known-vehicles.ts';
import { createPositionBoard } from './feed/position-board.ts';
import { openSocketGate } from './feed/socket-gate.ts';
import type { ServedPack } from './follow-pack.ts';
import { registerAssess } from './http/assess.ts';
import { registerAttachments } from './http/attachments.ts';
import { registerBuildings } from './http/buildings.ts';
import { registerChanges } from './http/changes.ts';
import { registerClosures } from './http/closures.ts';
import { registerCommand } from './http/command.ts';
import { registerErrorTable, UNROUTED_ERRORS } from './http/error-table.ts';
import { registerFigures } from './http/figures.ts';
import { registerHealth } from './http/health.ts';
import { registerIncidents } from './http/incidents.ts';
import { registerMapLayers } from './http/map-layers.ts';
import { registerMetrics } from './http/metrics.ts';
import { describeRoutes, registerOpenApi } from './http/openapi.ts';
import { registerPackStatic } from './http/pack-static.ts';
import { registerPageStatic } from './http/page-static.ts';
import { registerPositions } from './http/positions.ts';
import { registerReady } from './http/ready.ts';
import { registerRecords } from './http/records.ts';
import { registerReport } from './http/report.ts';
import { registerRouting } from './http/routing.ts';
import { registerSearch } from './http/search.ts';
import { registerSecurityHeaders } from './http/security-headers.ts';
import type { TypedApp } from './http/typed-app.ts';
import { registerUnits } from './http/units.ts';
import { type IdentityParts, registerIdentity } from './identity/register-identity.ts';
import { nameCookies } from './identity/session-cookie.ts';
import { createIdleGate } from './idle-gate.ts';
import { createAssessmentKeeper } from './incidents/assessment-keeper.ts';
import { createIncidentDesk } from './incidents/incident-desk.ts';
import { createUnitDesk } from './incidents/unit-desk.ts';
import { createPackWarmer } from './pack-warmer.ts';
import { createClosureDesk } from './records/closure-desk.ts';
import { layRecordsOver } from './records/lay-records-over.ts';
import { createRecordOverlay } from './records/record-overlay.ts';
import { createSketchHub } from './sketch/sketch-hub.ts';
import { createSketchProjector } from './sketch/sketch-projector.ts';
import { registerSketch } from './sketch/sketch-route.ts';
import type { Store } from './store/store.ts';
import type { TlsPair } from './tls.ts';

/** Largest request body but for attachments; an incident with its description is under 5 KB, a plan under 64 KB. */
const BODY_LIMIT_BYTES = 256 * 1024;
/** Ids in an address may be 200 characters, each up to three when encoded. */
const PARAM_CHARS = 600;
/** How long a client may take to send a request. */
const REQUEST_TIMEOUT_MS = 120_000;

const CLOSE_IDLE_EVERY_MS = 50;

export interface AppParts {
	readonly pack: ServedPack;
	/** Folder whose files go out under /packs/; null = none do. */
	readonly packDir: string | null;
	readonly staticDir: string | null;
	/** Folder of the bytes of attachments. */
	readonly dataDir: string;
	readonly store: Store;
	/** How long driving takes. */
	readonly table: TravelTable;
	/** The figures and run cards that assessments reckon with. */
	readonly service: ServiceTable;
	readonly version: string;
	/** Who is who, and whether anybody is everybody. */
	readonly identity: Pick<IdentityParts, 'mode' | 'oidc' | 'limits' | 'isSecure'>;
	/** Certificate; null = plain HTTP. */
	readonly tls: TlsPair | null;
	/** Proxies whose X-Forwarded-For is believed; empty = none. */
	readonly trustedProxy: readonly string[];
	/** Whether made-up vehicles move. */
	readonly demo: boolean;
	/** How long tracks of vehicles are kept. */
	readonly trackDays: number;
	readonly nowMs: () => number;
	readonly log: LogOptions;
}

/**
 * Puts the server together from its parts, without listening. Once it listens it warms the city in the background, and each one that
 * takes its place. Closing it says bye to the feeds and lets requests under way end; the store stays open.
 */
export async function createApp(parts: AppParts): Promise<TypedApp> {
	const app = createFastify(parts);
	try {
		await compose(app, parts);
		return app;
	} catch (error) {
		await app.close();
		throw error;
	}
}

async function compose(app: TypedApp, parts: AppParts): Promise<void> {
	const { store, table, service, nowMs, version } = parts;
	const onProblem = (message: string) => app.log.error(message);
	registerSecurityHeaders(app, { isSecure: parts.identity.isSecure });
	registerErrorTable(app);
	refuseWhileClosing(app);
	logRequests(app);

	const gate = createIdleGate();
	const overlay = await createRecordOverlay(store, nowMs);
	const laid = layRecordsOver(parts.pack, overlay);
	const pack = gate.watch(laid);
	app.addHook('onClose', async () => overlay.destroy());
	const vehicles = createKnownVehicles(laid, overlay);
	const board = await createPositionBoard({ store, nowMs, findVehicle: vehicles.find, onProblem });
	app.addHook('onClose', () => board.close());
	const tracks = createTrackRecorder({ store, board, overlay, nowMs, keepDays: parts.trackDays, onProblem });
	app.addHook('onClose', () => tracks.stop());
	const refreshVehicles = () => void vehicles.refresh().then(board.refreshVehicles);

	await describeRoutes(app, { version, cookie: nameCookies(parts.identity.isSecure).session });
	const identity = await registerIdentity(app, { ...parts.identity, store, nowMs, onProblem });
	await registerOpenApi(app);
	const hub = await createFeedHub({
		store,
		board,
		nowMs,
		readPackVersion: () => pack.manifest.version,
		isAlive: identity.keepAlive,
		onSessionEnded: identity.onSessionEnded,
		onProblem,
	});
	app.addHook('preClose', async () => hub.close());
	const projector = createSketchProjector(store, nowMs, onProblem);
	const sketches = createSketchHub({
		store,
		projector,
		isAlive: identity.keepAlive,
		onSessionEnded: identity.onSessionEnded,
		onProblem,
	});
	app.addHook('preClose', () => sketches.close());
	const metrics = createMetrics({
		feed: hub.stats,
		positions: board.stats,
		refusedSignIns: identity.readRefused,
		pool: () => store.pool,
	});
	const parWatch = await createParWatch({ store, nowMs, onProblem });
	app.addHook('onClose', () => parWatch.stop());
	const units = createUnitDesk({ store, pack });
	const keeper = createAssessmentKeeper({
		store,
		pack,
		service,
		table,
		records: overlay,
		nowMs,
		onAssessed: hub.sendAssessment,
		onMade: (tookMs) => metrics.countAssessment(tookMs / 1000),
		onProblem,
	});
	const incidents = createIncidentDesk({ store, pack, service, keeper, settleSketch: projector.flush });
	const closures = createClosureDesk({ store, pack, overlay });
	const orders = createDemoOrders(store, overlay);
	const refreshOrders = () => {
		if (parts.demo) orders.refresh().catch((error: unknown) => onProblem(`demo vehicles: ${describeError(error)}`));
	};
	const warmer = createPackWarmer({
		pack: laid,
		table,
		service,
		nowMs,
		pause: gate.pause,
		onProblem,
		onWarm: ({ stations, roads }) => {
			if (parts.demo) board.setDemo(createDemoVehicles(stations, roads, orders));
		},
	});

	const undo = [
		overlay.onChange((collection) => {
			if (collection === 'unit' || collection === 'station') refreshVehicles();
			if (collection === 'unit') refreshOrders();
		}),
		pack.onSwitch(() => {
			refreshVehicles();
			warmer.start();
			hub.sendPack(pack.manifest.version);
		}),
		store.onChanges(metrics.countChanges),
	];
	app.addHook('onListen', async () => {
		refreshVehicles();
		refreshOrders();
		keeper.start();
		parWatch.start();
		tracks.start();
		warmer.start();
	});
	app.addHook('preClose', async () => {
		closeIdleWhileClosing(app);
		for (const stop of undo) stop();
		warmer.stop();
	});
	app.addHook('onClose', async () => {
		await warmer.ended();
		await keeper.stop();
		metrics.stop();
	});

	registerMetrics(app, metrics);
	registerHealth(app, {
		pack,
		version,
		findProblems: async () => {
			const files = await pack.findProblems();
			// A file that is missing fails to warm too: once is enough.
			const warmed = warmer.problems().filter(({ file }) => !files.some((problem) => problem.file === file));
			return [...files, ...warmed, ...keeper.problems(), ...(await findStoreProblem(store))];
		},
	});
	registerReady(app, [
		{ name: 'database', check: async () => describeCheck(await store.check(), 'does not answer') },
		{ name: 'city', check: async () => describeCheck(warmer.isWarm(), 'is being read') },
	]);
	const sockets = await openSocketGate(app);
	await registerFeed(app, hub, sockets);
	await registerSketch(app, { hub: sketches, store, gate: sockets });
	registerPositions(app, board, vehicles.isRead);
	registerIncidents(app, incidents);
	registerUnits(app, units);
	registerFigures(app, { store, pack, overlay, nowMs });
	registerCommand(app, store, nowMs);
	registerReport(app, { store, pack, service, keeper, nowMs });
	registerRecords(app, { store, pack, overlay, projector, nowMs });
	registerClosures(app, closures);
	registerChanges(app, store);
	await registerAttachments(app, { store, pack, nowMs, dir: join(parts.dataDir, 'attachments'), onProblem });
	registerRouting(app, { pack, listClosures: overlay.listClosures, table, nowMs });
	registerAssess(app, { pack, listClosures: overlay.listClosures, table, service, nowMs });
	registerSearch(app, { pack, overlay });
	registerBuildings(app, pack);
	registerMapLayers(app, { pack, overlay });
	if (parts.packDir !== null) await registerPackStatic(app, parts.packDir, pack.manifest.name);
	await registerPageStatic(app, parts.staticDir);
}

function createFastify({ log, tls, trustedProxy }: AppParts): TypedApp {
	const app = Fastify({
		...createLogSettings(log),
		...UNROUTED_ERRORS,
		// The options of an https server are those of an http server and the certificate.
		...(tls ? ({ https: tls } as object) : {}),
		trustProxy: trustedProxy.length > 0 ? [...trustedProxy] : false,
		bodyLimit: BODY_LIMIT_BYTES,
		requestTimeout: REQUEST_TIMEOUT_MS,
		forceCloseConnections: 'idle',
		// Refused by refuseWhileClosing, in the words of every other refusal.
		return503OnClosing: false,
		routerOptions: { maxParamLength: PARAM_CHARS },
	}).withTypeProvider<ZodTypeProvider>();
	// Fastify says null for a body that is not there, which is not what a schema with a default takes.
	app.setValidatorCompiler((route) => {
		const validate = validatorCompiler(route as Parameters<typeof validatorCompiler>[0]);
		return route.httpPart === 'body' ? (body) => validate(body ?? undefined) : validate;
	});
	app.setSerializerCompiler(serializerCompiler);
	// The other kind of body that Fastify takes by itself: what other sites' forms can send.
	app.removeContentTypeParser('text/plain');
	return app;
}

/** A request that comes in after the closing began is told so, on a line that was open before. */
function refuseWhileClosing(app: TypedApp): void {
	let isClosing = false;
	app.addHook('preClose', async () => {
		isClosing = true;
	});
	app.addHook('onRequest', async () => {
		if (!isClosing) return;
		throw new UnavailableError('server/stopping', 'server: got a request while it stops, expected one before');
	});
}

/** Lines that are kept open for a next request end as soon as the last one is answered, not a minute later. */
function closeIdleWhileClosing(app: TypedApp): void {
	const timer = setInterval(() => app.server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
	app.server.once('close', () => clearInterval(timer));
}

function describeCheck(ok: boolean, otherwise: string) {
	return { ok, detail: ok ? 'is there' : otherwise };
}

async function findStoreProblem(store: Store): Promise<Health['problems']> {
	if (await store.check()) return [];
	return [
		{
			code: 'store/unavailable',
			message: 'database: got no answer, expected one; nothing can be kept until it is there again',
			file: null,
		},
	];
}
