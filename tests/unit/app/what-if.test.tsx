// @vitest-environment happy-dom
import { Building2 } from 'lucide-react';
import { act, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { PlanCard } from '../../../src/app/command/cards/plan-card.tsx';
import { TargetCard } from '../../../src/app/command/cards/target-card.tsx';
import { listTacticsKeys } from '../../../src/app/command/map/tactics-legend.tsx';
import { findNextFloor } from '../../../src/app/command/what-if/find-next-floor.ts';
import { listDueStations } from '../../../src/app/command/what-if/list-due-stations.ts';
import { putTruck } from '../../../src/app/command/what-if/put-truck.ts';
import { WhatIfPanel } from '../../../src/app/command/what-if/what-if-panel.tsx';
import { WhatIfTag } from '../../../src/app/command/what-if/what-if-tag.tsx';
import { WindField } from '../../../src/app/command/what-if/wind-field.tsx';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { createPackStore } from '../../../src/app/state/pack-store.ts';
import type { Services } from '../../../src/app/state/services.ts';
import { createUiStore, QUIET_TACTICS } from '../../../src/app/state/ui-store.ts';
import { createWaysStore } from '../../../src/app/state/ways-store.ts';
import { createWhatIfHistory } from '../../../src/app/state/what-if-history.ts';
import { createWhatIfStore, describeNothing, setSituation } from '../../../src/app/state/what-if-store.ts';
import { Card, type CardSizes, CardSizesContext } from '../../../src/app/ui/card.tsx';
import type { Language } from '../../../src/app/ui/format.ts';
import { ReasoningProvider } from '../../../src/app/ui/reasoning.tsx';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import { fakeIncident, TOWER } from './fake-incident.ts';
import { mount } from './mount.ts';
import { Provide } from './provide.tsx';

beforeAll(() => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

const INCIDENT = fakeIncident('a', { assessment: { ...TOWER, situation: { ...TOWER.situation, level: 2 } } });

function show(children: ReactNode, language: Language = 'zh-CN') {
	const whatIf = createWhatIfStore();
	whatIf.setState(describeNothing('a'));
	const live = createLiveStore();
	live.setState({ incidents: [INCIDENT] });
	const selection = createSelectionStore();
	selection.setState({ incidentId: 'a' });
	const services = {
		...{ whatIf, live, selection, ui: createUiStore(), ways: createWaysStore(), pack: createPackStore() },
		history: createWhatIfHistory(whatIf, () => 0),
	} as unknown as Services;
	const host = document.body.appendChild(document.createElement('div'));
	act(() =>
		mount(host).render(
			<I18nextProvider i18n={createI18n(language)}>
				<Provide services={services}>
					<ReasoningProvider sources={[]}>{children}</ReasoningProvider>
				</Provide>
			</I18nextProvider>,
		),
	);
	return { host, services, text: () => (host.textContent ?? '').replace(/\s+/g, ' ') };
}

function press(host: Element, label: string): void {
	const button = [...host.querySelectorAll('button')].find(
		(one) => one.getAttribute('aria-label') === label || one.textContent?.includes(label),
	);
	if (!button) throw new Error(`press: got no button "${label}"`);
	act(() => button.click());
}

describe('floors of a what-if', () => {
	const tower = { floors: 24, floorsBelow: 2 };
	it.each([
		[null, 1, tower, 1],
		[1, 1, tower, 2],
		[24, 1, tower, 24],
		[1, -1, tower, -1],
		[-1, 1, tower, 1],
		[-2, -1, tower, -2],
		[1, -1, { floors: 3, floorsBelow: 0 }, 1],
		[5, 1, { floors: null, floorsBelow: null }, 6],
		[-9, -1, { floors: null, floorsBelow: null }, -9],
	] as const)('from %s by %s: there is no floor 0 and none outside the building', (floor, step, building, next) => {
		expect(findNextFloor(floor, step, building)).toBe(next);
	});
});

describe('the what-if panel', () => {
	it('is closed at first, and supposes nothing when it opens', () => {
		const { host, services, text } = show(<WhatIfPanel />);
		expect(host.querySelector('section')).toBeNull();
		act(() => services.ui.setState({ tool: 'what-if' }));
		expect(host.querySelector('section')?.getAttribute('aria-label')).toBe('推演');
		expect(text()).toContain('风未知');
		expect(text()).toContain('与记录相同');
		expect(services.whatIf.getState().situation).toEqual({});
	});

	it('steps the fire floor, undoes and redoes it, and goes back to the record', () => {
		const { host, services, text } = show(<WhatIfPanel />);
		act(() => services.ui.setState({ tool: 'what-if' }));
		press(host, '上一层');
		press(host, '上一层');
		expect(services.whatIf.getState().situation).toEqual({ fireFloor: 2 });
		expect(text()).toContain('2 层');
		press(host, '撤销');
		expect(services.whatIf.getState().situation).toEqual({});
		press(host, '重做');
		expect(services.whatIf.getState().situation).toEqual({ fireFloor: 2 });
		press(host, '回到记录');
		expect(services.whatIf.getState().situation).toEqual({});
	});

	it('a closed incident has no what-if', () => {
		const { host, services, text } = show(<WhatIfPanel />);
		act(() => {
			services.live.setState({ incidents: [{ ...INCIDENT, closedAtMs: 2000 }] });
			services.ui.setState({ tool: 'what-if' });
		});
		expect(text()).toContain('只能看记录');
		expect(host.querySelectorAll('input')).toHaveLength(0);
	});
});

describe('the wind of a what-if', () => {
	it('is unknown until both where from and how fast are told; then it is said, not measured', () => {
		const told: unknown[] = [];
		const { host, text } = show(
			<WindField wind={null} headingDeg={0} nowMs={5} onChange={(wind) => told.push(wind)} />,
		);
		const dial = host.querySelector('[role="slider"]');
		act(() => {
			dial?.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageUp', bubbles: true }));
		});
		expect(told).toEqual([]);
		expect(text()).toContain('再给风速');
		const speed = host.querySelector<HTMLInputElement>('input[type="range"]');
		act(() => {
			if (!speed) throw new Error('got no speed');
			Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(speed, '3.5');
			speed.dispatchEvent(new Event('input', { bubbles: true }));
		});
		expect(told).toEqual([{ fromDeg: 45, speedMps: 3.5, basis: 'said', observedAtMs: 5 }]);
	});
});

describe('what is supposed is never taken for the record', () => {
	it('is tagged with what was changed, and the tag goes with it', () => {
		const { host, services, text } = show(<WhatIfTag />);
		expect(host.querySelector('.hatched')).toBeNull();
		act(() => setSituation(services.whatIf, INCIDENT, { fireFloor: 3, defensive: true }));
		expect(text()).toContain('推演：起火层、打法已改 · 不是记录');
		press(host, '回到记录');
		expect(host.querySelector('.hatched')).toBeNull();
	});
});

describe('an aerial put on the map', () => {
	const at = { lon: 113.76, lat: 23.03 };
	it('stands along the nearest side at first; moved, it keeps where its front points', () => {
		const { services } = show(null);
		act(() => putTruck(services, { model: 'YT53', index: null }, at));
		expect(services.whatIf.getState().situation.placed).toEqual([{ model: 'YT53', ...at, headingDeg: null }]);
		act(() => setSituation(services.whatIf, INCIDENT, { placed: [{ model: 'YT53', ...at, headingDeg: 30 }] }));
		const there = { lon: 113.77, lat: 23.04 };
		act(() => putTruck(services, { model: 'YT53', index: 0 }, there));
		expect(services.whatIf.getState().situation.placed).toEqual([{ model: 'YT53', ...there, headingDeg: 30 }]);
	});
});

describe('stations to ask about', () => {
	const station = (id: string, vehicleIds: string[]) =>
		({ id, vehicles: vehicleIds.map((vehicle) => ({ id: vehicle })) }) as Parameters<typeof listDueStations>[0][number];
	it('come in the order of the recorded ways, then those with a vehicle away; without vehicles on file they are left out', () => {
		const stations = [station('s3', ['v3']), station('s2', []), station('s1', ['v1']), station('s4', ['v4'])];
		expect(listDueStations(stations, TOWER, ['v3']).map(({ id }) => id)).toEqual(['s1', 's3']);
	});
});

describe('the legend of the tactics', () => {
	it('explains only what is drawn', () => {
		expect(listTacticsKeys(TOWER, QUIET_TACTICS)).toEqual([]);
		const burning = { ...TOWER, situation: { ...TOWER.situation, fireFloor: 3 } };
		expect(listTacticsKeys(burning, QUIET_TACTICS)).toEqual(['fireFloor']);
	});
});

describe('cards', () => {
	it('card 6 says plainly that no pre-plan is on file, and what the key unit is', () => {
		const none = show(<PlanCard assessment={TOWER} />);
		expect(none.text()).toContain('没有预案在档');
		expect(none.text()).toContain('不是登记的重点单位');
		const keyUnit = { id: 'k1', name: '东坊医院', nameEn: null, category: 2 };
		const target = TOWER.target && { ...TOWER.target, keyUnit };
		const unit = show(<PlanCard assessment={{ ...TOWER, target }} />);
		expect(unit.text()).toContain('东坊医院');
		expect(unit.text()).toContain('第 2 类 医院');
		const uncategorised = { ...keyUnit, category: null };
		const unknown = show(
			<PlanCard assessment={{ ...TOWER, target: TOWER.target && { ...TOWER.target, keyUnit: uncategorised } }} />,
		);
		expect(unknown.text()).toContain('类别未知');
	});

	it('card 1 says which floor burns, and when the building has no such floor', () => {
		const burning = (fireFloor: number) => ({ ...TOWER, situation: { ...TOWER.situation, fireFloor } });
		expect(show(<TargetCard assessment={burning(18)} />).text()).toContain('起火层18 层');
		expect(show(<TargetCard assessment={burning(30)} />).text()).toContain('建筑只有 24 层');
		expect(show(<TargetCard assessment={TOWER} />).text()).not.toContain('起火层');
	});

	it('a folded card keeps its one line and hides the rest', () => {
		const folded = new Set(['4']);
		const sizes: CardSizes = { sizeOf: (key) => (folded.has(key) ? 'folded' : 'open'), resize: () => undefined };
		const { host } = show(
			<CardSizesContext value={sizes}>
				<Card number={4} icon={Building2} title="四" answer="答">
					<p>内容</p>
				</Card>
				<Card number={1} icon={Building2} title="一" answer="答">
					<p>内容</p>
				</Card>
			</CardSizesContext>,
		);
		const [four, one] = host.querySelectorAll('section');
		expect(four?.querySelector('.card__answer')?.textContent).toBe('答');
		expect(four?.querySelector('.card__body')?.hasAttribute('hidden')).toBe(true);
		expect(one?.querySelector('.card__body')?.hasAttribute('hidden')).toBe(false);
	});
});
