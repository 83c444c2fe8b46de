import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUES, createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { findWord, sayError, sayFinding, sayNote } from '../../../src/app/i18n/say-code.ts';
import { sayLimit, sayPassed, sayViolation } from '../../../src/app/i18n/say-limit.ts';
import { ACTIONS } from '../../../src/domain/access/actions.ts';
import { ROLES } from '../../../src/domain/access/identity.ts';
import { searchHitSchema } from '../../../src/domain/api.ts';
import { type Finding, severitySchema } from '../../../src/domain/assessment.ts';
import { BASES, BUILDING_STRUCTURES, BUILDING_USES } from '../../../src/domain/building.ts';
import { NotFoundError } from '../../../src/domain/errors.ts';
import {
	datumSchema,
	handoverSchema,
	incidentOriginSchema,
	levelSchemeSchema,
	urgencySchema,
} from '../../../src/domain/incident.ts';
import { incidentTypeSchema } from '../../../src/domain/incident-type.ts';
import { DISPATCH_TIMES } from '../../../src/domain/records/dispatch.ts';
import { UNIT_STATES } from '../../../src/domain/records/unit-state.ts';
import { ROAD_CLASSES } from '../../../src/domain/road.ts';
import {
	buildingSideSchema,
	noRouteReasonSchema,
	type RouteLimit,
	roadLimitKindSchema,
	routeExemptionsSchema,
	turnDirectionSchema,
} from '../../../src/domain/route.ts';
import { stationKindSchema } from '../../../src/domain/station.ts';
import { TRAVEL_BANDS } from '../../../src/domain/travel-table.ts';
import { vehicleTypeSchema } from '../../../src/domain/vehicle.ts';
import { WATER_KINDS, waterStateSchema } from '../../../src/domain/water.ts';

const SRC = join(import.meta.dirname, '../../../src');

function flatten(words: object, prefix = ''): Map<string, string> {
	const flat = new Map<string, string>();
	for (const [key, value] of Object.entries(words)) {
		if (typeof value === 'string') flat.set(prefix + key, value);
		else for (const [inner, text] of flatten(value, `${prefix}${key}.`)) flat.set(inner, text);
	}
	return flat;
}

/** Source files of rooms, by path below src. */
function readRooms(...rooms: string[]): string[] {
	return rooms.flatMap((room) =>
		readdirSync(join(SRC, room), { recursive: true, encoding: 'utf8' })
			.filter((file) => /\.tsx?$/.test(file))
			.map((file) => readFileSync(join(SRC, room, file), 'utf8')),
	);
}

const zh = flatten(CATALOGUES['zh-CN']);
const en = flatten(CATALOGUES.en);

describe('catalogues', () => {
	it('have the same keys', () => {
		expect([...en.keys()].sort()).toEqual([...zh.keys()].sort());
	});

	it('have words for every key, and the same blanks to fill', () => {
		const blanks = (text: string | undefined) => (text?.match(/\{\{\w+\}\}/g) ?? []).sort();
		for (const [key, text] of zh) {
			expect(text.trim(), key).not.toBe('');
			expect(en.get(key)?.trim(), key).not.toBe('');
			expect(blanks(en.get(key)), key).toEqual(blanks(text));
		}
	});

	it('English holds no Chinese but the language switch and names of standards', () => {
		const chinese = [...en].filter(([, text]) => /\p{Script=Han}/u.test(text)).map(([key]) => key);
		expect(chinese).toEqual([
			'language.switch',
			'language.short',
			'codes.findingDetail.stations/first-within-5-min',
			'codes.findingDetail.stations/first-beyond-5-min',
		]);
	});

	it('a missing key fails', () => {
		const t = createI18n('en').t as (key: string) => string;
		expect(() => t('no.such.key')).toThrow('got key "no.such.key"');
	});

	it('every key that the screens name exists', () => {
		const named = readRooms('app').flatMap((text) => [...text.matchAll(/\bt\('([\w.-]+)'/g)].map(([, key]) => key));
		expect(named.length).toBeGreaterThan(100);
		expect(named.filter((key) => !zh.has(key as string))).toEqual([]);
	});
});

describe('codes from below', () => {
	it.each([
		['use', BUILDING_USES],
		['structure', BUILDING_STRUCTURES],
		['basis', BASES],
		['basisLetter', BASES],
		['waterKind', WATER_KINDS],
		['waterState', waterStateSchema.options],
		['stationKind', stationKindSchema.options],
		['vehicleType', vehicleTypeSchema.options],
		['severity', severitySchema.options],
		['incidentType', incidentTypeSchema.options],
		['origin', incidentOriginSchema.options],
		['role', ROLES],
		['action', ACTIONS.map((action) => action.replaceAll('.', '_'))],
		['duty', UNIT_STATES],
		['dispatchTime', DISPATCH_TIMES],
		['agency', handoverSchema.shape.agency.options],
		['handover', handoverSchema.shape.direction.options],
		['urgency', urgencySchema.options],
		['levelScheme', levelSchemeSchema.options],
		['datum', datumSchema.options],
		['hitKind', searchHitSchema.shape.kind.options],
		['limit', roadLimitKindSchema.options],
		['turn', turnDirectionSchema.options],
		['roadClass', ROAD_CLASSES],
		['side', buildingSideSchema.options],
		['noRoute', noRouteReasonSchema.options],
		['band', TRAVEL_BANDS],
		['exemption', routeExemptionsSchema.keyof().options],
	])('%s: every value has a word', (group, codes) => {
		expect(codes.filter((code) => !zh.has(`codes.${group}.${code}`))).toEqual([]);
	});

	it('every rule of RULES.md has a sentence', () => {
		const rules = readFileSync(join(SRC, 'analysis/alert/RULES.md'), 'utf8');
		const codes = [...rules.matchAll(/^\| `([a-z]+\/[\w-]+)`/gm)].map(([, code]) => code);
		expect(codes.length).toBeGreaterThan(20);
		expect(codes.filter((code) => !zh.has(`codes.finding.${code}`))).toEqual([]);
	});

	it('every error code that server, analysis, client, workers and domain throw has a sentence', () => {
		const codes = readRooms('server', 'analysis', 'client', 'workers', 'domain').flatMap((text) =>
			[...text.matchAll(/new \w+Error\(\s*'([a-z]+\/[\w-]+)'/g)].map(([, code]) => code),
		);
		expect(codes.length).toBeGreaterThan(10);
		expect([...new Set(codes)].filter((code) => !zh.has(`codes.error.${code}`)).sort()).toEqual([]);
	});
});

describe('sentences', () => {
	const i18n = createI18n('zh-CN');
	const finding = (code: string, params: Finding['params']): Finding => ({
		ruleId: 'A9',
		severity: 'attention',
		code,
		params,
		evidence: [],
		basis: { source: 'fengtu', version: '1', observedAtMs: null },
	});

	it('puts numbers in with their units', () => {
		expect(sayFinding(i18n, finding('stations/first-beyond-5-min', { arrivalS: 372, limitS: 300 }))).toBe(
			'首到 6:12，超过 5:00',
		);
		expect(sayFinding(i18n, finding('water/no-hydrant-within-150', { limitM: 150, nearestM: null }))).toBe(
			'150 m 内没有未报故障的消火栓，最近的在 未知',
		);
		expect(sayFinding(i18n, finding('target/class', { codeClass: 'high-1' }))).toBe('建筑类别：一类高层');
	});

	it('a finding without words still says its rule and code', () => {
		expect(sayFinding(i18n, finding('new/thing', {}))).toBe('规则 A9：new/thing');
	});

	it('says notes, limits and errors; what is unknown keeps its code', () => {
		expect(sayNote(i18n, 'gb-50016-5.1.1')).toBe('对照 GB 50016-2014（2018）表 5.1.1');
		expect(sayNote(i18n, 'new-note')).toBe('new-note');
		expect(findWord(i18n, 'duty', '99')).toBeUndefined();
		expect(sayError(i18n, new NotFoundError('incident/not-found', 'incident x: got none'))).toEqual({
			title: '没有这起警情',
			detail: 'incident x: got none',
			code: 'incident/not-found',
		});
	});

	it('says limits with what the vehicle has, never rounded onto the limit', () => {
		const limit = (kind: RouteLimit['kind'], at: number, needed: number | null, verdict: RouteLimit['verdict']) => ({
			kind,
			limit: at,
			needed,
			verdict,
		});
		expect(sayLimit(i18n, 'height', 4.2)).toBe('限高 4.2 m');
		expect(sayLimit(i18n, 'weight', 15)).toBe('限重 15 t');
		expect(sayViolation(i18n, limit('height', 3.8, 3.97, 'violated'))).toBe('限高 3.8 m，车高 3.97 m');
		expect(sayViolation(createI18n('en'), limit('height', 3.8, 3.97, 'violated'))).toBe(
			'height limit 3.8 m, vehicle 3.97 m',
		);
		expect(sayViolation(i18n, limit('oneway', 0, null, 'violated'))).toBe('单行逆向');
		expect(sayPassed(i18n, limit('height', 4, 3.97, 'passed'))).toBe('限高 4 m 可过');
		expect(sayPassed(i18n, limit('carriageway', 3, 2.5, 'tight'))).toBe('路宽 3 m 为估计，可能过不去');
		expect(sayPassed(i18n, limit('gate', 30, null, 'passed'))).toBe('有门，开门约 30 s');
		expect(sayPassed(i18n, limit('closure', 0.5, null, 'passed'))).toBe('缓行，车速剩 50 %');
	});
});
