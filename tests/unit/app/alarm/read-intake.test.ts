import { describe, expect, it } from 'vitest';
import { fillIntake, readIntake } from '../../../../src/app/command/alarm/read-intake.ts';
import { EMPTY_INTAKE, type Intake, type IntakePlace } from '../../../../src/app/state/intake.ts';
import { newIncidentSchema } from '../../../../src/domain/incident.ts';
import { DEFAULT_INCIDENT_KINDS, DEFAULT_LEVELS } from '../../../../src/domain/service/incident-types.ts';

const TABLE = { incidentTypes: DEFAULT_INCIDENT_KINDS, levels: DEFAULT_LEVELS };
const NOW_MS = 1_700_000_000_000;
const HOUSE: IntakePlace = {
	lon: 113.75,
	lat: 23.02,
	given: null,
	name: '鸿福路218号',
	town: '南城街道',
	kind: 'address',
	insteadOf: null,
};
const read = (change: Partial<Intake>) => readIntake({ ...EMPTY_INTAKE, ...change }, TABLE, NOW_MS);
const fill = (change: Partial<Intake>) => fillIntake({ ...EMPTY_INTAKE, ...change }, TABLE);

describe('the form of a call', () => {
	it('sends a chosen place with its name, what was said, and what the words say in numbers', () => {
		const sent = read({ where: 'hfl218', place: HOUSE, words: ' 3 楼冒烟，2 人被困 ', callerPhone: ' 13800000000 ' });
		expect(sent).toEqual({
			ok: true,
			incident: {
				lon: 113.75,
				lat: 23.02,
				crs: 'wgs84',
				address: '南城街道 鸿福路218号',
				type: 'fire',
				typeCode: 'fire',
				levelScheme: 'fire',
				level: 2,
				description: '3 楼冒烟，2 人被困',
				origin: '119',
				reference: '',
				fireFloor: 3,
				trapped: 2,
				caller: { name: '', phone: '13800000000' },
			},
		});
		if (sent.ok) expect(newIncidentSchema.safeParse(sent.incident).success).toBe(true);
	});

	it('sends coordinates as they were typed, in their datum', () => {
		const given = { lon: 113.7518, lat: 23.0207, crs: 'gcj02' } as const;
		const sent = read({ place: { ...HOUSE, name: '', town: null, kind: 'coordinates', given } });
		expect(sent).toMatchObject({ incident: { lon: 113.7518, lat: 23.0207, crs: 'gcj02' } });
		expect(sent.ok && 'address' in sent.incident).toBe(false);
	});

	it('leaves words that are no place yet to the server', () => {
		expect(read({ where: ' 鸿福路218号 ' })).toMatchObject({ incident: { address: '鸿福路218号' } });
	});

	it.each<[Partial<Intake>, string, string]>([
		[{}, 'needPlace', 'where'],
		[{ where: 'A', fireFloor: '0' }, 'badFloor', 'fireFloor'],
		[{ where: 'A', fireFloor: '201' }, 'badFloor', 'fireFloor'],
		[{ where: 'A', fireFloor: '二' }, 'badFloor', 'fireFloor'],
		[{ where: 'A', trapped: '-1' }, 'badTrapped', 'trapped'],
		[{ where: 'A', windSpeed: '3' }, 'needWindFrom', 'windFrom'],
		[{ where: 'A', windFrom: '135' }, 'badWindSpeed', 'windSpeed'],
		[{ where: 'A', windFrom: '135', windSpeed: '61' }, 'badWindSpeed', 'windSpeed'],
	])('%o: %s', (change, problem, field) => {
		expect(read(change)).toEqual({ ok: false, problem, field });
	});

	it('sends wind and substance as said, not measured', () => {
		const told = { windFrom: '135', windSpeed: '3.2', substance: 'lpg', typeCode: 'rescue.hazmat' };
		expect(read({ where: 'A', ...told })).toMatchObject({
			incident: {
				type: 'hazmat',
				levelScheme: 'rescue',
				wind: { fromDeg: 135, speedMps: 3.2, basis: 'said', observedAtMs: NOW_MS },
				substance: 'lpg',
			},
		});
	});

	it('lets what is typed stand over what the words say, also when it is taken out again', () => {
		expect(fill({ words: '3楼冒烟', fireFloor: '5' })).toMatchObject({ fireFloor: '5', isFloorRead: false });
		expect(fill({ words: '3楼冒烟', fireFloor: '' })).toMatchObject({ fireFloor: '', isFloorRead: false });
		expect(fill({ words: '3楼冒烟' })).toMatchObject({ fireFloor: '3', isFloorRead: true });
	});

	// XF/T 1340-2016 as in the default table: fewer than 3 trapped is level 2, 3 to 9 level 3, 10 to 29 level 4, 30 and more level 5.
	it.each([
		['fire', '', ''],
		['fire', '0', ''],
		['fire', '2', '2'],
		['fire', '3', '3'],
		['fire', '10', '4'],
		['fire', '30', '5'],
		['fire.high-rise', '', '2'],
		['fire.high-rise', '9', '3'],
		['rescue.traffic', '3', ''],
	])('%s with %s trapped: level %s is proposed', (typeCode, trapped, level) => {
		expect(fill({ typeCode, trapped }).level).toBe(level);
	});

	it('keeps to the level that was chosen, but for one of another scheme', () => {
		expect(fill({ level: '1', trapped: '3' }).level).toBe('1');
		expect(fill({ level: '', trapped: '3' }).level).toBe('');
		expect(fill({ typeCode: 'rescue', level: '5' }).level).toBe('');
	});

	it('proposes nothing where a service has criteria of its own', () => {
		const levels = DEFAULT_LEVELS.map((row) => ({ ...row, criteriaZh: '本队标准' }));
		expect(fillIntake({ ...EMPTY_INTAKE, trapped: '3' }, { ...TABLE, levels }).proposed).toBeNull();
	});
});
