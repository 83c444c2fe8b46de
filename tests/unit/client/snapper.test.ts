import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSnapper } from '../../../src/client/snapper.ts';
import { lookDown } from '../../../src/scene/engine/look-down.ts';

beforeEach(() => vi.stubGlobal('location', { href: 'http://fengtu.test/' }));
afterEach(() => vi.unstubAllGlobals());

describe('the snapper', () => {
	it('a question that nobody answers ends with its signal, also while the city is opened still', async () => {
		const worker = { postMessage() {}, addEventListener() {}, removeEventListener() {}, terminate() {} };
		const snapper = createSnapper({
			packUrl: '/packs/p/',
			readServiceTable: () => new Promise(() => {}),
			startWorker: () => worker as unknown as Worker,
		});
		const late = new AbortController();
		const asked = snapper.snap(lookDown([113, 23], 0, 1), late.signal);
		late.abort(new Error('late'));
		await expect(asked).rejects.toThrow('late');
		snapper.destroy();
	});
});
