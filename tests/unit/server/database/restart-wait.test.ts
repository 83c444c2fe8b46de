import { describe, expect, it } from 'vitest';
import { FIRST_RESTART_WAIT_MS, nextRestartWait } from '../../../../src/server/database/restart-wait.ts';

describe('the wait before a database is started again', () => {
	it('stays short, however often one that ran well is killed', () => {
		let waitMs = FIRST_RESTART_WAIT_MS;
		for (let kill = 0; kill < 25; kill++) {
			waitMs = nextRestartWait(waitMs, 3_000);
			expect(waitMs).toBe(200);
		}
	});

	it('never passes a second for one that answered, though it ended at once each time', () => {
		const waits = [200];
		for (let end = 0; end < 5; end++) waits.push(nextRestartWait(waits.at(-1) ?? 0, 10));
		expect(waits).toEqual([200, 400, 800, 1_000, 1_000, 1_000]);
	});

	it('grows to three seconds for one that does not start', () => {
		let waitMs = FIRST_RESTART_WAIT_MS;
		for (let failure = 0; failure < 10; failure++) waitMs = nextRestartWait(waitMs, null);
		expect(waitMs).toBe(3_000);
		expect(nextRestartWait(waitMs, 5_000)).toBe(200);
	});
});
