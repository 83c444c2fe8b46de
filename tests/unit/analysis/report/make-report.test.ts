import { describe, expect, it } from 'vitest';
import { makeReport } from '../../../../src/analysis/report/make-report.ts';
import { toReportGeojson } from '../../../../src/analysis/report/report-geojson.ts';
import { at, makeReportInput } from '../../../support/report-log.ts';

const report = makeReport(makeReportInput());

describe('makeReport', () => {
	it('finds the first of each time and how many reached it', () => {
		const arrived = report.times.find(({ time }) => time === 'arrived');
		expect(arrived).toEqual({ time: 'arrived', atMs: at(320), plate: '粤S1001', units: 2 });
		const controlled = report.times.find(({ time }) => time === 'controlled');
		expect(controlled).toEqual({ time: 'controlled', atMs: null, plate: null, units: 0 });
		expect(report.times).toHaveLength(11);
	});

	it('holds units against the limits, and says nothing of one that told nothing', () => {
		expect(report.standards).toEqual([
			{ key: 'ordered', limitS: 60, bestS: 40, bestPlate: '粤S1001', within: 3, measured: 3, sourceKnown: false },
			{ key: 'driven', limitS: 300, bestS: 240, bestPlate: '粤S1001', within: 1, measured: 2, sourceKnown: false },
			{ key: 'water', limitS: 210, bestS: 170, bestPlate: '粤S1002', within: 2, measured: 2, sourceKnown: false },
		]);
		expect(report.units[2]?.response).toMatchObject({ driven: null, water: null });
	});

	it('adds up the time with water on, to the end of the incident for who still has it', () => {
		// v-1: 10 min and 5 min; v-2: from 10:20 to 40:00.
		expect(report.units.map(({ waterOnS }) => waterOnS)).toEqual([900, 1780, null]);
		expect(report.units.map(({ isWaterOn }) => isWaterOn)).toEqual([false, true, false]);
		expect(report.water).toEqual({ onS: 2680, units: 2, jetLps: 6.5, litres: 17_420, isRunning: true });
	});

	it('counts people inside at once, missed accountability, levels as they were set', () => {
		expect(report.mostInside).toBe(7);
		expect(report.parMissed).toBe(1);
		expect(report.levels.map(({ level, atMs }) => [level, atMs])).toEqual([
			[1, at(0)],
			[2, at(400)],
		]);
		expect(report.evacuations.map(({ orderedAtMs, endedAtMs }) => [orderedAtMs, endedAtMs])).toEqual([
			[at(700), at(800)],
		]);
	});

	it('leaves out what was removed, and who called', () => {
		expect(report.notes.map(({ id }) => id)).toEqual(['n-1']);
		expect(report.incident.caller).toBeNull();
	});

	it('measures the way along the track, and says that it is made up', () => {
		expect(report.units[0]?.drivenM).toBeCloseTo(2 * 110.76, 0);
		expect(report.units[1]?.drivenM).toBeNull();
		expect(report.hasDemo).toBe(true);
		expect(report.unitsByType).toEqual([
			{ type: 'SG', count: 2 },
			{ type: 'YT', count: 1 },
		]);
	});

	it('says unknown of water when nobody told of any', () => {
		const input = makeReportInput();
		const dry = makeReport({ ...input, events: input.events.filter(({ collection }) => collection !== 'unit') });
		expect(dry.water).toMatchObject({ onS: 0, units: 0, litres: null, isRunning: false });
		expect(makeReport({ ...input, events: [] }).mostInside).toBeNull();
	});
});

describe('toReportGeojson', () => {
	it('has the incident, the note with a place and the track with its times', () => {
		const { features } = toReportGeojson(report, makeReportInput().tracks);
		expect(features.map(({ properties, geometry }) => [properties.kind, geometry.type])).toEqual([
			['incident', 'Point'],
			['note', 'Point'],
			['track', 'LineString'],
		]);
		expect(features[2]?.properties.times).toEqual([
			'2026-11-20T06:33:27.000Z',
			'2026-11-20T06:33:37.000Z',
			'2026-11-20T06:33:47.000Z',
		]);
	});
});
