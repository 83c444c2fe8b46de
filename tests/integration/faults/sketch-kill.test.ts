import { afterEach, expect, it } from 'vitest';
import type { Drawing } from '../../../src/domain/records/drawing.ts';
import { createRandom } from '../../bench/make-building-table.ts';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { isSettled, openPage, pointAt, type TestPage } from '../sketch/start-sketch.ts';
import { replayData } from './check-records.ts';
import { readTestPack } from './small-pack.ts';

const KILLS = Number(process.env.FENGTU_KILLS ?? 8);
const SEED = Number(process.env.FENGTU_SEED ?? 1);

let server: ServerProcess | undefined;
let pages: TestPage[] = [];

afterEach(async () => {
	for (const { sketch } of pages) sketch.destroy();
	await server?.stop();
	pages = [];
});

it('a server killed while two draw loses nothing it told anybody, and tells each mark as one event', async () => {
	const running = await startServerProcess({ packDir: readTestPack() });
	server = running;
	const ask = (path: string, init?: RequestInit) => fetch(`${running.url}${path}`, init);
	const raised = await ask('/api/incidents?assess=later', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ lon: 113.75, lat: 23.02 }),
	});
	const { id: incidentId } = await raised.json();
	const random = createRandom(SEED);
	const told = new Set<string>();
	for (let kill = 0; kill < KILLS; kill++) {
		// New pages each time: what old ones hold would come back with them.
		const drawer = openPage(() => running.url, incidentId);
		const watcher = openPage(() => running.url, incidentId);
		pages = [drawer, watcher];
		await Promise.all(pages.map(({ until }) => until(isSettled)));
		expect([...told].filter((id) => !watcher.sketch.marks.getState().marks.has(id))).toEqual([]);
		const before = told.size;
		const goal = before + 3 + Math.floor(random() * 20);
		const drawn = new Set<string>();
		const drawing = setInterval(() => drawn.add(drawer.sketch.add(pointAt(113 + random(), 23)) ?? ''), 5);
		await watcher.until(({ marks }) => marks.size >= goal);
		await running.kill('SIGKILL');
		clearInterval(drawing);
		const { marks } = watcher.sketch.marks.getState();
		for (const id of marks.keys()) told.add(id);
		for (const { sketch } of pages) sketch.destroy();
		await running.restart();
	}
	const last = openPage(() => running.url, incidentId);
	pages = [last];
	const { marks } = await last.until(isSettled);
	expect([...told].filter((id) => !marks.has(id))).toEqual([]);
	expect(told.size).toBeGreaterThan(KILLS * 3);
	const readDrawings = async () => {
		const answer: { drawings: Drawing[] } = await (await ask('/api/drawings')).json();
		return answer.drawings.map(({ id }) => id).sort();
	};
	await expect.poll(readDrawings, { timeout: 30_000 }).toEqual([...marks.keys()].sort());
	const log = await (await ask('/api/events?collection=drawing&limit=1000')).json();
	const added = log.events.filter(({ kind }: { kind: string }) => kind === 'drawing/added');
	expect(added).toHaveLength(marks.size);
	last.sketch.destroy();
	expect(await replayData(running.dataDir)).toMatchObject({ ok: true, differences: [] });
}, 600_000);
