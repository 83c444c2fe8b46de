import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { extname, join, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const CESIUM_BUILD = resolve(import.meta.dirname, 'node_modules/cesium/Build/Cesium');
const CESIUM_BASE_URL = '/cesium/';
/** What our scene can ask for: no sky, moon, imagery, Draco, KTX2 or Google Earth. */
const CESIUM_FOLDERS = ['Workers', 'Assets/IAU2006_XYS', 'Assets/Images'];
const CESIUM_FILES = ['Assets/approximateTerrainHeights.json'];

const MEDIA_TYPES: Record<string, string> = {
	'.js': 'text/javascript',
	'.json': 'application/json',
	'.png': 'image/png',
};

function listCesiumAssets(): string[] {
	const inFolders = CESIUM_FOLDERS.flatMap((folder) =>
		readdirSync(join(CESIUM_BUILD, folder), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => relative(CESIUM_BUILD, join(entry.parentPath, entry.name)).split(sep).join('/')),
	);
	return [...inFolders, ...CESIUM_FILES];
}

/** Gives the engine its workers and tables at CESIUM_BASE_URL, in dev from node_modules and in a build as copies. */
function serveCesiumAssets(): Plugin {
	return {
		name: 'fengtu:cesium-assets',
		config: () => ({ define: { CESIUM_BASE_URL: JSON.stringify(CESIUM_BASE_URL) } }),
		configureServer(server) {
			const assets = new Set(listCesiumAssets());
			server.middlewares.use(CESIUM_BASE_URL, (request, response, next) => {
				const path = (request.url ?? '').split('?')[0]?.replace(/^\//, '') ?? '';
				if (!assets.has(path)) return next();
				response.setHeader('content-type', MEDIA_TYPES[extname(path)] ?? 'application/octet-stream');
				createReadStream(join(CESIUM_BUILD, path)).pipe(response);
			});
		},
		buildStart() {
			if (!existsSync(CESIUM_BUILD)) this.error(`vite.config: got no ${CESIUM_BUILD}, expected npm ci to have run`);
		},
		generateBundle() {
			for (const asset of listCesiumAssets()) {
				this.emitFile({
					type: 'asset',
					fileName: `${CESIUM_BASE_URL.slice(1)}${asset}`,
					source: readFileSync(join(CESIUM_BUILD, asset)),
				});
			}
		},
	};
}

/** What resium makes its components with. */
const RESIUM_FACTORIES = /(\w+) as (?:createCesiumComponent|createPostProcessStage|createCameraOperation)\b/g;

/**
 * Says of resium's components that making one has no effect but the component: the bundler then leaves out those the page does not use,
 * and the parts of the engine that only they need.
 */
function dropUnusedResium(): Plugin {
	return {
		name: 'fengtu:drop-unused-resium',
		apply: 'build',
		transform(code, id) {
			if (!/\/resium\/dist\/resium\.js$/.test(id)) return null;
			const factories = [...code.matchAll(RESIUM_FACTORIES)].map(([, name]) => name);
			if (factories.length !== 3) {
				this.error(`vite.config: got ${factories.length} factories of resium, expected 3: its bundle has changed`);
			}
			const calls = new RegExp(`(?<= = )(?=(?:${factories.join('|')})\\()`, 'g');
			return { code: code.replace(calls, '/* @__PURE__ */ '), map: null };
		},
	};
}

/** Files under this are not worth a second copy, bytes. */
const LEAST_PACKED_BYTES = 1024;
/** Near the smallest, at a tenth of the time. */
const BROTLI_QUALITY = 9;

/** Lays a .br and a .gz beside every text file of a build, which the server sends to browsers that take them. */
function packFiles(): Plugin {
	return {
		name: 'fengtu:pack-files',
		apply: 'build',
		async writeBundle({ dir }, bundle) {
			const root = dir ?? 'dist';
			const texts = Object.keys(bundle).filter((name) => /\.(js|css|json|html|svg)$/.test(name));
			await Promise.all(
				texts.map(async (name) => {
					const path = join(root, name);
					const bytes = await readFile(path);
					if (bytes.length < LEAST_PACKED_BYTES) return;
					const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
					await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, { params }));
					await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
				}),
			);
		},
	};
}

export default defineConfig({
	plugins: [react(), serveCesiumAssets(), dropUnusedResium(), packFiles()],
	resolve: {
		alias: [{ find: /^cesium$/, replacement: resolve(import.meta.dirname, 'src/scene/cesium-shim/cesium.ts') }],
	},
	optimizeDeps: { include: ['resium', '@cesium/engine', 'three', '@react-three/fiber'] },
	worker: { format: 'es' },
	build: {
		outDir: 'dist',
		target: 'es2022',
		// Cesium and three come with the map and the close-up, which the page imports when it needs them.
		chunkSizeWarningLimit: 5_000,
	},
	server: {
		proxy: {
			'/api': { target: 'http://127.0.0.1:8080', ws: true },
			'/packs': 'http://127.0.0.1:8080',
		},
	},
});
