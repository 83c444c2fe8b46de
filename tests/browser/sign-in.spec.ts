import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { findBreaches } from './find-breaches.ts';
import { type Account, type RunningServer, servePack } from './serve-pack.ts';

const ADMIN: Account = {
	login: 'admin1',
	name: '系统管理',
	password: 'blue lantern over the river',
	roles: ['administrator'],
};
const LI: Account = { login: 'li', name: '李晓梅', password: 'seven quiet tugboats at dawn', roles: ['dispatcher'] };
const CREW: Account = { login: 'huang', name: '黄伟', password: 'grey heron on a wet roof', roles: ['crew'] };
const NEW: Account = {
	...CREW,
	login: 'newcomer',
	name: '新人',
	password: 'given by the office today',
	mustChange: true,
};
/** On 鸿福路, far from the tower: no incident there is taken for one here. */
const FAR = { lon: 113.7604, lat: 23.0227 };
const TOWER = { lon: 113.7540115, lat: 23.0221992 };

let server: RunningServer;

test.beforeAll(async () => {
	server = await servePack(process.env.FENGTU_PACK as string, [ADMIN, LI, CREW, NEW]);
});

test.afterAll(() => server.stop());

async function openPage(browser: Browser, query = ''): Promise<{ context: BrowserContext; page: Page }> {
	const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
	const page = await context.newPage();
	await page.goto(`${server.url}/?gfx=lite${query}`);
	return { context, page };
}

async function signIn(page: Page, { login, password }: Account): Promise<void> {
	await page.getByRole('textbox', { name: '账号' }).fill(login);
	await page.getByLabel('密码', { exact: true }).fill(password);
	await page.keyboard.press('Enter');
}

/** Raises an alarm as one who is signed in on a page may, from outside that page; gives its id. */
async function raise(page: Page, at: { lon: number; lat: number }, description: string): Promise<string> {
	const { csrfToken } = await (await page.request.get(`${server.url}/api/session`)).json();
	const answer = await page.request.post(`${server.url}/api/incidents`, {
		data: { ...at, description },
		headers: { 'x-csrf-token': csrfToken, origin: server.url },
	});
	expect(answer.status()).toBe(201);
	return (await answer.json()).id;
}

/** Closes it again, so that the next test begins without. */
async function close(page: Page, id: string): Promise<void> {
	const { csrfToken } = await (await page.request.get(`${server.url}/api/session`)).json();
	const headers = { 'x-csrf-token': csrfToken, origin: server.url };
	const answer = await page.request.post(`${server.url}/api/incidents/${id}/close`, {
		data: { reason: 'test' },
		headers,
	});
	expect(answer.ok()).toBe(true);
}

const incidents = (page: Page) => page.getByRole('region', { name: '警情' });

test('nobody gets past the sign-in page, which loads no map; a wrong password is said; signing out ends it', async ({
	browser,
}) => {
	const { context, page } = await openPage(browser);
	await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
	const loaded: string[] = [];
	let bytes = 0;
	page.on('requestfinished', async (request) => {
		loaded.push(new URL(request.url()).pathname);
		bytes += (await request.sizes()).responseBodySize;
	});
	const cdp = await context.newCDPSession(page);
	await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
	await page.reload({ waitUntil: 'networkidle' });
	await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
	await expect(page.getByRole('textbox', { name: '账号' })).toBeFocused();
	expect(loaded.filter((path) => /command-map|open-page|\/packs\/|\/cesium\//.test(path))).toEqual([]);
	// Compressed: over a link of 2 Mbit/s it is there within a second.
	expect(loaded.some((path) => /^\/assets\/index-.*\.js$/.test(path))).toBe(true);
	expect(bytes).toBeLessThan(200_000);
	expect((await page.request.get(`${server.url}/api/incidents`)).status()).toBe(401);

	await signIn(page, { ...LI, password: 'seven quiet tugboats at dusk' });
	await expect(page.getByText('账号或密码不对')).toBeVisible();
	expect(await findBreaches(page)).toEqual([]);
	await page.getByLabel('密码', { exact: true }).fill(LI.password);
	await page.keyboard.press('Enter');
	await expect(incidents(page)).toBeVisible();
	await expect(page.locator('canvas').first()).toBeVisible();
	await expect(page.getByText('演示模式')).toHaveCount(0);

	await page.getByRole('button', { name: '账号：李晓梅' }).click();
	await expect(page.locator('#user-menu')).toContainText('调度员');
	await page.getByRole('button', { name: '退出登录' }).click();
	await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
	await page.goBack();
	await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
	await context.close();
});

test('a session ended elsewhere leaves the page readable, and work goes on after signing in again', async ({
	browser,
}) => {
	const [here, there] = [await openPage(browser), await openPage(browser)];
	for (const { page } of [here, there]) {
		await signIn(page, LI);
		await expect(incidents(page)).toBeVisible();
	}
	const id = await raise(here.page, TOWER, '18 层冒烟');
	await expect(there.page.getByText('18 层冒烟').first()).toBeVisible();
	await there.page.evaluate(() => {
		document.documentElement.dataset.same = 'page';
	});

	await here.page.getByRole('button', { name: '账号：李晓梅' }).click();
	await here.page.getByRole('button', { name: '登录记录' }).click();
	await here.page.getByRole('button', { name: '退出这处登录' }).click();
	const again = there.page.getByRole('dialog', { name: '已退出登录' });
	await expect(again).toBeVisible();
	await expect(there.page.getByText('18 层冒烟').first()).toBeVisible();
	await there.page.keyboard.press('Escape');
	await expect(again).toBeVisible();

	await signIn(there.page, LI);
	await expect(again).toHaveCount(0);
	await expect(there.page.getByText('实时', { exact: true })).toBeVisible();
	await there.page.keyboard.press('F2');
	await expect(here.page.getByRole('alert').filter({ hasText: '警情' })).toHaveCount(0);
	await expect(there.page.locator('html')).toHaveAttribute('data-same', 'page');
	await close(here.page, id);
	await here.context.close();
	await there.context.close();
});

test('what a role may not do is not offered, and says why', async ({ browser }) => {
	const dispatcher = await openPage(browser);
	await signIn(dispatcher.page, LI);
	await expect(incidents(dispatcher.page)).toBeVisible();
	const id = await raise(dispatcher.page, TOWER, '厨房起火');
	const { context, page } = await openPage(browser);
	await signIn(page, CREW);
	await page.getByRole('button', { name: '更多', exact: true }).click();
	const closeItem = page.getByRole('menuitem', { name: '关闭警情' });
	await expect(closeItem).toBeDisabled();
	await expect(closeItem).toContainText('没有权限：关闭警情。现有角色：消防员');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: /^新警情/ })).toBeDisabled();
	await page.keyboard.press('F2');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await close(dispatcher.page, id);
	await dispatcher.context.close();
	await context.close();
});

test('an incident is closed with a reason, opened again, and a second call merged, by keyboard', async ({
	browser,
}) => {
	const { context, page } = await openPage(browser);
	await signIn(page, LI);
	await expect(incidents(page)).toBeVisible();
	const first = await raise(page, FAR, '车棚冒烟');
	await expect(page.getByText('车棚冒烟').first()).toBeVisible();
	await page.getByRole('button', { name: '更多', exact: true }).press('Enter');
	await page.getByRole('menuitem', { name: '关闭警情' }).press('Enter');
	const dialog = page.getByRole('dialog', { name: '关闭警情' });
	await page.keyboard.press('Enter');
	await expect(dialog).toContainText('先写原因');
	await dialog.getByText('误报').click();
	await dialog.getByRole('textbox', { name: '原因' }).press('Enter');
	await expect(dialog).toHaveCount(0);

	await page.getByText(/已结 \d/).click();
	await incidents(page).getByRole('button', { name: '重新打开' }).first().press('Enter');
	await page.getByRole('textbox', { name: '原因' }).fill('又冒烟');
	await page.keyboard.press('Enter');
	await expect(page.getByText('车棚冒烟').first()).toBeVisible();

	await raise(page, { lon: FAR.lon + 0.0005, lat: FAR.lat }, '看见浓烟');
	await expect(page.getByText('看见浓烟').first()).toBeVisible();
	const line = page.locator('.alarm-bar__same');
	// Half a thousandth of a degree of longitude at 23 degrees: 51 m.
	await expect(line).toContainText('相距 51 m');
	await line.getByRole('button', { name: '合并' }).click();
	await expect(line).toHaveCount(0);
	await expect(page.getByText('车棚冒烟').first()).toBeVisible();
	const { incidents: kept } = await (await page.request.get(`${server.url}/api/incidents`)).json();
	expect(kept.find((incident: { description: string }) => incident.description === '看见浓烟')).toMatchObject({
		mergedInto: first,
		closings: [{ kind: 'closed', reason: '同一处、同一起' }],
	});
	await close(page, first);
	await context.close();
});

test('a password that was given is changed before anything else', async ({ browser }) => {
	const { context, page } = await openPage(browser);
	await signIn(page, NEW);
	await expect(page.getByRole('heading', { name: '设置新密码' })).toBeVisible();
	await page.getByLabel('现在的密码').fill(NEW.password);
	await page.getByLabel('新密码', { exact: true }).fill('123456789012');
	await page.getByLabel('再输一遍新密码').fill('123456789012');
	await page.keyboard.press('Enter');
	await expect(page.getByText('太常见，容易被猜到')).toBeVisible();
	await page.getByLabel('新密码', { exact: true }).fill('an otter under the old bridge');
	await page.getByLabel('再输一遍新密码').fill('an otter under the old bridge');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: '账号：新人' })).toBeVisible();
	await context.close();
});

test('who may see no incidents is told so', async ({ browser }) => {
	const { context, page } = await openPage(browser);
	await signIn(page, ADMIN);
	await expect(incidents(page)).toContainText('没有权限：看警情。现有角色：管理员');
	await context.close();
});

test('demo mode says on every page that nothing is protected; the banner cannot be put away and takes its share from the bars', async ({
	page,
	request,
}) => {
	const url = process.env.FENGTU_URL as string;
	for (const [width, height] of [
		[1920, 1080],
		[1366, 768],
	] as const) {
		await page.setViewportSize({ width, height });
		await page.goto(`${url}/?gfx=lite`);
		const banner = page.getByRole('complementary', { name: '演示模式' });
		await expect(banner).toContainText('仅本机');
		await expect(banner).toContainText('任何人可操作，不可用于真实警情');
		await expect(banner.getByRole('button')).toHaveCount(0);
		const raised = await request.post(`${url}/api/incidents`, { data: TOWER });
		const { id } = await raised.json();
		await expect(page.getByRole('region', { name: '目标建筑' })).toContainText('way/1011');
		const map = await page.getByRole('main', { name: '地图' }).boundingBox();
		if (!map) throw new Error('map: got no box');
		// UI design language, rule 2: the map keeps at least 60 % of the window.
		expect((map.width * map.height) / (width * height)).toBeGreaterThanOrEqual(0.6);
		const target = await page.getByRole('region', { name: '目标建筑' }).boundingBox();
		const said = await banner.boundingBox();
		expect(said && target && said.y + said.height <= target.y).toBe(true);
		await request.post(`${url}/api/incidents/${id}/close`, { data: { reason: 'test' } });
	}
});
