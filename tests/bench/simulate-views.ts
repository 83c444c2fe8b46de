/**
 * What a view of a pack loads and draws: CesiumJS's own traversal, simulated with its own geometry (screen-space error 16,
 * 1920 x 1080, field of view 60 degrees, REPLACE, culling by region, no fog). Run it alone:
 *   node --import tsx tests/bench/simulate-views.ts PACK
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import * as engine from '@cesium/engine';
import {
	Cartesian3,
	Cartographic,
	type CullingVolume,
	Ellipsoid,
	GeographicProjection,
	Intersect,
	Matrix4,
	PerspectiveFrustum,
	Rectangle,
	SceneMode,
	Transforms,
} from '@cesium/engine';
import { contentPath } from '../../src/citypack/tiles/make-tile.ts';
import { measureTile, tileDecoderReady } from '../../src/citypack/tiles/measure-tile.ts';
import { type ListedTile, readTileset } from '../../src/citypack/tiles/read-tileset.ts';

/** The class behind every tile's region; CesiumJS has it, its types do not. */
interface TileBoundingRegion {
	readonly boundingVolume: Parameters<CullingVolume['computeVisibility']>[0];
	/** Metres. */
	distanceToCamera(frameState: object): number;
}
const { TileBoundingRegion } = engine as unknown as {
	TileBoundingRegion: new (options: {
		rectangle: Rectangle;
		minimumHeight: number;
		maximumHeight: number;
	}) => TileBoundingRegion;
};

const MAX_ERROR_PX = 16;
const WIDTH_PX = 1920;
const HEIGHT_PX = 1080;
const FIELD_OF_VIEW_RAD = Math.PI / 3;
/** A view is looked at in these directions, and the heaviest is told. */
const HEADINGS_DEG = [0, 45, 90, 135, 180, 225, 270, 315];

/** What a view costs. */
export interface ViewCost {
	readonly name: string;
	/** Drawn at the end, and loaded on the way there: the tiles above, and siblings that CesiumJS loads before it refines. */
	readonly tiles: number;
	readonly loadedTiles: number;
	readonly bytesGzip: number;
	readonly loadedBytesGzip: number;
	readonly features: number;
	readonly triangles: number;
}

interface Camera {
	readonly position: Cartesian3;
	readonly direction: Cartesian3;
	readonly up: Cartesian3;
}

/** How a view is set up: where the camera looks, from how far, and how steeply down. */
interface View {
	readonly name: string;
	readonly at: Cartographic;
	/** Metres from `at`; 0 = the camera stands there. */
	readonly rangeM: number;
	readonly pitchDeg: number;
}

interface TreeTile extends ListedTile {
	readonly children: TreeTile[];
	readonly volume: TileBoundingRegion;
	readonly bytesGzip: number;
}

/** Simulates the views of a pack. */
export async function simulateViews(packDir: string): Promise<ViewCost[]> {
	await tileDecoderReady;
	const dir = findTileset(packDir);
	const { rootError, tiles } = readTileset(dir);
	const tree = new Map<string, TreeTile>();
	for (const tile of tiles) {
		const [west, south, east, north, minimumHeight, maximumHeight] = tile.region as [
			number,
			number,
			number,
			number,
			number,
			number,
		];
		const volume = new TileBoundingRegion({
			rectangle: new Rectangle(west, south, east, north),
			minimumHeight,
			maximumHeight,
		});
		const path = contentPath(tile.level, tile.x, tile.y);
		const made = { ...tile, children: [], volume, bytesGzip: readFileSync(join(dir, path)).byteLength };
		tree.set(path, made);
		tree.get(contentPath(tile.level - 1, tile.x >> 1, tile.y >> 1))?.children.push(made);
	}
	const root = tree.get(contentPath(0, 0, 0));
	if (!root) return [];
	return listViews(root, [...tree.values()]).map((view) => {
		const headings = view.pitchDeg === -90 ? [0] : HEADINGS_DEG;
		const costs = headings.map((heading) => costOf(view, placeCamera(view, heading), root, rootError, dir));
		return costs.reduce((most, cost) => (cost.features > most.features ? cost : most));
	});
}

/** Simulates the views of a pack and prints what they cost. */
export async function printViews(packDir: string): Promise<void> {
	console.log(
		`\nSimulated views (error ${MAX_ERROR_PX} px, ${WIDTH_PX} x ${HEIGHT_PX}, field of view 60 degrees; heaviest of ${HEADINGS_DEG.length} headings):`,
	);
	for (const cost of await simulateViews(packDir)) {
		console.log(
			`  ${cost.name}: ${cost.tiles} tiles, ${(cost.bytesGzip / 1e6).toFixed(2)} MB gzip, ${cost.features} features, ` +
				`${(cost.triangles / 1e6).toFixed(2)} M triangles; loaded on the way ${cost.loadedTiles} tiles, ${(cost.loadedBytesGzip / 1e6).toFixed(2)} MB`,
		);
	}
}

/** The folder of tileset.json: the only one below tiles/. */
function findTileset(packDir: string): string {
	const versions = existsSync(join(packDir, 'tiles')) ? readdirSync(join(packDir, 'tiles')) : [];
	if (versions.length !== 1) throw new Error(`${packDir}/tiles: got ${versions.length} folders, expected 1`);
	return join(packDir, 'tiles', versions[0] as string);
}

function listViews(root: TreeTile, tiles: readonly TreeTile[]): View[] {
	const leaves = tiles.filter((tile) => tile.children.length === 0);
	const densest = leaves.reduce((most, tile) => (densityOf(tile) > densityOf(most) ? tile : most));
	const city = middleOf(root);
	const quarter = middleOf(densest);
	const above = (heightM: number) => new Cartographic(quarter.longitude, quarter.latitude, quarter.height + heightM);
	return [
		{ name: 'whole city, 60 km straight down', at: city, rangeM: 60_000, pitchDeg: -90 },
		{ name: 'whole city, 60 km, 45 degrees down', at: city, rangeM: 60_000, pitchDeg: -45 },
		{ name: 'district, 8 km, 45 degrees down', at: quarter, rangeM: 8000, pitchDeg: -45 },
		{ name: 'street, 30 m up, to the horizon', at: above(30), rangeM: 0, pitchDeg: 0 },
		{ name: 'street, 150 m up, 20 degrees down', at: above(150), rangeM: 0, pitchDeg: -20 },
	];
}

function densityOf(tile: TreeTile): number {
	const [west, south, east, north] = tile.region as [number, number, number, number];
	return tile.bytesGzip / ((east - west) * (north - south));
}

function middleOf({ region }: TreeTile): Cartographic {
	const [west, south, east, north, low] = region as [number, number, number, number, number];
	return new Cartographic((west + east) / 2, (south + north) / 2, low);
}

function placeCamera({ at, rangeM, pitchDeg }: View, headingDeg: number): Camera {
	const frame = Transforms.eastNorthUpToFixedFrame(Ellipsoid.WGS84.cartographicToCartesian(at));
	const heading = (headingDeg * Math.PI) / 180;
	const pitch = (pitchDeg * Math.PI) / 180;
	const turn = (east: number, north: number, up: number) =>
		Matrix4.multiplyByPointAsVector(frame, new Cartesian3(east, north, up), new Cartesian3());
	const flat = [Math.sin(heading), Math.cos(heading)] as const;
	const direction = turn(flat[0] * Math.cos(pitch), flat[1] * Math.cos(pitch), Math.sin(pitch));
	const up = turn(-flat[0] * Math.sin(pitch), -flat[1] * Math.sin(pitch), Math.cos(pitch));
	const target = Matrix4.getTranslation(frame, new Cartesian3());
	const back = Cartesian3.multiplyByScalar(direction, -rangeM, new Cartesian3());
	return { position: Cartesian3.add(target, back, new Cartesian3()), direction, up };
}

function costOf(view: View, camera: Camera, root: TreeTile, rootError: number, dir: string): ViewCost {
	const frustum = new PerspectiveFrustum({
		fov: FIELD_OF_VIEW_RAD,
		aspectRatio: WIDTH_PX / HEIGHT_PX,
		near: 0.1,
		far: 1e8,
	});
	const culling = frustum.computeCullingVolume(camera.position, camera.direction, camera.up);
	const frameState = {
		mode: SceneMode.SCENE3D,
		mapProjection: new GeographicProjection(),
		camera: {
			positionWC: camera.position,
			positionCartographic: Ellipsoid.WGS84.cartesianToCartographic(camera.position),
		},
	};
	const errorPx = (tile: TreeTile) => {
		const distanceM = Math.max(tile.volume.distanceToCamera(frameState), 1e-7);
		return ((rootError / 2 ** tile.level) * HEIGHT_PX) / (distanceM * 2 * Math.tan((frustum.fovy ?? 0) / 2));
	};
	const drawn: TreeTile[] = [];
	const loaded: TreeTile[] = [];
	const visit = (tile: TreeTile, isVisible: boolean) => {
		loaded.push(tile);
		if (!isVisible) return;
		if (tile.children.length === 0 || errorPx(tile) <= MAX_ERROR_PX) drawn.push(tile);
		else for (const child of tile.children) visit(child, isInView(child, culling));
	};
	if (isInView(root, culling)) visit(root, true);
	const contents = drawn.map(({ level, x, y }) =>
		measureTile(gunzipSync(readFileSync(join(dir, contentPath(level, x, y))))),
	);
	return {
		name: view.name,
		tiles: drawn.length,
		loadedTiles: loaded.length,
		bytesGzip: drawn.reduce((sum, tile) => sum + tile.bytesGzip, 0),
		loadedBytesGzip: loaded.reduce((sum, tile) => sum + tile.bytesGzip, 0),
		features: contents.reduce((sum, { features }) => sum + features, 0),
		triangles: contents.reduce((sum, { triangles }) => sum + triangles, 0),
	};
}

function isInView({ volume }: TreeTile, culling: CullingVolume): boolean {
	return culling.computeVisibility(volume.boundingVolume) !== Intersect.OUTSIDE;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await printViews(process.argv[2] ?? '');
