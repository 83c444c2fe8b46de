import type { Page } from '@playwright/test';

/** Waits until no tile has come for 700 ms. Answers when the last one ended, ms of the page. */
export async function waitForTiles(page: Page): Promise<number> {
	const quiet = await page.waitForFunction(
		() => {
			const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
			const tiles = resources.filter(({ name }) => /\.glb|\/packs\/.*\.pmtiles/.test(name));
			const lastMs = Math.max(0, ...tiles.map(({ responseEnd }) => responseEnd));
			return tiles.some(({ name }) => name.includes('.glb')) && performance.now() - lastMs > 700 && { lastMs };
		},
		undefined,
		{ polling: 100, timeout: 120_000 },
	);
	return ((await quiet.jsonValue()) as { lastMs: number }).lastMs;
}
