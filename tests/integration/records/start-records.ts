import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type InjectOptions } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Role } from '../../../src/domain/access/identity.ts';
import type { Identity } from '../../../src/domain/access/may-do.ts';
import { errorResponseSchema } from '../../../src/domain/api/error-response.ts';
import type { City } from '../../../src/domain/pack/city.ts';
import { registerAttachments } from '../../../src/server/http/attachments.ts';
import { registerChanges } from '../../../src/server/http/changes.ts';
import { registerClosures } from '../../../src/server/http/closures.ts';
import { registerErrorTable } from '../../../src/server/http/error-table.ts';
import { registerMapLayers } from '../../../src/server/http/map-layers.ts';
import { registerRecords } from '../../../src/server/http/records.ts';
import { registerSearch } from '../../../src/server/http/search.ts';
import type { TypedApp } from '../../../src/server/http/typed-app.ts';
import type { NewAuditEntry } from '../../../src/server/identity/audit-log.ts';
import { createClosureDesk } from '../../../src/server/records/closure-desk.ts';
import { layRecordsOver } from '../../../src/server/records/lay-records-over.ts';
import { createRecordOverlay, type RecordOverlay } from '../../../src/server/records/record-overlay.ts';
import { createSketchProjector } from '../../../src/server/sketch/sketch-projector.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { registerAs } from '../../support/register-as.ts';
import { serveCity } from '../../support/serve-city.ts';
import { openTestStore } from '../../support/test-store.ts';

/** The routes of records over a database of their own, asked as whoever `be` said last; first as somebody who may do all that people do. */
export interface TestRecords {
	readonly store: Store;
	readonly overlay: RecordOverlay;
	readonly city: City;
	readonly attachmentsDir: string;
	readonly audit: readonly NewAuditEntry[];
	readonly problems: string[];
	readonly app: TypedApp;
	be(roles: readonly Role[], districts?: readonly string[] | null): void;
	send(
		method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
		path: string,
		body?: object,
		headers?: object,
	): Promise<Answer>;
	close(): Promise<void>;
}

/** What came back. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly bytes: Buffer;
	/** Of a JSON body. */
	json<T = Record<string, unknown>>(): T;
	/** Code of the error told; '' when it is none. */
	readonly code: string;
}

const EVERYBODY: readonly Role[] = ['commander', 'dispatcher', 'crew', 'planner', 'auditor'];

/** Starts them over a city in memory. */
export async function startRecords(laidUnder: City): Promise<TestRecords> {
	const { store, destroy } = await openTestStore();
	const dir = await mkdtemp(join(tmpdir(), 'fengtu-records-'));
	const nowMs = () => Date.now();
	const problems: string[] = [];
	let identity: Identity = makeIdentity(EVERYBODY, null);

	const app: TypedApp = Fastify({ routerOptions: { maxParamLength: 600 } }).withTypeProvider<ZodTypeProvider>();
	app.setValidatorCompiler(validatorCompiler);
	app.setSerializerCompiler(serializerCompiler);
	registerErrorTable(app);
	const audit = registerAs(app, () => identity);
	const overlay = await createRecordOverlay(store, nowMs);
	const pack = layRecordsOver(serveCity(laidUnder), overlay);
	const projector = createSketchProjector(store, nowMs, (message) => problems.push(message));
	registerRecords(app, { store, pack, overlay, projector, nowMs });
	registerClosures(app, createClosureDesk({ store, pack, overlay }));
	registerChanges(app, store);
	registerMapLayers(app, { pack, overlay });
	registerSearch(app, { pack, overlay });
	const attachmentsDir = join(dir, 'attachments');
	const onProblem = (message: string) => problems.push(message);
	await registerAttachments(app, { store, pack, dir: attachmentsDir, nowMs, onProblem });
	await app.ready();
	const city = await pack.use(async (laid) => laid);

	return {
		store,
		overlay,
		city,
		attachmentsDir,
		audit,
		problems,
		app,
		be(roles, districts = null) {
			identity = makeIdentity(roles, districts);
		},
		send: (method, url, body, headers = {}) =>
			inject(app, { method, url, ...(body ? { payload: body } : {}), headers: { ...headers } }),
		async close() {
			await app.close();
			await projector.close();
			overlay.destroy();
			await destroy();
			await rm(dir, { recursive: true });
		},
	};
}

/** One request, without a line. */
export async function inject(app: TypedApp, request: InjectOptions): Promise<Answer> {
	const { statusCode, headers, rawPayload } = await app.inject(request);
	const read = () => JSON.parse(rawPayload.toString());
	return {
		status: statusCode,
		headers,
		bytes: rawPayload,
		json: read,
		get code() {
			return statusCode < 400 ? '' : errorResponseSchema.parse(read()).error.code;
		},
	};
}

function makeIdentity(roles: readonly Role[], districts: readonly string[] | null): Identity {
	const name = roles.join(' and ');
	return { actor: { kind: 'user', id: 'u-1', name }, roles, districts, actions: null, sessionId: 's-1' };
}
