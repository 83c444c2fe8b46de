import { describe, expect, it } from 'vitest';
import { refuseUnfit } from '../../../../src/server/database/connect-database.ts';

describe('a PostgreSQL of ones own', () => {
	it('of 15 or newer in UTF-8 is taken', () => {
		expect(() => refuseUnfit({ version: 150_000, encoding: 'UTF8' })).not.toThrow();
		expect(() => refuseUnfit({ version: 180_004, encoding: 'UTF8' })).not.toThrow();
	});

	it('of 14 is refused by name', () => {
		expect(() => refuseUnfit({ version: 140_022, encoding: 'UTF8' })).toThrow(
			'DATABASE_URL: got PostgreSQL 14, expected 15 or newer',
		);
	});

	it('in another encoding is refused', () => {
		expect(() => refuseUnfit({ version: 150_000, encoding: 'SQL_ASCII' })).toThrow(
			'DATABASE_URL: got a database in SQL_ASCII, expected UTF8',
		);
	});
});
