import { describe, expect, it } from 'vitest';
import { isLoopback, keepDemoLocal, refuseUnprotected } from '../../../src/server/check-exposure.ts';

const TLS = { certFile: 'c.pem', keyFile: 'k.pem' };
const open = { host: '0.0.0.0', tls: null, trustedProxy: [] };

it.each(['127.0.0.1', '::1', 'localhost'])('%s is this machine alone', (host) => expect(isLoopback(host)).toBe(true));
it.each(['0.0.0.0', '::', '192.168.1.2', 'fd00::2'])('%s is not', (host) => expect(isLoopback(host)).toBe(false));

describe('a demo', () => {
	it('stays on this machine', () => {
		expect(() => keepDemoLocal({ host: '::1', trustedProxy: [] })).not.toThrow();
		expect(() => keepDemoLocal({ host: '0.0.0.0', trustedProxy: [] })).toThrow(/--host 0\.0\.0\.0.*fengtu serve/);
	});

	it('is not put behind a proxy: who comes by it is not this machine', () => {
		expect(() => keepDemoLocal({ host: '127.0.0.1', trustedProxy: ['127.0.0.1'] })).toThrow(/FENGTU_TRUSTED_PROXY/);
	});
});

describe('a server that others reach', () => {
	it('needs an administrator and TLS, or a proxy that ends it; all that is missing is named', () => {
		expect(() => refuseUnprotected(open, false)).toThrow(/administrator.*TLS/);
		expect(() => refuseUnprotected(open, true)).toThrow(/without TLS/);
		expect(() => refuseUnprotected({ ...open, tls: TLS }, false)).toThrow(/without an administrator/);
		expect(() => refuseUnprotected({ ...open, tls: TLS }, true)).not.toThrow();
		expect(() => refuseUnprotected({ ...open, trustedProxy: ['10.0.0.1'] }, true)).not.toThrow();
	});

	it('is one behind a proxy too, though its own address is this machine', () => {
		expect(() => refuseUnprotected({ host: '127.0.0.1', tls: null, trustedProxy: ['127.0.0.1'] }, false)).toThrow(
			/administrator/,
		);
	});

	it('this machine alone needs nothing', () => {
		expect(() => refuseUnprotected({ ...open, host: '127.0.0.1' }, false)).not.toThrow();
	});
});
