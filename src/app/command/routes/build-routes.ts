import type { i18n } from 'i18next';
import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import type { MapLabelText } from '../../../scene/layers/alarm-picture.ts';
import type { PictureRefusal, PictureWay, RoutePicture } from '../../../scene/layers/route-picture.ts';
import { sayViolation } from '../../i18n/say-limit.ts';
import type { Way } from '../../state/way.ts';
import { formatArrival, type Language, pickName } from '../../ui/format.ts';
import { listRefusedSigns, listSigns, toPictureSign } from './list-signs.ts';

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
	const signs = [...listSigns(ways), ...listRefusedSigns(refusing)];
	const opened = signs.find(({ id }) => id === shown.openSignId);
	const turn = opened?.limit.geometry ?? null;
	return {
		ways: ways.flatMap((way) => toPictureWay(way, i18n, language)),
		signs: listSigns(ways).map(toPictureSign),
		refusals: refusing.flatMap((way) => toRefusal(way, i18n)),
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

function toPictureWay(way: Way, i18n: i18n, language: Language): PictureWay[] {
	const { id, number, name, nameEn, geometry, arrivalS, stop } = way;
	if (!geometry || arrivalS === null) return [];
	const label: MapLabelText = [
		{ text: pickName(name, nameEn, language) ?? i18n.t('routes.unnamed') },
		{ text: formatArrival(arrivalS), strong: true },
	];
	return [{ id, number, geometry, walk: stop?.walk ?? [], label }];
}

function toRefusal(way: Way, i18n: i18n): PictureRefusal[] {
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
			signs: listRefusedSigns([way]).map(toPictureSign),
			label: label.length > 0 ? label : null,
		},
	];
}

/** The bare place of a way's start or end as the map marks it. */
export function markPlaces(from: LonLat | null, to: LonLat | null): RoutePicture['places'] {
	return [
		...(from ? [{ lon: from.lon, lat: from.lat, letter: 'A' as const }] : []),
		...(to ? [{ lon: to.lon, lat: to.lat, letter: 'B' as const }] : []),
	];
}
