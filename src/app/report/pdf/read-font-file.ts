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

/** Reads a file of the font that came with the page. @throws Error it is not there, or cannot be read */
export const readFontFile: FontReader = async (name) => {
	const url = FILES[`${FOLDER}${name}-normal.woff`];
	if (url === undefined) throw new Error(`readFontFile: got ${name}, expected a part of the font in the build`);
	const response = await fetch(url);
	if (!response.ok) throw new Error(`readFontFile: got ${response.status} for ${name}, expected 200`);
	return response.arrayBuffer();
};
