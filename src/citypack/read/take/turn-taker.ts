import { createToWgs84, parseCrs } from '../../../domain/geo/crs.ts';
import { E7 } from '../../../domain/geo/lon-lat.ts';
import type { GivenTurn } from '../../model/input-city.ts';
import { findPointPlace } from './find-point-place.ts';
import { createGivenTaker, type GivenTaker } from './given-taker.ts';
import { type FieldValue, translateWord } from './record-fields.ts';
import { createTurnFields } from './road-record.ts';
import type { TakePlan } from './take-plan.ts';

const NO = /^no([_ ]|$)|禁止|禁左|禁右|禁直|禁掉头|禁转|不准|不得|不许/;
const ONLY = /^only([_ ]|$)|^must|^mandatory|只准|只许|只能|必须|仅/;

function readKind(given: FieldValue | null): GivenTurn['kind'] | null {
	if (!given) return 'no';
	const word = translateWord(given).normalize('NFKC').trim().toLowerCase();
	if (ONLY.test(word)) return 'only';
	return NO.test(word) ? 'no' : null;
}

/**
 * Which turn restrictions are in the records of an input? A record names the road it comes from and the road it goes to, by the ids of
 * the roads' own input, and where: `via` (roads, with ; between them), else its point or longitude and latitude, else where the two
 * roads meet. Its kind is by words (no_left_turn, only_straight_on, 禁止左转, 只准直行); without one it forbids. `except`: emergency.
 * @throws DataError `crs/...`, `map/...` when the plan cannot be
 */
export function createTurnTaker(plan: TakePlan): GivenTaker<GivenTurn> {
	const fields = createTurnFields(plan.fields);
	const crs = parseCrs(plan.crs);
	const toWgs84 = createToWgs84(crs);
	return createGivenTaker<GivenTurn>(plan, {
		area: 'turn-restriction',
		listUses: () => fields.listUses(),
		read: ({ geometry, properties, id: formatId }) => {
			const values = fields.read(properties);
			const id = values.take('id')?.text ?? formatId;
			const [from, to, via] = [values.take('from')?.text, values.take('to')?.text, values.take('via')?.text];
			const given = values.take('kind');
			const except = values.take('except')?.text ?? '';
			const [lon, lat] = [values.take('lon')?.text ?? null, values.take('lat')?.text ?? null];
			values.countOthers();
			if (from === undefined || to === undefined) {
				const detail = `from ${from ?? 'nothing'} to ${to ?? 'nothing'}, expected the ids of two roads`;
				return { id, reason: 'no-roads', detail };
			}
			const kind = readKind(given);
			if (kind === null) {
				const detail = `${given?.field}: got ${given?.text}, expected no_..., only_..., 禁止... or 只准...`;
				return { id, reason: 'unknown-kind', detail };
			}
			const exceptEmergency = /emergency|消防|应急|急救|特种/.test(except);
			const turn = { kind, from, to, exceptEmergency, source: plan.sourceKey };
			if (via !== undefined) {
				const roads = via.split(/[;；,，]/).map((road) => road.trim());
				return { id, made: (id) => ({ id, ...turn, via: { roads } }) };
			}
			if (geometry.kind === 'empty' && lon === null && lat === null)
				return { id, made: (id) => ({ id, ...turn, via: null }) };
			const place = findPointPlace(geometry, lon, lat, crs, toWgs84);
			if (!place.ok) return { id, reason: place.reason, detail: place.detail };
			const lonLat = [Math.round(place.at.lon * E7), Math.round(place.at.lat * E7)] as const;
			return { id, made: (id) => ({ id, ...turn, via: { lonLat } }) };
		},
	});
}
