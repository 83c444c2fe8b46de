import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM_ACTOR } from '../../../src/domain/access/identity.ts';
import type { Team } from '../../../src/domain/records/team.ts';
import { createParWatch, type ParWatch } from '../../../src/server/command/par-watch.ts';
import { openStore } from '../../../src/server/store/open-store.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { write } from '../../support/record-fields.ts';
import { openTestStore } from '../../support/test-store.ts';
import { until } from '../incidents/open-operations.ts';

const IN_MS = Date.UTC(2026, 10, 21, 4, 0);
const S = 1000;
/** One interval. */
const TEN_MIN_MS = 600 * S;

let clockMs = IN_MS;
let test: Awaited<ReturnType<typeof openTestStore>>;
const problems: string[] = [];
const watches: ParWatch[] = [];

beforeEach(async () => {
	clockMs = IN_MS;
	test = await openTestStore({ nowMs: () => clockMs });
});
afterEach(async () => {
	for (const watch of watches.splice(0)) await watch.stop();
	await test.destroy();
	expect(problems.splice(0)).toEqual([]);
});

async function watch(store: Store = test.store): Promise<ParWatch> {
	const made = await createParWatch({ store, nowMs: () => clockMs, onProblem: (message) => problems.push(message) });
	watches.push(made);
	return made;
}
function enter(id: string, rest: Partial<Team> = {}): Promise<Team> {
	return write(test.store, {
		...{ collection: 'team', id, kind: 'team/entered' },
		set: { incidentId: 'i-1', name: id, people: 4, enteredAtMs: IN_MS, ...rest },
	});
}
const change = (id: string, kind: string, set: Partial<Team>) =>
	write(test.store, { collection: 'team', id, kind, set });
/** Minutes after they went in at which the log says that they were let wait. */
async function missed(id: string): Promise<number[]> {
	const events = await test.store.readEvents({ collection: 'team', id, limit: 100 });
	return events
		.filter(({ kind }) => kind === 'team/par-missed')
		.map(({ set }) => (Number(set?.parMissedMs) - IN_MS) / 60_000);
}
async function lookAt(par: ParWatch, afterMs: number): Promise<void> {
	clockMs = IN_MS + afterMs;
	await par.look();
}

describe('a team inside that nobody accounts for', () => {
	it('is in the log when it is overdue by any amount, then once an interval', async () => {
		await enter('t');
		const par = await watch();
		await lookAt(par, TEN_MIN_MS);
		expect(await missed('t')).toEqual([]);
		await lookAt(par, TEN_MIN_MS + 1);
		await lookAt(par, TEN_MIN_MS + 30 * S);
		expect(await missed('t')).toEqual([10]);
		const [, told] = await test.store.readEvents({ collection: 'team', id: 't', limit: 10 });
		expect(told).toMatchObject({ by: SYSTEM_ACTOR, from: 'par-watch', kind: 'team/par-missed' });
		await lookAt(par, 2 * TEN_MIN_MS + 1);
		await lookAt(par, 2 * TEN_MIN_MS + 2);
		expect(await missed('t')).toEqual([10, 20]);
	});

	it('counts anew from when it was accounted for, and no more when it is out', async () => {
		await enter('t');
		const par = await watch();
		await lookAt(par, TEN_MIN_MS + 1);
		await change('t', 'team/par-told', { par: { atMs: IN_MS + 11 * 60 * S, people: 4, byName: 'x' } });
		await until(async () => {
			await lookAt(par, 21 * 60 * S + 1);
			return (await missed('t')).length > 1;
		});
		expect(await missed('t')).toEqual([10, 21]);
		await change('t', 'team/exited', { exitedAtMs: clockMs });
		await lookAt(par, 60 * 60 * S);
		expect(await missed('t')).toEqual([10, 21]);
	});

	it('one that goes in while the watch looks on is watched too; one that waits outside is not', async () => {
		const par = await watch();
		await enter('in', { parIntervalS: 60 });
		await enter('waiting', { enteredAtMs: null, parIntervalS: 60 });
		await until(async () => {
			await lookAt(par, 61 * S);
			return (await missed('in')).length > 0;
		});
		expect(await missed('in')).toEqual([1]);
		expect(await missed('waiting')).toEqual([]);
	});

	it('three intervals without a server are told once; what was told is not told again', async () => {
		await enter('t');
		await lookAt(await watch(), 45 * 60 * S);
		expect(await missed('t')).toEqual([40]);
		await lookAt(await watch(), 46 * 60 * S);
		expect(await missed('t')).toEqual([40]);
		await lookAt(await watch(), 51 * 60 * S);
		expect(await missed('t')).toEqual([40, 50]);
	});

	it('of two server processes that look at once one writes', async () => {
		for (let i = 0; i < 20; i++) await enter(`t-${i}`);
		const second = await openStore({ url: test.url, nowMs: () => clockMs });
		try {
			const [one, other] = [await watch(), await watch(second)];
			clockMs = IN_MS + TEN_MIN_MS + 1;
			await Promise.all([one.look(), other.look()]);
			for (let i = 0; i < 20; i++) expect(await missed(`t-${i}`)).toEqual([10]);
		} finally {
			await watches.pop()?.stop();
			await second.close();
		}
	});
});
