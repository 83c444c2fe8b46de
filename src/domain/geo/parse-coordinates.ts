import { type BBox, bboxContains, type LonLat } from './lon-lat.ts';

/** A text read as coordinates: the position in the datum it was written in, or why it is none. */
type ParsedCoordinates =
	| { readonly ok: true; readonly at: LonLat }
	/**
	 * 'not-coordinates': the text holds something else (a name, one number, three numbers);
	 * 'out-of-range': no order of the two numbers is a longitude and a latitude.
	 */
	| { readonly ok: false; readonly reason: 'not-coordinates' | 'out-of-range' };

type Axis = 'lon' | 'lat';
interface Angle {
	readonly deg: number;
	/** null: the text does not say. */
	readonly axis: Axis | null;
}

const LEADING: Readonly<Record<string, readonly [Axis, number]>> = {
	东经: ['lon', 1],
	西经: ['lon', -1],
	北纬: ['lat', 1],
	南纬: ['lat', -1],
	经度: ['lon', 1],
	纬度: ['lat', 1],
	lon: ['lon', 1],
	lng: ['lon', 1],
	lat: ['lat', 1],
	e: ['lon', 1],
	w: ['lon', -1],
	n: ['lat', 1],
	s: ['lat', -1],
};
const NUMBER = String.raw`\d+(?:\.\d+)?`;
const ANGLE = new RegExp(
	String.raw`(东经|西经|北纬|南纬|经度|纬度|lon(?:gitude)?|lng|lat(?:itude)?|[nsew])?\s*[:=]?\s*([+-]?)(${NUMBER})\s*(?:[°度d]\s*(?:(${NUMBER})\s*['′’分]\s*(?:(${NUMBER})\s*(?:["″”秒]|''|′′))?)?)?\s*([nsew](?![a-z]))?`,
	'giy',
);
const SEPARATOR = /[\s,，;；、/]*/y;

/**
 * Reads two angles from a text: '113.7520, 23.0210', '23.021N 113.752E', '东经113.75 北纬23.02', 23°01'15.6"N ... Where the text does
 * not say which is which, the order is the one that lies within `bounds` (longitude first when both do), else the one that is
 * possible at all. `bounds` may be widened by the caller; positions outside it are accepted.
 */
export function parseCoordinates(text: string, bounds: BBox): ParsedCoordinates {
	const angles = readAngles(text.normalize('NFKC').trim());
	if (!angles) return { ok: false, reason: 'not-coordinates' };
	const [first, second] = angles;
	const orders: LonLat[] = [];
	if (first.axis !== 'lat' && second.axis !== 'lon') orders.push({ lon: first.deg, lat: second.deg });
	if (first.axis !== 'lon' && second.axis !== 'lat') orders.push({ lon: second.deg, lat: first.deg });
	const possible = orders.filter(({ lon, lat }) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90);
	const at = possible.find((order) => bboxContains(bounds, order)) ?? possible[0];
	return at ? { ok: true, at } : { ok: false, reason: 'out-of-range' };
}

function readAngles(text: string): [Angle, Angle] | undefined {
	const angles: Angle[] = [];
	let at = 0;
	while (at < text.length) {
		ANGLE.lastIndex = at;
		const match = ANGLE.exec(text);
		if (!match) return undefined;
		angles.push(toAngle(match));
		SEPARATOR.lastIndex = ANGLE.lastIndex;
		SEPARATOR.exec(text);
		// '441900004-000123' is one id, not two numbers.
		if (SEPARATOR.lastIndex === ANGLE.lastIndex && at + match[0].length < text.length && /\d$/.test(match[0]))
			return undefined;
		at = SEPARATOR.lastIndex;
	}
	const [first, second] = angles;
	return first && second && angles.length === 2 ? [first, second] : undefined;
}

function toAngle(match: RegExpExecArray): Angle {
	const [, before, sign, degrees, minutes, seconds, after] = match;
	const word = (before ?? after)?.toLowerCase().replace('longitude', 'lon').replace('latitude', 'lat');
	const [axis, direction] = (word && LEADING[word]) || [null, 1];
	const size = Number(degrees) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3600;
	return { deg: (sign === '-' ? -1 : 1) * direction * size, axis };
}
