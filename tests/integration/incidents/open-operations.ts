import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { DEMO_IDENTITY, type Identity } from '../../../src/domain/access/may-do.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import type { City } from '../../../src/domain/pack/city.ts';
import { createServiceTable } from '../../../src/domain/service/service-table.ts';
import { DEFAULT_TRAVEL_TABLE } from '../../../src/domain/travel-table.ts';
import type { ServedPack } from '../../../src/server/follow-pack.ts';
import { registerCommand } from '../../../src/server/http/command.ts';
import { registerErrorTable } from '../../../src/server/http/error-table.ts';
import { registerIncidents } from '../../../src/server/http/incidents.ts';
import type { TypedApp } from '../../../src/server/http/typed-app.ts';
import { registerUnits } from '../../../src/server/http/units.ts';
import { createAssessmentKeeper } from '../../../src/server/incidents/assessment-keeper.ts';
import { createIncidentDesk } from '../../../src/server/incidents/incident-desk.ts';
import { createUnitDesk } from '../../../src/server/incidents/unit-desk.ts';
import { layRecordsOver } from '../../../src/server/records/lay-records-over.ts';
import { createRecordOverlay } from '../../../src/server/records/record-overlay.ts';
import type { Store, WriteContext } from '../../../src/server/store/store.ts';
import { createFakeCity, makeBuilding, makePlace, makeStation, placeAt } from '../../support/fake-city.ts';
import { makeRoadGraph } from '../../support/make-road-graph.ts';
import { makeVehicle } from '../../support/make-vehicle.ts';
import { registerAs } from '../../support/register-as.ts';
import { serveCity } from '../../support/serve-city.ts';

/** A write of the test's own. */
export const BY_TEST: WriteContext = {
	by: { kind: 'demo', id: 'test', name: 'test' },
	from: 'test',
	idempotency: null,
};

/** One house in 东城 on one road, two stations: north has v1 and v2, south v3. */
export const TOWN = createFakeCity({
	buildings: [makeBuilding(1, [-10, -10, 20, 20], { town: '东城', street: '学院路', houseNumber: '1' })],
	places: [makePlace('p1', 'town', '东城', { town: '东城' })],
	roads: makeRoadGraph([{ from: [15, -1000], to: [15, 1000], roadClass: 'primary' }]),
	stations: [
		makeStation('north', 0, 900, {
			town: '东城',
			vehicles: [makeVehicle('v1', 'SG80'), makeVehicle('v2', 'YT32')],
		}),
		makeStation('south', 0, -900, { town: '南城', vehicles: [makeVehicle('v3', 'AP50')] }),
	],
});

/** What a request was answered. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, unknown>>;
	// biome-ignore lint/suspicious/noExplicitAny: an answer of any route, looked into by the test
	readonly body: any;
}

/** The incidents', units' and command posts' part of a server over a store, asked without a network. */
export interface Operations {
	readonly assessed: { incidentId: string; revision: number; assessment: Assessment }[];
	readonly problems: string[];
	readonly audit: readonly { readonly what: string; readonly about: string | null }[];
	readonly keeper: ReturnType<typeof createAssessmentKeeper>;
	ask(
		method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
		path: string,
		body?: unknown,
		headers?: Record<string, string>,
	): Promise<Answer>;
	/** Who asks from now on. */
	be(identity: Identity): void;
	close(): Promise<void>;
}

/** Puts the parts together as the server does, over a store that the caller closes. */
export async function openOperations(
	store: Store,
	{
		city = TOWN,
		pack = serveCity(city),
		nowMs = () => Date.now(),
		service = createServiceTable(),
	}: { city?: City; pack?: ServedPack; nowMs?: () => number; service?: ReturnType<typeof createServiceTable> } = {},
): Promise<Operations> {
	const overlay = await createRecordOverlay(store, nowMs);
	const laid = layRecordsOver(pack, overlay);
	const assessed: Operations['assessed'] = [];
	const problems: string[] = [];
	const keeper = createAssessmentKeeper({
		store,
		pack: laid,
		service,
		table: DEFAULT_TRAVEL_TABLE,
		records: overlay,
		nowMs,
		livesAtLeastMs: 0,
		onAssessed: (incidentId, revision, assessment) => assessed.push({ incidentId, revision, assessment }),
		onProblem: (message) => problems.push(message),
	});
	let identity: Identity = DEMO_IDENTITY;
	const app: TypedApp = Fastify({ logger: false }).withTypeProvider<ZodTypeProvider>();
	app.setValidatorCompiler(validatorCompiler);
	app.setSerializerCompiler(serializerCompiler);
	registerErrorTable(app);
	const audit = registerAs(app, () => identity);
	registerIncidents(app, createIncidentDesk({ store, pack: laid, service, keeper }));
	registerUnits(app, createUnitDesk({ store, pack: laid }));
	registerCommand(app, store, nowMs);
	await app.ready();
	return {
		assessed,
		problems,
		audit,
		keeper,
		async ask(method, path, body, headers = {}) {
			const answer = await app.inject({
				method,
				url: path,
				headers,
				...(body === undefined ? {} : { payload: body as object }),
			});
			return { status: answer.statusCode, headers: answer.headers, body: answer.body === '' ? null : answer.json() };
		},
		be(next) {
			identity = next;
		},
		async close() {
			await keeper.stop();
			overlay.destroy();
			await app.close();
		},
	};
}

/** What an alarm at so many metres from the middle sends. */
export function alarmAt(xM: number, yM: number, rest: object = {}): object {
	return { ...placeAt(xM, yM), ...rest };
}

/** Waits until something holds. @throws when it does not within ten seconds */
export async function until<T>(ask: () => Promise<T | undefined | false> | T | undefined | false): Promise<T> {
	const deadlineMs = performance.now() + 10_000;
	for (;;) {
		const got = await ask();
		if (got) return got;
		if (performance.now() > deadlineMs) throw new Error('until: got nothing within 10 s, expected it to hold');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}
