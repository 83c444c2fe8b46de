import { defineConfig } from '@playwright/test';
import { findBrowser } from './find-browser.ts';

/** Chromium without a GPU: SwiftShader draws, the same colours on every machine. */
const SOFTWARE_GL = [
	'--no-sandbox',
	'--use-angle=swiftshader',
	'--enable-unsafe-swiftshader',
	'--ignore-gpu-blocklist',
	'--force-color-profile=srgb',
	'--font-render-hinting=none',
	'--disable-dev-shm-usage',
];

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
		launchOptions: { executablePath: findBrowser(), args: SOFTWARE_GL },
	},
});
