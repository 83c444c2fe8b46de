import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { startTestProvider, type TestProvider } from '../support/oidc-test-provider.ts';
import { type RunningServer, servePack } from './serve-pack.ts';

const ADMIN = {
	login: 'admin1',
	name: '系统管理',
	password: 'blue lantern over the river',
	roles: ['administrator'],
};

let server: RunningServer;
let provider: TestProvider;

/** The provider must know where the server will be before the server is started with the provider's address. */
async function findFreePort(): Promise<number> {
	const holder = createServer();
	await new Promise<void>((done) => holder.listen(0, '127.0.0.1', done));
	const { port } = holder.address() as AddressInfo;
	await new Promise((done) => holder.close(done));
	return port;
}

test.beforeAll(async () => {
	const port = await findFreePort();
	const publicUrl = `http://127.0.0.1:${port}`;
	provider = await startTestProvider(`${publicUrl}/api/oidc/callback`);
	provider.person = { sub: 'zhou', claims: { name: '周敏', groups: ['dispatcher'] } };
	server = await servePack(process.env.FENGTU_PACK as string, [ADMIN], {
		port,
		env: {
			FENGTU_OIDC_ISSUER: provider.issuer,
			FENGTU_OIDC_CLIENT_ID: 'fengtu',
			FENGTU_OIDC_CLIENT_SECRET: 'a-secret-of-the-test-only',
			FENGTU_OIDC_NAME: '市局统一认证',
			FENGTU_OIDC_ROLES_CLAIM: 'groups',
			FENGTU_PUBLIC_URL: publicUrl,
		},
	});
});

test.afterAll(async () => {
	await server.stop();
	await provider.stop();
});

async function signIn(context: BrowserContext): Promise<Page> {
	const page = await context.newPage();
	await page.goto(`${server.url}/?gfx=lite`);
	await page.getByRole('link', { name: '用市局统一认证登录' }).click();
	await expect(page.getByRole('button', { name: '账号：周敏' })).toBeVisible();
	return page;
}

test('somebody signs in with the provider; signing in again over the page opens a window of its own, and the page stays', async ({
	context,
}) => {
	const page = await signIn(context);
	await expect(page.getByRole('region', { name: '警情' })).toBeVisible();
	await page.evaluate(() => {
		document.documentElement.dataset.same = 'page';
	});
	const { sessions } = await (await page.request.get(`${server.url}/api/sessions`)).json();
	const { csrfToken } = await (await page.request.get(`${server.url}/api/session`)).json();
	await page.request.delete(`${server.url}/api/sessions/${sessions[0].id}`, {
		headers: { 'x-csrf-token': csrfToken, origin: server.url },
	});
	const again = page.getByRole('dialog', { name: '已退出登录' });
	await expect(again).toBeVisible();

	const opened = context.waitForEvent('page');
	await again.getByRole('link', { name: /用市局统一认证登录/ }).click();
	const other = await opened;
	await expect(again).toHaveCount(0);
	await expect(page.getByText('实时', { exact: true })).toBeVisible();
	await expect(page.locator('html')).toHaveAttribute('data-same', 'page');
	if (!other.isClosed()) await other.waitForEvent('close');
});
