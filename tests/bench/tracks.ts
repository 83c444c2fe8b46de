/**
 * What it costs to keep where 2,000 vehicles drive that are all out at once: processor time of taking their positions with and without it,
 * writing a batch of ten seconds, bytes on disk, and reading the history of an incident of four hours with 20 vehicles.
 *   npx tsx tests/bench/tracks.ts [--vehicles N] [--batches N] [--json]
 * Seeded by nothing: every vehicle drives straight on at 12 m/s, a position a second, which is a sample every two seconds. The database is the
 * embedded one, durable.
 */
import { rmSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { Dispatch } from '../../src/domain/records/dispatch.ts';
import type { Unit } from '../../src/domain/records/unit.ts';
import { createTrackRecorder } from '../../src/server/command/track-recorder.ts';
import { readTracks } from '../../src/server/command/track-table.ts';
import { connectDatabase } from '../../src/server/database/connect-database.ts';
import { createPositionBoard } from '../../src/server/feed/position-board.ts';
import { openStore } from '../../src/server/store/open-store.ts';
import { makeOpenFolder } from '../support/make-open-folder.ts';
import { cpuMs, quantile, tell } from './spread.ts';

const { values } = parseArgs({
	options: {
		vehicles: { type: 'string', default: '2000' },
		batches: { type: 'string', default: '60' },
		json: { type: 'boolean', default: false },
	},
});
const VEHICLES = Number(values.vehicles);
const BATCHES = Number(values.batches);
const START_MS = Date.UTC(2026, 10, 21, 4, 0);
const DEGREES_A_SECOND = 12 / 102_470;

const dataDir = makeOpenFolder('bench-tracks');
const onProblem = (message: string) => {
	throw new Error(message);
};
const database = await connectDatabase({ databaseUrl: null, dataDir, onProblem });
let clockMs = START_MS;
const nowMs = () => clockMs;
const store = await openStore({ url: database.url, nowMs });

const units = Array.from(
	{ length: VEHICLES },
	(_, i) => ({ id: `v${i}`, incidentId: 'i', dispatchId: `d${i}` }) as Unit,
);
const known = { plate: 'x', type: 'SG', status: '21', district: null };

/** One board that is told all positions; with a recorder or without. */
async function drive(isRecorded: boolean): Promise<{ tickCpuMs: number[]; keepMs: number[] }> {
	clockMs = START_MS;
	const board = await createPositionBoard({ store, nowMs, findVehicle: () => known, onProblem });
	const overlay = { listUnits: () => units, onChange: () => () => {} };
	const recorder = isRecorded ? createTrackRecorder({ store, board, overlay, nowMs, keepDays: 90, onProblem }) : null;
	const tickCpuMs: number[] = [];
	const keepMs: number[] = [];
	for (let second = 0; second < BATCHES * 10; second++) {
		clockMs = START_MS + second * 1000;
		const batch = units.map(({ id }, i) => ({
			...{ unitId: id, lon: 113.75 + second * DEGREES_A_SECOND, lat: 22.9 + i * 0.0001, headingDeg: 90 },
			...{ speedMps: 12, observedAtMs: clockMs },
		}));
		const cpuStart = cpuMs();
		board.take(batch);
		tickCpuMs.push(cpuMs() - cpuStart);
		if (second % 10 !== 9 || !recorder) continue;
		const start = performance.now();
		await recorder.keep();
		keepMs.push(performance.now() - start);
	}
	await recorder?.stop();
	await board.close();
	return { tickCpuMs, keepMs };
}

try {
	const kept = await drive(true);
	const bare = await drive(false);
	const { rows } = await store.pool.query<{ rows: number; bytes: number }>(
		`SELECT (SELECT count(*) FROM tracks) AS rows, pg_total_relation_size('tracks') AS bytes`,
	);
	const [{ rows: count, bytes } = { rows: 0, bytes: 0 }] = rows;

	await store.pool.query(
		`INSERT INTO tracks SELECT 'h' || v, $1::float8 + s * 2000, 113.75 + s * 0.00023, 23, 90, 12, false
		FROM generate_series(1, 20) AS v, generate_series(0, 7199) AS s`,
		[START_MS],
	);
	const sent = Array.from(
		{ length: 20 },
		(_, i) => ({ id: `h${i + 1}`, unitId: `u${i}`, plate: 'x', type: 'SG' }) as Dispatch,
	);
	const readMs: number[] = [];
	const readCpuMs: number[] = [];
	let answer = '';
	for (let i = 0; i < 10; i++) {
		const start = performance.now();
		const cpuStart = cpuMs();
		answer = JSON.stringify(await readTracks(store.pool, sent));
		readMs.push(performance.now() - start);
		readCpuMs.push(cpuMs() - cpuStart);
	}
	const figures = {
		...{
			machine: cpus()[0]?.model,
			cores: cpus().length,
			memoryGiB: Math.round(totalmem() / 2 ** 30),
			node: process.version,
		},
		...{ vehicles: VEHICLES, batches: BATCHES, rows: count, bytesARow: bytes / count },
		tickCpuMsBare: { p50: quantile(bare.tickCpuMs, 0.5), p95: quantile(bare.tickCpuMs, 0.95) },
		tickCpuMsKept: { p50: quantile(kept.tickCpuMs, 0.5), p95: quantile(kept.tickCpuMs, 0.95) },
		keepMs: { p50: quantile(kept.keepMs, 0.5), p95: quantile(kept.keepMs, 0.95), max: quantile(kept.keepMs, 1) },
		history: {
			samples: 20 * 7200,
			readMsP50: quantile(readMs, 0.5),
			readCpuMsP50: quantile(readCpuMs, 0.5),
			megabytes: answer.length / 1e6,
		},
	};
	console.log(`${figures.machine}, ${figures.cores} cores, ${figures.memoryGiB} GiB, Node ${figures.node}`);
	console.log(
		`${VEHICLES} vehicles, ${BATCHES} batches of 10 s: ${count} samples, ${tell(figures.bytesARow)} bytes each`,
	);
	console.log(
		`taking a second of positions: ${tell(figures.tickCpuMsBare.p50)} ms of processor, with tracks ${tell(figures.tickCpuMsKept.p50)}`,
	);
	console.log(
		`writing a batch: p50 ${tell(figures.keepMs.p50)} ms, p95 ${tell(figures.keepMs.p95)}, max ${tell(figures.keepMs.max)}`,
	);
	console.log(
		`tracks of 20 vehicles over 4 h: ${tell(figures.history.readMsP50)} ms (${tell(figures.history.readCpuMsP50)} of this process), ${tell(figures.history.megabytes)} MB of JSON`,
	);
	if (values.json) console.log(JSON.stringify(figures));
} finally {
	await store.close();
	await database.stop();
	rmSync(dataDir, { recursive: true, force: true });
}
