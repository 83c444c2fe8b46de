// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { ReplayStage } from '../../../src/app/replay/replay-stage.tsx';
import { startReplay } from '../../../src/app/replay/start-replay.ts';
import { useSignal } from '../../../src/app/sound/use-signal.ts';
import { useLive, useServices } from '../../../src/app/state/services.ts';
import { createSessionStore } from '../../../src/app/state/session-store.ts';
import { createUiStore } from '../../../src/app/state/ui-store.ts';
import { useCurrentIncident } from '../../../src/app/state/use-incident.ts';
import { useRefusal } from '../../../src/app/state/use-may.ts';
import { createWaysStore } from '../../../src/app/state/ways-store.ts';
import { useNow } from '../../../src/app/ui/use-now.ts';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import { ROUTES } from '../../../src/domain/api.ts';
import { makeHistory } from '../../support/make-history.ts';
import { fakeIncident } from './fake-incident.ts';
import { Provide } from './provide.tsx';

beforeAll(async () => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
	// They come when they are needed: here at once.
	await import('../../../src/app/replay/open-replay.ts');
	await import('../../../src/app/replay/replay-bar.tsx');
});

let root: Root | undefined;
afterEach(() => act(() => root?.unmount()));

/** What the workspace would show. */
function Probe() {
	const incident = useCurrentIncident();
	const units = useLive((state) => state.units);
	const refusal = useRefusal('incident.edit');
	const nowMs = useNow();
	const { api } = useServices();
	useSignal('alarm', incident !== undefined && incident.acknowledgedAtMs === null);
	return (
		<button
			type="button"
			data-at={nowMs}
			onClick={() => {
				api.acknowledgeIncident('i-1').catch((error: { code: string }) => {
					tried.push(error.code);
				});
			}}
		>
			{incident?.id} {units[0]?.state} {refusal}
		</button>
	);
}
const tried: string[] = [];

async function open() {
	const live = createLiveStore();
	live.setState({
		connection: 'live',
		loaded: true,
		serverOffsetMs: 0,
		incidents: [fakeIncident('i-9', { acknowledgedAtMs: 2000 })],
	});
	const selection = createSelectionStore();
	selection.setState({ incidentId: 'i-9' });
	const ui = createUiStore();
	const sent: string[] = [];
	const sounds: string[] = [];
	const services = {
		live,
		selection,
		ui,
		ways: createWaysStore(),
		session: createSessionStore(),
		sound: {
			start: (name: string) => {
				sounds.push(name);
				return () => undefined;
			},
		},
		caller: {
			call: async (route: { method: string; path: string }) => {
				sent.push(`${route.method} ${route.path}`);
				if (route.path === ROUTES.incidentHistory.path) return makeHistory();
				return new Promise(() => {});
			},
			setCsrfToken: () => {},
		},
	};
	const host = document.body.appendChild(document.createElement('div'));
	root = createRoot(host);
	await act(async () => {
		root?.render(
			<I18nextProvider i18n={createI18n('zh-CN')}>
				<Provide services={services}>
					<ReplayStage>
						<Probe />
					</ReplayStage>
				</Provide>
			</I18nextProvider>,
		);
	});
	const shown = () => host.querySelector<HTMLElement>('[data-at]');
	await act(async () => startReplay(ui, 'i-1', 350_000));
	for (let turns = 0; turns < 50 && !host.querySelector('[data-replay-bar]'); turns += 1) {
		await act(async () => {
			await new Promise((done) => setTimeout(done));
		});
	}
	const press = (key: string, target: Element = document.body) =>
		act(async () => {
			target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
		});
	return { host, live, ui, selection, sent, sounds, shown, press };
}

describe('a replay on screen', () => {
	it('shows the same workspace as it was, by the clock of then, marked as a replay', async () => {
		const { host, shown } = await open();
		expect(shown()?.textContent).toContain('i-1 21 回放中不能修改');
		expect(Number(shown()?.dataset.at)).toBe(350_000);
		expect(host.querySelector('[data-replay]')).not.toBeNull();
		expect(host.querySelector('.hatched')?.textContent).toBe('回放');
	});

	it('steps from event to event by arrows and by buttons', async () => {
		const { host, shown, press } = await open();
		await press('ArrowRight');
		expect(Number(shown()?.dataset.at)).toBe(400_000);
		expect(shown()?.textContent).toContain('22');
		expect(host.querySelector('.replay-bar__event')?.textContent).toContain('到场');
		await act(async () => host.querySelector<HTMLElement>('[aria-label="上一事件"]')?.click());
		expect(Number(shown()?.dataset.at)).toBe(301_000);
		expect(shown()?.textContent).toContain('21');
	});

	it('goes to a mark', async () => {
		const { host, shown } = await open();
		await act(async () => host.querySelector<HTMLElement>('.seek [aria-label^="到场"]')?.click());
		expect(Number(shown()?.dataset.at)).toBe(400_000);
	});

	it('sends nothing that writes, and makes no sound', async () => {
		const { shown, sent, sounds } = await open();
		tried.length = 0;
		await act(async () => shown()?.click());
		expect(tried).toEqual(['replay/read-only']);
		expect(sent.every((line) => line.startsWith('GET '))).toBe(true);
		expect(sounds).toEqual([]);
	});

	it('says what waits now, and goes back to it', async () => {
		const { host, live, ui, selection, shown } = await open();
		expect(host.querySelector('[role="alert"]')).toBeNull();
		await act(async () => {
			live.setState({ incidents: [fakeIncident('i-7', { acknowledgedAtMs: null }), ...live.getState().incidents] });
		});
		const bar = host.querySelector('[role="alert"]');
		expect(bar?.textContent).toContain('1 起警情未接警');
		await act(async () => bar?.querySelector('button')?.click());
		expect(ui.getState().replay).toBeNull();
		expect(selection.getState().incidentId).toBe('i-7');
		expect(shown()?.textContent).toContain('i-7');
	});

	it.each(['y', 'Escape', 'F2'])('%s leaves it', async (key) => {
		const { host, ui, shown, press } = await open();
		await press(key);
		expect(ui.getState().replay).toBeNull();
		expect(host.querySelector('[data-replay]')).toBeNull();
		expect(shown()?.textContent).toContain('i-9');
	});

	it('puts tools of the present away', async () => {
		const { host, ui } = await open();
		await act(async () => ui.setState({ tool: 'closure' }));
		expect(ui.getState().tool).toBe('none');
		expect(host.querySelector('.replay-bar__event')?.textContent).toContain('回放中不能使用此工具');
	});
});
