import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FontReader } from '../../src/workers/report/report-fonts.ts';

const FOLDER = resolve(import.meta.dirname, '../../node_modules/@fontsource/noto-sans-sc/files');

/** Reads the report's fonts from the disk, as the page does from its build. */
export const readFont: FontReader = async (name) => {
	const bytes = await readFile(`${FOLDER}/noto-sans-sc-${name}-normal.woff`);
	return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
};
