import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

/** A folder for the tests of a file, taken away after them. `write` puts a file there and says its path. */
export function makeTempFolder() {
	let folder = '';
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'fengtu-'));
	});
	afterAll(() => rmSync(folder, { recursive: true }));
	return {
		write(name: string, content: Uint8Array | string): string {
			const path = join(folder, name);
			writeFileSync(path, content);
			return path;
		},
	};
}
