import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, expect, type Page } from '@playwright/test';
import { buildPage } from '../../../src/cli/build-page.ts';
import { findBrowser } from '../../browser/find-browser.ts';
import { servePack } from '../../browser/serve-pack.ts';
import { SOFTWARE_GL } from '../../browser/software-gl.ts';
import type { WorkedCase } from './cases.ts';

const VIEWPORT = { width: 1920, height: 1080 };
const MOST_BYTES = 400_000;
/** The map has settled when it has asked for nothing for so long and what is drawn stays the same. */
const QUIET_MS = 4_000;
const SETTLE_LIMIT_MS = 90_000;
/** Streets are painted in a worker some time after they were read. */
const SAME_PICTURES = 2;
/** Of the size of two pictures that show the same but for a vehicle that has moved. */
const SAME_SHARE = 0.01;
const TURN_PX = -240;
const TURN_MS = 400;

/**
 * Takes the pictures of every case into a folder: `case-<key>.jpg`, the whole page at the alarm, and `case-<key>-close.jpg`, the map nearer to
 * the facade. The page is built before where that is due. @throws Error when a picture cannot be had in 400 kB
 */
export async function takePictures(packDir: string, dir: string, cases: readonly WorkedCase[]): Promise<void> {
	await buildPage(new AbortController().signal);
	const browser = await chromium.launch({ executablePath: findBrowser(), args: [...SOFTWARE_GL] });
	try {
		for (const worked of cases) await takeCase(browser, packDir, dir, worked);
	} finally {
		await browser.close();
	}
}

/** With a server of its own: no other alarm is open in the picture. */
async function takeCase(browser: Browser, packDir: string, dir: string, worked: WorkedCase): Promise<void> {
	const server = await servePack(packDir);
	const page = await browser.newPage({ viewport: VIEWPORT, reducedMotion: 'reduce', locale: 'zh-CN' });
	try {
		await raiseAlarm(page, server.url, worked);
		await save(page, join(dir, `case-${worked.key}.jpg`));
		await comeCloser(page, worked);
		await save(page, join(dir, `case-${worked.key}-close.jpg`), page.getByRole('main', { name: '地图' }));
	} finally {
		await page.close();
		await server.stop();
	}
}

async function raiseAlarm(page: Page, url: string, { at, buildingId, call, situation }: WorkedCase): Promise<void> {
	await page.goto(`${url}/?gfx=lite&lang=zh-CN`, { waitUntil: 'domcontentloaded', timeout: SETTLE_LIMIT_MS });
	await expect(page.getByRole('region', { name: '警情' })).toBeVisible({ timeout: SETTLE_LIMIT_MS });
	const { type, level, fireFloor, wind } = situation;
	const answer = await page.request.post(`${url}/api/incidents`, {
		data: { ...at, type, level, fireFloor, wind, description: call.zh },
	});
	expect(answer.status()).toBe(201);
	await expect(page.getByRole('region', { name: '目标建筑' })).toContainText(buildingId, {
		timeout: SETTLE_LIMIT_MS,
	});
	await page.keyboard.press('F2');
	await page.getByRole('button', { name: '以后再说' }).click();
	await expect(page.locator('[data-label="fire-floor"]')).toBeVisible({ timeout: SETTLE_LIMIT_MS });
	await settle(page);
}

async function comeCloser(page: Page, { closer: { turns, swingPx } }: WorkedCase): Promise<void> {
	const box = await page.getByRole('main', { name: '地图' }).boundingBox();
	if (!box) throw new Error('map: got no box, expected it on the page');
	const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
	await page.mouse.move(middle.x, middle.y);
	for (let turn = 0; turn < turns; turn++) {
		await page.mouse.wheel(0, TURN_PX);
		await page.waitForTimeout(TURN_MS);
	}
	if (swingPx !== 0) {
		await page.mouse.down({ button: 'middle' });
		await page.mouse.move(middle.x + swingPx, middle.y, { steps: 8 });
		await page.mouse.up({ button: 'middle' });
	}
	await settle(page);
}

/** Waits until the page asks for nothing more and its pictures of the map, one after the other, show the same. */
async function settle(page: Page): Promise<void> {
	const until = Date.now() + SETTLE_LIMIT_MS;
	const map = page.getByRole('main', { name: '地图' });
	let askedAtMs = Date.now();
	const note = () => {
		askedAtMs = Date.now();
	};
	page.on('request', note);
	let before = 0;
	let same = 0;
	while (Date.now() < until) {
		await page.waitForTimeout(QUIET_MS);
		const { length } = await map.screenshot({ timeout: 60_000 });
		const isSame = Math.abs(length - before) <= before * SAME_SHARE;
		same = isSame && Date.now() - askedAtMs >= QUIET_MS ? same + 1 : 0;
		if (same >= SAME_PICTURES) break;
		before = length;
	}
	page.off('request', note);
}

/** Writes a JPEG as good as fits. */
async function save(page: Page, path: string, part?: ReturnType<Page['getByRole']>): Promise<void> {
	for (const quality of [85, 75, 65, 50]) {
		await (part ?? page).screenshot({ path, type: 'jpeg', quality });
		if (statSync(path).size <= MOST_BYTES) return;
	}
	const { size } = statSync(path);
	rmSync(path);
	throw new Error(`${path}: got ${size} bytes, expected at most ${MOST_BYTES}`);
}
