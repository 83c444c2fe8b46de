import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildCityPack } from '../../src/citypack/build-city-pack.ts';
import { validateCityPack } from '../../src/citypack/validate-city-pack.ts';
import { decodeRoadGraph, NODE_FLAG, ROAD_FLAG, TURN_FLAG } from '../../src/domain/pack/road-graph.ts';
import { ROAD_CLASSES } from '../../src/domain/road.ts';
import { makeTempFolder } from '../support/make-temp-folder.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/roads');
const folder = makeTempFolder();

const TURNS = 'id,类型,起始道路,目标道路\n1,禁止右转,2,4\n2,禁止左转,1,9\n';
const SIGNALS = 'id,经度,纬度\n1,113.75501,23.02003\n';

/** A pack of road lines alone, with a turn and signals on them. */
async function buildRoads(file: string) {
	const turns = folder.write('turns.csv', TURNS);
	const outDir = join(dirname(turns), `pack-${file.replaceAll('.', '-')}`);
	const report = await buildCityPack({
		inputs: [
			{ path: join(FIXTURES, file), kind: 'roads' },
			{ path: turns, kind: 'turns', crs: 'wgs84' },
			{ path: folder.write('lights.csv', SIGNALS), kind: 'signals', crs: 'wgs84' },
		],
		outDir,
		name: 'roads',
		workers: 1,
	});
	const rejects = readFileSync(join(outDir, 'rejects.ndjson'), 'utf8').split('\n').filter(Boolean);
	const graph = decodeRoadGraph(new Uint8Array(readFileSync(join(outDir, 'roads.graph'))), 'roads.graph');
	return { outDir, report, rejects: rejects.map((line) => JSON.parse(line)), graph };
}

describe('a pack of road lines', () => {
	it.each(['roads.shp', 'roads.fgb', 'roads.geojson'])('is made of %s alone', async (file) => {
		const { outDir, report, rejects, graph } = await buildRoads(file);
		// By hand from roads.geojson: the elevated road crosses without meeting, the lane's end is 2 cm off the main road.
		expect([report.roads, graph.nodeCount, graph.edgeCount]).toEqual([6, 10, 9]);
		const byClass = new Map(Array.from(graph.roadClass, (code, r) => [ROAD_CLASSES[code], r]));
		const limits = ['primary', 'secondary', 'tertiary', 'lane'].map((name) => {
			const r = byClass.get(name as (typeof ROAD_CLASSES)[number]) as number;
			const isUnpaved = ((graph.roadFlags[r] as number) & ROAD_FLAG.unpaved) !== 0;
			return [
				graph.roadWidthDm[r],
				graph.roadMaxHeightDm[r],
				graph.roadMaxWeight100Kg[r],
				graph.roadOneway[r],
				isUnpaved,
			];
		});
		expect(limits).toEqual([
			[210, 0, 0, 0, false],
			[140, 42, 300, 0, false],
			[80, 0, 150, 2, false],
			[24, 0, 0, 1, true],
		]);
		const signals = [...graph.nodeFlags].flatMap((flags, n) => (flags & NODE_FLAG.signal ? [n] : []));
		const signalAt = signals.map((n) =>
			[graph.nodeLonLat[n * 2], graph.nodeLonLat[n * 2 + 1]].map((v) => (v as number) / 1e7),
		);
		expect(signalAt).toHaveLength(1);
		expect(signalAt[0]?.[0]).toBeCloseTo(113.755, 6);
		expect(signalAt[0]?.[1]).toBeCloseTo(23.02, 6);
		expect(graph.turnFlags.filter((flags) => flags & TURN_FLAG.restricted)).toHaveLength(1);
		expect(rejects.map(({ source, id, outcome, reason }) => [source, id, outcome, reason])).toEqual([
			['roads', 'roads/3', 'repaired', 'road/end-joined'],
			['turns', 'turns/2', 'refused', 'turn-restriction/no-such-road'],
		]);
		const counts = report.sources.map(({ kind, read, kept, repaired, refused }) => [
			kind,
			read,
			kept,
			repaired,
			refused,
		]);
		expect(counts).toEqual([
			['roads', 5, 5, 1, 0],
			['turns', 2, 1, 0, 1],
			['signals', 1, 1, 0, 0],
		]);
		expect((await validateCityPack(outDir)).problems).toEqual([]);
	});
});
