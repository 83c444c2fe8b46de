import type { Locator, Page } from '@playwright/test';

/** More stops than a page with all its cards and a tool has. */
const MOST_STOPS = 400;

/** Goes on by Tab until an element has the focus, as one without a mouse does. @throws Error when Tab does not come to it */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
	for (let stop = 0; stop < MOST_STOPS; stop += 1) {
		if (await wanted.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`tabTo: got ${MOST_STOPS} stops without ${wanted}, expected Tab to come to it`);
}
