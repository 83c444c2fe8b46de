import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTrackRecorder, type TrackRecorder } from '../../../src/server/command/track-recorder.ts';
import type { TrackSample } from '../../../src/server/command/track-table.ts';
import { createPositionBoard, type PositionBoard } from '../../../src/server/feed/position-board.ts';
import { createRecordOverlay, type RecordOverlay } from '../../../src/server/records/record-overlay.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { UNIT, write } from '../../support/record-fields.ts';
import { openTestStore } from '../../support/test-store.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2026, 10, 21, 4, 0);
/** Metres of longitude at 23 degrees north: 111,320 m * cos 23 = 102,470 m a degree. */
const METRES_A_DEGREE = 102_470;

let clockMs = START_MS;
let test: Awaited<ReturnType<typeof openTestStore>>;
let overlay: RecordOverlay;
let board: PositionBoard;
let recorder: TrackRecorder;
const problems: string[] = [];

beforeEach(async () => {
	clockMs = START_MS;
	test = await openTestStore({ nowMs: () => clockMs });
	overlay = await createRecordOverlay(test.store, () => clockMs);
	const known = { plate: 'x', type: 'SG', status: '21', district: null };
	board = await createPositionBoard({
		...{ store: test.store, nowMs: () => clockMs, onProblem: (message: string) => problems.push(message) },
		findVehicle: (id) => (id.startsWith('v') ? known : undefined),
	});
	recorder = makeRecorder(test.store);
});
afterEach(async () => {
	await recorder.stop();
	await board.close();
	overlay.destroy();
	await test.destroy();
	problems.splice(0);
});

function makeRecorder(store: Store): TrackRecorder {
	const onProblem = (message: string) => problems.push(message);
	return createTrackRecorder({ store, board, overlay, nowMs: () => clockMs, keepDays: 2, onProblem });
}
async function send(unitId: string, dispatchId: string | null): Promise<void> {
	const set = { ...UNIT, dispatchId, incidentId: dispatchId && 'i-1' };
	await write(test.store, { collection: 'unit', id: unitId, kind: 'unit/ordered', set });
	await overlay.refresh();
}
/** Tells where a vehicle is so many seconds after the start, metres east. */
function tell(unitId: string, s: number, eastM: number, rest: { headingDeg?: number; speedMps?: number } = {}): void {
	clockMs = START_MS + s * 1000;
	const at = { lon: 113.75 + eastM / METRES_A_DEGREE, lat: 23, headingDeg: 90, speedMps: 10, ...rest };
	board.take([{ unitId, ...at, observedAtMs: clockMs }]);
}
/** Seconds after the start of what is kept of a dispatch. */
async function kept(dispatchId: string): Promise<number[]> {
	await recorder.keep();
	const { rows } = await test.store.pool.query<{ at_ms: number }>(
		'SELECT at_ms FROM tracks WHERE dispatch_id = $1 ORDER BY at_ms',
		[dispatchId],
	);
	return rows.map(({ at_ms }) => (at_ms - START_MS) / 1000);
}

describe('where a vehicle that is out drove', () => {
	it('is kept when it moved 15 m, turned 20 degrees as it drove, or half a minute went by', async () => {
		await send('v1', 'd-1');
		tell('v1', 1, 0);
		tell('v1', 2, 14);
		tell('v1', 3, 16);
		tell('v1', 4, 17, { headingDeg: 109 });
		tell('v1', 5, 17, { headingDeg: 111 });
		tell('v1', 6, 17, { headingDeg: 10, speedMps: 0 });
		tell('v1', 34, 17, { headingDeg: 111, speedMps: 0 });
		tell('v1', 35, 17, { headingDeg: 111, speedMps: 0 });
		expect(await kept('d-1')).toEqual([1, 3, 5, 35]);
	});

	it('begins where it was when it was ordered and ends when it is back; others leave no track', async () => {
		tell('v1', 1, 0);
		tell('v2', 1, 0);
		await send('v1', 'd-1');
		tell('v1', 5, 100);
		tell('v2', 5, 100);
		await send('v1', null);
		tell('v1', 9, 300);
		expect(await kept('d-1')).toEqual([1, 5]);
		const { rows } = await test.store.pool.query<{ count: number }>('SELECT count(*) AS count FROM tracks');
		expect(rows).toEqual([{ count: 2 }]);
	});

	it('of a made-up vehicle is marked', async () => {
		await send('v1', 'd-1');
		const status = '21';
		board.setListening(true);
		board.setDemo({
			at: (nowMs) => [
				{
					id: 'v1',
					plate: 'x',
					type: 'SG',
					lon: 113,
					lat: 23,
					headingDeg: 0,
					speedMps: 0,
					status,
					observedAtMs: nowMs,
					demo: true,
				},
			],
		});
		await recorder.keep();
		const { rows } = await test.store.pool.query<TrackSample>('SELECT demo FROM tracks');
		expect(rows).toEqual([{ demo: true }]);
	});

	it('waits while the database is away, and is kept when it is back', async () => {
		await recorder.stop();
		let isAway = true;
		const pool = new Proxy(test.store.pool, {
			get(target, name) {
				if (name === 'query' && isAway) return () => Promise.reject(new Error('away'));
				const value = Reflect.get(target, name);
				return typeof value === 'function' ? value.bind(target) : value;
			},
		});
		recorder = makeRecorder({ ...test.store, pool });
		await send('v1', 'd-1');
		tell('v1', 1, 0);
		await recorder.keep();
		expect(problems).toHaveLength(1);
		isAway = false;
		expect(await kept('d-1')).toEqual([1]);
	});

	it('is removed after the days it is kept for', async () => {
		await send('v1', 'd-1');
		tell('v1', 0, 0);
		tell('v1', 3600, 100);
		await recorder.keep();
		clockMs = START_MS + 2 * DAY_MS + 1000;
		await recorder.clean();
		expect(await kept('d-1')).toEqual([3600]);
	});
});
