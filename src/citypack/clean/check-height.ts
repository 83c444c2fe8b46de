import type { Basis } from '../../domain/building.ts';

/** Beyond stands no building (Burj Khalifa: 828 m, 163 floors). Assumption, not sourced. */
export const MAX_HEIGHT_M = 900;
export const MAX_FLOORS = 200;
/** Metres a storey of two or more may have on the average; a single one may be a hall. Assumption, not sourced. */
const STOREY_M = { min: 2, max: 12, hallMax: 60 } as const;
/** Which of two values is believed that contradict one another; higher wins. Equal: the height, which was put down to the decimetre. */
const TRUST: Readonly<Record<Basis, number>> = {
	measured: 5,
	registered: 4,
	norm: 3,
	computed: 3,
	said: 2,
	estimated: 1,
	unknown: 0,
};

/** A building's height and floors as its source gives them, or as they are believed; null = unknown. */
export interface HeightAndFloors {
	heightM: number | null;
	/** Of the height; floors count as registered. */
	heightBasis: Basis;
	floors: number | null;
}

/**
 * One value that was not believed; reason 'building/impossible-height', 'building/impossible-floors', 'building/floors-not-whole' or
 * 'building/floors-against-height'.
 */
export interface HeightRepair {
	readonly reason: string;
	readonly detail: string;
}

/** Whether height and floors can be as they are: nothing for checkHeight to do. The quick question, asked of every building. */
export function isPlausibleHeight(heightM: number | null, floors: number | null): boolean {
	if (heightM !== null && !(heightM > 0 && heightM <= MAX_HEIGHT_M)) return false;
	if (floors === null) return true;
	if (!(floors > 0 && floors <= MAX_FLOORS && Number.isInteger(floors))) return false;
	return heightM === null || isPlausibleStorey(heightM / floors, floors);
}

function isPlausibleStorey(storeyM: number, floors: number): boolean {
	return storeyM >= STOREY_M.min && storeyM <= (floors === 1 ? STOREY_M.hallMax : STOREY_M.max);
}

/**
 * Can this height and this number of floors be, and be together? The only place of these rules:
 * a height of zero or less (-1 stands for "not known"), or above 900 m (999, 9999 likewise), is unknown; so are floors of zero or
 * less, or above 200; a part of a floor counts as a floor; and where a storey would be below 2 m or above 12 m (a single one: 60 m)
 * on the average, the value with the better basis is believed and the other becomes unknown. Each is told. `at` is changed in place.
 */
export function checkHeight(at: HeightAndFloors, told: HeightRepair[]): void {
	const { heightM, floors } = at;
	if (heightM !== null && !(heightM > 0 && heightM <= MAX_HEIGHT_M)) {
		told.push({
			reason: 'building/impossible-height',
			detail: `got ${heightM} m, expected more than 0 and at most ${MAX_HEIGHT_M} m; now unknown`,
		});
		at.heightM = null;
	}
	if (floors !== null && !(floors > 0 && floors <= MAX_FLOORS)) {
		told.push({
			reason: 'building/impossible-floors',
			detail: `got ${floors}, expected 1 to ${MAX_FLOORS}; now unknown`,
		});
		at.floors = null;
	} else if (floors !== null && !Number.isInteger(floors)) {
		told.push({ reason: 'building/floors-not-whole', detail: `got ${floors}, taken as ${Math.ceil(floors)}` });
		at.floors = Math.ceil(floors);
	}
	if (at.heightM === null || at.floors === null || isPlausibleStorey(at.heightM / at.floors, at.floors)) return;
	const keepsHeight = TRUST[at.heightBasis] >= TRUST.registered;
	told.push({
		reason: 'building/floors-against-height',
		detail: `got ${at.heightM} m (${at.heightBasis}) and ${at.floors} floors; ${keepsHeight ? 'floors' : 'height'} now unknown`,
	});
	if (keepsHeight) at.floors = null;
	else at.heightM = null;
}
