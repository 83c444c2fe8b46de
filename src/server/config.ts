import { isIP } from 'node:net';
import { z } from 'zod';
import { type Role, roleSchema } from '../domain/access/identity.ts';
import { UsageError } from '../domain/errors.ts';

/** What the operator's table says of a variable beside its name. */
type SettingNote = {
	readonly doc: string;
	/** Unit, or form of the text. */
	readonly unit: string;
	/** Its value is never printed. */
	readonly isSecret?: true;
};

const note = (unit: string, doc: string): SettingNote => ({ unit, doc });
const secret = (unit: string, doc: string): SettingNote => ({ unit, doc, isSecret: true });

const wholeNumber = (min: number, max: number) =>
	z
		.string()
		.regex(/^\d+$/, `a whole number from ${min} to ${max}`)
		.transform(Number)
		.refine((value) => value >= min && value <= max, `a whole number from ${min} to ${max}`);

const webUrl = z
	.string()
	.refine(
		(text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).pathname === '/',
		'an http(s) address without a path, as https://fengtu.example.cn',
	)
	.transform((text) => new URL(text).origin);

const issuerUrl = z
	.string()
	.refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'an http(s) address');

const proxyList = z
	.string()
	.transform((text) => text.split(',').map((part) => part.trim()))
	.refine(
		(parts) => parts.every((part) => part === 'loopback' || isAddressOrNetwork(part)),
		'addresses or networks with commas, as 10.0.0.7,fd00::/8, or loopback',
	);

/** `group=role,group=role`. */
const roleMap = z
	.string()
	.transform((text) => text.split(',').map((pair) => pair.split('=').map((part) => part.trim())))
	.refine(
		(pairs) =>
			pairs.every(([group, role, ...rest]) => group && roleSchema.safeParse(role).success && rest.length === 0),
		`groups and roles with commas, as zhihui=commander; roles are ${roleSchema.options.join(', ')}`,
	)
	.transform((pairs) => Object.fromEntries(pairs) as Record<string, Role>);

const filePath = z.string();

/**
 * Every environment variable the server reads: what it must look like, what it is when it is not given (absent = null), and what the
 * operator's page says of it. An empty text counts as not given.
 */
const SETTINGS = {
	FENGTU_HOST: z
		.string()
		.refine((text) => text === 'localhost' || isIP(text) !== 0, 'localhost, or an address of IPv4 or IPv6')
		.default('127.0.0.1')
		.meta(
			note(
				'address',
				'Where the server listens: `127.0.0.1`, `::1`, `0.0.0.0`, `::` (IPv4 and IPv6). `--host` goes before it.',
			),
		),
	FENGTU_PORT: wholeNumber(0, 65_535)
		.default(8080)
		.meta(note('port', 'TCP port. `--port` goes before it; 0 = any free one.')),
	FENGTU_PACK: filePath
		.nullable()
		.default(null)
		.meta(note('folder', 'The city pack that is served. `--pack` goes before it.')),
	FENGTU_DATA: filePath
		.nullable()
		.default(null)
		.meta(
			note(
				'folder',
				'Where the embedded database and the attachments lie. `--data` goes before it. Default: `.data` of the project.',
			),
		),
	DATABASE_URL: z
		.string()
		.refine((text) => URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol), 'postgresql://...')
		.nullable()
		.default(null)
		.meta(
			secret('address', 'A PostgreSQL of 15 or later. Not given: the embedded one, in the folder of `FENGTU_DATA`.'),
		),
	FENGTU_PUBLIC_URL: webUrl
		.nullable()
		.default(null)
		.meta(
			note(
				'address',
				'How browsers reach this server, as `https://fengtu.example.cn`. Needed with `FENGTU_OIDC_ISSUER`.',
			),
		),
	FENGTU_TLS_CERT: filePath
		.nullable()
		.default(null)
		.meta(note('file', 'Certificate with its chain, PEM. Read again on SIGHUP.')),
	FENGTU_TLS_KEY: filePath
		.nullable()
		.default(null)
		.meta(note('file', 'Key of the certificate, PEM. Read again on SIGHUP.')),
	FENGTU_TRUSTED_PROXY: proxyList
		.default([])
		.meta(
			note(
				'list',
				'Proxies in front of this server that end TLS: addresses or networks, with commas. `X-Forwarded-For` and `X-Forwarded-Proto` of anybody else are ignored.',
			),
		),
	FENGTU_LOG_LEVEL: z
		.enum(['error', 'warn', 'info', 'debug'], 'error, warn, info or debug')
		.default('info')
		.meta(note('level', 'Which lines are logged: `error`, `warn`, `info` (a line a request), `debug`.')),
	FENGTU_SESSION_IDLE_MINUTES: wholeNumber(5, 1440)
		.default(120)
		.meta(note('minutes', 'A session ends when nothing was asked, and no feed was open, for so long.')),
	FENGTU_SESSION_HOURS: wholeNumber(1, 168)
		.default(12)
		.meta(note('hours', 'A session ends so long after signing in, whatever happened.')),
	FENGTU_TRACK_DAYS: wholeNumber(1, 3650)
		.default(90)
		.meta(
			note(
				'days',
				'How long it is kept where vehicles drove while they were out for an incident: what a replay shows.',
			),
		),
	FENGTU_OIDC_ISSUER: issuerUrl
		.nullable()
		.default(null)
		.meta(
			note('address', 'Issuer of an OpenID Connect provider that people sign in with. Not given: local accounts only.'),
		),
	FENGTU_OIDC_CLIENT_ID: z.string().nullable().default(null).meta(note('text', 'Id of this server at the provider.')),
	FENGTU_OIDC_CLIENT_SECRET: z.string().nullable().default(null).meta(secret('text', 'Its secret at the provider.')),
	FENGTU_OIDC_NAME: z
		.string()
		.max(40)
		.default('OpenID')
		.meta(note('text', 'Name of the provider, as on the button of the sign-in page.')),
	FENGTU_OIDC_ROLES_CLAIM: z
		.string()
		.nullable()
		.default(null)
		.meta(
			note(
				'name',
				'Claim with the roles or groups of a person, or the way to one (`realm_access.roles`); roles are set by it at each sign-in. Not given: an administrator gives them.',
			),
		),
	FENGTU_OIDC_ROLES: roleMap
		.default({})
		.meta(
			note(
				'list',
				'What values of that claim stand for, as `zhihui=commander,diaodu=dispatcher`. Names of roles stand for themselves.',
			),
		),
	FENGTU_OIDC_DISTRICTS_CLAIM: z
		.string()
		.nullable()
		.default(null)
		.meta(note('name', 'Claim with the districts of a person. Not given: an administrator gives them.')),
} as const;

const ALL_SETTINGS = z.object(SETTINGS);
type Settings = z.output<typeof ALL_SETTINGS>;

/** What the server is told from outside, checked. Paths are as given, not yet absolute. */
export interface Config {
	readonly host: string;
	readonly port: number;
	readonly packDir: string | null;
	readonly dataDir: string | null;
	/** null = the embedded database. */
	readonly databaseUrl: string | null;
	/** Origin, without a path. */
	readonly publicUrl: string | null;
	readonly tls: TlsFiles | null;
	/** Addresses and networks; empty = none is trusted. */
	readonly trustedProxy: readonly string[];
	readonly logLevel: Settings['FENGTU_LOG_LEVEL'];
	readonly session: { readonly idleMs: number; readonly absoluteMs: number };
	/** How long tracks of vehicles are kept. */
	readonly trackDays: number;
	readonly oidc: OidcSettings | null;
	/** Variables that look like this server's but are none: likely typos, each a sentence. */
	readonly warnings: readonly string[];
}

/** Files of the certificate with its chain, and of its key; PEM. */
export interface TlsFiles {
	readonly certFile: string;
	readonly keyFile: string;
}

/** The provider that people sign in with. */
export interface OidcSettings {
	readonly issuer: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** As shown on the button. */
	readonly name: string;
	/** Claim with roles or groups; null = roles are given by an administrator. */
	readonly rolesClaim: string | null;
	/** What a value of that claim stands for. */
	readonly roleOf: Readonly<Record<string, Role>>;
	/** Claim with districts; null = given by an administrator. */
	readonly districtsClaim: string | null;
	/** Origin by which browsers reach this server. */
	readonly publicUrl: string;
}

/**
 * Reads every environment variable of the server.
 * @throws UsageError `config/bad-value`: names each variable that is wrong or missing, what was found (but for secrets) and what is expected
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
	const given = Object.fromEntries(
		Object.keys(SETTINGS).flatMap((name) => {
			const text = env[name]?.trim();
			return text === undefined || text === '' ? [] : [[name, text]];
		}),
	);
	const parsed = ALL_SETTINGS.safeParse(given);
	const wrong = parsed.success
		? listContradictions(parsed.data)
		: parsed.error.issues.map(({ path, message }) => tellWrong(String(path[0]), given, message));
	if (!parsed.success || wrong.length > 0) {
		throw new UsageError('config/bad-value', `environment: ${wrong.join('; ')}`, { context: { wrong } });
	}
	const set = parsed.data;
	const { FENGTU_TLS_CERT: certFile, FENGTU_TLS_KEY: keyFile } = set;
	return {
		host: set.FENGTU_HOST,
		port: set.FENGTU_PORT,
		packDir: set.FENGTU_PACK,
		dataDir: set.FENGTU_DATA,
		databaseUrl: set.DATABASE_URL,
		publicUrl: set.FENGTU_PUBLIC_URL,
		tls: certFile !== null && keyFile !== null ? { certFile, keyFile } : null,
		trustedProxy: set.FENGTU_TRUSTED_PROXY,
		logLevel: set.FENGTU_LOG_LEVEL,
		session: {
			idleMs: set.FENGTU_SESSION_IDLE_MINUTES * 60_000,
			absoluteMs: set.FENGTU_SESSION_HOURS * 3_600_000,
		},
		trackDays: set.FENGTU_TRACK_DAYS,
		oidc: readOidc(set),
		warnings: listUnknown(env),
	};
}

/** The table of every variable, as docs/operate.md shows it: Markdown. */
export function formatSettings(): string {
	const rows = Object.entries(SETTINGS).map(([name, schema]) => {
		const { unit, doc } = schema.meta() as SettingNote;
		const value: unknown = schema.parse(undefined);
		const given = typeof value === 'string' || typeof value === 'number' ? `\`${value}\`` : '–';
		return `| \`${name}\` | ${unit} | ${given} | ${doc} |`;
	});
	return ['| variable | form | default | what it does |', '|---|---|---|---|', ...rows].join('\n');
}

/** What is right by itself but not together. */
function listContradictions(set: Settings): string[] {
	const wrong: string[] = [];
	const needs = (name: keyof Settings, by: keyof Settings) => {
		if (set[by] !== null && set[name] === null) wrong.push(`${name}: got nothing, expected a value, as ${by} is given`);
	};
	needs('FENGTU_TLS_KEY', 'FENGTU_TLS_CERT');
	needs('FENGTU_TLS_CERT', 'FENGTU_TLS_KEY');
	for (const name of ['FENGTU_OIDC_CLIENT_ID', 'FENGTU_OIDC_CLIENT_SECRET', 'FENGTU_PUBLIC_URL'] as const) {
		needs(name, 'FENGTU_OIDC_ISSUER');
	}
	return wrong;
}

function tellWrong(name: string, given: Readonly<Record<string, string>>, expected: string): string {
	const schema = SETTINGS[name as keyof typeof SETTINGS];
	const { isSecret } = schema.meta() as SettingNote;
	return `${name}: got ${isSecret ? 'something else' : JSON.stringify(given[name])}, expected ${expected}`;
}

function readOidc(set: Settings): OidcSettings | null {
	const { FENGTU_OIDC_ISSUER: issuer, FENGTU_OIDC_CLIENT_ID: clientId, FENGTU_OIDC_CLIENT_SECRET: clientSecret } = set;
	const { FENGTU_PUBLIC_URL: publicUrl } = set;
	if (issuer === null || clientId === null || clientSecret === null || publicUrl === null) return null;
	return {
		issuer,
		clientId,
		clientSecret,
		publicUrl,
		name: set.FENGTU_OIDC_NAME,
		rolesClaim: set.FENGTU_OIDC_ROLES_CLAIM,
		roleOf: set.FENGTU_OIDC_ROLES,
		districtsClaim: set.FENGTU_OIDC_DISTRICTS_CLAIM,
	};
}

function listUnknown(env: Readonly<Record<string, string | undefined>>): string[] {
	const known = Object.keys(SETTINGS);
	return Object.keys(env)
		.filter((name) => name.startsWith('FENGTU_') && !known.includes(name))
		.map((name) => {
			const [near] = known
				.map((other) => ({ other, steps: countEdits(name, other) }))
				.sort((a, b) => a.steps - b.steps);
			const hint = near && near.steps <= 3 ? `; did you mean ${near.other}?` : '';
			return `environment: ${name} is no variable of Fengtu and does nothing${hint}`;
		});
}

/** Letters to add, drop or change to make one text of the other. */
function countEdits(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}

function isAddressOrNetwork(text: string): boolean {
	const [address = '', bits, ...rest] = text.split('/');
	const version = isIP(address);
	if (version === 0 || rest.length > 0) return false;
	return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
