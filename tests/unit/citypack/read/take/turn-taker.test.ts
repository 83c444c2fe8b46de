import { describe, expect, it } from 'vitest';
import type { SourceGeometry } from '../../../../../src/citypack/read/source-record.ts';
import { createSignalTaker } from '../../../../../src/citypack/read/take/signal-taker.ts';
import type { TakePlan } from '../../../../../src/citypack/read/take/take-plan.ts';
import { createTurnTaker } from '../../../../../src/citypack/read/take/turn-taker.ts';

type Row = Readonly<Record<string, unknown>>;
const PLAN: TakePlan = { sourceKey: 'signs', source: 0, crs: 'wgs84', fields: null, unit: 'line' };
const EMPTY: SourceGeometry = { kind: 'empty' };
const pointOf = (lon: number, lat: number): SourceGeometry => ({
	kind: 'point',
	points: [Float64Array.of(lon, lat)],
});

function takeTurns(...rows: readonly (readonly [Row, SourceGeometry?])[]) {
	const taker = createTurnTaker(PLAN);
	for (const [i, [properties, geometry = EMPTY]] of rows.entries())
		taker.record({ id: null, number: i + 2, properties, geometry });
	return taker.finish();
}

describe('createTurnTaker', () => {
	it('reads a place, roads via, or neither; kinds in both languages', () => {
		const { given, counts } = takeTurns(
			[{ id: 'a', restriction: 'no_left_turn', from: '1', to: '2', lon: 113.75, lat: 23.02, except: 'emergency' }],
			[{ 类型: '只准直行', 起始道路: '1', 目标道路: '3' }],
			[{ kind: '禁止掉头', from: '1', to: '4', via: '2; 3' }],
			[{ from: '1', to: '2' }, pointOf(113.75, 23.02)],
		);
		const rest = { exceptEmergency: false, source: 'signs' };
		const lonLat = [1_137_500_000, 230_200_000];
		expect(given).toEqual([
			{ id: 'signs/a', kind: 'no', from: '1', to: '2', via: { lonLat }, ...rest, exceptEmergency: true },
			{ id: 'signs/3', kind: 'only', from: '1', to: '3', via: null, ...rest },
			{ id: 'signs/4', kind: 'no', from: '1', to: '4', via: { roads: ['2', '3'] }, ...rest },
			{ id: 'signs/5', kind: 'no', from: '1', to: '2', via: { lonLat }, ...rest },
		]);
		expect(counts).toEqual({ read: 4, kept: 4, repaired: 0, refused: 0 });
	});

	it('refuses what is no restriction', () => {
		const { rejects, counts } = takeTurns(
			[{ id: 'a', from: '1' }],
			[{ id: 'b', from: '1', to: '2', kind: '直行' }],
			[{ id: 'c', from: '1', to: '2', lon: 'east', lat: 23 }],
			[{ id: 'd', from: '1', to: '2' }],
			[{ id: 'd', from: '1', to: '3' }],
		);
		expect(rejects.map(({ id, reason }) => [id, reason])).toEqual([
			['signs/a', 'turn-restriction/no-roads'],
			['signs/b', 'turn-restriction/unknown-kind'],
			['signs/c', 'turn-restriction/bad-coordinates'],
			['signs/d', 'turn-restriction/duplicate-id'],
		]);
		expect(counts).toEqual({ read: 5, kept: 1, repaired: 0, refused: 4 });
	});
});

describe('createSignalTaker', () => {
	it('reads points and rows with coordinates, and refuses those without', () => {
		const taker = createSignalTaker(PLAN);
		taker.record({ id: null, number: 2, properties: { 编号: 's1', 经度: '113.75', 纬度: '23.02' }, geometry: EMPTY });
		taker.record({ id: 'own', number: 3, properties: {}, geometry: pointOf(113.76, 23.02) });
		taker.record({ id: null, number: 4, properties: {}, geometry: EMPTY });
		const { given, rejects } = taker.finish();
		expect(given).toEqual([
			{ id: 'signs/s1', lonLat: [1_137_500_000, 230_200_000], source: 'signs' },
			{ id: 'signs/own', lonLat: [1_137_600_000, 230_200_000], source: 'signs' },
		]);
		expect(rejects).toMatchObject([{ id: 'line 4', outcome: 'refused', reason: 'signal/no-place' }]);
	});
});
