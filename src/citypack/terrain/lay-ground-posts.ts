import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import type { BBox } from '../../domain/geo/lon-lat.ts';
import type { PostLattice } from '../../domain/pack/ground-grid.ts';
import { type Dem, toRaster } from './dem.ts';

/** Ground shown round the city, metres: hills beyond the last building are seen. */
const MARGIN_M = 3_000;
/** 2 bytes a post: what a page loads at once. */
export const MAX_POSTS = 4_000_000;

/**
 * Lays the posts of the ground grid over the city and 3 km round it. In a model by longitude and latitude they are the model's own
 * samples; in a projected one they stand as far apart as its samples do. Where that makes more than 4 million, only every second,
 * third ... of both directions stands. Of several models the first decides.
 */
export function layGroundPosts(dem: Dem, bounds: BBox): PostLattice {
	const own = ownLattice(dem, bounds);
	const scale = metresPerDegree((bounds[1] + bounds[3]) / 2);
	const margin = { lon: MARGIN_M / scale.lon, lat: MARGIN_M / scale.lat };
	const box: BBox = [bounds[0] - margin.lon, bounds[1] - margin.lat, bounds[2] + margin.lon, bounds[3] + margin.lat];
	let every = 1;
	for (;;) {
		const lattice = cut(own, every, box);
		if (lattice.columns * lattice.rows <= MAX_POSTS) return lattice;
		every++;
	}
}

interface Origin {
	readonly lon: number;
	readonly lat: number;
	readonly lonStep: number;
	readonly latStep: number;
}

/** Posts that fall on a model's samples, or as dense as they are. */
function ownLattice(dem: Dem, bounds: BBox): Origin {
	const { x0, xColumn, xRow, y0, yColumn, yRow } = dem.placement;
	if (dem.unit === 'degrees' && xRow === 0 && yColumn === 0) {
		return { lon: x0, lat: y0, lonStep: Math.abs(xColumn), latStep: Math.abs(yRow) };
	}
	const [lon, lat] = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
	const reach = 0.001;
	const [cx, cy, ex, ey, nx, ny] = toRaster(
		dem,
		Float64Array.of(lon, lat, lon + reach, lat, lon, lat + reach),
	) as unknown as [number, number, number, number, number, number];
	const step = (samples: number) => Math.round((reach / samples) * 1e7) / 1e7;
	return { lon: 0, lat: 0, lonStep: step(Math.hypot(ex - cx, ey - cy)), latStep: step(Math.hypot(nx - cx, ny - cy)) };
}

function cut({ lon, lat, lonStep, latStep }: Origin, every: number, box: BBox): PostLattice {
	const [stepX, stepY] = [lonStep * every, latStep * every];
	const firstColumn = Math.floor((box[0] - lon) / stepX + 1e-6);
	const firstRow = Math.floor((box[1] - lat) / stepY + 1e-6);
	return {
		west: lon + firstColumn * stepX,
		south: lat + firstRow * stepY,
		lonStep: stepX,
		latStep: stepY,
		columns: Math.max(1, Math.ceil((box[2] - lon) / stepX - 1e-6) - firstColumn) + 1,
		rows: Math.max(1, Math.ceil((box[3] - lat) / stepY - 1e-6) - firstRow) + 1,
	};
}
