import { ONEWAY, ROAD_ACCESS } from '../../../domain/pack/road-graph.ts';
import type { RoadLine } from '../../model/source-city.ts';
import type { RoadRole } from './field-map.ts';
import { isNotGiven, parseLengthM } from './parse-measure.ts';
import { type FieldValue, type FieldValues, translateWord } from './record-fields.ts';
import type { RoadFields } from './road-record.ts';
import { type ClassReading, readAccess, readOneway, readPaved, readPresence, readRoadClass } from './road-words.ts';

/** Everything of a road but its id and geometry. */
export type RoadAttributes = Omit<RoadLine, 'id' | 'lonLat' | 'nodes'>;

/** What a road record says, or why it is none. Reasons are without their area. */
type RoadReading =
	| { readonly attributes: RoadAttributes; readonly repairs: readonly { reason: string; detail: string }[] }
	| { readonly reason: string; readonly detail: string };

/** What a number can be, both ends included; what lies outside is a slip. Assumption, not sourced. */
const RANGES = {
	lanes: [1, 20],
	width_m: [0.5, 100],
	max_height_m: [1, 20],
	max_width_m: [0.5, 50],
	max_weight_t: [0.5, 500],
	max_length_m: [2, 100],
} as const;
type NumberRole = keyof typeof RANGES;
const UNIT_OF: Readonly<Record<NumberRole, string>> = {
	lanes: '',
	width_m: ' m',
	max_height_m: ' m',
	max_width_m: ' m',
	max_weight_t: ' t',
	max_length_m: ' m',
};

/** Words that say that there is no limit. */
const NO_LIMIT = /^(none|no|default|unlimited|unsigned|不限|无限制|不受限|无限高|没有)$/i;
const MASSES: Readonly<Record<string, number>> = { t: 1, 吨: 1, 噸: 1, kg: 0.001, 公斤: 0.001, 千克: 0.001 };

/** A mass in tonnes: '20', '20t', '20吨', '3500 kg'; `unit` of a number without one. null = unreadable. */
function parseMassT(text: string, unit: string): number | null {
	const match = /^(\d+(?:\.\d+)?)\s*([a-z\p{Script=Han}]*)$/iu.exec(text.normalize('NFKC').trim());
	const factor = match && MASSES[match[2] === '' ? unit : (match[2] as string).toLowerCase()];
	return match && factor !== undefined && factor !== null ? Number(match[1]) * factor : null;
}

const METRES: Readonly<Record<string, number>> = { m: 1, cm: 0.01, mm: 0.001, dm: 0.1, ft: 0.3048 };

function parseNumber(role: NumberRole, text: string, unit: string | null): number | null {
	if (role === 'lanes') return /^\d+(\.0+)?$/.test(text) ? Number(text) : null;
	if (role === 'max_weight_t') return parseMassT(text, unit ?? 't');
	return parseLengthM(text, METRES[unit ?? 'm'] ?? 1);
}

class Reading {
	readonly repairs: { reason: string; detail: string }[] = [];
	readonly #values: FieldValues<RoadRole>;
	readonly #fields: RoadFields;

	constructor(values: FieldValues<RoadRole>, fields: RoadFields) {
		this.#values = values;
		this.#fields = fields;
	}

	text(role: RoadRole): string | null {
		return this.#values.take(role)?.text ?? null;
	}

	/** A value of a role, by the caller's words or by ours; what cannot be read is told. null = not given or unreadable. */
	word<T>(role: RoadRole, read: (text: string) => T | null, otherwise: string): T | null {
		const given = this.#values.take(role);
		if (!given) return null;
		const value = read(translateWord(given));
		if (value === null) this.#tell(role, given, `bad-${role.replaceAll('_', '-')}`, otherwise);
		return value;
	}

	/** A number of a role; 0 and words like 'none' say that nothing is known. */
	number(role: NumberRole): number | null {
		const given = this.#values.take(role);
		if (!given || NO_LIMIT.test(given.text)) return null;
		const value = parseNumber(role, given.text, given.unit);
		if (value === 0) return null;
		const [least, most] = RANGES[role];
		if (value !== null && value >= least && value <= most) return Math.round(value * 1000) / 1000;
		if (value === null) this.#tell(role, given, 'bad-number', 'now unknown');
		else this.#tell(role, given, 'impossible-number', `expected ${least} to ${most}${UNIT_OF[role]}; now unknown`);
		return null;
	}

	#tell(role: RoadRole, { field, text }: FieldValue, reason: string, otherwise: string): void {
		this.#fields.countUnread(field, role);
		this.repairs.push({ reason, detail: `${field}: got ${text}, ${otherwise}` });
	}
}

/** A class, or why the record is no road; `word`: what its class says. */
type GivenClass =
	| Exclude<ClassReading, { refused: string }>
	| { readonly refused: string; readonly word: string }
	| { readonly reason: string; readonly detail: string };

function readClass(given: FieldValue | null, empty: string | null): GivenClass {
	const text = given === null ? empty : translateWord(given);
	if (text === null) {
		return {
			reason: 'no-class',
			detail: 'got no class, expected one (motorway, 主干路 ...); a mapping file may say it',
		};
	}
	if (text === 'not-a-road') return { reason: 'not-a-road', detail: `${given?.text}, by the mapping file` };
	const reading = readRoadClass(text);
	if (reading) return 'refused' in reading ? { ...reading, word: text } : reading;
	const detail = `${given?.field}: got ${text}, expected a class of roads (motorway, 主干路 ...); a mapping file may say what it is`;
	return { reason: 'unknown-class', detail };
}

/** Whether what goods vehicles may keeps them out. */
function readHgvBanned(text: string): boolean | null {
	const access = readAccess(text);
	if (access !== null) return access === ROAD_ACCESS.no || access === ROAD_ACCESS.private;
	const flag = readPresence(text);
	return flag === null ? null : !flag;
}

/**
 * What a road record says: class by our, OpenStreetMap's or Chinese words; limits in metres and tonnes where no unit is said; 0 as a
 * number is not known. A word or number that cannot be read is unknown and told (a one-way sign: both ways, an access: open).
 * `emptyClass`: the class of a record that gives none; null = such a record is refused.
 */
export function readRoad(values: FieldValues<RoadRole>, fields: RoadFields, emptyClass: string | null): RoadReading {
	const kind = readClass(values.take('class'), emptyClass);
	if ('reason' in kind) return kind;
	const name = values.take('name')?.text ?? null;
	if ('refused' in kind) return { reason: kind.refused, detail: `${kind.word}${name === null ? '' : `, ${name}`}` };
	const reading = new Reading(values, fields);
	const oneway = reading.word('oneway', readOneway, 'taken as both ways');
	const presence = (role: RoadRole) => reading.word(role, readPresence, 'taken as none') === true;
	const roundabout = presence('roundabout');
	const isHgvBanned = reading.word('hgv', readHgvBanned, 'taken as open to them');
	const paved = reading.word('surface', readPaved, 'now unknown');
	const attributes: RoadAttributes = {
		roadClass: kind.roadClass,
		name: name === null || isNotGiven(name) ? null : name,
		nameEn: reading.text('name_en'),
		oneway: oneway ?? (roundabout ? ONEWAY.forward : ONEWAY.both),
		access: reading.word('access', readAccess, 'taken as open') ?? ROAD_ACCESS.yes,
		bridge: presence('bridge'),
		tunnel: presence('tunnel'),
		roundabout,
		lanes: reading.number('lanes'),
		widthM: reading.number('width_m'),
		maxHeightM: reading.number('max_height_m'),
		maxWidthM: reading.number('max_width_m'),
		maxWeightT: reading.number('max_weight_t'),
		maxLengthM: reading.number('max_length_m'),
		hgvBanned: presence('hgv_banned') || isHgvBanned === true,
		paved: paved ?? kind.paved,
		link: presence('link') || kind.link,
		routable: kind.routable && reading.word('routable', readPresence, 'taken as drivable') !== false,
	};
	return { attributes, repairs: reading.repairs };
}
