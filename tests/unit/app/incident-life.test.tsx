// @vitest-environment happy-dom
import { Building2 } from 'lucide-react';
import { act, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { AssessingCards } from '../../../src/app/command/cards/assessing-cards.tsx';
import { RoutesRow } from '../../../src/app/command/cards/routes-row.tsx';
import { IncidentStrip } from '../../../src/app/command/incident-strip.tsx';
import { ChangeForm } from '../../../src/app/command/life/change-form.tsx';
import { findDuplicate } from '../../../src/app/command/life/find-duplicate.ts';
import { ReasonForm } from '../../../src/app/command/life/reason-form.tsx';
import { buildPicture } from '../../../src/app/command/map/build-picture.ts';
import { findViewBox } from '../../../src/app/command/map/find-view-box.ts';
import { flightTo } from '../../../src/app/command/map/flight-to.ts';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { createPackStore } from '../../../src/app/state/pack-store.ts';
import { createUiStore } from '../../../src/app/state/ui-store.ts';
import { findShownAssessment } from '../../../src/app/state/use-shown-assessment.ts';
import { createWaysStore } from '../../../src/app/state/ways-store.ts';
import { createWhatIfStore, describeNothing } from '../../../src/app/state/what-if-store.ts';
import { Card, CardUpdatingContext } from '../../../src/app/ui/card.tsx';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import { ConflictError } from '../../../src/domain/errors.ts';
import type { IncidentRecord } from '../../../src/domain/incident.ts';
import { fakeIncident } from './fake-incident.ts';
import { mount } from './mount.ts';
import { Provide } from './provide.tsx';

beforeAll(() => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

const NEW = fakeIncident('2026-1121-0001', {
	assessment: null,
	assessed: null,
	assessmentRevision: null,
	description: '18 层冒烟',
	origin: '119',
	createdAtMs: Date.UTC(2026, 10, 21, 6, 32, 7),
});

function show(children: ReactNode, more: object = {}) {
	const services = {
		...{ ui: createUiStore(), selection: createSelectionStore(), ways: createWaysStore(), live: createLiveStore() },
		...{ pack: createPackStore(), whatIf: createWhatIfStore() },
		...more,
	};
	const host = document.createElement('div');
	document.body.append(host);
	act(() =>
		mount(host).render(
			<I18nextProvider i18n={createI18n('zh-CN')}>
				<Provide services={services}>{children}</Provide>
			</I18nextProvider>,
		),
	);
	const press = (words: string) =>
		act(async () => [...host.querySelectorAll('button')].find((b) => b.textContent?.includes(words))?.click());
	const choose = (words: string) =>
		act(async () => {
			const label = [...host.querySelectorAll('label')].find((l) => l.textContent === words);
			label?.querySelector('input')?.click();
		});
	const submit = () =>
		act(async () => {
			host.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
		});
	return { host, services, press, choose, submit, text: () => (host.textContent ?? '').replace(/\s+/g, ' ') };
}

describe('an incident that is not assessed yet', () => {
	it('the cards keep their places and say what is known, and that it is being assessed', () => {
		const { host, text } = show(<AssessingCards incident={NEW} />);
		expect([...host.querySelectorAll('[data-card]')].map((card) => card.getAttribute('data-card'))).toEqual([
			...['1', '2', '3', '4', '5', '6'],
		]);
		expect(host.querySelectorAll('.card__answer')).toHaveLength(6);
		for (const answer of host.querySelectorAll('.card__answer')) expect(answer.textContent).toBe('评估中…');
		for (const known of ['火灾', '二级', '113.75000, 23.02000', '119 报警', '18 层冒烟'])
			expect(text()).toContain(known);
		expect(text()).not.toMatch(/–|--/);
	});

	it('the force row waits too; nothing is shown as an assessment', () => {
		expect(show(<RoutesRow incident={NEW} />).text()).toContain('评估中…');
		expect(findShownAssessment(NEW, describeNothing(null))).toMatchObject({
			assessment: null,
			isWhatIf: false,
			assessedAtMs: NEW.createdAtMs,
			situation: { type: 'fire', level: 2 },
		});
	});

	it('the map marks its place at once and looks there', () => {
		const picture = buildPicture(NEW, createI18n('zh-CN'), 'zh-CN', () => null);
		expect(picture).toMatchObject({ at: { lon: 113.75, lat: 23.02 }, target: null, neighbours: [], water: [] });
		expect(flightTo(NEW)).toMatchObject({ lon: 113.75, lat: 23.02 });
	});

	it('while it is made anew each card says so, and the strip', () => {
		const card = <Card number={1} icon={Building2} title="目标建筑" />;
		expect(show(card).text()).not.toContain('正在更新');
		expect(show(<CardUpdatingContext value={true}>{card}</CardUpdatingContext>).text()).toContain('正在更新');
		const stale = fakeIncident('a');
		const assessed = stale.assessed && { ...stale.assessed, stale: true };
		expect(show(<IncidentStrip incident={{ ...stale, assessed }} />).text()).toContain('正在更新');
	});
});

describe('closing and opening again', () => {
	it('asks for a reason; a quick choice fills it, and it can be written over', async () => {
		const send = vi.fn(async () => {});
		const shown = show(<ReasonForm quick={['处置完毕', '误报']} confirm="关闭" send={send} onCancel={() => {}} />);
		await shown.submit();
		expect(send).not.toHaveBeenCalled();
		expect(shown.text()).toContain('先写原因');
		await shown.choose('误报');
		await shown.submit();
		expect(send).toHaveBeenCalledWith('误报');
	});

	it('a closed one says why, by whom, and can be opened again', async () => {
		const closed = fakeIncident('a', {
			closedAtMs: 5_000,
			mergedInto: 'b',
			closings: [{ kind: 'closed', atMs: 5_000, reason: '重复报警', byName: '李工' }],
		});
		const { text, press, services } = show(<IncidentStrip incident={closed} />);
		expect(text()).toContain('已并入 b · 关闭原因：重复报警 · 李工');
		await press('重新打开');
		expect(services.ui.getState().life).toEqual({ kind: 'reopen', incidentId: 'a' });
	});
});

describe('duplicates', () => {
	const a = fakeIncident('a', {
		duplicates: [
			{ id: 'gone', distanceM: 1, apartS: 0 },
			{ id: 'b', distanceM: 85, apartS: 120 },
		],
	});
	const b = fakeIncident('b');

	it('the nearest that is open and known is proposed, until somebody says no', () => {
		expect(findDuplicate(a, [a, b], [])).toMatchObject({ other: { id: 'b' }, distanceM: 85, pair: 'a b' });
		expect(findDuplicate(a, [a, b], ['a b'])).toBeUndefined();
		expect(findDuplicate(a, [a, { ...b, closedAtMs: 1 }], [])).toBeUndefined();
		expect(findDuplicate({ ...a, closedAtMs: 1 }, [a, b], [])).toBeUndefined();
	});
});

describe('changing level and type', () => {
	const incident = fakeIncident('a', { level: 2, version: 3 });
	const { assessment: _, assessmentRevision: __, ...record } = incident;
	const theirs: IncidentRecord = { ...record, version: 4, level: 4 };

	it('sends only what is other than seen, with the version seen', async () => {
		const changeIncident = vi.fn(async () => ({ ...theirs, level: 3 }));
		const onDone = vi.fn();
		const { choose, submit } = show(<ChangeForm incident={incident} onDone={onDone} />, { api: { changeIncident } });
		await choose('3');
		await submit();
		expect(changeIncident).toHaveBeenCalledWith('a', { version: 3, level: 3 });
		expect(onDone).toHaveBeenCalled();
	});

	it('when somebody was quicker both are shown, and one is chosen', async () => {
		const conflict = new ConflictError('record/version-conflict', 'm', { context: { theirs } });
		const changeIncident = vi
			.fn()
			.mockRejectedValueOnce(conflict)
			.mockResolvedValue({ ...theirs, version: 5 });
		const { choose, submit, press, text } = show(<ChangeForm incident={incident} onDone={() => {}} />, {
			api: { changeIncident },
		});
		await choose('3');
		await submit();
		expect(text()).toContain('现在的火灾 四级');
		expect(text()).toContain('我的火灾 三级');
		await press('用我的');
		expect(changeIncident).toHaveBeenLastCalledWith('a', { version: 4, level: 3 });
	});
});

describe('what the map shows', () => {
	it('is a box round its centre; from far enough it is everything', () => {
		const box = findViewBox({ lon: 113.75, lat: 60 }, 1, { width: 600, height: 800 });
		// Half the diagonal is 500 m, three times that 1.5 km: 0.013475 degrees of latitude, twice that of longitude at 60 degrees.
		expect(box?.map((value) => Number(value.toFixed(4)))).toEqual([113.7231, 59.9865, 113.7769, 60.0135]);
		expect(findViewBox({ lon: 113.75, lat: 23 }, 100, { width: 600, height: 800 })).toBeNull();
	});
});
