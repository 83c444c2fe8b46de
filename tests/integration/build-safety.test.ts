import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
	appendFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCityPack } from '../../src/citypack/build-city-pack.ts';
import { validateCityPack } from '../../src/citypack/validate-city-pack.ts';
import { recoverPack } from '../../src/citypack/write/recover-pack.ts';
import { writeTownSource } from '../support/write-town-source.ts';

const PROJECT = join(import.meta.dirname, '../..');
const CLI = join(PROJECT, 'src/cli/fengtu.mjs');
const KILLER = pathToFileURL(join(PROJECT, 'tests/support/kill-at-step.mjs')).href;

let root: string;
let oldSource: string;
let newSource: string;
/** A pack of the old source, to be copied. */
let oldPack: string;
let versions: { old: string; new: string };

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'fengtu-safety-'));
	oldSource = join(root, 'old-source');
	newSource = join(root, 'new-source');
	oldPack = join(root, 'old-pack');
	writeTownSource(oldSource, 'town', 40);
	writeTownSource(newSource, 'town', 60);
	const made = await buildCityPack({ inputs: [oldSource], outDir: oldPack, name: 'town', workers: 1 });
	const other = await buildCityPack({ inputs: [newSource], outDir: join(root, 'new'), name: 'town', workers: 1 });
	versions = { old: made.version, new: other.version };
	expect(versions.old).not.toBe(versions.new);
});
afterAll(() => rmSync(root, { recursive: true }));

/** A folder of its own with a copy of the old pack in it. */
function makePlace(): { dir: string; pack: string } {
	const dir = mkdtempSync(join(root, 'place-'));
	cpSync(oldPack, join(dir, 'pack'), { recursive: true });
	return { dir, pack: join(dir, 'pack') };
}

const versionOf = (pack: string) => JSON.parse(readFileSync(join(pack, 'pack.json'), 'utf8')).version;
const buildArgs = (source: string, pack: string, ...more: string[]) => [
	CLI,
	'build',
	source,
	'--out',
	pack,
	'--name',
	'town',
	...more,
];

/** Builds the new pack in a process that is killed right before its `step`-th change of the disk; 0 = never. */
function runBuild(dir: string, pack: string, step: number) {
	const env = { ...process.env, KILL_AT_STEP: String(step), KILL_BELOW: dir };
	const args = ['--import', KILLER, ...buildArgs(newSource, pack, '--workers', '1')];
	return spawnSync(process.execPath, args, { env, encoding: 'utf8' });
}

describe('a build that is killed', () => {
	it('at any change of the disk leaves the old pack, or has finished the new one, and the next build cleans up', {
		timeout: 600_000,
	}, async () => {
		const whole = makePlace();
		const steps = Number(/steps: (\d+)/.exec(runBuild(whole.dir, whole.pack, 0).stderr)?.[1]);
		// The last ones are the switch; of the writing before it, one step is like another.
		const chosen = Array.from({ length: steps }, (_, i) => i + 1).filter((step) => step % 5 === 1 || step > steps - 7);
		const seen = new Set<string>();
		const kept: string[] = [];
		for (const step of chosen) {
			const { dir, pack } = makePlace();
			expect(runBuild(dir, pack, step).signal).toBe('SIGKILL');
			const left = readdirSync(dir).map((name) => name.replace(/\d+$/, ''));
			seen.add(left.sort().join(' '));
			await recoverPack(pack);
			kept.push(versionOf(pack));
			if (left.includes('pack.building-')) expect(versionOf(pack), `step ${step}`).toBe(versions.old);
			expect((await validateCityPack(pack)).problems, `step ${step}`).toEqual([]);
			await buildCityPack({ inputs: [newSource], outDir: pack, name: 'town', workers: 1 });
			expect(versionOf(pack)).toBe(versions.new);
			expect(readdirSync(dir), `step ${step}`).toEqual(['pack']);
			rmSync(dir, { recursive: true });
		}
		// The old one up to some step, the new one from there on.
		const first = kept.indexOf(versions.new);
		expect(kept).toEqual(kept.map((_, i) => (i < first ? versions.old : versions.new)));
		// The moments that matter were among them: while writing, between the two renames, while the old one is removed.
		expect([...seen]).toEqual(
			expect.arrayContaining([
				'pack pack.building- pack.lock',
				'pack.building- pack.lock pack.replaced-',
				'pack pack.lock pack.replaced-',
				'pack pack.lock pack.removed-',
			]),
		);
	});

	it.each(['read', 'tiles', 'finish'])('in its threads, at "%s", leaves the old pack', async (stage) => {
		const { dir, pack } = makePlace();
		const child = spawn(process.execPath, buildArgs(newSource, pack, '--workers', '2'));
		await saidBy(child, `${stage} …`);
		child.kill('SIGKILL');
		await once(child, 'exit');
		await recoverPack(pack);
		expect([versions.old, versions.new]).toContain(versionOf(pack));
		expect((await validateCityPack(pack)).problems).toEqual([]);
		await buildCityPack({ inputs: [newSource], outDir: pack, name: 'town', workers: 1 });
		expect(readdirSync(dir)).toEqual(['pack']);
	});
});

/** Waits until a text stands in what a process says. */
function saidBy(child: ChildProcess, text: string): Promise<void> {
	let said = '';
	return new Promise((resolve, reject) => {
		child.stderr?.on('data', (chunk) => {
			said += chunk;
			if (said.includes(text)) resolve();
		});
		child.once('exit', () => (said.includes(text) ? resolve() : reject(new Error(`got "${said}", expected ${text}`))));
	});
}

describe('recoverPack', () => {
	it('is what every command does that opens a pack', () => {
		const { pack } = makePlace();
		renameSync(pack, `${pack}.replaced-999999`);
		const validated = spawnSync(process.execPath, [CLI, 'validate', '--pack', pack], { encoding: 'utf8' });
		expect(validated.stderr).toContain('sound');
		expect(versionOf(pack)).toBe(versions.old);
		renameSync(pack, `${pack}.replaced-999999`);
		const assessed = spawnSync(process.execPath, [CLI, 'assess', '--pack', pack, '--at', '113.05,23.05', '--json']);
		expect(assessed.status).toBe(0);
		expect(existsSync(`${pack}.replaced-999999`)).toBe(false);
	});

	it('is done by the next build too, before it removes what is left, though it fails itself', async () => {
		const { dir, pack } = makePlace();
		renameSync(pack, `${pack}.replaced-999999`);
		mkdirSync(`${pack}.building-999999`);
		const nothing = join(dir, 'nothing.geojson');
		const build = buildCityPack({ inputs: [nothing], outDir: pack, name: 'town', workers: 1 });
		await expect(build).rejects.toMatchObject({ code: 'build/no-input' });
		expect(readdirSync(dir)).toEqual(['pack']);
		expect(versionOf(pack)).toBe(versions.old);
	});

	it('takes no half-removed pack for one, and does nothing where a pack stands', async () => {
		const { pack } = makePlace();
		renameSync(pack, `${pack}.removed-999999`);
		expect(await recoverPack(pack)).toBe(false);
		renameSync(`${pack}.removed-999999`, pack);
		mkdirSync(`${pack}.replaced-999999`);
		expect(await recoverPack(pack)).toBe(false);
		expect(versionOf(pack)).toBe(versions.old);
	});
});

describe('two builds into one folder', () => {
	it('the second is refused, naming the process of the first, which goes on', async () => {
		const { dir, pack } = makePlace();
		const first = spawn(process.execPath, buildArgs(newSource, pack));
		const ended = once(first, 'exit');
		await saidBy(first, 'read …');
		first.kill('SIGSTOP');
		const second = buildCityPack({ inputs: [oldSource], outDir: pack, name: 'town', workers: 1 });
		await expect(second).rejects.toMatchObject({ code: 'build/locked', context: { pid: first.pid } });
		await expect(second).rejects.toThrow(`process ${first.pid} is building`);
		expect(versionOf(pack)).toBe(versions.old);
		first.kill('SIGCONT');
		expect(await ended).toEqual([0, null]);
		expect(versionOf(pack)).toBe(versions.new);
		expect(readdirSync(dir)).toEqual(['pack']);
	});

	it('a lock of a process that is gone, or whose number another one has got, is taken over', async () => {
		const { dir, pack } = makePlace();
		const gone = spawnSync(process.execPath, ['-e', '']).pid;
		for (const mark of [
			JSON.stringify({ pid: gone, startedAt: null }),
			JSON.stringify({ pid: process.ppid, startedAt: '1' }),
			'',
			'{"pid":',
		]) {
			writeFileSync(`${pack}.lock`, mark);
			await buildCityPack({ inputs: [oldSource], outDir: pack, name: 'town', workers: 1 });
			expect(readdirSync(dir)).toEqual(['pack']);
		}
	});
});

/** A disk of its own in memory; null where mounting is not allowed. */
function mountDisk(dir: string, kib: number): boolean {
	mkdirSync(dir);
	return spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', dir]).status === 0;
}

describe('a full disk', () => {
	it('is told, the old pack stays, and nothing half is left', async () => {
		const disk = join(root, 'disk');
		const large = join(root, 'large-source');
		writeTownSource(large, 'town', 3000);
		const oldBytes = readdirSync(oldPack, { recursive: true, withFileTypes: true }).length * 4 + 300;
		if (!mountDisk(disk, oldBytes + 800)) return;
		try {
			const pack = join(disk, 'pack');
			cpSync(oldPack, pack, { recursive: true });
			for (const workers of [1, 2]) {
				const build = buildCityPack({ inputs: [large], outDir: pack, name: 'town', workers });
				await expect(build).rejects.toMatchObject({ name: 'UnavailableError', code: 'build/disk-full' });
				expect(readdirSync(disk)).toEqual(['pack']);
				expect((await validateCityPack(pack)).problems).toEqual([]);
				expect(versionOf(pack)).toBe(versions.old);
			}
		} finally {
			execFileSync('umount', [disk]);
		}
	});

	it('is told too when a file grows larger than the system allows', () => {
		const { dir, pack } = makePlace();
		const large = join(root, 'larger-source');
		writeTownSource(large, 'town', 3000);
		const command = `ulimit -f 300; exec "$0" "$@"`;
		const args = ['-c', command, process.execPath, ...buildArgs(large, pack)];
		const { status, stderr } = spawnSync('bash', args, { encoding: 'utf8' });
		expect(stderr).toMatch(/a file larger than the system allows \(EFBIG\), expected room .*\[build\/disk-full\]/);
		expect(status).toBe(1);
		expect(readdirSync(dir)).toEqual(['pack']);
		expect(versionOf(pack)).toBe(versions.old);
	});
});

describe('an input that ends mid-record', () => {
	it.each(['buildings.fgb', 'lines.geojsonl'])('%s: told with its place; the old pack stays', async (name) => {
		const { dir, pack } = makePlace();
		const source = join(dir, 'source');
		let input = source;
		if (name === 'buildings.fgb') {
			cpSync(newSource, source, { recursive: true });
			const file = join(source, name);
			truncateSync(file, readFileSync(file).length - 30);
		} else {
			const ring = [
				[113, 23],
				[113.001, 23],
				[113.001, 23.001],
				[113, 23],
			];
			const line = `${JSON.stringify({ type: 'Feature', id: 'a', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } })}\n`;
			input = join(dir, name);
			appendFileSync(input, line.repeat(3) + line.slice(0, -40));
		}
		const build = buildCityPack({ inputs: [input], outDir: pack, name: 'town', workers: 2 });
		await expect(build).rejects.toMatchObject({ name: 'DataError', code: expect.stringMatching(/\/truncated$/) });
		rmSync(input, { recursive: true });
		expect(readdirSync(dir)).toEqual(['pack']);
		expect(versionOf(pack)).toBe(versions.old);
	});
});
