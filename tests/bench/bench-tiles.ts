// Usage: node --import tsx tests/bench/bench-tiles.ts [buildings] [workers] [outDir]
import { mkdtempSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildTiles } from '../../src/citypack/tiles/build-tiles.ts';
import { orderTable } from '../support/order-table.ts';
import { makeCityTable } from './make-building-table.ts';

const count = Number(process.argv[2] ?? 200_000);
const workers = Number(process.argv[3] ?? 2);
const outDir = process.argv[4] ?? mkdtempSync(join(tmpdir(), 'bench-tiles-'));
const table = makeCityTable(count, 1);
const startMs = performance.now();
const order = orderTable(table);
const orderMs = performance.now() - startMs;
const before = { rss: process.memoryUsage.rss(), cpu: process.cpuUsage(), ms: performance.now() };
const result = await buildTiles(table, order, { outDir, workers });
const cpu = process.cpuUsage(before.cpu);
const mib = (bytes: number) => Math.round(bytes / 2 ** 20);
console.log(`${cpus().length} x ${cpus()[0]?.model}, Node ${process.version}, ${workers} workers, seed 1, ${outDir}`);
console.log(
	`${count} buildings, ${(table.lonLat.length / 2 / count).toFixed(2)} vertices each: ${result.tiles} tiles, ${result.levels} levels`,
);
console.log(
	`wall ${((performance.now() - before.ms) / 1000).toFixed(1)} s, CPU ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s, ` +
		`memory before ${mib(before.rss)} MiB, peak ${mib(process.resourceUsage().maxRSS * 1024)} MiB`,
);
console.log(
	`raw ${(result.bytesRaw / count).toFixed(1)} B/building, gzip ${(result.bytesGzip / count).toFixed(1)} B/building (${mib(result.bytesGzip)} MiB)`,
);
console.log(`  order ${(orderMs / 1000).toFixed(2)} s`);
for (const [stage, ms] of Object.entries(result.stageCpuMs)) console.log(`  ${stage} ${(ms / 1000).toFixed(2)} s`);
