import { describe, expect, it } from 'vitest';
import { ConflictError, UnavailableError } from '../../../../src/domain/errors.ts';
import { asStoreError, isRetryAsked } from '../../../../src/server/store/store-error.ts';

function failure(code: string, more: object = {}): Error {
	return Object.assign(new Error(`said ${code}`), { code }, more);
}

describe('asStoreError', () => {
	// SQLSTATE of PostgreSQL's appendix A: connection lost, disk full, too many connections, shut down, starting, lock and statement timeout.
	it.each(['08006', '53100', '53300', '57P01', '57P03', '55P03', '57014', '25006', '58030', '40001'])(
		'%s is not now',
		(code) => {
			expect(asStoreError(failure(code))).toMatchObject({ name: 'UnavailableError', code: 'store/unavailable' });
		},
	);

	it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'])(
		'%s is not now',
		(code) => {
			expect(asStoreError(failure(code))).toBeInstanceOf(UnavailableError);
			expect(asStoreError(new AggregateError([failure(code)]))).toBeInstanceOf(UnavailableError);
		},
	);

	it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect', 'Query read timeout'])(
		'what the driver says is not now: %s',
		(message) => {
			expect(asStoreError(new Error(message))).toBeInstanceOf(UnavailableError);
		},
	);

	it.each([
		['a broken rule', failure('23505')],
		['wrong SQL', failure('42601')],
		['a fault of ours', new TypeError('x is undefined')],
		['an error of the house', new ConflictError('record/version-conflict', 'x')],
	])('%s stays what it is', (_, error) => {
		expect(asStoreError(error)).toBe(error);
	});
});

describe('isRetryAsked', () => {
	it('for serialization, deadlock and a record made twice at once, and nothing else', () => {
		expect(isRetryAsked(failure('40001'))).toBe(true);
		expect(isRetryAsked(failure('40P01'))).toBe(true);
		expect(isRetryAsked(failure('23505', { constraint: 'events_collection_id_version_key' }))).toBe(true);
		expect(isRetryAsked(failure('23505', { constraint: 'credentials_login_key' }))).toBe(false);
		expect(isRetryAsked(failure('57P01'))).toBe(false);
		expect(isRetryAsked(new Error('x'))).toBe(false);
	});
});
