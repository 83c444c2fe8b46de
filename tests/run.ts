// npm test: lint, types, unit, integration (on two database engines) and browser tests, one after the other; stops at the first part that fails.
// The last line is 'N passed, N failed' over all test runners.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findBrowser } from './browser/find-browser.ts';

const PROJECT = resolve(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'fengtu-test-'));
const only = process.argv[2];
let passed = 0;
let failed = 0;

function run(title: string, command: string, args: string[], env: Record<string, string> = {}): boolean {
	process.stdout.write(`\n== ${title}\n`);
	const bin = join(PROJECT, 'node_modules/.bin', command);
	return spawnSync(bin, args, { cwd: PROJECT, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

function runVitest(title: string, args: string[], env: Record<string, string> = {}): boolean {
	const report = join(reports, `${title.replaceAll(' ', '-')}.json`);
	const ok = run(
		title,
		'vitest',
		// On two cores its own choice is one worker, and tests of servers and databases wait more than they reckon.
		['run', ...args, '--maxWorkers=2', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
		env,
	);
	// A run that could not even begin, for want of a database, has no report.
	const result = existsSync(report)
		? JSON.parse(readFileSync(report, 'utf8'))
		: { numPassedTests: 0, numFailedTests: 0 };
	passed += result.numPassedTests;
	failed += result.numFailedTests + (ok || result.numFailedTests > 0 ? 0 : 1);
	return ok;
}

/** The tests of store and server once more, on the PostgreSQL of Debian instead of the embedded one. */
function runSecondEngine(): boolean {
	const rooms = ['store', 'server', 'identity', 'incidents', 'records', 'feed'];
	const ok = runVitest(
		"integration on Debian's PostgreSQL",
		['--project', 'integration', ...rooms.map((room) => `tests/integration/${room}/`)],
		{ FENGTU_TEST_ENGINE: 'debian' },
	);
	if (!ok)
		process.stderr.write("\n!! the tests did not all pass on Debian's PostgreSQL, or it could not be had: see above\n");
	return ok;
}

function runPlaywright(): boolean {
	const report = join(reports, 'browser.json');
	const ok = run('browser', 'playwright', ['test', '--config', 'tests/browser/playwright.config.ts'], {
		FENGTU_BROWSER: findBrowser(),
		PLAYWRIGHT_JSON_OUTPUT_NAME: report,
	});
	const { expected, unexpected, flaky } = JSON.parse(readFileSync(report, 'utf8')).stats;
	passed += expected + flaky;
	failed += unexpected;
	return ok;
}

const PARTS: Record<string, () => boolean> = {
	lint: () => run('lint', 'biome', ['check', '.']),
	types: () => run('types', 'tsc', ['-b']),
	unit: () => runVitest('unit', ['--project', 'unit']),
	integration: () => runVitest('integration', ['--project', 'integration']),
	postgresql: runSecondEngine,
	faults: () => runVitest('faults', ['--project', 'faults']),
	browser: runPlaywright,
};

if (only !== undefined && !(only in PARTS)) {
	process.stderr.write(`tests/run.ts: got ${only}, expected ${Object.keys(PARTS).join(', ')}\n`);
	process.exit(2);
}
const ok = Object.entries(PARTS).every(([name, part]) => (only !== undefined && only !== name) || part());
rmSync(reports, { recursive: true, force: true });
// A part that failed without a failed test (lint, types, a crash) is told as one.
process.stdout.write(`\n${passed} passed, ${ok ? failed : Math.max(failed, 1)} failed\n`);
process.exit(ok ? 0 : 1);
