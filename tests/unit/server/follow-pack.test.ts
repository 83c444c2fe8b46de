import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DataError } from '../../../src/domain/errors.ts';
import type { City } from '../../../src/domain/pack/city.ts';
import { followPack, type PackFollower } from '../../../src/server/follow-pack.ts';
import { createFakeCity } from '../../support/fake-city.ts';

const INTERVAL_MS = 1000;

/** A folder in memory: what is in it, and what became of the packs that were opened. */
function makeFolder() {
	const folder = { version: 'one' as string | null, name: 'fake', isBroken: false };
	const opened: string[] = [];
	const closed: string[] = [];
	const told: string[] = [];
	const start = () =>
		followPack({
			open: async () => {
				const { version, name } = folder;
				if (version === null) throw new DataError('pack/missing-file', 'pack.json: got no file');
				if (folder.isBroken)
					throw new DataError('pack/size-mismatch', `${version}: got 1 byte`, { context: { file: 'x' } });
				opened.push(version);
				const fake = createFakeCity({});
				const city: City = { ...fake, manifest: { ...fake.manifest, version, name } };
				return {
					city,
					close: async () => {
						closed.push(version);
					},
				};
			},
			readStamp: async () => folder.version,
			checkFiles: async () => [],
			intervalMs: INTERVAL_MS,
			onProblem: (message) => told.push(message),
		});
	return { folder, opened, closed, told, start };
}

let follower: PackFollower;
const look = () => vi.advanceTimersByTimeAsync(INTERVAL_MS);
const served = () => follower.use(async (city) => city.manifest.version);

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(async () => {
	await follower.destroy();
	vi.useRealTimers();
});

describe('followPack', () => {
	it('goes on with the pack that takes the place of the one it opened, and says so once', async () => {
		const { folder, opened, closed, start } = makeFolder();
		follower = await start();
		const switched: string[] = [];
		follower.onSwitch(() => switched.push(follower.manifest.version));
		await look();
		expect(await served()).toBe('one');
		folder.version = 'two';
		await look();
		await look();
		expect(await served()).toBe('two');
		expect(follower.manifest.version).toBe('two');
		expect(switched).toEqual(['two']);
		expect(opened).toEqual(['one', 'two']);
		expect(closed).toEqual(['one']);
	});

	it('keeps one city for running work, and closes its files when that has ended', async () => {
		const { folder, closed, start } = makeFolder();
		follower = await start();
		let finish: () => void = () => {};
		const seen: string[] = [];
		const working = follower.use(async (city) => {
			seen.push(city.manifest.version);
			await new Promise<void>((done) => {
				finish = done;
			});
			seen.push(city.manifest.version);
		});
		folder.version = 'two';
		await look();
		expect(await served()).toBe('two');
		expect(closed).toEqual([]);
		finish();
		await working;
		expect(seen).toEqual(['one', 'one']);
		expect(closed).toEqual(['one']);
	});

	it('closes the files also after work that failed', async () => {
		const { folder, closed, start } = makeFolder();
		follower = await start();
		const working = follower.use(async () => {
			await new Promise((done) => setTimeout(done, 2 * INTERVAL_MS));
			throw new Error('no');
		});
		const failed = expect(working).rejects.toThrow('no');
		folder.version = 'two';
		await look();
		expect(closed).toEqual([]);
		await look();
		await failed;
		expect(closed).toEqual(['one']);
	});

	it('stays on the old pack while the new one is broken, says so once, and takes it when it is whole', async () => {
		const { folder, told, start } = makeFolder();
		follower = await start();
		folder.version = 'two';
		folder.isBroken = true;
		for (let i = 0; i < 4; i++) await look();
		expect(await served()).toBe('one');
		expect(told).toHaveLength(1);
		expect(told[0]).toContain('two: got 1 byte');
		expect(await follower.findProblems()).toMatchObject([{ code: 'pack/size-mismatch', file: 'x' }]);
		folder.isBroken = false;
		await look();
		expect(await served()).toBe('two');
		expect(await follower.findProblems()).toEqual([]);
	});

	it('is silent about a folder that is missing for a moment', async () => {
		const { folder, told, start } = makeFolder();
		follower = await start();
		folder.version = null;
		await look();
		expect(await served()).toBe('one');
		folder.version = 'two';
		await look();
		expect(await served()).toBe('two');
		expect(told).toEqual([]);
	});

	it('does not take another city, and closes it again', async () => {
		const { folder, closed, start } = makeFolder();
		follower = await start();
		folder.version = 'two';
		folder.name = 'another';
		await look();
		expect(await served()).toBe('one');
		expect(await follower.findProblems()).toMatchObject([{ code: 'pack/other-name' }]);
		expect(closed).toEqual(['two']);
	});

	it('closes the files and stops looking when it is destroyed', async () => {
		const { opened, folder, closed, start } = makeFolder();
		follower = await start();
		await follower.destroy();
		folder.version = 'two';
		await look();
		expect(opened).toEqual(['one']);
		expect(closed).toEqual(['one']);
	});
});
