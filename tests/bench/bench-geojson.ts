// Usage: node --import tsx tests/bench/bench-geojson.ts [lines]
// What a line of GeoJSON costs on one thread until it is a record: coordinates read from its bytes (as the reader does), and
// JSON.parse of the whole line, over the same seeded lines in turn.
import { cpus } from 'node:os';
import { createRng } from '../../src/citypack/generate/rng.ts';
import { toGeoJsonRecord } from '../../src/citypack/read/formats/geojson-record.ts';
import { createGeoJsonBlockReader, forEachRecord } from '../../src/citypack/read/formats/geojson-records.ts';
import { NumberArena } from '../../src/citypack/read/formats/number-arena.ts';

const RUNS = 7;
const count = Number(process.argv[2] ?? 200_000);

function makeLines(): Buffer {
	const rng = createRng(7, 'geojson');
	const lines: string[] = [];
	for (let i = 0; i < count; i++) {
		const lon = 113.5 + rng.next() * 0.8;
		const lat = 22.7 + rng.next() * 0.4;
		const ring = Array.from({ length: 4 + 2 * Math.floor(rng.next() ** 2 * 4) }, () => [
			Number((lon + rng.next() * 3e-4).toFixed(7)),
			Number((lat + rng.next() * 3e-4).toFixed(7)),
		]);
		const properties = {
			id: `441900003-${i}`,
			name: i % 5 === 0 ? `鸿福路${i % 997}号` : null,
			height_m: Math.round(rng.next() * 600) / 10,
			floors: 1 + Math.floor(rng.next() * 24),
			structure: 'reinforced_concrete',
			use: 'residential',
			year: 1980 + (i % 45),
			town: '东城街道',
		};
		const geometry = { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
		lines.push(`${JSON.stringify({ type: 'Feature', properties, geometry })}\n`);
	}
	return Buffer.from(lines.join(''));
}

const bytes = makeLines();
const blocks: Uint8Array[] = [];
for (let from = 0; from < bytes.length; ) {
	const to = bytes.lastIndexOf(10, Math.min(bytes.length, from + (1 << 22)) - 1) + 1;
	blocks.push(bytes.subarray(from, to));
	from = to;
}
let corners = 0;
const sink = {
	record: ({ geometry }: Parameters<Parameters<typeof reader.readBlock>[1]['record']>[0]) => {
		if (geometry.kind === 'area') corners += geometry.polygons[0]?.[0]?.length ?? 0;
	},
	bad: ({ detail }: { detail: string }) => {
		throw new Error(detail);
	},
};
const reader = createGeoJsonBlockReader();
const arena = new NumberArena();
const ways: Record<string, (block: Uint8Array) => void> = {
	'coordinates from bytes': (block) => reader.readBlock({ kind: 'bytes', bytes: block, firstNumber: 1 }, sink),
	'JSON.parse of the line': (block) => {
		const buffer = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
		forEachRecord(buffer, 1, (from, to, number) => {
			const text = buffer.toString('utf8', from, to);
			sink.record(toGeoJsonRecord(JSON.parse(text), { number, text, arena, geometry: null }));
		});
	},
};
const microseconds: Record<string, number[]> = {};
for (let run = 0; run <= RUNS; run++) {
	for (const [name, read] of Object.entries(ways)) {
		const before = process.cpuUsage();
		for (const block of blocks) read(block);
		const { user, system } = process.cpuUsage(before);
		// The first run only warms up.
		if (run > 0) (microseconds[name] ??= []).push((user + system) / count);
	}
}
console.log(`${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, seed 7`);
console.log(
	`${count} lines of ${(bytes.length / count).toFixed(0)} bytes, ${corners} numbers, CPU us a line, ${RUNS} runs`,
);
for (const [name, values] of Object.entries(microseconds)) {
	const sorted = values.toSorted((a, b) => a - b);
	const show = (at: number) => sorted[at]?.toFixed(2);
	console.log(`  ${name}: median ${show(RUNS >> 1)}, from ${show(0)} to ${show(RUNS - 1)}`);
}
