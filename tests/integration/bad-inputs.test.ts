import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BAD_FILES } from '../support/bad-inputs/bad-files.ts';
import type { BadInput } from '../support/bad-inputs/bad-input.ts';
import { BAD_RECORDS } from '../support/bad-inputs/bad-records.ts';
import { BAD_ROADS } from '../support/bad-inputs/bad-roads.ts';
import { BAD_SETTINGS } from '../support/bad-inputs/bad-settings.ts';
import { runCli } from '../support/run-cli.ts';

const GROUPS: readonly (readonly [title: string, inputs: readonly BadInput[]])[] = [
	['Files', BAD_FILES],
	['Records', BAD_RECORDS],
	['Roads', BAD_ROADS],
	['Settings and data sets', BAD_SETTINGS],
];

let root: string;
const said = new Map<BadInput, string>();

beforeAll(() => {
	root = mkdtempSync(join(tmpdir(), 'fengtu-bad-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** Runs the input and returns what was said of it, without the folder it lies in. */
async function tryInput(input: BadInput): Promise<string> {
	const dir = mkdtempSync(join(root, 'case-'));
	const args = await input.make(dir);
	const run = await runCli(args);
	const pack = join(dir, 'pack');
	const plain = (text: string) =>
		text
			.replaceAll(`${dir}/`, '')
			.replaceAll(dir, '.')
			.replace(/process \d+|pid \d+/, 'process N')
			.trim();
	if ('error' in input.expect) {
		const line = run.stderr.split('\n').find((text) => text.includes(`[${(input.expect as { error: string }).error}]`));
		expect(line, run.stderr).toBeDefined();
		expect(run.exitCode).toBe(input.expect.exit ?? 1);
		expect(existsSync(join(pack, 'pack.json'))).toBe(existsSync(join(dir, 'pack-before')));
		return plain(line as string);
	}
	expect(run.exitCode, run.stderr).toBe(0);
	if ('warning' in input.expect) {
		const { warning } = input.expect;
		const manifest = JSON.parse(readFileSync(join(pack, 'pack.json'), 'utf8'));
		expect(manifest.warnings.map(({ code }: { code: string }) => code)).toContain(warning);
		const line = run.stderr.split('\n').find((text) => text.includes(`[${warning}]`));
		expect(line, run.stderr).toBeDefined();
		return plain(line as string);
	}
	if ('line' in input.expect) {
		const { line } = input.expect;
		const found = run.stderr.split('\n').find((text) => text.includes(line));
		expect(found, run.stderr).toBeDefined();
		return plain(found as string);
	}
	const { reason, outcome } = input.expect;
	const rejects = readFileSync(join(pack, 'rejects.ndjson'), 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line));
	const told = rejects.find((reject) => reject.reason === reason);
	expect(told, JSON.stringify(rejects)).toMatchObject({ reason, outcome });
	const validated = await runCli(['validate', '--pack', pack, '--json']);
	expect(validated.exitCode, validated.stderr + validated.stdout).toBe(0);
	return plain(`${told.source} ${told.id}: ${outcome}, ${told.detail} [${reason}]`);
}

for (const [title, inputs] of GROUPS) {
	describe(`bad input: ${title}`, () => {
		it.each(inputs.map((input) => [input.kind, input] as const))('%s', async (_, input) => {
			said.set(input, await tryInput(input));
		});
	});
}

describe('docs/bad-input.md', () => {
	it('says what is said, for at least 40 kinds', async () => {
		mkdirSync(root, { recursive: true });
		expect(said.size).toBeGreaterThanOrEqual(40);
		const lines = [
			'# Bad input',
			'',
			'What `fengtu` says to each. Written by tests/integration/bad-inputs.test.ts, which runs them all.',
			'',
		];
		for (const [title, inputs] of GROUPS) {
			lines.push(`## ${title}`, '', '| what is wrong | what is said |', '|---|---|');
			for (const input of inputs) lines.push(`| ${input.kind} | ${escapeCell(said.get(input) ?? '')} |`);
			lines.push('');
		}
		await expect(lines.join('\n')).toMatchFileSnapshot('../../docs/bad-input.md');
	});
});

function escapeCell(text: string): string {
	return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
