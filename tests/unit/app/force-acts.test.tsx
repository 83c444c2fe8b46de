// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RoutesRow } from '../../../src/app/command/cards/routes-row.tsx';
import { AssignmentList } from '../../../src/app/command/force/assignment-list.tsx';
import { DispatchList } from '../../../src/app/command/force/dispatch-list.tsx';
import { ErrorLine } from '../../../src/app/command/force/error-line.tsx';
import { UnitBoard } from '../../../src/app/command/force/unit-board.tsx';
import { askForVehicle } from '../../../src/app/command/requests/ask-for-vehicle.ts';
import { EvacuationBar } from '../../../src/app/command/roster/evacuation-bar.tsx';
import { ParBar } from '../../../src/app/command/roster/par-bar.tsx';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { createForceStore } from '../../../src/app/state/force-store.ts';
import { createPackStore } from '../../../src/app/state/pack-store.ts';
import type { Services } from '../../../src/app/state/services.ts';
import { createUiStore } from '../../../src/app/state/ui-store.ts';
import { createWaysStore } from '../../../src/app/state/ways-store.ts';
import { createWhatIfStore } from '../../../src/app/state/what-if-store.ts';
import { ReasoningProvider } from '../../../src/app/ui/reasoning.tsx';
import type { Api } from '../../../src/client/api.ts';
import { createLiveStore, type LiveState } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import { type Force, forceSchema } from '../../../src/domain/alert/force.ts';
import { type Dispatch, dispatchSchema, type LeftUnit } from '../../../src/domain/records/dispatch.ts';
import { sectorSchema } from '../../../src/domain/records/sector.ts';
import { teamSchema } from '../../../src/domain/records/team.ts';
import { type Unit, unitSchema } from '../../../src/domain/records/unit.ts';
import type { Station } from '../../../src/domain/station.ts';
import { DEFAULT_VEHICLE_PROFILE, type VehicleType } from '../../../src/domain/vehicle.ts';
import { fakeIncident, TOWER } from './fake-incident.ts';
import { Provide } from './provide.tsx';

const NOW_MS = 1_000_000_000;
const META = { version: 1, createdAtMs: 0, updatedAtMs: 0, district: null };
const [FIRST] = TOWER.stations;
const STATION = FIRST?.id ?? '';

beforeAll(() => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
const { happyDOM } = globalThis as unknown as { happyDOM: { setViewport(size: { width: number }): void } };
beforeEach(() => {
	happyDOM.setViewport({ width: 1920 });
	vi.useFakeTimers({ now: NOW_MS });
});
afterEach(() => {
	vi.useRealTimers();
});

const vehicle = (id: string, type: VehicleType) => ({
	...{ id, plate: id, type, model: `${type}50`, profile: DEFAULT_VEHICLE_PROFILE },
	...{ workHeightM: null, tankT: null, pumpLps: null },
});
const station = (id: string, vehicles: Station['vehicles']): Station => ({
	...{
		id,
		name: `${id}站`,
		nameEn: null,
		kind: 'first',
		lon: 113.75,
		lat: 23.02,
		town: null,
		vehicles,
		source: 'test',
	},
});
const unit = (id: string, more: Partial<Unit>): Unit =>
	unitSchema.parse({
		...{ ...META, id, plate: id, type: 'SG', model: 'SG50', stationId: STATION, state: '10', stateSinceMs: 1 },
		...{ incidentId: null, dispatchId: null, note: '', ...more },
	});
const dispatch = (unitId: string, more: Partial<Dispatch> = {}): Dispatch =>
	dispatchSchema.parse({
		...{ ...META, id: `d-${unitId}`, incidentId: 'a', unitId, plate: unitId, type: 'SG', stationId: STATION },
		...{ orderedAtMs: NOW_MS, times: { received: NOW_MS }, turnedBackAtMs: null, endedAtMs: null, note: '', ...more },
	});
const due = (vehicleId: string, arrivalS: number) => ({
	...{ vehicleId, plate: vehicleId, type: 'SG', model: 'SG50', stationId: STATION, stationName: '南城站' },
	...{ stationNameEn: null, arrivalS, distanceM: 2000, tankT: null, pumpLps: null, workHeightM: null },
});
const computed = { basis: 'computed', source: 'fengtu', date: null, note: null, ruleId: 'A20' };
const FORCE: Force = forceSchema.parse({
	level: { proposed: 2, set: 2, reasons: [] },
	card: { object: 'high-rise', level: 2, source: 'example', verified: false },
	assigned: [due('a1', 108), due('a2', 110)],
	missing: [],
	suggested: [{ ...due('s1', 840), reasons: [] }],
	coverage: {
		...{ limitS: 300, emptied: [STATION], holeRoadKm: 12.4, holeAreaKm2: 1, polygons: [] },
		moveUps: [
			{
				...{ vehicleId: 'm1', plate: 'm1', model: 'SG50', fromStationId: 'other', fromStationName: '莞城站' },
				...{ fromStationNameEn: null, toStationId: STATION, travelS: 716, closesShare: 0.61 },
			},
		],
	},
	sources: { level: computed, card: computed, arrival: computed, coverage: computed },
});
const INCIDENT = fakeIncident('a', { createdAtMs: NOW_MS - 60_000, assessment: { ...TOWER, force: FORCE } });

type Call = readonly [name: string, ...args: unknown[]];

function open(children: ReactNode, live: Partial<LiveState> = {}) {
	const calls: Call[] = [];
	const left: LeftUnit[] = [];
	const api = new Proxy(
		{},
		{
			get:
				(_, name: string) =>
				async (...args: unknown[]) => {
					calls.push([name, ...args]);
					if (name === 'dispatchUnits')
						return { dispatches: (args[1] as { unitIds: string[] }).unitIds.map((id) => dispatch(id)) };
					if (name === 'recallUnits') return { dispatches: [], units: [], left };
					if (name === 'setUnitState') return unit(args[0] as string, { version: 9, ...(args[1] as object) });
					if (name === 'setDispatchTimes') return dispatch('a1', { version: 9 });
					if (name === 'accountTeam') return TEAM;
					if (name === 'confirmEvacuation') return store.getState().incidents[0];
					if (name === 'endEvacuation') return INCIDENT;
					if (name === 'addRequest') return { ...REQUEST, ...(args[0] as object) };
					return null;
				},
		},
	) as Api;
	const pack = createPackStore();
	const stations = [
		station(STATION, [vehicle('a1', 'SG'), vehicle('a2', 'SG'), vehicle('a3', 'SG')]),
		station('other', [vehicle('m1', 'SG'), vehicle('s1', 'DG')]),
	];
	pack.setState({ status: 'ready', stations, manifest: { sources: [] } } as never, true);
	const store = createLiveStore();
	store.setState({ connection: 'live', serverOffsetMs: 0, loaded: true, incidents: [INCIDENT], ...live });
	const services = {
		...{ api, pack, live: store, force: createForceStore(), ui: createUiStore(), selection: createSelectionStore() },
		...{
			ways: createWaysStore(),
			whatIf: createWhatIfStore(),
			feed: { vehicles: { get: () => [], subscribe: () => () => {} } },
		},
	} as unknown as Services;
	const host = document.createElement('div');
	document.body.append(host);
	const root = createRoot(host);
	act(() =>
		root.render(
			<I18nextProvider i18n={createI18n('zh-CN')}>
				<Provide services={services}>
					<ReasoningProvider sources={[]}>{children}</ReasoningProvider>
				</Provide>
			</I18nextProvider>,
		),
	);
	const find = (name: string) =>
		[...host.querySelectorAll('button')].find((button) =>
			(button.getAttribute('aria-label') ?? button.textContent ?? '').replace(/\s+/g, ' ').trim().startsWith(name),
		);
	return {
		...{ host, calls, left, services, find },
		text: () => (host.textContent ?? '').replace(/\s+/g, ' '),
		press: async (name: string) => {
			const button = find(name);
			if (!button) throw new Error(`got no button ${name}, expected one in: ${host.textContent}`);
			await act(async () => button.click());
		},
		pass: (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms))),
		close: () => act(() => root.unmount()),
	};
}

const TEAM = teamSchema.parse({
	...META,
	id: 't',
	incidentId: 'a',
	name: '攻坚一组',
	people: 4,
	enteredAtMs: NOW_MS - 600_000,
});
const REQUEST = {
	...{
		...META,
		id: 'r',
		state: 'asked',
		answer: '',
		askedBy: 'x',
		answeredBy: null,
		unitIds: [],
		times: { asked: NOW_MS },
	},
};

describe('the suggested assignment', () => {
	it('is sent by one press, and taken back by one more within 5 s', async () => {
		const page = open(<RoutesRow incident={INCIDENT} />);
		expect(page.host.querySelector('[data-press="dispatch-suggestion"]')?.textContent).toContain('调派 2 辆');
		await page.press('调派 2 辆');
		expect(page.calls).toEqual([['dispatchUnits', 'a', { unitIds: ['a1', 'a2'] }]]);
		expect(page.text()).toContain('已派 2 辆');
		expect(page.text()).toContain('10 已下令');
		await page.press('撤回 2 辆');
		expect(page.calls.slice(1)).toEqual([['recallUnits', 'a', { dispatchIds: ['d-a1', 'd-a2'] }]]);
		page.close();
	});

	it('taken back, who kept its order is named with why, until that is read', async () => {
		const page = open(
			<>
				<RoutesRow incident={INCIDENT} />
				<ErrorLine />
			</>,
		);
		page.left.push({ unitId: 'a2', plate: '粤S·a2', why: 'unitChanged' });
		await page.press('调派 2 辆');
		await page.press('撤回 2 辆');
		expect(page.text()).toContain('粤S·a2 未撤回：车组已报告状态');
		await page.press('关闭');
		expect(page.text()).not.toContain('未撤回');
		page.close();
	});

	it('the way back is gone after 5 s', async () => {
		const page = open(<RoutesRow incident={INCIDENT} />);
		await page.press('调派 2 辆');
		await page.pass(5_300);
		expect(page.find('撤回')).toBeUndefined();
		page.close();
	});

	it('a vehicle is left out and taken in again by a press on its plate', async () => {
		const page = open(<RoutesRow incident={INCIDENT} />);
		const plate = () => page.host.querySelector<HTMLElement>(`[data-station="${STATION}"] .plate-press`);
		await act(async () => plate()?.click());
		expect(page.find('调派 1 辆')).toBeDefined();
		const removed = page.host.querySelector<HTMLElement>('.plate-press[aria-pressed="false"]');
		await act(async () => removed?.click());
		expect(page.find('调派 2 辆')).toBeDefined();
		page.close();
	});

	it('one is changed for the nearest other of its kind by one press', async () => {
		const page = open(<AssignmentList incident={INCIDENT} />);
		await page.press('换一辆同类车');
		const rows = [...page.host.querySelectorAll('li[data-unit]')].map((row) => row.getAttribute('data-unit'));
		expect(rows).toContain('a3');
		await page.press('调派 2 辆');
		expect(page.calls.find(([name]) => name === 'dispatchUnits')?.[2]).toEqual({ unitIds: ['a2', 'a3'] });
		page.close();
	});

	it('a suggested vehicle has one button that sends it; a move-up one that sends it to stand by', async () => {
		const page = open(<RoutesRow incident={INCIDENT} />);
		await act(async () => page.host.querySelector<HTMLElement>('[data-suggested] .btn')?.click());
		expect(page.calls[0]).toEqual(['dispatchUnits', 'a', { unitIds: ['s1'] }]);
		await page.press('补位');
		expect(page.calls[1]).toEqual(['setUnitState', 'm1', { state: '26', note: `补位 ${STATION}站` }]);
		page.close();
	});

	it('offline nothing can be ordered, and the button says why', () => {
		const page = open(<RoutesRow incident={INCIDENT} />, { connection: 'offline' });
		const button = page.find('调派 2 辆');
		expect(button?.disabled).toBe(true);
		expect(button?.title).toBe('离线，恢复连接后可用');
		page.close();
	});
});

describe('a unit that was sent', () => {
	const sent = (state: Unit['state'], times: object) => ({
		units: [unit('a1', { state, incidentId: 'a', dispatchId: 'd-a1' })],
		dispatches: [dispatch('a1', { times: { ...dispatch('a1').times, ...times } })],
	});

	it('counts down as assessed less the time gone, and says how it is known', async () => {
		const page = open(<RoutesRow incident={INCIDENT} />, sent('10', {}));
		const tile = () => page.host.querySelector(`[data-station="${STATION}"]`)?.textContent?.replace(/\s+/g, ' ');
		expect(tile()).toContain('约 1:48');
		await page.pass(30_000);
		expect(tile()).toContain('约 1:18');
		page.close();
	});

	it('is told its next states, by one press each; a time that no state tells is set to now', async () => {
		const times = { departed: NOW_MS, arrived: NOW_MS };
		const page = open(<DispatchList incident={INCIDENT} />, sent('22', times));
		await page.press('a1 转为 23 出水');
		expect(page.calls[0]).toEqual(['setUnitState', 'a1', { state: '23', note: '' }]);
		await page.press('展开：记为现在');
		expect(page.calls[1]).toEqual(['setDispatchTimes', 'd-a1', { times: { deployed: NOW_MS }, version: 1 }]);
		page.close();
	});
});

describe('the unit board', () => {
	it('without vehicles says so', () => {
		const page = open(<UnitBoard incident={null} />);
		act(() => page.services.pack.setState({ stations: [] } as never));
		expect(page.text()).toContain('没有车辆');
		page.close();
	});

	it('counts units by state, and a press lists only those', async () => {
		const page = open(<UnitBoard incident={INCIDENT} />, {
			units: [unit('a1', { state: '22', incidentId: 'a', dispatchId: 'd' })],
		});
		expect(page.text()).toContain('5 / 5 辆');
		await act(async () => page.host.querySelector<HTMLElement>('.state-count[data-state="22"]')?.click());
		expect(page.text()).toContain('1 / 5 辆');
		page.close();
	});
});

describe('PAR and the signal to leave', () => {
	it('a due team stands in a bar that can be put off for 30 s and answered, not dismissed', async () => {
		const page = open(<ParBar />, { teams: [TEAM] });
		expect(page.text()).toContain('人员清点 攻坚一组');
		expect([...page.host.querySelectorAll('button')].map((button) => button.textContent)).toEqual([
			'4 人全到',
			'−1',
			'推迟 30 s',
		]);
		await page.press('推迟 30 s');
		expect(page.text()).toContain('已推迟 30 s');
		await page.pass(31_000);
		expect(page.find('推迟 30 s')).toBeDefined();
		await page.press('攻坚一组 少 1 人');
		await page.press('攻坚一组 应答 3 人');
		expect(page.calls).toEqual([['accountTeam', 't', { people: 3 }]]);
		page.close();
	});

	it('is amber when due and red a minute later; without a team inside there is none', async () => {
		const page = open(<ParBar />, { teams: [TEAM] });
		const bar = () => page.host.querySelector('.life-bar');
		expect(bar()?.getAttribute('data-tone')).toBe('attention');
		await page.pass(61_000);
		expect(bar()?.getAttribute('data-tone')).toBeNull();
		expect(page.text()).toContain('人员清点逾期');
		act(() => page.services.live.setState({ teams: [{ ...TEAM, exitedAtMs: NOW_MS }] }));
		expect(bar()).toBeNull();
		page.close();
	});

	it('each sector confirms by one press; it is ended only by holding', async () => {
		const sector = sectorSchema.parse({ ...META, id: 's', incidentId: 'a', name: '内攻段' });
		const evacuation = {
			orderedAtMs: NOW_MS - 5_000,
			byName: '陈',
			reason: '有倒塌危险',
			confirmed: [],
			endedAtMs: null,
		};
		const page = open(<EvacuationBar />, { incidents: [{ ...INCIDENT, evacuation }], sectors: [sector] });
		expect(page.text()).toContain('撤退信号 0:05');
		expect(page.text()).toContain('0 / 1 段确认');
		await page.press('内攻段 已撤出');
		expect(page.calls).toEqual([['confirmEvacuation', 'a', 's']]);
		const end = page.find('解除');
		await act(async () => end?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0 })));
		await page.pass(700);
		await act(async () => end?.dispatchEvent(new PointerEvent('pointerup', { bubbles: true })));
		await page.pass(2_000);
		expect(page.calls).toHaveLength(1);
		await act(async () => end?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0 })));
		await page.pass(900);
		expect(page.calls[1]?.slice(0, 2)).toEqual(['endEvacuation', 'a']);
		page.close();
	});
});

describe('asking for a vehicle', () => {
	it('puts the request into the list of this page at once', async () => {
		const page = open(null);
		const need = { incidentId: 'a', type: 'DG', model: 'DG101', reason: '够不到 18 层' } as const;
		await askForVehicle(page.services, need);
		expect(page.calls).toEqual([
			[
				'addRequest',
				{ incidentId: 'a', what: { kind: 'vehicle', type: 'DG', model: 'DG101' }, count: 1, reason: '够不到 18 层' },
			],
		]);
		expect(page.services.live.getState().requests).toHaveLength(1);
		page.close();
	});
});
