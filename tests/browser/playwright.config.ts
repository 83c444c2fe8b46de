import { defineConfig } from '@playwright/test';
import { findBrowser } from './find-browser.ts';
import { SOFTWARE_GL } from './software-gl.ts';

export default defineConfig({
	testDir: '.',
	testMatch: '*.spec.ts',
	globalSetup: './global-setup.ts',
	workers: 1,
	timeout: 120_000,
	expect: { timeout: 30_000 },
	outputDir: '../../test-results',
	reporter: [
		['list'],
		['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? '../../test-results/report.json' }],
	],
	use: {
		viewport: { width: 1366, height: 768 },
		deviceScaleFactor: 1,
		trace: 'retain-on-failure',
		launchOptions: { executablePath: findBrowser(), args: [...SOFTWARE_GL] },
	},
});
