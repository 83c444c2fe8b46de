import proj4 from 'proj4';
import { DataError, describeError } from '../errors.ts';
import type { Datum } from '../incident.ts';
import { DatumGrid, type ShiftedDatum } from './datum-grid.ts';
import { findEpsg } from './epsg-definitions.ts';

/** A coordinate reference system that can be converted to WGS84. */
export interface Crs {
	/** Short name for people and for pack.json: 'EPSG:4547', 'gcj02', 'CGCS2000_3_Degree_GK_CM_114E', '+proj=...'. */
	readonly name: string;
	/** What its coordinates are: degrees of longitude and latitude, or lengths from an origin. */
	readonly unit: 'degrees' | 'lengths';
	/** 'bd09' and 'gcj02' are the shifted datums of Chinese web maps; all others are 'wgs84' after `definition`. */
	readonly datum: Datum;
	/** As proj4 takes it; null = longitude and latitude that need no projection. */
	readonly definition: string | object | null;
	/** How exact the way to WGS84 is, where it is not exact; null = nothing to say. */
	readonly note: string | null;
}

/** WGS84 degrees: [lon, lat, ...] as the files of this world hold them. */
const WGS84: Crs = { name: 'EPSG:4326', unit: 'degrees', datum: 'wgs84', definition: null, note: null };

const NAMES: Readonly<Record<string, Crs | number>> = {
	wgs84: WGS84,
	crs84: { ...WGS84, name: 'OGC:CRS84' },
	crs84h: { ...WGS84, name: 'OGC:CRS84h' },
	'ogc:crs84': { ...WGS84, name: 'OGC:CRS84' },
	gcj02: { ...WGS84, name: 'gcj02', datum: 'gcj02' },
	bd09: { ...WGS84, name: 'bd09', datum: 'bd09' },
	bd09ll: { ...WGS84, name: 'bd09', datum: 'bd09' },
	cgcs2000: 4490,
	jgd2011: 6668,
	jgd2000: 4612,
};

const EXPECTED = "expected wgs84, gcj02, bd09, EPSG:n, CRS84, a PROJ string '+proj=...' or the WKT of a .prj file";
const GIVE_SHIFT =
	"give its shift for your area, which the local surveying office has: --crs '+proj=tmerc +lon_0=114 +x_0=500000 +ellps=krass +towgs84=dx,dy,dz ...'";

/**
 * Which coordinate system does a text name? `wgs84`, `gcj02`, `bd09`, `CGCS2000`, `EPSG:n` (also as urn or address, without a
 * network: see epsg-definitions.ts), `CRS84`, a PROJ string, WKT 1 (ESRI's too) and 2, PROJJSON as text. Coordinates are
 * longitude or x (east) first whatever the system's own axis order, as files hold them.
 * @throws DataError `crs/unknown` when it cannot be read or is not known here, `crs/no-datum-shift` when its way to WGS84 is not
 * public or not given, `crs/not-supported` for geocentric coordinates and grid shifts
 */
export function parseCrs(text: string): Crs {
	const given = text.trim();
	const named = NAMES[given.toLowerCase().replace(/[\s_-]/g, '')];
	if (typeof named === 'object') return named;
	const code = typeof named === 'number' ? named : readEpsgCode(given);
	if (code !== null) return fromEpsg(code, given);
	if (/^urn:ogc:def:crs:ogc:[^:]*:crs84h?$|\/def\/crs\/ogc\/[^/]*\/crs84h?$/i.test(given)) return NAMES.crs84 as Crs;
	if (given.startsWith('+')) return fromDefinition(given, given, null);
	if (given.startsWith('{')) return fromProjJson(given);
	if (/^\w+\s*\[/.test(given)) return fromWkt(given);
	throw new DataError('crs/unknown', `crs: got ${shorten(given) || 'nothing'}, ${EXPECTED}`, {
		context: { crs: given },
	});
}

function readEpsgCode(text: string): number | null {
	const match =
		/^epsg:(\d+)(?:\+\d+)?$/i.exec(text) ??
		/^urn:(?:ogc|x-ogc):def:crs:epsg:[^:]*:(\d+)$/i.exec(text) ??
		/\/def\/crs\/epsg\/[^/]*\/(\d+)$/i.exec(text);
	return match ? Number(match[1]) : null;
}

function fromEpsg(code: number, given: string): Crs {
	const entry = findEpsg(code);
	if (!entry) {
		throw new DataError(
			'crs/unknown',
			`crs: got ${given}, which is not among the EPSG numbers known without a network; give its PROJ definition: --crs '+proj=...'`,
			{ context: { crs: given } },
		);
	}
	if ('refused' in entry) throw noDatumShift(`${given} (${entry.name})`);
	const isWgs84 = entry.definition.startsWith('+proj=longlat');
	return {
		name: `EPSG:${code}`,
		unit: isWgs84 ? 'degrees' : 'lengths',
		datum: 'wgs84',
		definition: isWgs84 ? null : entry.definition,
		note: entry.note,
	};
}

function fromWkt(wkt: string): Crs {
	const hasShift = /TOWGS84\s*\[|BOUNDCRS\s*\[/i.test(wkt);
	const code = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]\s*$/i.exec(wkt)?.[1];
	if (code && !hasShift && findEpsg(Number(code))) return fromEpsg(Number(code), `EPSG:${code}`);
	const horizontal = /^(?:COMPD_CS|COMPOUNDCRS)\s*\[/i.test(wkt) ? cutHorizontal(wkt) : wkt;
	const name = /"([^"]*)"/.exec(horizontal)?.[1] ?? shorten(wkt);
	if (!hasShift && /beijing.?(19)?54|xian.?(19)?80|new.?beijing/i.test(horizontal)) throw noDatumShift(name);
	return fromDefinition(horizontal, name, null);
}

/** The projected or geographic part of a compound system. */
function cutHorizontal(wkt: string): string {
	const start = wkt.search(/(?:PROJCS|GEOGCS|PROJCRS|GEOGCRS|GEODCRS)\s*\[/i);
	let depth = 0;
	for (let i = Math.max(start, 0); i < wkt.length; i++) {
		if (wkt[i] === '[') depth++;
		else if (wkt[i] === ']' && --depth === 0) return wkt.slice(Math.max(start, 0), i + 1);
	}
	return wkt;
}

function fromProjJson(text: string): Crs {
	let found: { id?: { authority?: unknown; code?: unknown }; name?: unknown; components?: unknown[] };
	try {
		found = JSON.parse(text);
	} catch (cause) {
		throw new DataError('crs/unknown', `crs: got ${shorten(text)}: ${describeError(cause)}, ${EXPECTED}`, { cause });
	}
	const { authority, code } = found.id ?? {};
	if (authority === 'OGC') return parseCrs(String(code));
	if (authority === 'EPSG' && findEpsg(Number(code))) return fromEpsg(Number(code), `EPSG:${code}`);
	const horizontal = (found.components?.[0] ?? found) as object;
	const name = String(found.name ?? 'PROJJSON');
	if (/beijing.?(19)?54|xian.?(19)?80|new.?beijing/i.test(name)) throw noDatumShift(name);
	return fromDefinition(horizontal, name, null);
}

function noDatumShift(name: string): DataError {
	return new DataError(
		'crs/no-datum-shift',
		`crs: got ${name}, whose shift to WGS84 is not public (tens to hundreds of metres); ${GIVE_SHIFT}`,
		{ context: { crs: name } },
	);
}

/** A system by what proj4 reads; refuses what proj4 would read wrongly without a word. */
function fromDefinition(definition: string | object, name: string, note: string | null): Crs {
	const proj = readProjection(definition, name);
	if (proj.projName === 'geocent') {
		throw new DataError('crs/not-supported', `crs: got ${shorten(name)}: geocentric x, y, z, ${EXPECTED}`);
	}
	requireKnownNames(definition, proj, name);
	if (proj.datum.datum_type === DATUM.gridShift) {
		throw new DataError(
			'crs/not-supported',
			`crs: got ${shorten(name)}: a shift by a grid file, expected +towgs84 (grid files are not at hand)`,
		);
	}
	if (proj.datum.datum_type === DATUM.none && !standsOnWgs84(proj)) throw noDatumShift(shorten(name));
	return {
		name: shorten(name),
		unit: proj.projName === 'longlat' ? 'degrees' : 'lengths',
		datum: 'wgs84',
		definition: proj.projName === 'longlat' && isPlain(proj) ? null : definition,
		note,
	};
}

/** datum_type of proj4. */
const DATUM = { sevenParameters: 2, gridShift: 3, none: 5 } as const;

/** What we use of proj4's projection. */
interface Projection {
	readonly projName: string;
	readonly a: number;
	readonly rf?: number;
	readonly sphere?: boolean;
	readonly datum: { readonly datum_type: number };
	readonly datumCode?: string;
	readonly to_meter?: number;
	readonly from_greenwich?: number;
	readonly [parameter: string]: unknown;
}

function readProjection(definition: string | object, name: string): Projection {
	try {
		// proj4's types want its own definition types; what it cannot read it throws, as a string at times.
		return new proj4.Proj(definition as string) as unknown as Projection;
	} catch (cause) {
		throw new DataError('crs/unknown', `crs: got ${shorten(name)}: ${shorten(describeError(cause))}, ${EXPECTED}`, {
			cause,
		});
	}
}

/** proj4 takes WGS84 for an ellipsoid or datum name that it does not know, and not-a-number for a number that is none. */
function requireKnownNames(definition: string | object, proj: Projection, name: string): void {
	for (const key of ['lat0', 'long0', 'x0', 'y0', 'k0', 'lat1', 'lat2', 'a', 'rf']) {
		const value = proj[key];
		if (value !== undefined && !Number.isFinite(value) && value !== Number.POSITIVE_INFINITY) {
			throw new DataError('crs/unknown', `crs: got ${shorten(name)}: ${key} is not a number, ${EXPECTED}`);
		}
	}
	if (typeof definition !== 'string' || !definition.startsWith('+')) return;
	const ellipsoid = /\+ellps=(\S+)/.exec(definition)?.[1];
	const isDefault = proj.a === 6378137 && proj.rf === 298.257223563;
	if (ellipsoid && isDefault && !/^wgs_?84$/i.test(ellipsoid)) {
		throw new DataError('crs/unknown', `crs: got ${shorten(name)}: no ellipsoid is called ${ellipsoid}`);
	}
	const datum = /\+datum=(\S+)/.exec(definition)?.[1];
	if (datum && proj.datum.datum_type === DATUM.none && !/^none$/i.test(datum)) {
		throw new DataError(
			'crs/unknown',
			`crs: got ${shorten(name)}: no datum is called ${datum}, or its shift is not known`,
		);
	}
}

/** Whether the ellipsoid is that of WGS84 or GRS80 (0.1 mm apart); a sphere of Web Mercator counts. */
function standsOnWgs84({ a, rf, projName }: Projection): boolean {
	if (a !== 6378137) return false;
	return (
		projName === 'merc' ||
		projName === 'Mercator_Auxiliary_Sphere' ||
		(rf !== undefined && Math.abs(rf - 298.2572) < 1e-3)
	);
}

function isPlain(proj: Projection): boolean {
	const unshifted = proj.datum.datum_type === DATUM.none || proj.datum.datum_type === 4;
	return unshifted && standsOnWgs84(proj) && !proj.from_greenwich;
}

function shorten(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}

/**
 * Converts flat [x, y, ...] (east or longitude first) of a system to WGS84 degrees [lon, lat, ...]. Gives back the very array where
 * nothing is to convert. A vertex that is not finite, or that the projection cannot undo, comes out as NaN, NaN.
 */
export type ToWgs84 = (xy: Float64Array) => Float64Array;

/** The way from a system to WGS84. Cost a vertex: WGS84 none, projections about 0.7 us, GCJ-02 and BD-09 about 0.2 us (right to 4 mm). */
export function createToWgs84(crs: Crs): ToWgs84 {
	if (crs.datum !== 'wgs84') return createUnshift(crs.datum);
	if (crs.definition === null) return (xy) => xy;
	return createUnproject(crs.definition);
}

function createUnshift(datum: ShiftedDatum): ToWgs84 {
	const grid = new DatumGrid(datum);
	return (xy) => {
		const out = new Float64Array(xy.length);
		for (let i = 0; i < xy.length; i += 2) {
			const lon = xy[i] as number;
			const lat = xy[i + 1] as number;
			if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) grid.convert(lon, lat, out, i);
			else {
				out[i] = Number.NaN;
				out[i + 1] = Number.NaN;
			}
		}
		return out;
	};
}

function createUnproject(definition: string | object): ToWgs84 {
	const proj = new proj4.Proj(definition as string);
	const target = new proj4.Proj('+proj=longlat +datum=WGS84');
	return (xy) => {
		const out = new Float64Array(xy.length);
		for (let i = 0; i < xy.length; i += 2) {
			const x = xy[i] as number;
			const y = xy[i + 1] as number;
			const at = Number.isFinite(x) && Number.isFinite(y) ? proj4.transform(proj, target, { x, y }) : undefined;
			const isPlace = at !== undefined && Number.isFinite(at.x) && Number.isFinite(at.y);
			out[i] = isPlace ? at.x : Number.NaN;
			out[i + 1] = isPlace ? at.y : Number.NaN;
		}
		return out;
	};
}
