import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newClosureSchema } from '../../../src/domain/closure.ts';
import { createClosureDesk } from '../../../src/server/closure-desk.ts';
import { createClosureBook } from '../../../src/server/store/closure-book.ts';
import { CLOSURE_LOG } from '../../../src/server/store/closure-log.ts';
import { openEventLog } from '../../../src/server/store/open-event-log.ts';
import { createFakeCity, ORIGIN, placeAt } from '../../support/fake-city.ts';
import { makeClosure } from '../../support/make-closure.ts';
import { serveCity } from '../../support/serve-city.ts';

describe('createClosureBook', () => {
	it('lists what holds now or will, newest first; not what is over or lifted', () => {
		const book = createClosureBook([
			{ kind: 'added', closure: makeClosure('open', { createdAtMs: 1 }) },
			{ kind: 'added', closure: makeClosure('over', { createdAtMs: 2, untilMs: 100 }) },
			{ kind: 'added', closure: makeClosure('later', { createdAtMs: 3, fromMs: 500 }) },
			{ kind: 'added', closure: makeClosure('lifted', { createdAtMs: 4 }) },
			{ kind: 'lifted', id: 'lifted', atMs: 50 },
		]);
		expect(book.list(99).map(({ id }) => id)).toEqual(['later', 'over', 'open']);
		expect(book.list(100).map(({ id }) => id)).toEqual(['later', 'open']);
	});

	it('keeps the first time of lifting, and takes no notice of an id it does not know', () => {
		const book = createClosureBook([
			{ kind: 'added', closure: makeClosure('a') },
			{ kind: 'lifted', id: 'a', atMs: 5 },
		]);
		expect(book.apply({ kind: 'lifted', id: 'a', atMs: 9 })?.liftedAtMs).toBe(5);
		expect(book.apply({ kind: 'lifted', id: 'b', atMs: 9 })).toBeUndefined();
	});

	it('numbers on from the highest of the day', () => {
		const book = createClosureBook([{ kind: 'added', closure: makeClosure('c-2026-1120-0007') }]);
		expect(book.takeId(new Date(2026, 10, 20, 12).getTime())).toBe('c-2026-1120-0008');
	});
});

describe('createClosureDesk', () => {
	const city = createFakeCity({});
	const line = makeClosure('').shape;
	let dir: string;
	beforeEach(async () => {
		dir = await mkdtemp(join(tmpdir(), 'fengtu-closures-'));
	});
	afterEach(() => rm(dir, { recursive: true, force: true }));

	async function openDesk() {
		const told: string[] = [];
		const { log, events, problems } = await openEventLog(dir, 'fake', CLOSURE_LOG);
		const clock = { nowMs: 1_000 };
		const desk = createClosureDesk({
			pack: serveCity(city),
			book: createClosureBook(events),
			log,
			nowMs: () => clock.nowMs,
			onChange: ({ id, liftedAtMs }) => told.push(`${id} ${liftedAtMs}`),
		});
		const add = (given: object) => desk.add(newClosureSchema.parse({ shape: line, ...given }));
		return { desk, add, told, clock, log, problems };
	}

	it('keeps closures over a restart, also after a line that a crash tore', async () => {
		const one = await openDesk();
		const closed = await one.add({ reason: '倒塌' });
		const slow = await one.add({ speedShare: 0.5, untilMs: 9_000 });
		one.clock.nowMs = 2_000;
		const lifted = await one.desk.lift(closed.id);
		expect(lifted).toEqual({ ...closed, liftedAtMs: 2_000 });
		expect(one.told).toEqual([`${closed.id} null`, `${slow.id} null`, `${closed.id} 2000`]);
		await one.log.close();
		const path = join(dir, 'fake/closures.ndjson');
		const whole = await readFile(path, 'utf8');
		await appendFile(path, '{"kind":"lif');

		const two = await openDesk();
		expect(two.problems).toMatchObject([{ code: 'closures/torn-line-cut', file: 'closures.ndjson' }]);
		expect(await readFile(path, 'utf8')).toBe(whole);
		expect(two.desk.list()).toEqual([slow]);
		two.clock.nowMs = 9_000;
		expect(two.desk.list()).toEqual([]);
		await expect(two.desk.lift(closed.id)).rejects.toMatchObject({ code: 'closure/lifted' });
		await two.log.close();
	});

	it('says what is wrong', async () => {
		const { desk, add, log } = await openDesk();
		await expect(desk.lift('c-2020-0101-0001')).rejects.toMatchObject({ code: 'closure/not-found' });
		await expect(add({ untilMs: 1_000 })).rejects.toMatchObject({ code: 'closure/over' });
		const far = placeAt(200_000, 0);
		const here = [ORIGIN.lon, ORIGIN.lat];
		for (const [shape, code] of [
			[{ type: 'LineString', coordinates: [here, here] }, 'closure/no-length'],
			[
				{
					type: 'LineString',
					coordinates: [
						[far.lon, far.lat],
						[far.lon, far.lat + 0.01],
					],
				},
				'closure/outside-city',
			],
		] as const) {
			await expect(add({ shape })).rejects.toMatchObject({ code });
		}
		expect(desk.list()).toEqual([]);
		await log.close();
	});
});
