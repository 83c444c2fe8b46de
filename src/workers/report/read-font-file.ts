import { DataError, describeError, UnavailableError } from '../../domain/errors.ts';
import type { FontReader } from './report-fonts.ts';

declare global {
	interface ImportMeta {
		/** Of Vite: addresses of files, by their path from the project's root. */
		glob<T>(
			patterns: readonly string[],
			options: { readonly query: '?url'; readonly import: 'default'; readonly eager: true },
		): Readonly<Record<string, T>>;
	}
}

/** Addresses of the font's files in the build, by '[part]-[weight]'. */
const FILES = import.meta.glob<string>(
	[
		'/node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-{400,700}-normal.woff',
		'/node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-[0-9]*-400-normal.woff',
	],
	{ query: '?url', import: 'default', eager: true },
);
const FOLDER = '/node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-';

/** Reads a file of the font that came with the page. @throws UnavailableError it cannot be reached. @throws DataError it is not in the build */
export const readFontFile: FontReader = async (name) => {
	const url = FILES[`${FOLDER}${name}-normal.woff`];
	if (url === undefined) {
		throw new DataError('report/no-font', `readFontFile: got ${name}, expected a part of the font in the build`);
	}
	const fail = (got: string, cause?: unknown) =>
		new UnavailableError('report/font-unreachable', `readFontFile: got ${got} for ${name}, expected 200`, { cause });
	const response = await fetch(url).catch((error: unknown) => {
		throw fail(describeError(error), error);
	});
	if (!response.ok) throw fail(`${response.status}`);
	return response.arrayBuffer();
};
