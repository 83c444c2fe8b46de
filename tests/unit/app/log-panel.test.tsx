// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { LogPanel } from '../../../src/app/command/log/log-panel.tsx';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { createUiStore } from '../../../src/app/state/ui-store.ts';
import type { NewNote } from '../../../src/client/note-queue.ts';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import type { RecordedEvent } from '../../../src/domain/records/change.ts';
import { makeEvent, makeHistory } from '../../support/make-history.ts';
import { fakeIncident } from './fake-incident.ts';
import { Provide } from './provide.tsx';

beforeAll(() => {
	Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

let root: Root | undefined;
afterEach(() => act(() => root?.unmount()));

async function open(kept: RecordedEvent[] = [...makeHistory().events]) {
	const live = createLiveStore();
	live.setState({ connection: 'live', loaded: true, incidents: [fakeIncident('i-1')], serverOffsetMs: 0 });
	const selection = createSelectionStore();
	selection.setState({ incidentId: 'i-1' });
	const ui = createUiStore();
	const written: NewNote[] = [];
	const changed: unknown[] = [];
	const services = {
		live,
		selection,
		ui,
		api: {
			listEvents: async (_: string, since = 0) => ({ events: kept.filter(({ seq }) => seq > since) }),
			changeNote: async (id: string, body: object) => changed.push({ id, ...body }),
		},
		notes: {
			state: { getState: () => QUEUE, getInitialState: () => QUEUE, subscribe: () => () => {} },
			add: (note: NewNote) => written.push(note),
		},
		session: { getState: () => SESSION, getInitialState: () => SESSION, subscribe: () => () => {} },
	};
	const host = document.body.appendChild(document.createElement('div'));
	root = createRoot(host);
	await act(async () => {
		root?.render(
			<I18nextProvider i18n={createI18n('zh-CN')}>
				<Provide services={services}>
					<LogPanel />
				</Provide>
			</I18nextProvider>,
		);
	});
	const rows = () => [...host.querySelectorAll<HTMLElement>('.log-row')];
	return { host, live, ui, selection, written, changed, rows };
}

const QUEUE = { notes: [], isKept: true };
const SESSION = {
	session: { actor: { id: 'u-1', name: '王强' }, may: ['note.add'], roles: [] },
	isOut: false,
	error: null,
};

function type(input: HTMLInputElement, text: string): void {
	Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
	input.dispatchEvent(new Event('input', { bubbles: true }));
}

const find = <T extends Element>(host: Element, selector: string) => host.querySelector<T>(selector) as T;

describe('the log panel', () => {
	it('lists what happened, the newest first, and turns the order', async () => {
		const { host, rows } = await open();
		expect(rows()[0]?.textContent).toContain('结案');
		expect(rows().at(-1)?.textContent).toContain('接警：火灾 二级火警，鸿福路 218 号');
		await act(async () => find<HTMLElement>(host, '[aria-label="最新在前"]').click());
		expect(rows()[0]?.textContent).toContain('接警');
		expect(rows()[0]?.textContent).toContain('王强 · 10.0.0.7');
	});

	it('is narrowed by a filter and by words, and says so', async () => {
		const { host, rows } = await open();
		const people = [...host.querySelectorAll<HTMLInputElement>('input[name="log-filter"]')][3];
		await act(async () => people?.click());
		expect(rows().map(({ dataset }) => dataset.kind)).toEqual(['team/exited', 'team/entered']);
		await act(async () => type(find(host, 'input[type="search"]'), '进入'));
		expect(rows()).toHaveLength(1);
		expect(host.textContent).toContain('1 / 17 条');
	});

	it('takes new events as they happen and tells screen readers only of those', async () => {
		const kept = [...makeHistory().events];
		const { host, live, rows } = await open(kept);
		const log = find<HTMLElement>(host, '[role="log"]');
		expect(log.textContent).toBe('');
		vi.useFakeTimers();
		kept.push(makeEvent(30, 1100, ['note', 'n-2', 'note/added'], { kind: 'order', text: '内攻撤出', atMs: 1_100_000 }));
		await act(async () => {
			live.setState({ changedSeq: { note: 30 } });
			await vi.advanceTimersByTimeAsync(500);
		});
		vi.useRealTimers();
		expect(rows()[0]?.textContent).toContain('命令：内攻撤出');
		expect(log.textContent).toContain('命令：内攻撤出');
		expect(log.querySelectorAll('p')).toHaveLength(1);
	});

	it('writes a note with Enter: kind, words, files, and a time that was set back', async () => {
		const { host, written } = await open();
		const field = find<HTMLInputElement>(host, '[data-field="note"]');
		await act(async () => type(field, '  水枪两支到位 '));
		await act(async () => find<HTMLElement>(host, '[aria-label="补记时间"]').click());
		await act(async () => type(find(host, 'input[type="datetime-local"]'), '2026-11-21T15:04:05'));
		await act(async () => find<HTMLElement>(host, '.btn--primary').click());
		expect(written).toMatchObject([
			{ incidentId: 'i-1', kind: 'note', text: '水枪两支到位', atMs: new Date('2026-11-21T15:04:05').getTime() },
		]);
		expect(field.value).toBe('');
	});

	it("corrects one's own note with the version that is known", async () => {
		const { host, changed } = await open();
		await act(async () => find<HTMLElement>(host, '[data-kind="note/added"] [aria-label="更正"]').click());
		const field = find<HTMLInputElement>(host, '[data-field="note"]');
		expect(field.value).toBe('电梯停在 16 层');
		await act(async () => type(field, '电梯停在 17 层'));
		await act(async () => find<HTMLElement>(host, '.btn--primary').click());
		expect(changed).toEqual([{ id: 'n-1', version: 13, text: '电梯停在 17 层', kind: 'radio' }]);
	});

	it('shows on the map where something happened, and replays from there', async () => {
		const { host, ui } = await open();
		await act(async () => find<HTMLElement>(host, '[data-kind="drawing/added"] [aria-label="在地图上看"]').click());
		expect(ui.getState().request).toMatchObject({ kind: 'fly', lon: 113.751, lat: 23.021 });
		await act(async () => find<HTMLElement>(host, '[data-kind="team/entered"] [aria-label^="从"]').click());
		expect(ui.getState()).toMatchObject({ replay: 'i-1', replayFromMs: 420_000 });
	});
});
