import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

interface Found {
	readonly path: string;
	readonly how: string;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Finds the Chromium that the browser tests run in: FENGTU_BROWSER, an installed one, Playwright's own (downloaded if it can be),
 * else Debian's package. Says on stderr which it took.
 * @throws Error when none can be had, naming what was tried
 */
export function findBrowser(): string {
	const found = named() ?? installed() ?? playwrights() ?? debians();
	if (!found) {
		throw new Error(
			`browser: got none, expected one of FENGTU_BROWSER, ${NAMES.join(', ')} on the PATH, Playwright's download, or apt-get install chromium`,
		);
	}
	process.stderr.write(`browser: ${found.path} (${found.how})\n`);
	return found.path;
}

function named(): Found | undefined {
	const path = process.env.FENGTU_BROWSER;
	return path ? { path, how: 'FENGTU_BROWSER' } : undefined;
}

function installed(): Found | undefined {
	for (const name of NAMES) {
		for (const dir of (process.env.PATH ?? '').split(delimiter)) {
			const path = join(dir, name);
			if (existsSync(path)) return { path, how: 'installed' };
		}
	}
	return undefined;
}

function playwrights(): Found | undefined {
	if (!existsSync(chromium.executablePath())) {
		process.stderr.write('browser: none installed, asking Playwright to download one\n');
		spawnSync('npx', ['playwright', 'install', 'chromium'], {
			stdio: ['ignore', 'ignore', 'ignore'],
			timeout: 300_000,
		});
	}
	return existsSync(chromium.executablePath())
		? { path: chromium.executablePath(), how: "Playwright's own" }
		: undefined;
}

function debians(): Found | undefined {
	process.stderr.write('browser: Playwright has none, trying apt-get install chromium\n');
	try {
		execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
		execFileSync('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk'], {
			stdio: ['ignore', 'ignore', 'inherit'],
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		});
	} catch {
		return undefined;
	}
	const found = installed();
	return found && { ...found, how: 'installed by apt-get' };
}
