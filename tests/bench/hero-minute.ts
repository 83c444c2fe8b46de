/**
 * Alarm to filled card on a real pack: POST /api/incidents at seeded places, until the open page shows the target's id.
 *   npm run bench:hero [-- --pack DIR] [--alarms N]
 * Prints the machine, and the median and spread of: the server's own answer, the command-line assessment, the card.
 */
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { openPackFolder } from '../../src/cli/open-pack-folder.ts';
import { bboxAround } from '../../src/domain/geo/lon-lat.ts';
import { findBrowser } from '../browser/find-browser.ts';
import { PROJECT_DIR, servePack } from '../browser/serve-pack.ts';
import { SOFTWARE_GL } from '../browser/software-gl.ts';
import { createRandom } from './make-building-table.ts';
import { waitForTiles } from './wait-for-tiles.ts';

const { values } = parseArgs({
	options: {
		pack: { type: 'string', default: join(PROJECT_DIR, 'tilesets/dongguan') },
		alarms: { type: 'string', default: '20' },
	},
});
const packDir = resolve(values.pack);
const city = await openPackFolder(packDir);
const { manifest } = city;
const random = createRandom(20261120);

const startedMs = performance.now();
const server = await servePack(packDir);
const startMs = performance.now() - startedMs;
const browser = await chromium.launch({
	executablePath: findBrowser(),
	args: [...SOFTWARE_GL],
});
const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
await page.goto(`${server.url}/?gfx=lite`);
await page.getByRole('region', { name: '警情' }).waitFor();
// A command centre's page has been open for hours: let it load its map first.
await waitForTiles(page);

const answerMs: number[] = [];
const cardMs: number[] = [];
for (let i = 0, places = 0; i < Number(values.alarms) && places < 1000; places++) {
	const [west, south, east, north] = manifest.bounds;
	const [building] = await city.findBuildingsIn(
		bboxAround({ lon: west + random() * (east - west), lat: south + random() * (north - south) }, 150),
	);
	const ring = building?.polygons[0]?.[0];
	if (!building || !ring) continue;
	i++;
	const [lon, lat] = ring[0] as [number, number];
	const postedMs = performance.now();
	const response = await fetch(`${server.url}/api/incidents`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ lon, lat, type: 'fire', description: `bench ${i}` }),
	});
	const incident = await response.json();
	answerMs.push(performance.now() - postedMs);
	const id: string = incident.assessment.target.id;
	await page.getByRole('region', { name: '目标建筑' }).getByText(id, { exact: true }).waitFor();
	cardMs.push(performance.now() - postedMs);
	await fetch(`${server.url}/api/incidents/${incident.id}/close`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ reason: 'bench' }),
	});
	// Alarms do not come on each other's heels; without a GPU the flight of the last one takes seconds to draw.
	await waitForTiles(page);
}
await browser.close();
await server.stop();

process.stdout.write(
	`${cpus()[0]?.model} x${cpus().length}, Node ${process.version}, ${manifest.name} ${manifest.version}, ${manifest.counts.buildings} buildings\n` +
		`server start to address  ${startMs.toFixed(0)} ms\n` +
		`POST to answer           ${summarise(answerMs)}\n` +
		`POST to filled card      ${summarise(cardMs)}\n`,
);

function summarise(samples: number[]): string {
	const sorted = samples.toSorted((a, b) => a - b);
	const at = (share: number) =>
		(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(0);
	return `median ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms (${sorted.length} alarms)`;
}
