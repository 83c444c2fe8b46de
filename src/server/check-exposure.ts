import { UsageError } from '../domain/errors.ts';
import type { Config } from './config.ts';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Whether nobody but this machine reaches an address that is listened on. */
export function isLoopback(host: string): boolean {
	return LOOPBACK.includes(host);
}

/**
 * Sees that the demo stays on this machine: in it anybody is everybody.
 * @throws UsageError `server/demo-is-local`
 */
export function keepDemoLocal({ host, trustedProxy }: Pick<Config, 'host' | 'trustedProxy'>): void {
	if (isLoopback(host) && trustedProxy.length === 0) return;
	throw new UsageError(
		'server/demo-is-local',
		`npm start: got ${isLoopback(host) ? 'FENGTU_TRUSTED_PROXY' : `--host ${host}`}, expected this machine alone (127.0.0.1, ::1), as it asks nobody to sign in; for others make an administrator (fengtu user add) and run fengtu serve with TLS`,
	);
}

/**
 * Sees that a server which others reach knows its people and that nobody can listen on the way.
 * @throws UsageError `server/not-protected`: names all that is missing
 */
export function refuseUnprotected(
	{ host, tls, trustedProxy }: Pick<Config, 'host' | 'tls' | 'trustedProxy'>,
	isAdministered: boolean,
): void {
	// Behind a proxy the address is this machine's, but those who come are not.
	if (isLoopback(host) && trustedProxy.length === 0) return;
	const missing = [
		...(isAdministered ? [] : ['an administrator (fengtu user add)']),
		...(tls || trustedProxy.length > 0
			? []
			: ['TLS (FENGTU_TLS_CERT and FENGTU_TLS_KEY) or a proxy that ends it (FENGTU_TRUSTED_PROXY)']),
	];
	if (missing.length === 0) return;
	throw new UsageError(
		'server/not-protected',
		`--host: got ${host}${trustedProxy.length > 0 ? ' behind a proxy' : ''}, which others reach, without ${missing.join(' and without ')}; expected both, or --host 127.0.0.1`,
		{ context: { host, missing } },
	);
}
