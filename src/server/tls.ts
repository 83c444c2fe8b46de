import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { describeError, UsageError } from '../domain/errors.ts';
import type { TlsFiles } from './config.ts';

/** A certificate with its chain and its key, PEM. */
export interface TlsPair {
	readonly cert: Buffer;
	readonly key: Buffer;
}

/**
 * Reads the certificate and its key, and sees that they belong together.
 * @throws UsageError `config/bad-tls`
 */
export async function readTlsPair({ certFile, keyFile }: TlsFiles): Promise<TlsPair> {
	try {
		const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
		createSecureContext({ cert, key });
		return { cert, key };
	} catch (error) {
		throw new UsageError(
			'config/bad-tls',
			`FENGTU_TLS_CERT, FENGTU_TLS_KEY: got ${certFile} and ${keyFile} (${describeError(error)}), expected a certificate and its key, PEM`,
			{ cause: error },
		);
	}
}
