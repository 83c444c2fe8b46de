import type { Wind } from '../../../domain/alert/situation.ts';
import type { NewIncident } from '../../../domain/incident.ts';
import type { IncidentKind, LevelRow } from '../../../domain/service/incident-types.ts';
import { proposeLevel } from '../../../domain/service/propose-level.ts';
import type { Intake } from '../../state/intake.ts';
import { readWords } from './read-words.ts';

/** The part of the service's table that the form goes by. */
export interface IntakeTable {
	readonly incidentTypes: readonly IncidentKind[];
	readonly levels: readonly LevelRow[];
}

/** The fields that follow from others until somebody types into them. */
export interface FilledIntake {
	readonly kind: IncidentKind | undefined;
	/** Those of the kind's scheme, the least first. */
	readonly levels: readonly LevelRow[];
	/** What the service's criteria say; null = nothing. */
	readonly proposed: LevelRow | null;
	/** '' = not graded. */
	readonly level: string;
	readonly fireFloor: string;
	readonly trapped: string;
	/** Taken from the words. */
	readonly isFloorRead: boolean;
	readonly isTrappedRead: boolean;
}

/** What is wrong with the form, and the field where it is put right. */
export interface IntakeProblem {
	readonly problem: 'needPlace' | 'checkPlace' | 'badFloor' | 'badTrapped' | 'needWindFrom' | 'badWindSpeed';
	readonly field: 'where' | 'fireFloor' | 'trapped' | 'windFrom' | 'windSpeed';
}

/** The alarm to send, or what is missing. */
export type ReadIntake =
	| { readonly ok: true; readonly incident: NewIncident }
	| ({ readonly ok: false } & IntakeProblem);

const FLOORS = { least: -9, most: 200 } as const;
const MOST_TRAPPED = 100_000;
const MOST_WIND_MPS = 60;

/** Fills in what follows from what was typed: floor and people from the words, the level from the service's criteria. */
export function fillIntake(intake: Intake, { incidentTypes, levels }: IntakeTable): FilledIntake {
	const read = readWords(intake.words);
	const kind = incidentTypes.find(({ code }) => code === intake.typeCode);
	const levelScheme = kind?.levelScheme ?? 'fire';
	const trapped = intake.trapped ?? sayRead(read.trapped);
	const told = readCount(trapped, 0, MOST_TRAPPED);
	const proposed = proposeLevel(levels, { typeCode: intake.typeCode, levelScheme, trapped: told ?? null });
	const own = levels.filter(({ scheme }) => scheme === levelScheme).sort((a, b) => a.level - b.level);
	// A level of another scheme says nothing in this one.
	const chosen = intake.level !== null && own.some(({ level }) => `${level}` === intake.level) ? intake.level : '';
	return {
		kind,
		levels: own,
		proposed,
		level: intake.level === null ? sayRead(proposed?.level ?? null) : chosen,
		fireFloor: intake.fireFloor ?? sayRead(read.fireFloor),
		trapped,
		isFloorRead: intake.fireFloor === null && read.fireFloor !== null,
		isTrappedRead: intake.trapped === null && read.trapped !== null,
	};
}

/**
 * Reads the form of a new alarm. A place chosen goes with its name; words that are no place yet are left to the server; half a wind is a
 * mistake. What is not told is left out. @param nowMs when the wind was told
 */
export function readIntake(intake: Intake, table: IntakeTable, nowMs: number): ReadIntake {
	const { kind, level, ...filled } = fillIntake(intake, table);
	const where = readWhere(intake);
	if (!where) return { ok: false, problem: 'needPlace', field: 'where' };
	const fireFloor = readFloor(filled.fireFloor);
	if (fireFloor === undefined) return { ok: false, problem: 'badFloor', field: 'fireFloor' };
	const trapped = readCount(filled.trapped, 0, MOST_TRAPPED);
	if (trapped === undefined) return { ok: false, problem: 'badTrapped', field: 'trapped' };
	const wind = readWind(intake, nowMs);
	if (typeof wind === 'string') {
		return { ok: false, problem: wind, field: wind === 'needWindFrom' ? 'windFrom' : 'windSpeed' };
	}
	const [name, phone] = [intake.callerName.trim(), intake.callerPhone.trim()];
	return {
		ok: true,
		incident: {
			...where,
			...(kind ? { type: kind.type, typeCode: kind.code, levelScheme: kind.levelScheme } : {}),
			level: level === '' ? null : Number(level),
			description: intake.words.trim(),
			origin: intake.origin,
			reference: intake.reference.trim(),
			...(fireFloor === null ? {} : { fireFloor }),
			...(trapped === null ? {} : { trapped }),
			...(name === '' && phone === '' ? {} : { caller: { name, phone } }),
			...(wind === null ? {} : { wind }),
			...(intake.substance === '' ? {} : { substance: intake.substance }),
		},
	};
}

function readWhere({ place, where }: Intake): Pick<NewIncident, 'lon' | 'lat' | 'crs' | 'address'> | null {
	if (!place) return where.trim() === '' ? null : { address: where.trim() };
	const { lon, lat, given, name, town } = place;
	if (given) return { lon: given.lon, lat: given.lat, crs: given.crs };
	const address = [town, name].filter(Boolean).join(' ');
	return { lon, lat, crs: 'wgs84', ...(name === '' ? {} : { address }) };
}

function sayRead(value: number | null): string {
	return value === null ? '' : `${value}`;
}

/** null = not told; undefined = no floor. */
function readFloor(text: string): number | null | undefined {
	const floor = readCount(text, FLOORS.least, FLOORS.most);
	return floor === 0 ? undefined : floor;
}

/** null = not told; undefined = no whole number in these bounds. */
function readCount(text: string, least: number, most: number): number | null | undefined {
	if (text.trim() === '') return null;
	const count = Number(text);
	return Number.isInteger(count) && count >= least && count <= most ? count : undefined;
}

/** null = not told; else what is wrong with it. */
function readWind(
	{ windFrom, windSpeed }: Pick<Intake, 'windFrom' | 'windSpeed'>,
	nowMs: number,
): Wind | null | 'needWindFrom' | 'badWindSpeed' {
	if (windFrom === '' && windSpeed.trim() === '') return null;
	if (windFrom === '') return 'needWindFrom';
	const speedMps = Number(windSpeed);
	if (windSpeed.trim() === '' || !(speedMps >= 0 && speedMps <= MOST_WIND_MPS)) return 'badWindSpeed';
	return { fromDeg: Number(windFrom), speedMps, basis: 'said', observedAtMs: nowMs };
}
