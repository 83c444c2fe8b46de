/**
 * The shared sketch of an incident under hands that draw, on a server process of its own: how long a mark takes from one page to the other,
 * what opening a sketch of 2,000 marks costs, and twenty people who drag at once. The pages run in this process: their work is in the times.
 *   npm run bench:sketch -- --pack DIR [--marks N] [--people N] [--seconds N] [--json]
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Sketch } from '../../src/client/sketch.ts';
import { isSettled, openPage, pointAt, type TestPage } from '../integration/sketch/start-sketch.ts';
import { startServerProcess } from '../support/server-process.ts';
import { quantile } from './spread.ts';

const { values } = parseArgs({
	options: {
		pack: { type: 'string' },
		marks: { type: 'string', default: '2000' },
		people: { type: 'string', default: '20' },
		seconds: { type: 'string', default: '10' },
		json: { type: 'boolean', default: false },
	},
});
if (values.pack === undefined) throw new Error('bench:sketch: got no --pack, expected the folder of a built pack');
const MARKS = Number(values.marks);
const SECONDS = Number(values.seconds);
/** How often a pointer that drags is told. */
const DRAG_EVERY_MS = 50;

const server = await startServerProcess({ packDir: values.pack });
console.log(`${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}`);
const figures: Record<string, unknown> = {};

async function raise(): Promise<string> {
	const answer = await fetch(`${server.url}/api/incidents?assess=later`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ lon: 113.75, lat: 23.02 }),
	});
	const { id } = await answer.json();
	return id;
}

async function open(incidentId: string, count: number): Promise<TestPage[]> {
	const pages = Array.from({ length: count }, () => openPage(() => server.url, incidentId));
	await Promise.all(pages.map(({ until }) => until(isSettled)));
	return pages;
}

function end(pages: readonly TestPage[]): void {
	for (const { sketch } of pages) sketch.destroy();
}

function tell(what: string, timesMs: number[]): void {
	const sorted = timesMs.toSorted((a, b) => a - b);
	const [p50, p95] = [quantile(sorted, 0.5), quantile(sorted, 0.95)];
	figures[what] = { p50, p95, count: sorted.length };
	console.log(`${what}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${sorted.length})`);
}

/** When each mark reached a page, by its label. */
function watch(sketch: Sketch, onLabel: (label: string) => void): void {
	sketch.marks.subscribe(({ marks }, before) => {
		if (marks === before.marks) return;
		for (const [id, mark] of marks) if (before.marks.get(id) !== mark) onLabel(mark.label);
	});
}

async function measureLatency(): Promise<void> {
	const pages = await open(await raise(), 2);
	const [a, b] = pages as [TestPage, TestPage];
	const times: number[] = [];
	for (let i = 0; i < 200; i++) {
		const startMs = performance.now();
		const id = a.sketch.add(pointAt(113.7, 23)) ?? '';
		await b.until(({ marks }) => marks.has(id));
		times.push(performance.now() - startMs);
	}
	tell('a mark from one page to the other', times);
	end(pages);
}

async function measureOpening(): Promise<void> {
	const incidentId = await raise();
	const [page] = (await open(incidentId, 1)) as [TestPage];
	for (let i = 0; i < MARKS; i++)
		page.sketch.add({ ...pointAt(113 + i / 10_000, 23), symbol: 'engine', label: `第 ${i} 处` });
	await page.until(isSettled);
	const times: number[] = [];
	for (let i = 0; i < 10; i++) {
		const startMs = performance.now();
		const [again] = (await open(incidentId, 1)) as [TestPage];
		await again.until(({ marks }) => marks.size === MARKS);
		times.push(performance.now() - startMs);
		figures.openingBytes = again.readReceived();
		end([again]);
	}
	tell(`opening ${MARKS} marks (${figures.openingBytes} bytes)`, times);
	end([page]);
}

/** Processor time of the server so far, by the kernel, which counts in hundredths of a second. */
function readServerCpuMs(): number {
	const fields = readFileSync(`/proc/${server.pid()}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function measureCrowd(): Promise<void> {
	const pages = await open(await raise(), Number(values.people));
	const [serverMs, ownMs] = [readServerCpuMs(), process.cpuUsage()];
	const times: number[] = [];
	for (const { sketch } of pages) {
		watch(sketch, (label) => {
			const [, by, atMs] = label.split(' ');
			if (by !== String(pages.findIndex((page) => page.sketch === sketch)))
				times.push(performance.now() - Number(atMs));
		});
	}
	const ids = pages.map(
		({ sketch }, by) => sketch.add({ ...pointAt(113.7, 23), label: `m ${by} ${performance.now()}` }) ?? '',
	);
	const until = performance.now() + SECONDS * 1000;
	while (performance.now() < until) {
		for (const [by, { sketch }] of pages.entries()) {
			const place = pointAt(113.7 + Math.random() / 100, 23);
			sketch.change(ids[by] ?? '', { ...place, label: `m ${by} ${performance.now()}` });
		}
		await new Promise((done) => setTimeout(done, DRAG_EVERY_MS));
	}
	await Promise.all(pages.map((page) => page.until(isSettled)));
	const { user, system } = process.cpuUsage(ownMs);
	const cpu = { serverMs: readServerCpuMs() - serverMs, pagesMs: Math.round((user + system) / 1000) };
	figures.crowdCpu = cpu;
	console.log(`processor time in ${SECONDS} s: server ${cpu.serverMs} ms, all ${pages.length} pages ${cpu.pagesMs} ms`);
	tell(`${pages.length} people dragging, a change to each other page`, times);
	end(pages);
}

try {
	await measureLatency();
	await measureOpening();
	await measureCrowd();
	if (values.json) console.log(JSON.stringify(figures));
} finally {
	await server.stop();
}
