import type { ResourceRequest } from '../../../domain/records/resource-request.ts';
import { type VehicleType, vehicleTypeSchema } from '../../../domain/vehicle.ts';
import { findVehicleModel } from '../../../domain/vehicle-catalogue.ts';

/** What a written line asks for. */
export type RequestLine = Pick<ResourceRequest, 'what' | 'count' | 'reason'>;

/** Words that stand for a type of vehicle, in both languages: 'DG', '登高平台车', 'platform'. */
export type VehicleWords = readonly (readonly [word: string, type: VehicleType])[];

const PEOPLE = /^(?:人员|人手|队员|people|crew)$/i;
/** Measure words that only count. */
const COUNTED = /^(?:辆|台|人|个|名)$/;
const AMOUNT = /^(?:[x×])?(\d{1,5})([^\d\s]{0,8})$/u;

/**
 * Reads a line: what first, then how many, then why; number and measure may also stand in front ('2 DG', '20 人'). A type or model of the
 * catalogue is a vehicle; 人员 and the like are people, with a skill when a word follows the number's measure; anything else is material.
 * null = it says nothing. `defaultUnit`: of material whose line has none.
 */
export function parseRequest(line: string, words: VehicleWords, defaultUnit: string): RequestLine | null {
	const tokens = line
		.trim()
		.split(/[\s,，;；]+/)
		.filter((token) => token !== '');
	let count: number | null = null;
	let unit = '';
	let subject: string | null = null;
	const rest: string[] = [];
	for (const token of tokens) {
		const amount = AMOUNT.exec(token);
		if (count === null && amount && Number(amount[1]) > 0 && rest.length === 0 && !isModel(token)) {
			count = Number(amount[1]);
			unit = amount[2] ?? '';
		} else if (count !== null && unit === '' && rest.length === 0 && isUnit(token) && subject !== null) unit = token;
		else if (count !== null && unit === '' && COUNTED.test(token)) unit = token;
		else if (subject === null) subject = token;
		else rest.push(token);
	}
	if (subject === null && /^(?:人|名)$/.test(unit)) return people(count ?? 1, rest);
	if (subject === null) return null;
	if (PEOPLE.test(subject)) return people(count ?? 1, rest);
	const reason = rest.join(' ');
	const model = findVehicleModel(subject.toUpperCase()) ?? findVehicleModel(subject);
	if (model?.type) return { what: { kind: 'vehicle', type: model.type, model: model.id }, count: count ?? 1, reason };
	const letters = vehicleTypeSchema.safeParse(subject.toUpperCase());
	const lower = subject.toLowerCase();
	const type = letters.success ? letters.data : words.find(([word]) => word === lower || word === `${lower}车`)?.[1];
	if (type) return { what: { kind: 'vehicle', type, model: null }, count: count ?? 1, reason };
	return {
		what: { kind: 'material', name: subject, unit: COUNTED.test(unit) || unit === '' ? unit || defaultUnit : unit },
		count: count ?? 1,
		reason,
	};
}

function people(count: number, [skill = '', ...why]: readonly string[]): RequestLine {
	return { what: { kind: 'people', skill }, count, reason: why.join(' ') };
}

/** 'DG101' is a model and no amount. */
function isModel(token: string): boolean {
	return findVehicleModel(token.toUpperCase()) !== undefined;
}

function isUnit(token: string): boolean {
	return /^(?:t|kg|L|l|m|m³|件|箱|桶|套|具|盘|根|吨|公斤|升|米|pcs|boxes|辆|台|人|个|名)$/u.test(token);
}
