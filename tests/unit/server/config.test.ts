import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/domain/errors.ts';
import { formatSettings, readConfig } from '../../../src/server/config.ts';

const OPERATE = resolve(import.meta.dirname, '../../../docs/operate.md');

describe('readConfig', () => {
	it('nothing given: this machine alone, the embedded database, nobody trusted', () => {
		expect(readConfig({})).toMatchObject({
			host: '127.0.0.1',
			port: 8080,
			databaseUrl: null,
			tls: null,
			trustedProxy: [],
			oidc: null,
			logLevel: 'info',
			warnings: [],
		});
	});

	it('an empty text counts as not given', () => {
		expect(readConfig({ FENGTU_TLS_CERT: '', DATABASE_URL: ' ', FENGTU_PORT: '' })).toEqual(readConfig({}));
	});

	it('takes addresses of both families, networks, hours as milliseconds, and an origin without its slash', () => {
		const config = readConfig({
			FENGTU_HOST: '::',
			FENGTU_TRUSTED_PROXY: '10.0.0.7, fd00::/8',
			FENGTU_SESSION_HOURS: '8',
			FENGTU_SESSION_IDLE_MINUTES: '15',
			FENGTU_PUBLIC_URL: 'https://fengtu.example.cn/',
		});
		expect(config).toMatchObject({
			host: '::',
			trustedProxy: ['10.0.0.7', 'fd00::/8'],
			session: { absoluteMs: 28_800_000, idleMs: 900_000 },
			publicUrl: 'https://fengtu.example.cn',
		});
	});

	it('reads a provider with what its groups stand for', () => {
		const { oidc } = readConfig({
			FENGTU_PUBLIC_URL: 'https://fengtu.example.cn',
			FENGTU_OIDC_ISSUER: 'https://sso.example.cn/realms/fire',
			FENGTU_OIDC_CLIENT_ID: 'fengtu',
			FENGTU_OIDC_CLIENT_SECRET: 'x',
			FENGTU_OIDC_ROLES_CLAIM: 'groups',
			FENGTU_OIDC_ROLES: 'zhihui=commander, diaodu=dispatcher',
		});
		expect(oidc).toMatchObject({
			name: 'OpenID',
			rolesClaim: 'groups',
			roleOf: { zhihui: 'commander', diaodu: 'dispatcher' },
		});
	});

	it.each([
		[{ FENGTU_PORT: '80x' }, 'FENGTU_PORT: got "80x", expected a whole number from 0 to 65535'],
		[{ FENGTU_PORT: '70000' }, 'FENGTU_PORT: got "70000", expected a whole number from 0 to 65535'],
		[{ FENGTU_HOST: 'fengtu.example.cn' }, 'FENGTU_HOST: got "fengtu.example.cn", expected localhost, or an address'],
		[
			{ FENGTU_TRUSTED_PROXY: '10.0.0.0/64' },
			'FENGTU_TRUSTED_PROXY: got "10.0.0.0/64", expected addresses or networks',
		],
		[{ FENGTU_TRUSTED_PROXY: 'any' }, 'FENGTU_TRUSTED_PROXY: got "any"'],
		[{ FENGTU_LOG_LEVEL: 'loud' }, 'FENGTU_LOG_LEVEL: got "loud", expected error, warn, info or debug'],
		[{ FENGTU_TLS_CERT: 'a.pem' }, 'FENGTU_TLS_KEY: got nothing, expected a value, as FENGTU_TLS_CERT is given'],
		[{ FENGTU_PUBLIC_URL: 'https://a.cn/fengtu' }, 'FENGTU_PUBLIC_URL: got "https://a.cn/fengtu", expected'],
		[{ FENGTU_OIDC_ROLES: 'zhihui=boss' }, 'FENGTU_OIDC_ROLES: got "zhihui=boss", expected groups and roles'],
	])('%j stops the start and is named', (env, message) => {
		expect(() => readConfig(env)).toThrow(UsageError);
		expect(() => readConfig(env)).toThrow(message);
	});

	it('names all that is wrong at once, and never a secret', () => {
		const read = () => readConfig({ DATABASE_URL: 'mysql://fengtu:geheim@db/x', FENGTU_PORT: '-1' });
		expect(read).toThrow(/FENGTU_PORT.*DATABASE_URL|DATABASE_URL.*FENGTU_PORT/);
		expect(read).not.toThrow(/geheim/);
	});

	it('names variables that look like ours and are none, with the one that was meant', () => {
		const { warnings } = readConfig({ FENGTU_TLS_CRT: 'a.pem', FENGTU_COLOUR: 'red', OTHER: '1' });
		expect(warnings).toEqual([
			'environment: FENGTU_TLS_CRT is no variable of Fengtu and does nothing; did you mean FENGTU_TLS_CERT?',
			'environment: FENGTU_COLOUR is no variable of Fengtu and does nothing',
		]);
	});
});

it("the operator's page has the table of every variable as the code has it", () => {
	expect(readFileSync(OPERATE, 'utf8')).toContain(formatSettings());
});
