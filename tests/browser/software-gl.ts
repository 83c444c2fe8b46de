/** Arguments of a Chromium without a GPU: SwiftShader draws, the same colours on every machine. */
export const SOFTWARE_GL: readonly string[] = [
	'--no-sandbox',
	'--use-angle=swiftshader',
	'--enable-unsafe-swiftshader',
	'--ignore-gpu-blocklist',
	'--force-color-profile=srgb',
	'--font-render-hinting=none',
	'--disable-dev-shm-usage',
];
