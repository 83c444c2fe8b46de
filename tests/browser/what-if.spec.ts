import { expect, type Page, test } from '@playwright/test';
import { servePack } from './serve-pack.ts';

const TOWER = { lon: 113.7540115, lat: 23.0221992 };

const panel = (page: Page) => page.getByRole('region', { name: '推演', exact: true });
const state = (page: Page) => panel(page).getByRole('status').and(page.locator('[data-status]'));
const tag = (page: Page) => page.getByText('不是记录');

/** Waits until what is wanted has been reckoned. */
async function settle(page: Page): Promise<void> {
	await expect(state(page)).toHaveAttribute('data-status', 'ready');
}

test('what is supposed is reckoned in the page, with the server stopped too, and the record stays', async ({
	page,
	request,
}) => {
	const server = await servePack(process.env.FENGTU_PACK as string);
	let isRunning = true;
	try {
		await page.goto(`${server.url}/?gfx=lite`);
		const raised = await (await request.post(`${server.url}/api/incidents`, { data: TOWER })).json();
		await request.post(`${server.url}/api/incidents/${raised.id}/acknowledge`);
		await expect(page.getByRole('region', { name: '行车路线' }).getByRole('article').first()).toBeVisible();
		await page.getByRole('button', { name: '推演', exact: true }).click();
		await expect(state(page)).toHaveAttribute('data-status', 'idle');

		await panel(page).getByRole('checkbox', { name: '改为外攻，倒塌范围启用' }).check();
		await settle(page);
		await expect(tag(page)).toContainText('打法');

		await server.stop();
		isRunning = false;
		await expect(page.getByText('与服务器断开')).toBeVisible({ timeout: 10_000 });

		// Something nobody has reckoned yet.
		await panel(page).getByRole('button', { name: '上一层' }).click();
		await panel(page).getByRole('button', { name: '上一层' }).click();
		await settle(page);
		await expect(tag(page)).toContainText('起火层');
		await expect(panel(page)).toContainText('2 层');

		await panel(page).getByRole('button', { name: '回到记录' }).click();
		await expect(state(page)).toHaveAttribute('data-status', 'idle');
		await expect(tag(page)).toHaveCount(0);
	} finally {
		if (isRunning) await server.stop();
	}
});
