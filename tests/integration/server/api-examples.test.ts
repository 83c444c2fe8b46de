import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_EXAMPLES, type ApiExample, type Earlier } from '../../../src/domain/api/examples.ts';
import { ROUTES } from '../../../src/domain/api.ts';
import type { RouteSpec } from '../../../src/server/http/add-route.ts';
import { createFakeCity, makeBuilding, makePlace, makeStation, makeWater } from '../../support/fake-city.ts';
import { makeRoadGraph } from '../../support/make-road-graph.ts';
import { makeServerFolder, removeServerFolder, startTestServer, type TestServer } from './start-test-server.ts';

const CITY = createFakeCity({
	// Around the place that the examples speak of.
	buildings: [makeBuilding(0, [190, 95, 30, 30], { street: '鸿福路', houseNumber: '200' })],
	water: [makeWater('h1', 250, 120)],
	stations: [makeStation('west', -1000, -30)],
	places: [makePlace('s1', 'street', '鸿福路')],
	roads: makeRoadGraph([{ from: [-1000, -30], to: [1000, 110], roadClass: 'primary' }]),
});

interface Media {
	readonly content?: Readonly<Record<string, { readonly schema: AnySchema }>>;
}
interface ApiOperation extends Media {
	readonly operationId: string;
	readonly tags: readonly string[];
	readonly parameters?: readonly { readonly name: string; readonly description?: string }[];
	readonly requestBody?: Media;
	readonly responses: Readonly<Record<string, Media>>;
}
interface ApiDocument {
	readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, AnySchema>> };
}

let dir: string;
let server: TestServer;
let document: ApiDocument;
let ajv: Ajv2020;
beforeAll(async () => {
	dir = await makeServerFolder();
	server = await startTestServer(CITY, dir);
	document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as ApiDocument;
	ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats.default(ajv);
	ajv.addSchema({ $id: 'api', components: document.components } as AnySchema);
});
afterAll(async () => {
	await server.close();
	await removeServerFolder(dir);
});

const isEarlier = (value: unknown): value is Earlier => typeof value === 'object' && value !== null && 'from' in value;
const routeOf = ({ route }: ApiExample): RouteSpec => ROUTES[route];

/** What earlier examples were answered, by title. */
const answers = new Map<string, unknown>();
function resolve(value: unknown): unknown {
	if (!isEarlier(value)) return value;
	return value.path
		.split('.')
		.reduce((inner, key) => (inner as Record<string, unknown>)[key], answers.get(value.from) as unknown);
}

function send(example: ApiExample): Promise<Response> {
	const { method, path } = routeOf(example);
	const filled = path.replace(/:(\w+)/g, (_, name: string) =>
		encodeURIComponent(String(resolve(example.params?.[name]))),
	);
	const query = new URLSearchParams(Object.entries(example.query ?? {}).map(([key, value]) => [key, String(value)]));
	const body = example.body && Object.fromEntries(Object.entries(example.body).map(([key, of]) => [key, resolve(of)]));
	return fetch(`${server.url}${filled}?${query}`, {
		method,
		...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
	});
}

/** References into the document are to the schemas that ajv was given of it. */
function pointAtDocument(schema: AnySchema): AnySchema {
	return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as AnySchema;
}

describe('the document', () => {
	it('is OpenAPI 3.1', async () => {
		const { valid, errors } = await new Validator().validate(
			structuredClone(document) as unknown as Record<string, unknown>,
		);
		expect(errors).toBeUndefined();
		expect(valid).toBe(true);
	});

	it('has every route, each with a name of its own, who may ask it and the errors it may have', () => {
		const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
		expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(ROUTES).sort());
		for (const operation of operations) {
			expect(operation).toMatchObject({ summary: expect.any(String), tags: [expect.any(String)] });
			expect(operation).toHaveProperty('security');
			expect(operation.responses).toHaveProperty('503');
		}
	});

	it('says what every parameter and the values of every enum mean, in both languages', () => {
		const unsaid: string[] = [];
		const look = (node: unknown, path: string): void => {
			if (typeof node !== 'object' || node === null) return;
			const { enum: values, description } = node as { enum?: unknown[]; description?: string };
			// One value speaks for itself; so do the names of collections, actions and media types, and health's.
			if (values && values.length > 1 && !description && !/[a-z][A-Z]|[./]|degraded/.test(values.join()))
				unsaid.push(`${path}: ${values}`);
			for (const [name, inner] of Object.entries(node)) look(inner, `${path}/${name}`);
		};
		for (const [path, methods] of Object.entries(document.paths)) {
			for (const [method, { tags, parameters = [], requestBody, responses }] of Object.entries(methods)) {
				for (const { name, description } of parameters) if (!description) unsaid.push(`${method} ${path} ${name}`);
				// The city's own words are those of the pack's documents.
				if (!tags.includes('city')) look([requestBody, responses], `${method} ${path}`);
			}
		}
		expect(unsaid).toEqual([]);
		const { Unit, Dispatch } = document.components.schemas;
		expect(JSON.stringify(Unit)).toMatch(/`23` 出水, water on/);
		expect(JSON.stringify(Dispatch)).toMatch(/归队: back in its station/);
	});

	it('tells of the Idempotency-Key where it is heard, and how a file is sent and answered', () => {
		const keyed = (path: string, method: string) =>
			(document.paths[path]?.[method]?.parameters ?? []).some(({ name }) => name === 'Idempotency-Key');
		expect(keyed('/api/incidents', 'post')).toBe(true);
		expect(keyed('/api/water/{id}', 'delete')).toBe(true);
		expect(keyed('/api/positions', 'post')).toBe(false);
		expect(keyed('/api/incidents', 'get')).toBe(false);
		expect(document.paths['/api/attachments']?.post?.requestBody).toHaveProperty([
			'content',
			'multipart/form-data',
			'schema',
			'properties',
			'file',
		]);
		expect(Object.keys(document.paths['/api/attachments/{id}/file']?.get?.responses ?? {})).toEqual(
			expect.arrayContaining(['200', '206', '304', '416']),
		);
	});

	it('has a page to read it that the content security policy lets work', async () => {
		const page = await fetch(`${server.url}/api/docs/`);
		expect(page.status).toBe(200);
		expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
		// What the policy forbids is not there: scripts inside the page.
		expect(await page.text()).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
	});
});

describe('examples: each is answered as the document says', () => {
	it.each(API_EXAMPLES.map((example) => [`${example.route}: ${example.title}`, example] as const))(
		'%s',
		async (_, example) => {
			const answer = await send(example);
			const told: unknown = await answer.json();
			expect({ status: answer.status, told }).toMatchObject({ status: example.status });
			answers.set(example.title, told);
			const { method, path } = routeOf(example);
			const operation = document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
			const schema = operation?.responses[String(example.status)]?.content?.['application/json']?.schema;
			expect(schema).toBeDefined();
			const validate = ajv.compile(pointAtDocument(schema as AnySchema));
			validate(told);
			expect(validate.errors ?? []).toEqual([]);
		},
	);
});
