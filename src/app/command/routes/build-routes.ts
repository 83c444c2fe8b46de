import type { i18n } from 'i18next';
import { distanceM } from '../../../domain/geo/local-plane.ts';
import type { LonLat, Position } from '../../../domain/geo/lon-lat.ts';
import type { RouteLimit } from '../../../domain/route.ts';
import type { MapLabelText } from '../../../scene/layers/alarm-picture.ts';
import type {
	PictureRefusal,
	PictureSign,
	PictureTurn,
	PictureWay,
	RoutePicture,
} from '../../../scene/layers/route-picture.ts';
import { sayViolation } from '../../i18n/say-limit.ts';
import type { Way } from '../../state/way.ts';
import { formatArrival, type Language, pickName } from '../../ui/format.ts';
import { listRefusedSigns, listSigns, type Sign, toRoadSign } from './list-signs.ts';
import { sayLimitLine, sayRoad } from './say-way.ts';

/** What the map shows beside the ways themselves. */
export interface RoutesShown {
	/** The way whose refusal is drawn; null = the worst of all. */
	readonly openWayId: string | null;
	/** A limit picked on the map or in a list: its turn is drawn. */
	readonly openSignId: string | null;
	readonly places: RoutePicture['places'];
}

/** All ways on the map, with their words in the reader's language. */
export function buildRoutes(ways: readonly Way[], shown: RoutesShown, i18n: i18n, language: Language): RoutePicture {
	const open = ways.find(({ id }) => id === shown.openWayId);
	const refusing = open ? [open] : findWorstRefusal(ways);
	// Several ways of one vehicle: its name on each would say nothing.
	const hasOneName = ways.length > 1 && ways.every(({ name }) => name === ways[0]?.name);
	const signs = [...listSigns(ways), ...listRefusedSigns(refusing)];
	const opened = signs.find(({ id }) => id === shown.openSignId);
	const turn = opened ? findTurn(opened.limit) : null;
	return {
		ways: ways.flatMap((way) => toPictureWay(way, hasOneName, i18n, language)),
		signs: listSigns(ways).map((sign) => toPictureSign(sign, i18n, language)),
		refusals: refusing.flatMap((way) => toRefusal(way, i18n, language)),
		turns: turn ? [turn] : [],
		places: shown.places,
	};
}

/** With no way opened only one refusal is drawn, that which costs most: three would hide the ways. */
function findWorstRefusal(ways: readonly Way[]): Way[] {
	const refused = ways.filter((way) => way.refused !== null);
	const costOf = ({ refused: way }: Way) => way?.fasterS ?? Number.POSITIVE_INFINITY;
	return refused.toSorted((a, b) => costOf(b) - costOf(a)).slice(0, 1);
}

/** A vertex this near to the junction is the junction, metres. */
const JUNCTION_M = 0.5;

/** The line of a tight turn runs in to the junction, along the bend that would be needed, and from the junction out. null = it has none. */
function findTurn(limit: RouteLimit): PictureTurn | null {
	const { geometry } = limit;
	if (!geometry) return null;
	const isJunction = ([lon, lat]: Position) => distanceM({ lon, lat }, limit) <= JUNCTION_M;
	const [end, start] = [geometry.findIndex(isJunction), geometry.findLastIndex(isJunction)];
	if (end === -1 || start <= end) return { roads: [geometry], bend: [] };
	return { roads: [geometry.slice(0, end + 1), geometry.slice(start)], bend: geometry.slice(end + 1, start) };
}

function toPictureWay(way: Way, hasOneName: boolean, i18n: i18n, language: Language): PictureWay[] {
	const { id, number, name, nameEn, geometry, arrivalS, stop } = way;
	if (!geometry || arrivalS === null) return [];
	const shownName = pickName(name, nameEn, language) ?? i18n.t('routes.unnamed');
	const label: MapLabelText = [
		...(hasOneName ? [] : [{ text: shownName }]),
		{ text: formatArrival(arrivalS), strong: true },
	];
	return [{ id, number, geometry, walk: stop?.walk ?? [], label }];
}

function toRefusal(way: Way, i18n: i18n, language: Language): PictureRefusal[] {
	const { refused, id } = way;
	const first = refused?.limits[0];
	if (!refused) return [];
	const label: MapLabelText = [
		...(first ? [{ text: sayViolation(i18n, first), strong: true }] : []),
		...(refused.fasterS === null
			? []
			: [{ text: i18n.t('way.wouldSave', { time: formatArrival(refused.fasterS) }), tone: 'quiet' as const }]),
	];
	return [
		{
			id,
			geometry: refused.geometry,
			signs: listRefusedSigns([way]).map((sign) => toPictureSign(sign, i18n, language)),
			label: label.length > 0 ? label : null,
		},
	];
}

function toPictureSign(sign: Sign, i18n: i18n, language: Language): PictureSign {
	const { id, limit, numbers } = sign;
	const passedBy = numbers.length > 0 ? [{ text: i18n.t('routes.number', { number: numbers.join(' ') }) }] : [];
	const title: MapLabelText = [
		{ text: sayLimitLine(i18n, limit), strong: true },
		{ text: sayRoad(i18n, language, limit), tone: 'quiet' },
		...passedBy,
	];
	return { id, lon: limit.lon, lat: limit.lat, sign: toRoadSign(sign), title };
}

/** The bare place of a way's start or end as the map marks it. */
export function markPlaces(from: LonLat | null, to: LonLat | null): RoutePicture['places'] {
	return [
		...(from ? [{ lon: from.lon, lat: from.lat, letter: 'A' as const }] : []),
		...(to ? [{ lon: to.lon, lat: to.lat, letter: 'B' as const }] : []),
	];
}
