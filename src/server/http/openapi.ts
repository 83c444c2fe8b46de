import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { errorResponseSchema } from '../../domain/api/error-response.ts';
import { API_EXAMPLES, type ApiExample, type Earlier } from '../../domain/api/examples.ts';
import { API_TAGS, OPERATIONS } from '../../domain/api/operations.ts';
import { ROUTES } from '../../domain/api.ts';
import { assessmentSchema } from '../../domain/assessment.ts';
import { closureSchema } from '../../domain/closure.ts';
import { incidentRecordSchema, incidentSchema } from '../../domain/incident.ts';
import { dispatchSchema } from '../../domain/records/dispatch.ts';
import { keyUnitSchema } from '../../domain/records/key-unit.ts';
import { measurementSchema } from '../../domain/records/measurement.ts';
import { noteSchema } from '../../domain/records/note.ts';
import { resourceRequestSchema } from '../../domain/records/resource-request.ts';
import { sectorSchema } from '../../domain/records/sector.ts';
import { teamSchema } from '../../domain/records/team.ts';
import { unitSchema } from '../../domain/records/unit.ts';
import { giveAccess } from '../identity/enforce-access.ts';
import type { RouteSpec } from './add-route.ts';
import { type DocumentParameter, describeFields, describeParameters } from './describe-fields.ts';
import type { TypedApp } from './typed-app.ts';

/** Where the API's document and its page are. */
const OPENAPI_PATH = '/api/openapi.json';
const DOCS_PATH = '/api/docs';

/** Schemas that stand in the document once, by name. */
const NAMED: readonly (readonly [string, z.ZodType])[] = [
	['Error', errorResponseSchema],
	['Assessment', assessmentSchema],
	['Incident', incidentSchema],
	['IncidentRecord', incidentRecordSchema],
	['Dispatch', dispatchSchema],
	['Unit', unitSchema],
	['Closure', closureSchema],
	['KeyUnit', keyUnitSchema],
	['Sector', sectorSchema],
	['Team', teamSchema],
	['ResourceRequest', resourceRequestSchema],
	['Note', noteSchema],
	['Measurement', measurementSchema],
];

/** Errors by status: who may get them, in the words of the error table. */
const ERRORS = {
	400: 'The call is wrong: `context.issues` says where.',
	401: 'Not signed in, or no longer.',
	403: 'Not allowed, or no X-CSRF-Token.',
	404: 'No such record or place.',
	409: 'The record changed in between (`context` has both versions), or is in a state that forbids it.',
	413: 'The body is too large.',
	415: 'The body is of another content type.',
	422: 'The data cannot be.',
	429: 'Too many requests; see Retry-After.',
	503: 'Not now; see Retry-After.',
} as const;

/** An operation of the document, as far as it is written here. */
interface DocumentOperation {
	operationId?: string;
	tags?: string[];
	summary?: string;
	security?: Record<string, string[]>[];
	parameters?: DocumentParameter[];
	requestBody?: {
		required?: boolean;
		content?: Record<string, { schema?: object; examples?: Record<string, { summary: string; value: unknown }> }>;
	};
	responses?: Record<string, unknown>;
}
interface ApiDocument {
	paths?: Record<string, Record<string, DocumentOperation>>;
	components?: { schemas?: unknown };
}

/** Routes that change nothing that is kept, or keep nothing of a request: a key is not heard. */
const UNKEYED: readonly (keyof typeof ROUTES)[] = ['tellPositions', 'closedRoads'];
const KEYED_TAGS: readonly string[] = ['incidents', 'units', 'command', 'records', 'closures'];
const IDEMPOTENCY_KEY: DocumentParameter = {
	name: 'Idempotency-Key',
	in: 'header',
	required: false,
	description:
		'The same request again under the same key, at any server process and after a restart, is done once and answered alike; another request under it is 409. Make a new one for each thing that is to be done, and send it again when no answer came.',
	schema: { type: 'string', pattern: '^[\\w.:-]{8,100}$' },
};
/** Bodies that are no JSON, and so in no schema of a route. */
const FILE_FORM = {
	required: true,
	content: {
		'multipart/form-data': {
			schema: {
				type: 'object',
				required: ['file'],
				properties: {
					file: {
						type: 'string',
						format: 'binary',
						description: 'One file of at most 50 MB. What it is is told by its bytes, not by its name.',
					},
				},
			},
		},
	},
};
const BYTES = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };
const FILE_ANSWERS = {
	200: { description: 'The bytes, of the media type that was found; ETag is their SHA-256.', content: BYTES },
	206: { description: 'The bytes of the Range that was asked for.', content: BYTES },
	304: { description: 'If-None-Match has the ETag.' },
	416: { description: 'The Range is beyond the file.' },
};

/** Describes every route that is registered after this: OpenAPI 3.1 made of ROUTES. `cookie`: name of the session's. */
export async function describeRoutes(
	app: TypedApp,
	{ version, cookie }: { version: string; cookie: string },
): Promise<void> {
	const schemaRegistry = z.registry<{ id?: string }>();
	for (const [id, schema] of NAMED) schemaRegistry.add(schema, { id });
	const transformObject = createJsonSchemaTransformObject({ schemaRegistry });
	await app.register(fastifySwagger, {
		openapi: {
			openapi: '3.1.0',
			info: {
				title: 'Fengtu',
				version,
				description: [
					'Times are milliseconds since 1970 (`...Ms`), places WGS84 unless `crs` says otherwise, unknown is null.',
					'A record has a `version`: who changes it names the one it saw, and gets 409 with both when another was quicker.',
					'Ids are texts without meaning and count within their collection: an incident and a dispatch may have the same.',
					'`district` is the town that a record lies in, by which districts see it; absent in a body = found by its place.',
					'The live feed is the WebSocket `/api/feed`: docs/feed.md.',
				].join('\n\n'),
				license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
			},
			servers: [{ url: '/' }],
			tags: Object.entries(API_TAGS).map(([name, description]) => ({ name, description })),
			components: {
				securitySchemes: {
					cookie: {
						type: 'apiKey',
						in: 'cookie',
						name: cookie,
						description: 'Of POST /api/session; a browser that is signed in sends it by itself.',
					},
					csrf: {
						type: 'apiKey',
						in: 'header',
						name: 'X-CSRF-Token',
						description: '`csrfToken` of GET /api/session: with the cookie, for all but GET. Not in the demo.',
					},
					bearer: { type: 'http', scheme: 'bearer', description: 'Token of a machine, of POST /api/tokens.' },
				},
			},
		},
		transform: createJsonSchemaTransform({ schemaRegistry }),
		transformObject: (document) => {
			const made = transformObject(document);
			completeDocument(made as unknown as ApiDocument);
			return made;
		},
	});
}

/**
 * GET /api/openapi.json, and a page to read and try it (Swagger UI) for those who are signed in. The document itself is public: it tells
 * nothing but the code's.
 */
export async function registerOpenApi(app: TypedApp): Promise<void> {
	await app.register(async (scope) => {
		giveAccess(scope, 'signed-in');
		await scope.register(fastifySwaggerUi, {
			routePrefix: DOCS_PATH,
			uiConfig: { layout: 'BaseLayout', docExpansion: 'none', displayOperationId: true, persistAuthorization: false },
			theme: { title: 'Fengtu API' },
			// The policy of every answer holds here too.
			staticCSP: false,
		});
	});
	app.get(OPENAPI_PATH, { schema: { hide: true }, config: { access: 'public' } }, async () => app.swagger());
}

/** Adds what zod schemas do not say: names, groups, who may, errors, examples. */
function completeDocument(document: ApiDocument): void {
	describeFields(document.components?.schemas);
	for (const [name, route] of Object.entries(ROUTES) as [keyof typeof ROUTES, RouteSpec][]) {
		const path = route.path.replace(/:(\w+)/g, '{$1}');
		const operation = document.paths?.[path]?.[route.method.toLowerCase()];
		if (!operation) continue;
		const { tag, summary } = OPERATIONS[name];
		operation.operationId = name;
		operation.tags = [tag];
		operation.summary = summary;
		const session: Record<string, string[]> = route.method === 'GET' ? { cookie: [] } : { cookie: [], csrf: [] };
		operation.security = route.access === 'public' ? [] : [session, { bearer: [] }];
		operation.responses = {
			...(name === 'attachmentFile' ? FILE_ANSWERS : operation.responses),
			...listErrors(route),
		};
		if (name === 'addAttachment') operation.requestBody = FILE_FORM;
		if (route.method !== 'GET' && KEYED_TAGS.includes(tag) && !UNKEYED.includes(name)) {
			operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
		}
		describeParameters(operation.parameters ?? []);
		describeFields([operation.requestBody, operation.responses]);
		const examples = API_EXAMPLES.filter((example) => example.route === name && example.body && example.status < 400);
		const json = operation.requestBody?.content?.['application/json'];
		if (json && examples.length > 0) {
			json.examples = Object.fromEntries(
				examples.map((example, i) => [`example${i + 1}`, { summary: example.title, value: showBody(example) }]),
			);
		}
	}
}

function listErrors({ access, method, query, body, path }: RouteSpec): Record<string, unknown> {
	const statuses: (keyof typeof ERRORS)[] = [
		...(query || body || path.includes(':') ? [400 as const] : []),
		...(access === 'public' ? [] : [401 as const, 403 as const]),
		...(path.includes(':') || body ? [404 as const] : []),
		...(method === 'GET' ? [] : [409 as const, 413 as const, 415 as const, 422 as const]),
		429,
		503,
	];
	const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
	return Object.fromEntries(statuses.map((status) => [String(status), { description: ERRORS[status], content }]));
}

function showBody({ body = {} }: ApiExample): Record<string, unknown> {
	const isEarlier = (value: unknown): value is Earlier =>
		typeof value === 'object' && value !== null && 'shown' in value;
	return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, isEarlier(value) ? value.shown : value]));
}
