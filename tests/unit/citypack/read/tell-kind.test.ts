import { describe, expect, it } from 'vitest';
import type { OpenInput, SourceGeometry, SourceRecord } from '../../../../src/citypack/read/source-record.ts';
import { tellKind } from '../../../../src/citypack/read/tell-kind.ts';
import { parseCrs } from '../../../../src/domain/geo/crs.ts';

const square = (side: number): SourceGeometry => ({
	kind: 'area',
	polygons: [[Float64Array.of(113, 23, 113 + side, 23, 113 + side, 23 + side, 113, 23)]],
});
const point: SourceGeometry = { kind: 'point', points: [Float64Array.of(113, 23)] };
const line: SourceGeometry = { kind: 'line', lines: [Float64Array.of(113, 23, 114, 24)] };

function inputOf(
	records: readonly (Partial<SourceRecord> & Pick<SourceRecord, 'geometry'>)[],
	fields: string[] | null = null,
) {
	let handed = 0;
	const input: OpenInput = {
		unit: 'line',
		crs: null,
		count: null,
		fields,
		readAll: async (sink, { signal }) => {
			for (const [i, record] of records.entries()) {
				signal?.throwIfAborted();
				handed++;
				sink.record({ id: null, number: i + 1, properties: {}, ...record });
			}
		},
		close: async () => {},
	};
	return { input, handed: () => handed };
}

const tell = (path: string, ...[records, fields]: Parameters<typeof inputOf>) =>
	tellKind(path, inputOf(records, fields).input, parseCrs('wgs84'));

describe('tellKind', () => {
	it('takes areas for buildings, and for towns when they are kilometres wide', async () => {
		expect(
			await tell('x.geojson', [{ geometry: square(0.0002) }, { geometry: square(0.02) }, { geometry: square(0.0003) }]),
		).toEqual({ kind: 'buildings', by: 'areas' });
		expect(await tell('x.geojson', [{ geometry: square(0.05) }, { geometry: square(0.1) }])).toMatchObject({
			kind: 'towns',
		});
	});

	it('takes points by the file name, then by their fields', async () => {
		const points = (properties: Record<string, unknown>) => [{ geometry: point, properties }];
		expect((await tell('data/hydrants.geojson', points({}))).kind).toBe('water');
		expect((await tell('消防站.geojson', points({ 出水量: 3 }))).kind).toBe('stations');
		expect((await tell('x.geojson', points({ 出水量: 3 }))).kind).toBe('water');
		expect((await tell('x.geojson', points({ 执勤车辆: 3 }))).kind).toBe('stations');
		expect((await tell('取水口.csv', [{ geometry: { kind: 'empty' } }], ['id', 'lon', 'lat'])).kind).toBe('water');
	});

	it('asks for the kind when nothing tells', async () => {
		for (const [geometry, expected] of [
			[point, 'expected water=x.geojson or stations=x.geojson'],
			[line, 'expected roads=x.geojson'],
		] as const) {
			const told = tell('x.geojson', [{ geometry, properties: { a: 1 } }]);
			await expect(told).rejects.toMatchObject({ name: 'UsageError', code: 'build/kind-unknown' });
			await expect(told).rejects.toThrow(expected);
		}
	});

	it('takes lines for roads by the file name or a class, and signals and turns by theirs', async () => {
		expect((await tell('道路中心线.shp', [{ geometry: line }])).kind).toBe('roads');
		expect(await tell('x.shp', [{ geometry: line, properties: { fclass: 'primary' } }])).toEqual({
			kind: 'roads',
			by: 'lines with a field fclass',
		});
		expect((await tell('红绿灯.geojson', [{ geometry: point }])).kind).toBe('signals');
		const table = (fields: string[]) => tell('turns.csv', [{ geometry: { kind: 'empty' } }], fields);
		expect((await table(['from', 'to', 'kind'])).kind).toBe('turns');
		await expect(table(['from', 'kind'])).rejects.toMatchObject({ code: 'build/kind-unknown' });
	});

	it('looks at the beginning of an input only', async () => {
		const { input, handed } = inputOf(Array.from({ length: 5000 }, () => ({ geometry: square(0.0002) })));
		expect((await tellKind('x', input, parseCrs('wgs84'))).kind).toBe('buildings');
		expect(handed()).toBeLessThan(300);
	});
});
