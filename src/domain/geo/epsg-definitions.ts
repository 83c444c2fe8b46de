/** What is known of an EPSG number without a network: a PROJ definition, or why it cannot be used as it stands. */
type EpsgEntry =
	| { readonly name: string; readonly definition: string; readonly note: string | null }
	| { readonly name: string; readonly refused: 'no-datum-shift' };

const GRS80 = '+ellps=GRS80 +units=m +no_defs';
/**
 * CGCS2000, JGD2011, JGD2000, TWD97, ETRS89 and NAD83 stand on the same ellipsoid about the same centre as WGS84 and differ by
 * their epoch. EPSG's transformations to WGS84 are null shifts with an accuracy of 1 m (NAD83: 4 m). Outlines of buildings are
 * no better than that, so they are taken as WGS84, and the note says so.
 */
const SAME_AS_WGS84 = 'taken as WGS84: less than 1 m apart';
const NAD83_NOTE = 'taken as WGS84: some metres apart at most';

const GEOGRAPHIC: Readonly<Record<number, readonly [name: string, note: string | null]>> = {
	4326: ['WGS 84', null],
	4979: ['WGS 84 (3D)', null],
	4490: ['CGCS2000', SAME_AS_WGS84],
	4480: ['CGCS2000 (3D)', SAME_AS_WGS84],
	6668: ['JGD2011', SAME_AS_WGS84],
	6667: ['JGD2011 (3D)', SAME_AS_WGS84],
	6697: ['JGD2011 + JGD2011 (vertical)', SAME_AS_WGS84],
	4612: ['JGD2000', SAME_AS_WGS84],
	3824: ['TWD97', SAME_AS_WGS84],
	4258: ['ETRS89', SAME_AS_WGS84],
	4269: ['NAD83', NAD83_NOTE],
};

/**
 * Japan Plane Rectangular CS I to XIX: origin latitude and longitude in degrees. Notice 9 of the Ministry of Land,
 * Infrastructure and Transport, 2002 (平面直角座標系).
 */
const JAPAN_PLANE_ORIGINS: readonly (readonly [latDeg: number, lonDeg: number])[] = [
	[33, 129.5],
	[33, 131],
	[36, 132 + 1 / 6],
	[33, 133.5],
	[36, 134 + 1 / 3],
	[36, 136],
	[36, 137 + 1 / 6],
	[36, 138.5],
	[36, 139 + 5 / 6],
	[40, 140 + 5 / 6],
	[44, 140.25],
	[44, 142.25],
	[44, 144.25],
	[26, 142],
	[26, 127.5],
	[26, 124],
	[26, 131],
	[20, 136],
	[26, 154],
];

const MERCATOR_NUMBERS = [3857, 900913, 3785, 102100, 102113];
const HONG_KONG_SHIFT = '+towgs84=-162.619,-276.959,-161.764,0.067753,-2.243649,-1.158827,-1.094246';

/** Numbers on the Beijing 1954 and Xian 1980 datums, [from, to]: their shift to WGS84 differs from place to place and is not public. */
const UNPUBLISHED: readonly (readonly [from: number, to: number, name: string])[] = [
	[4214, 4214, 'Beijing 1954'],
	[2401, 2442, 'Beijing 1954'],
	[21413, 21423, 'Beijing 1954'],
	[21453, 21463, 'Beijing 1954'],
	[21473, 21483, 'Beijing 1954'],
	[4610, 4610, 'Xian 1980'],
	[2327, 2390, 'Xian 1980'],
	[4555, 4555, 'New Beijing'],
	[4568, 4589, 'New Beijing'],
	[4652, 4656, 'New Beijing'],
	[4766, 4800, 'New Beijing'],
];

function gaussKruger(name: string, centralMeridianDeg: number, zone: number | null): EpsgEntry {
	const falseEastingM = (zone ?? 0) * 1_000_000 + 500_000;
	return {
		name: zone === null ? `${name} CM ${centralMeridianDeg}E` : `${name} zone ${zone}`,
		definition: `+proj=tmerc +lat_0=0 +lon_0=${centralMeridianDeg} +k=1 +x_0=${falseEastingM} +y_0=0 ${GRS80}`,
		note: SAME_AS_WGS84,
	};
}

function japanPlane(name: string, index: number): EpsgEntry {
	const [lat, lon] = JAPAN_PLANE_ORIGINS[index] as readonly [number, number];
	return {
		name: `${name} / Japan Plane Rectangular CS ${index + 1}`,
		definition: `+proj=tmerc +lat_0=${lat} +lon_0=${lon} +k=0.9999 +x_0=0 +y_0=0 ${GRS80}`,
		note: SAME_AS_WGS84,
	};
}

function taiwanZone(zone: 119 | 121): EpsgEntry {
	return {
		name: `TWD97 / TM2 zone ${zone}`,
		definition: `+proj=tmerc +lat_0=0 +lon_0=${zone} +k=0.9999 +x_0=250000 +y_0=0 ${GRS80}`,
		note: SAME_AS_WGS84,
	};
}

const between = (value: number, from: number, to: number): boolean => value >= from && value <= to;

/**
 * What does an EPSG number stand for? Known: WGS84 and what equals it within a metre (CGCS2000 with its 3- and 6-degree zones,
 * JGD2011/2000, TWD97, ETRS89, NAD83), Web Mercator, UTM, Hong Kong 1980. null = not known here: the caller gives a PROJ definition.
 * Longitude and x first, as files hold them, whatever the registry's axis order says.
 */
export function findEpsg(code: number): EpsgEntry | null {
	const geographic = GEOGRAPHIC[code];
	if (geographic)
		return { name: geographic[0], definition: '+proj=longlat +datum=WGS84 +no_defs', note: geographic[1] };
	// 6-degree zones 13-23 (central meridian 6n - 3) and 3-degree zones 25-45 (3n), each with and without its number in x.
	if (between(code, 4491, 4501)) return gaussKruger('CGCS2000 / Gauss-Kruger', (code - 4478) * 6 - 3, code - 4478);
	if (between(code, 4502, 4512)) return gaussKruger('CGCS2000 / Gauss-Kruger', (code - 4489) * 6 - 3, null);
	if (between(code, 4513, 4533)) return gaussKruger('CGCS2000 / 3-degree Gauss-Kruger', (code - 4488) * 3, code - 4488);
	if (between(code, 4534, 4554)) return gaussKruger('CGCS2000 / 3-degree Gauss-Kruger', (code - 4509) * 3, null);
	if (between(code, 6669, 6687)) return japanPlane('JGD2011', code - 6669);
	if (between(code, 2443, 2461)) return japanPlane('JGD2000', code - 2443);
	if (code === 3825 || code === 3826) return taiwanZone(code === 3825 ? 119 : 121);
	if (MERCATOR_NUMBERS.includes(code)) {
		const definition =
			'+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs';
		return { name: 'WGS 84 / Pseudo-Mercator', definition, note: null };
	}
	if (between(code, 32601, 32660) || between(code, 32701, 32760)) {
		const south = code > 32700;
		const zone = code - (south ? 32700 : 32600);
		const definition = `+proj=utm +zone=${zone}${south ? ' +south' : ''} +datum=WGS84 +units=m +no_defs`;
		return { name: `WGS 84 / UTM zone ${zone}${south ? 'S' : 'N'}`, definition, note: null };
	}
	if (between(code, 25828, 25838)) {
		const definition = `+proj=utm +zone=${code - 25800} ${GRS80}`;
		return { name: `ETRS89 / UTM zone ${code - 25800}N`, definition, note: SAME_AS_WGS84 };
	}
	if (code === 2326) {
		const origin = '+lat_0=22.312133333333335 +lon_0=114.17855555555556 +k=1 +x_0=836694.05 +y_0=819069.8';
		const definition = `+proj=tmerc ${origin} +ellps=intl ${HONG_KONG_SHIFT} +units=m +no_defs`;
		return { name: 'Hong Kong 1980 Grid', definition, note: 'shifted by the published 7 parameters, about 1 m' };
	}
	const unpublished = UNPUBLISHED.find(([from, to]) => between(code, from, to));
	return unpublished ? { name: unpublished[2], refused: 'no-datum-shift' } : null;
}
