// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { HeightStrategy } from '../../../src/app/command/cards/height-strategy.tsx';
import { RoutesRow } from '../../../src/app/command/cards/routes-row.tsx';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { createPackStore } from '../../../src/app/state/pack-store.ts';
import type { Services } from '../../../src/app/state/services.ts';
import { createUiStore } from '../../../src/app/state/ui-store.ts';
import { createWaysStore } from '../../../src/app/state/ways-store.ts';
import { createWhatIfStore } from '../../../src/app/state/what-if-store.ts';
import type { Language } from '../../../src/app/ui/format.ts';
import { ReasoningProvider } from '../../../src/app/ui/reasoning.tsx';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import { type Force, forceSchema } from '../../../src/domain/alert/force.ts';
import { heightsSchema } from '../../../src/domain/alert/heights.ts';
import { fakeIncident, TOWER } from './fake-incident.ts';
import { mount } from './mount.ts';
import { Provide } from './provide.tsx';

beforeAll(() => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

const { happyDOM } = globalThis as unknown as { happyDOM: { setViewport(size: { width: number }): void } };

function show(children: ReactNode, language: Language = 'zh-CN', width = 1920) {
	happyDOM.setViewport({ width });
	const services = {
		ui: createUiStore(),
		selection: createSelectionStore(),
		ways: createWaysStore(),
		live: createLiveStore(),
		pack: createPackStore(),
		whatIf: createWhatIfStore(),
	} as unknown as Services;
	const host = document.createElement('div');
	act(() =>
		mount(host).render(
			<I18nextProvider i18n={createI18n(language)}>
				<Provide services={services}>
					<ReasoningProvider sources={[]}>{children}</ReasoningProvider>
				</Provide>
			</I18nextProvider>,
		),
	);
	return { host, text: (host.textContent ?? '').replace(/\s+/g, ' ') };
}

const computed = (ruleId: string) => ({ basis: 'computed' as const, source: 'fengtu', date: null, note: null, ruleId });
const [FIRST] = TOWER.stations;
const due = (vehicleId: string, type: string, model: string, arrivalS: number, stationId = FIRST?.id ?? '') => ({
	vehicleId,
	plate: vehicleId,
	type,
	model,
	stationId,
	stationName: '万江站',
	stationNameEn: 'Wanjiang',
	arrivalS,
	distanceM: 2000,
	tankT: null,
	pumpLps: null,
	workHeightM: null,
});
const FORCE: Force = forceSchema.parse({
	level: { proposed: 2, set: 1, reasons: [{ code: 'level-high-rise', params: { codeClass: 'high-1' } }] },
	card: { object: 'high-rise', level: 1, source: 'example', verified: false },
	assigned: [
		due('a1', 'AP', 'AP50', 108),
		due('a2', 'SG', 'SG80', 108),
		due('a3', 'SG', 'SG80', 110),
		due('b1', 'FH', 'FH70', 600, 'elsewhere'),
	],
	missing: [{ types: ['FH'], count: 1, reason: { code: 'missing-all-sent', params: { onFile: 1, away: 0 } } }],
	suggested: [
		{
			...due('c1', 'DG', 'DG101', 840, 'special'),
			reasons: [{ code: 'suggest-aerial', params: { floor: 18, topFloor: 25 } }],
		},
	],
	coverage: {
		limitS: 300,
		emptied: [FIRST?.id],
		holeRoadKm: 12.4,
		holeAreaKm2: 1,
		polygons: [],
		moveUps: [
			{
				vehicleId: 'm',
				plate: 'm',
				model: 'SG80',
				fromStationId: 'f',
				fromStationName: '莞城站',
				fromStationNameEn: 'Guancheng',
				toStationId: FIRST?.id,
				travelS: 716.4,
				closesShare: 0.61,
			},
		],
	},
	sources: { level: computed('A19'), card: computed('A20'), arrival: computed('A20'), coverage: computed('A21') },
});
const incident = (force: Force | null) => fakeIncident('a', { assessment: { ...TOWER, force } });

describe('force row', () => {
	it('says who is sent from the first stations, by kind, and who besides', () => {
		const { host, text } = show(<RoutesRow incident={incident(FORCE)} />);
		const tile = host.querySelector(`[data-station="${FIRST?.id}"]`);
		const presses = [...(tile?.querySelectorAll('.plate-press') ?? [])];
		expect(presses.map((el) => el.querySelector('.vehicle-plate [aria-hidden]:not(svg)')?.textContent)).toEqual([
			'AP',
			'SG',
			'SG',
		]);
		expect(presses.map((el) => el.getAttribute('title'))).toEqual([
			'AP50 a1 1:48 · 不派 a1',
			'SG80 a2 1:48 · 不派 a2',
			'SG80 a3 1:50 · 不派 a3',
		]);
		expect(text).toContain('另派');
	});

	it('says level, card, what is missing, the hole and the move-up, in both languages', () => {
		const zh = show(<RoutesRow incident={incident(FORCE)} />).text;
		for (const words of [
			'二级火警',
			'已定 一级火警',
			'高层建筑（一类高层）',
			'派 4 辆',
			'高层 · 1 级编成',
			'缺 防化车 1 辆，全市 1 辆，已派或不可用',
			'万江站空出 12.4 km 道路超 5:00',
			'建议 莞城站 SG80 补位，11:57 到，补回 61 %',
		])
			expect(zh).toContain(words);
		const en = show(<RoutesRow incident={incident(FORCE)} />, 'en').text;
		expect(en).toContain('12.4 km of road over 5:00, Wanjiang emptied');
		expect(en).toContain('move up SG80, there in 11:57, closes 61 %, from Guancheng');
	});

	it('says them in two lines in a small window', () => {
		const { text } = show(<RoutesRow incident={incident(FORCE)} />, 'zh-CN', 1366);
		for (const words of ['派 4 辆', '缺 1', '12.4 km 道路超 5:00，1 站空出']) expect(text).toContain(words);
		expect(text).not.toContain('补位');
	});

	it('a vehicle that is suggested has a tile of its own with its reason', () => {
		const { host } = show(<RoutesRow incident={incident(FORCE)} />);
		const tile = host.querySelector('[data-suggested="DG101"]');
		expect(tile?.textContent).toContain('约 14:00');
		expect(tile?.textContent).toContain('够得到 18 层，最高到 25 层');
	});

	it('every number opens its rule', () => {
		const { host } = show(<RoutesRow incident={incident(FORCE)} />);
		expect(host.querySelectorAll('.force-summary [aria-haspopup="dialog"]')).toHaveLength(3);
	});

	it('records from before there was a force stay as they were', () => {
		const { host, text } = show(<RoutesRow incident={incident(null)} />);
		expect(host.querySelector('.force-summary')).toBeNull();
		expect(text).not.toContain('本级不派');
		expect(host.querySelectorAll('article.route').length).toBe(TOWER.stations.length);
	});

	it('unknown coverage is the word, never no hole', () => {
		const { text } = show(<RoutesRow incident={incident({ ...FORCE, coverage: null })} />);
		expect(text).toContain('覆盖未知，没有道路数据');
	});
});

describe('height strategy', () => {
	const heights = heightsSchema.parse({
		storeyM: 3,
		storeyEstimated: false,
		floors: 40,
		bands: [
			{ fromFloor: 1, toFloor: 23, means: 'hose', pumpMpa: 1, stages: 1, reasons: [], sourced: computed('A18') },
			{ fromFloor: 24, toFloor: 40, means: 'relay', pumpMpa: 1.6, stages: 2, reasons: [], sourced: computed('A18') },
		],
		fire: { floor: 30, heightM: 87, startFloor: 28, means: ['relay'], pumpMpa: 1.2 },
		refugeFloors: [17, 33],
	});

	it('says of each band floors and pressure, where to start and the refuge floors; unknown is the word', () => {
		const { host, text } = show(<HeightStrategy heights={heights} />);
		expect(text).toContain('起火 30 层，从 28 层进攻');
		expect([...host.querySelectorAll('li')].map((row) => (row.textContent ?? '').replace(/\s+/g, ' '))).toEqual([
			'水带1–23 层泵压 1.00 MPa算',
			'接力24–40 层2 台泵接力算',
		]);
		expect(host.querySelector('[data-fire] b')?.textContent).toBe('24–40 层');
		expect(text).toContain('避难层 17 · 33 层（规范推定）');
		expect(show(<HeightStrategy heights={null} />).text).toContain('未知，没有层数');
	});
});
