import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The folder that holds package.json. */
export const PROJECT_DIR = resolve(import.meta.dirname, '../..');

/** The version in package.json. */
export function readVersion(): string {
	const manifest = JSON.parse(readFileSync(resolve(PROJECT_DIR, 'package.json'), 'utf8')) as { version: string };
	return manifest.version;
}
