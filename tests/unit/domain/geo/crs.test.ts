import { describe, expect, it } from 'vitest';
import type { DataError } from '../../../../src/domain/errors.ts';
import { createToWgs84, parseCrs } from '../../../../src/domain/geo/crs.ts';
import { fromWgs84 } from '../../../../src/domain/geo/datum.ts';
import { guessCrs } from '../../../../src/domain/geo/guess-crs.ts';
import { distanceM } from '../../../../src/domain/geo/local-plane.ts';

function convert(crs: string, x: number, y: number) {
	const [lon, lat] = createToWgs84(parseCrs(crs))(Float64Array.of(x, y)) as unknown as [number, number];
	return { lon, lat };
}

function codeOf(crs: string): string {
	try {
		parseCrs(crs);
	} catch (error) {
		return (error as DataError).code;
	}
	return 'read';
}

// Projected coordinates (0.1 mm) of the places by pyproj 3.7.2, PROJ 9.5.1, always_xy.
const BY_PYPROJ: [code: number, x: number, y: number, lon: number, lat: number][] = [
	[4547, 474557.7328, 2546851.5329, 113.7518, 23.0207],
	[4526, 38474557.7328, 2546851.5329, 113.7518, 23.0207],
	[4490, 113.7518, 23.0207, 113.7518, 23.0207],
	[6677, -5995.1852, -35367.2301, 139.7671, 35.6812],
	[3857, 12662792.4528, 2634522.1444, 113.7518, 23.0207],
	[4497, 19530752.3258, 2546783.9451, 111.3, 23.02],
	[4508, 530752.3258, 2546783.9451, 111.3, 23.02],
	[4513, 25534454.6725, 4362988.0446, 75.4, 39.4],
	[4554, 440415.3893, 5329856.3525, 134.2, 48.1],
	[4491, 13603217.5603, 4374701.7007, 76.2, 39.5],
	[4512, 462831.8215, 5340786.9492, 134.5, 48.2],
	[6669, 34671.5091, -27662.2242, 129.87, 32.75],
	[6687, -2030.4052, -190513.8506, 153.98, 24.28],
	[2459, 530659.6169, -609686.7532, 136.08, 20.42],
	[2443, 34671.5091, -27662.2242, 129.87, 32.75],
	[3826, 306513.2459, 2769217.2751, 121.56, 25.03],
	[32649, 782041.4308, 2548461.2908, 113.7518, 23.0207],
	[32733, 816196.7118, 6241444.3144, 18.42, -33.92],
	[25833, 391390.7313, 5817855.2407, 13.4, 52.5],
	[2326, 834322.9116, 816234.8449, 114.158, 22.285],
	[4269, -74, 40.7, -74, 40.7],
	[6668, 139.7, 35.6, 139.7, 35.6],
];

describe('createToWgs84', () => {
	it.each(BY_PYPROJ)('EPSG:%i agrees with PROJ within 1 mm', (code, x, y, lon, lat) => {
		expect(distanceM(convert(`EPSG:${code}`, x, y), { lon, lat })).toBeLessThan(0.001);
	});

	const ESRI =
		'PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
	const WKT2 =
		'PROJCRS["JGD2011 / Japan Plane Rectangular CS IX",BASEGEOGCRS["JGD2011",DATUM["Japanese Geodetic Datum 2011",ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]]],CONVERSION["Japan Plane Rectangular CS zone IX",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",36,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of natural origin",139.833333333333,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Scale factor at natural origin",0.9999,SCALEUNIT["unity",1]],PARAMETER["False easting",0,LENGTHUNIT["metre",1]],PARAMETER["False northing",0,LENGTHUNIT["metre",1]]],CS[Cartesian,2],AXIS["northing (X)",north,ORDER[1],LENGTHUNIT["metre",1]],AXIS["easting (Y)",east,ORDER[2],LENGTHUNIT["metre",1]]]';

	it.each([
		['an ESRI .prj', ESRI, BY_PYPROJ[0]],
		['WKT 2 with northing first, though files hold easting first', WKT2, BY_PYPROJ[3]],
		['a PROJ string', '+proj=tmerc +lat_0=0 +lon_0=114 +x_0=38500000 +ellps=GRS80 +units=m', BY_PYPROJ[1]],
		['an urn', 'urn:ogc:def:crs:EPSG::4547', BY_PYPROJ[0]],
		['an address', 'http://www.opengis.net/def/crs/EPSG/0/4547', BY_PYPROJ[0]],
		['a compound number', 'EPSG:4547+5737', BY_PYPROJ[0]],
		['PROJJSON', '{"type":"ProjectedCRS","name":"any","id":{"authority":"EPSG","code":4547}}', BY_PYPROJ[0]],
	] as const)('reads %s', (_, text, row) => {
		const [, x, y, lon, lat] = row as (typeof BY_PYPROJ)[number];
		expect(distanceM(convert(text, x, y), { lon, lat })).toBeLessThan(0.001);
	});

	it('applies a datum shift that is given', () => {
		// pyproj: +proj=longlat +ellps=krass +towgs84=15.8,-154.4,-82.3 -> EPSG:4326.
		const at = convert('+proj=longlat +ellps=krass +towgs84=15.8,-154.4,-82.3 +no_defs', 113.7518, 23.0207);
		expect(distanceM(at, { lon: 113.7522656, lat: 23.0205551 })).toBeLessThan(0.01);
	});

	it.each(['gcj02', 'GCJ-02', 'bd09', 'BD09LL'])('undoes %s', (crs) => {
		const there = fromWgs84({ lon: 113.752, lat: 23.021 }, crs.toLowerCase().startsWith('g') ? 'gcj02' : 'bd09');
		expect(distanceM(convert(crs, there.lon, there.lat), { lon: 113.752, lat: 23.021 })).toBeLessThan(0.004);
	});

	it('gives the very array back where nothing is to convert', () => {
		const xy = Float64Array.of(113.7, 23);
		for (const crs of ['wgs84', 'EPSG:4490', 'CRS84', 'urn:ogc:def:crs:OGC:1.3:CRS84', 'urn:ogc:def:crs:EPSG::4326']) {
			expect(createToWgs84(parseCrs(crs))(xy)).toBe(xy);
		}
	});

	it('answers NaN for what is no number or cannot be undone', () => {
		for (const [x, y] of [
			[Number.NaN, 1],
			[1, Number.POSITIVE_INFINITY],
			[1e12, 1e12],
		] as const) {
			const at = convert('EPSG:4547', x, y);
			expect([at.lon, at.lat]).toEqual([Number.NaN, Number.NaN]);
		}
	});
});

describe('parseCrs', () => {
	it.each([
		['EPSG:2435', 'crs/no-datum-shift'],
		['EPSG:4214', 'crs/no-datum-shift'],
		['EPSG:2327', 'crs/no-datum-shift'],
		['EPSG:4610', 'crs/no-datum-shift'],
		['+proj=tmerc +lon_0=114 +x_0=500000 +ellps=krass', 'crs/no-datum-shift'],
		[
			'GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
			'crs/no-datum-shift',
		],
		['EPSG:999999', 'crs/unknown'],
		['hello', 'crs/unknown'],
		['', 'crs/unknown'],
		['+proj=bogus', 'crs/unknown'],
		['+proj=longlat +ellps=bogus', 'crs/unknown'],
		['+proj=longlat +datum=bogus', 'crs/unknown'],
		['+proj=tmerc +lon_0=abc +ellps=GRS80', 'crs/unknown'],
		['PROJCS["cut off', 'crs/unknown'],
		['{"type":', 'crs/unknown'],
		['+proj=geocent +datum=WGS84', 'crs/not-supported'],
		['+proj=longlat +ellps=bessel +nadgrids=some.gsb', 'crs/not-supported'],
	])('refuses %s: %s', (text, code) => {
		expect(codeOf(text)).toBe(code);
	});

	it('says what to do about Beijing 1954', () => {
		expect(() => parseCrs('EPSG:2435')).toThrow(/Beijing 1954.*\+towgs84/);
	});

	it('tells that CGCS2000 is taken as WGS84', () => {
		expect(parseCrs('EPSG:4490').note).toMatch(/less than 1 m/);
		expect(parseCrs('EPSG:4326').note).toBeNull();
	});
});

describe('guessCrs', () => {
	it('reads the zone number in the false easting', () => {
		expect(guessCrs(38504321, 2546851)).toEqual(['EPSG:4526 (CGCS2000, 3-degree zone 38)']);
		expect(guessCrs(19530752, 2546783)).toEqual(['EPSG:4497 (CGCS2000, 6-degree zone 19)']);
	});

	it('sees x and y exchanged', () => {
		expect(guessCrs(2546851, 38504321)).toEqual(['EPSG:4526 (CGCS2000, 3-degree zone 38) with x and y exchanged']);
	});

	it('names Web Mercator and zones without a number', () => {
		expect(guessCrs(12662792, 2634522)).toEqual(['EPSG:3857 (Web Mercator)']);
		expect(guessCrs(504321, 2546851)[0]).toMatch(/^EPSG:4534 to 4554/);
		expect(guessCrs(1e9, 5)).toEqual([]);
	});
});
