import { describe, expect, it } from 'vitest';
import { chooseCrs } from '../../../../src/citypack/read/choose-crs.ts';

const inFile = { name: 'EPSG:4547', evidence: '.prj file' };
const codes = (chosen: ReturnType<typeof chooseCrs>) => chosen.warnings.map(({ code }) => code);

describe('chooseCrs', () => {
	it('believes what is said of the input, then the file, then --crs', () => {
		const spec = chooseCrs('a', 'Shapefile', { given: 'gcj02', inFile, fallback: 'bd09' });
		expect([spec.crs.name, spec.evidence, codes(spec)]).toEqual(['gcj02', 'crs= of the input', ['crs/contradiction']]);
		const file = chooseCrs('a', 'Shapefile', { inFile, fallback: 'gcj02' });
		expect([file.crs.name, file.evidence, codes(file)]).toEqual(['EPSG:4547', '.prj file', ['crs/contradiction']]);
		expect(file.warnings[0]?.message).toContain('EPSG:4547 by the file itself (.prj file) and gcj02 by the caller');
		const option = chooseCrs('a', 'CSV', { inFile: null, fallback: 'bd09' });
		expect([option.crs.name, option.evidence, codes(option)]).toEqual(['bd09', '--crs option', []]);
	});

	it('takes WGS84 where nobody says: by definition for GeoJSON, else with a warning', () => {
		const json = chooseCrs('a', 'GeoJSONSeq', { inFile: null });
		expect([json.crs.name, json.evidence, codes(json)]).toEqual(['EPSG:4326', 'format definition (RFC 7946)', []]);
		for (const format of ['CSV', 'Shapefile', 'GeoParquet']) {
			const other = chooseCrs('a', format, { inFile: null });
			expect([other.crs.name, codes(other)]).toEqual(['EPSG:4326', ['crs/assumed']]);
		}
	});

	it('sees no contradiction between two names of one system', () => {
		const crs84 = { name: 'urn:ogc:def:crs:OGC:1.3:CRS84', evidence: 'member crs' };
		expect(codes(chooseCrs('a', 'GeoJSON', { given: 'EPSG:4326', inFile: crs84 }))).toEqual([]);
		expect(codes(chooseCrs('a', 'GeoJSON', { inFile: crs84, fallback: 'wgs84' }))).toEqual([]);
	});

	it('takes the caller for it when the file names a system that is not known', () => {
		const unknown = { name: 'EPSG:99999', evidence: 'header' };
		expect(codes(chooseCrs('a', 'FlatGeobuf', { given: 'EPSG:4547', inFile: unknown }))).toEqual(['crs/contradiction']);
		expect(() => chooseCrs('a', 'FlatGeobuf', { inFile: unknown })).toThrow(
			expect.objectContaining({ name: 'DataError', code: 'crs/unknown' }),
		);
		expect(() => chooseCrs('a', 'CSV', { given: 'EPSG:99999', inFile: null })).toThrow(
			expect.objectContaining({ name: 'UsageError', code: 'crs/unknown' }),
		);
	});
});
