import fc from 'fast-check';
import type { RouteSpec } from '../../../src/server/http/add-route.ts';
import {
	arbitraryOf,
	type FieldHints,
	hostileText,
	hostileValue,
	nearlyValid,
} from '../../support/schema-arbitrary.ts';

/** A request as it goes out: what reproduces a failure. */
export interface FuzzRequest {
	readonly method: string;
	/** Path and query as they stand on the line; no byte in it that Node refuses to send. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Latin-1: each character is one byte; null = none. */
	readonly body: string | null;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const LONG = 20_000;
const BAD_ESCAPES = [
	'%',
	'%zz',
	'%00',
	'%c0%af',
	'%ff',
	'%u0041',
	'%2e%2e%2f',
	'%25%32%65',
	'..;',
	'//',
	'/./',
	'\\',
	'?',
	';a=b',
];

/** Requests of a route: right ones, nearly right ones, and some that hardly are requests. `hints` as for fields; path parameters by their names too. */
export function fuzzRequests(route: RouteSpec, hints: FieldHints): fc.Arbitrary<FuzzRequest> {
	const right = fc.record({
		method: fc.constant(route.method as string),
		path: pathOf(route, hints, false),
		headers: headersOf(route, false),
		body:
			route.path === '/api/attachments' && route.method === 'POST'
				? multipart
				: bodyOf(route, (schema) => arbitraryOf(schema, hints)),
	});
	const near = fc.record({
		method: fc.constant(route.method as string),
		path: pathOf(route, hints, true),
		headers: headersOf(route, false),
		body: bodyOf(route, (schema) => nearlyValid(schema, hints)),
	});
	const wild = fc.record({
		method: fc.oneof(
			{ weight: 6, arbitrary: fc.constant(route.method as string) },
			{ weight: 1, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE') },
		),
		path: fc.oneof(pathOf(route, hints, true), brokenPath(route, hints)),
		headers: headersOf(route, true),
		body: wildBody(route, hints),
	});
	return fc
		.oneof({ weight: 3, arbitrary: right }, { weight: 4, arbitrary: near }, { weight: 3, arbitrary: wild })
		.map((request) => ({
			...request,
			path: toSendable(request.path),
			body: request.method === 'GET' || request.method === 'HEAD' ? null : request.body,
		}));
}

function pathOf(route: RouteSpec, hints: FieldHints, isBroken: boolean): fc.Arbitrary<string> {
	const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
	const known = (name: string) =>
		hints[`:${route.path.split('/')[2]}/${name}`] ?? hints[`:${name}`] ?? fc.constant('none');
	const params = names.map((name) =>
		isBroken
			? fc.oneof(known(name), hostileText, fc.constant('y'.repeat(200)), fc.constant('y'.repeat(201)))
			: fc.oneof({ weight: 6, arbitrary: known(name) }, { weight: 1, arbitrary: hostileText }),
	);
	const query = route.query
		? isBroken
			? nearlyValid(route.query, hints)
			: arbitraryOf(route.query, hints)
		: fc.constant({});
	const extra = isBroken ? fc.option(fc.tuple(hostileText, hostileText), { freq: 3 }) : fc.constant(null);
	return fc.tuple(fc.tuple(...params), query, extra, fc.boolean()).map(([values, asked, more, doubled]) => {
		let i = 0;
		const path = route.path.replaceAll(/:\w+/g, () => escapeText(String(values[i++])));
		const pairs = Object.entries(asked !== null && typeof asked === 'object' ? asked : { asked }).map(
			([name, value]) =>
				`${escapeText(name)}=${escapeText(typeof value === 'string' ? value : JSON.stringify(value ?? null))}`,
		);
		if (more) pairs.push(`${escapeText(more[0])}=${escapeText(more[1])}`);
		if (isBroken && doubled && pairs[0] !== undefined) pairs.push(pairs[0]);
		return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
	});
}

function brokenPath(route: RouteSpec, hints: FieldHints): fc.Arbitrary<string> {
	return fc
		.tuple(
			pathOf(route, hints, true),
			fc.nat(),
			fc.oneof(fc.constantFrom(...BAD_ESCAPES), fc.constant('z'.repeat(LONG))),
		)
		.map(([path, at, bad]) => {
			const index = 4 + (at % Math.max(path.length - 4, 1));
			return path.slice(0, index) + bad + path.slice(index);
		});
}

function headersOf(route: RouteSpec, isWild: boolean): fc.Arbitrary<Record<string, string>> {
	const type: Record<string, string> = route.body || isWild ? JSON_TYPE : {};
	const attach: Record<string, string> =
		route.path === '/api/attachments' && route.method === 'POST'
			? { 'content-type': 'multipart/form-data; boundary=fuzz' }
			: type;
	const key = fc.option(
		fc.oneof(fc.uuid(), fc.constantFrom('fuzz-key-1', 'short', 'a b c d e f g h', 'ä'.repeat(10), 'x'.repeat(101))),
		{ freq: 4 },
	);
	const plain = key.map(
		(text): Record<string, string> => (text === null ? attach : { ...attach, 'idempotency-key': text }),
	);
	if (!isWild) return plain;
	return fc
		.tuple(plain, fc.array(fc.constantFrom(...WILD_HEADERS), { maxLength: 3 }))
		.map(([own, wild]) => Object.assign({}, own, ...wild));
}

const WILD_HEADERS: readonly Record<string, string>[] = [
	{ 'content-type': 'text/plain' },
	{ 'content-type': 'application/xml' },
	{ 'content-type': 'application/json; charset=utf-16' },
	{ 'content-type': 'application/json;;;=' },
	{ 'content-type': 'multipart/form-data' },
	{ 'content-type': 'multipart/form-data; boundary=' },
	{ 'content-type': 'x' },
	{ 'content-encoding': 'gzip' },
	{ accept: '*/*;q=nonsense' },
	{ 'accept-encoding': 'gzip;q=-1, br;q=2, \xff' },
	{ cookie: 'fengtu=%00; a=b; =; ;;;' },
	{ cookie: `fengtu_session=${'c'.repeat(4000)}; __Host-session=${'d'.repeat(100)}` },
	{ 'x-csrf-token': '\xff\xfe' },
	{ 'x-forwarded-for': '999.1.2.3, ::1, \xe4' },
	{ 'x-forwarded-host': 'evil.example' },
	{ forwarded: 'for="[::1]:x";proto=gopher' },
	{ range: 'bytes=9999999999999999999-' },
	{ range: 'bytes=-0,0-,5-1,abc' },
	{ 'if-none-match': '"\xff' },
	{ 'if-modified-since': 'yesterday' },
	{ upgrade: 'websocket', connection: 'upgrade' },
	{ 'accept-version': '^9' },
	{ 'x-http-method-override': 'DELETE' },
	{ 'x-request-id': 'r'.repeat(3000) },
	{ authorization: 'Basic Og==' },
	{ expect: 'nothing' },
];

function bodyOf(
	route: RouteSpec,
	drawBody: (schema: NonNullable<RouteSpec['body']>) => fc.Arbitrary<unknown>,
): fc.Arbitrary<string | null> {
	return route.body
		? drawBody(route.body).map((value) => toLatin1(JSON.stringify(value) ?? 'null'))
		: fc.constant(null);
}

function wildBody(route: RouteSpec, hints: FieldHints): fc.Arbitrary<string | null> {
	const cut = (route.body ? arbitraryOf(route.body, hints) : hostileValue)
		.chain((value) =>
			fc.tuple(fc.constant(JSON.stringify(value) ?? ''), fc.nat(), fc.string({ unit: 'binary-ascii', maxLength: 3 })),
		)
		.map(([text, at, junk]) => toLatin1(text.slice(0, at % (text.length + 1)) + junk));
	return fc.oneof(
		{ weight: 3, arbitrary: cut },
		{ weight: 2, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('latin1')) },
		{ weight: 2, arbitrary: hostileValue.map((value) => toLatin1(JSON.stringify(value) ?? '')) },
		{
			weight: 1,
			arbitrary: fc.constantFrom(
				'[',
				'['.repeat(30_000),
				'{"a":'.repeat(10_000),
				'""',
				'null',
				'1e999',
				'"\\ud800"',
				'\xef\xbb\xbf{}',
				'{"__proto__":1}',
				`"${'q'.repeat(70_000)}"`,
			),
		},
		{ weight: 1, arbitrary: fc.constant(null) },
		{ weight: 1, arbitrary: multipart },
	);
}

const PNG = '\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89';

/** Forms with a file, and things that look like it. */
const multipart: fc.Arbitrary<string> = fc
	.record({
		name: fc.constantFrom('file', 'file', 'file', 'other', '', '__proto__'),
		fileName: fc.oneof(
			fc.constantFrom('a.png', '../../etc/passwd', 'x'.repeat(300), '%00.png', '火场.png'),
			hostileText,
		),
		bytes: fc.oneof(
			fc.constant(PNG),
			fc.constantFrom('%PDF-1.7\n', 'RIFF\x00\x00\x00\x00WEBP', '\xff\xd8\xff\xe0', '<svg onload=alert(1)>', '', 'MZ'),
			fc.uint8Array({ maxLength: 200 }).map((bytes) => PNG + Buffer.from(bytes).toString('latin1')),
		),
		parts: fc.constantFrom(1, 1, 1, 0, 2, 20),
		isWhole: fc.boolean(),
	})
	.map(({ name, fileName, bytes, parts, isWhole }) => {
		const head = toLatin1(
			`--fuzz\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: image/png\r\n\r\n`,
		);
		return `${head}${bytes}\r\n`.repeat(parts) + (isWhole ? '--fuzz--\r\n' : '');
	});

/** Percent-encoding that takes lone surrogates too, which encodeURIComponent does not. */
function escapeText(text: string): string {
	return encodeURIComponent(Buffer.from(text).toString());
}

function toLatin1(text: string): string {
	return Buffer.from(text, 'utf8').toString('latin1');
}

function toSendable(path: string): string {
	const line = path.replace(/[^\u0021-\u00ff]/g, '');
	return line.startsWith('/') ? line : `/${line}`;
}
