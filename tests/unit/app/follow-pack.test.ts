import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followPack } from '../../../src/app/state/follow-pack.ts';
import { createPackStore, loadPack } from '../../../src/app/state/pack-store.ts';
import { createUiStore } from '../../../src/app/state/ui-store.ts';
import type { Api } from '../../../src/client/api.ts';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import { createSelectionStore } from '../../../src/client/state/selection-store.ts';
import { UnavailableError } from '../../../src/domain/errors.ts';
import { createFakeCity, makeStation } from '../../support/fake-city.ts';

const PICKED = { kind: 'building', fid: 5, lon: 113.75, lat: 23.02 } as const;

/** A page on a server whose pack the test changes. */
async function openPage() {
	const { manifest } = createFakeCity({});
	const server = { version: 'one', isDown: false, fids: new Map<string, number>(), reads: 0 };
	const api = {
		readPack: async () => {
			server.reads += 1;
			if (server.isDown) throw new UnavailableError('client/offline', 'got no answer');
			return structuredClone({ ...manifest, version: server.version });
		},
		listStations: async () => ({ stations: [makeStation(server.version, 0, 0)] }),
		readHealth: async () => ({ problems: [] }),
		findFids: async (ids: readonly string[]) => ({
			packVersion: server.version,
			fids: ids.map((id) => server.fids.get(id) ?? null),
		}),
	} as unknown as Api;
	const page = {
		api,
		live: createLiveStore(),
		pack: createPackStore(),
		selection: createSelectionStore(),
		ui: createUiStore(),
	};
	const stop = followPack(page);
	page.live.setState({ packVersion: 'one' });
	await loadPack(page.pack, api);
	const switchTo = async (version: string) => {
		server.version = version;
		page.live.setState({ packVersion: version });
		await vi.advanceTimersByTimeAsync(0);
	};
	const shown = () => {
		const state = page.pack.getState();
		if (state.status !== 'ready') throw new Error(`got a pack that is ${state.status}`);
		return state;
	};
	return { ...page, server, switchTo, shown, stop };
}

beforeEach(() => {
	vi.useFakeTimers();
	vi.stubGlobal('innerWidth', 1920);
	vi.stubGlobal('innerHeight', 1080);
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

describe('the page follows the pack', () => {
	it('reads the new city data once and shows them in place of the old, without a moment of none', async () => {
		const { pack, ui, server, switchTo, shown } = await openPage();
		const { bounds } = shown().manifest;
		const states: string[] = [];
		pack.subscribe(({ status }) => states.push(status));
		await switchTo('two');
		expect(shown().manifest.version).toBe('two');
		expect(shown().stations.map(({ id }) => id)).toEqual(['two']);
		// The map is drawn anew for other bounds: the same ones are the same object.
		expect(shown().manifest.bounds).toBe(bounds);
		expect(states).toEqual(['ready']);
		expect(ui.getState().packUpdates).toBe(1);
		await switchTo('two');
		expect(server.reads).toBe(2);
	});

	it('does nothing for the version it has', async () => {
		const { server, ui } = await openPage();
		await vi.advanceTimersByTimeAsync(5000);
		expect(server.reads).toBe(1);
		expect(ui.getState().packUpdates).toBe(0);
	});

	it('keeps the old data while the new cannot be read, and asks again', async () => {
		const { server, switchTo, shown } = await openPage();
		server.isDown = true;
		await switchTo('two');
		expect(shown().manifest.version).toBe('one');
		server.isDown = false;
		await vi.advanceTimersByTimeAsync(2000);
		expect(shown().manifest.version).toBe('two');
	});

	it('finds the picked building again by its id, keeps the incident', async () => {
		const { server, selection, ui, switchTo } = await openPage();
		selection.setState({ selected: PICKED, incidentId: '2026-1121-0001' });
		ui.setState({ picked: { fid: 5, id: 'way/7' } });
		server.fids.set('way/7', 9);
		await switchTo('two');
		expect(selection.getState()).toEqual({ selected: { ...PICKED, fid: 9 }, incidentId: '2026-1121-0001' });
	});

	it.each([
		['is gone', { fid: 5, id: 'way/7' }],
		['was not read yet', { fid: 4, id: 'way/6' }],
	])('closes a picked building that %s', async (_, picked) => {
		const { server, selection, ui, switchTo } = await openPage();
		server.fids.set('way/6', 4);
		selection.setState({ selected: PICKED });
		ui.setState({ picked });
		await switchTo('two');
		expect(selection.getState().selected).toBeNull();
	});

	it('leaves a picked station as it is, and stops when told to', async () => {
		const { selection, switchTo, shown, stop } = await openPage();
		const station = { kind: 'station', id: 's', lon: 113.75, lat: 23.02 } as const;
		selection.setState({ selected: station });
		await switchTo('two');
		expect(selection.getState().selected).toEqual(station);
		stop();
		await switchTo('three');
		expect(shown().manifest.version).toBe('two');
	});
});
