import { expect, type Page, test } from '@playwright/test';
import { servePack } from './serve-pack.ts';

const EAST = '东城消防救援站';

/** The names and figures of the ways on show, once they are answered. */
async function readWays(page: Page): Promise<string[]> {
	await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
	return page.getByRole('list', { name: '算出的路线' }).getByRole('listitem').allTextContents();
}

test('the page finds ways with the server stopped, the same as before', async ({ page }) => {
	const server = await servePack(process.env.FENGTU_PACK as string);
	let isRunning = true;
	try {
		await page.goto(`${server.url}/?gfx=lite`);
		await page.getByRole('button', { name: '算路线' }).click();
		const from = page.getByRole('combobox', { name: '起点' });
		const to = page.getByRole('combobox', { name: '终点' });
		await from.selectOption({ label: EAST });
		await to.selectOption({ index: 1 });
		const ways = page.getByRole('list', { name: '算出的路线' }).getByRole('listitem');
		await expect(ways).not.toHaveCount(0);
		const online = await readWays(page);
		const other = await from.locator('option').nth(2).textContent();

		await server.stop();
		isRunning = false;
		await expect(page.getByText('与服务器断开')).toBeVisible({ timeout: 10_000 });

		// Another question, which nobody has answered yet; how far one gets; then the first one again.
		await from.selectOption({ label: other as string });
		await expect(ways.first()).not.toHaveText(online[0] as string);
		await page.getByRole('checkbox', { name: '到达范围' }).check();
		await expect(page.getByRole('table', { name: '到达范围' }).getByRole('row')).toHaveCount(4);
		await from.selectOption({ label: EAST });
		await expect(ways.first()).toHaveText(online[0] as string);
		expect(await readWays(page)).toEqual(online);
	} finally {
		if (isRunning) await server.stop();
	}
});
