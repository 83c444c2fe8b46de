import { basename } from 'node:path';
import { fromFile, type GeoTIFFImage } from 'geotiff';
import { AppError, DataError, describeError } from '../../domain/errors.ts';
import { type Crs, parseCrs } from '../../domain/geo/crs.ts';
import { createFromWgs84 } from '../../domain/geo/from-wgs84.ts';
import { type Dem, type RasterPlacement, toHeightM } from './dem.ts';

/** GeoKey value for "not one of EPSG's". */
const USER_DEFINED = 32_767;
/** EPSG units of heights, in metres. */
const VERTICAL_UNIT_M: Readonly<Record<number, number>> = { 9001: 1, 9002: 0.3048, 9003: 1200 / 3937 };
const SAMPLE_FORMATS = { 1: 'unsigned', 2: 'signed', 3: 'float' } as const;

/**
 * Opens a GeoTIFF of heights: one band of 16- or 32-bit integers or floats, in strips or tiles, with nodata, scale and offset as
 * GDAL writes them, in any system of domain/geo/crs.ts. Heights are metres unless the file says feet.
 * @throws DataError `dem/not-readable`, `dem/not-a-dem`, `dem/no-crs`, `dem/no-place`, `crs/...`
 */
export async function openGeotiff(path: string): Promise<Dem> {
	const tiff = await fromFile(path).catch((cause) => {
		throw notReadable(path, cause);
	});
	try {
		const image = await tiff.getImage(0);
		return await createDem(path, image, async () => {
			await tiff.close();
		});
	} catch (cause) {
		await tiff.close();
		throw notReadable(path, cause);
	}
}

async function createDem(path: string, image: GeoTIFFImage, close: () => Promise<void>): Promise<Dem> {
	requireHeights(path, image);
	const { crs, unitM } = readSystem(path, image);
	const { scale, offset } = await readScale(image);
	const nodata = image.getGDALNoData();
	const text = async (tag: 'DateTime' | 'Copyright') =>
		image.fileDirectory.hasTag(tag)
			? String(await image.fileDirectory.loadValue(tag))
					.replaceAll('\0', '')
					.trim()
			: '';
	const date = /^(\d{4}):(\d{2}):(\d{2})/.exec(await text('DateTime'));
	return {
		name: basename(path),
		width: image.getWidth(),
		height: image.getHeight(),
		crs: crs.name,
		crsEvidence: 'file header (GeoTIFF)',
		licence: (await text('Copyright')) || null,
		date: date ? date.slice(1).join('-') : null,
		fromWgs84: createFromWgs84(crs),
		unit: crs.unit,
		placement: readPlacement(path, image),
		readWindow: async (x0, y0, x1, y1, signal) => {
			const [samples] = await image
				.readRasters({ window: [x0, y0, x1, y1], samples: [0], interleave: false, ...(signal ? { signal } : {}) })
				.catch((cause) => {
					throw signal?.aborted ? signal.reason : notReadable(path, cause);
				});
			const out = new Float32Array((x1 - x0) * (y1 - y0));
			for (let i = 0; i < out.length; i++) {
				const sample = samples?.[i] as number;
				out[i] = sample === nodata ? Number.NaN : toHeightM((sample * scale + offset) * unitM);
			}
			return out;
		},
		close,
	};
}

function requireHeights(path: string, image: GeoTIFFImage): void {
	const bands = image.getSamplesPerPixel();
	const bits = image.getBitsPerSample();
	const format = SAMPLE_FORMATS[image.getSampleFormat() as 1 | 2 | 3];
	if (bands === 1 && bits >= 16 && format) return;
	const found = `${bands} ${bands === 1 ? 'band' : 'bands'} of ${bits}-bit ${format ?? 'other'} samples`;
	throw new DataError(
		'dem/not-a-dem',
		`${path}: got ${found}, expected heights: one band of 16 or 32 bits (a picture or a shaded relief is no elevation model)`,
		{ context: { path, bands, bits } },
	);
}

function readSystem(path: string, image: GeoTIFFImage): { crs: Crs; unitM: number } {
	const keys = image.getGeoKeys() ?? {};
	const code = [keys.ProjectedCSTypeGeoKey, keys.GeographicTypeGeoKey].find((key) => key && key !== USER_DEFINED);
	const isProjectedByHand = keys.ProjectedCSTypeGeoKey === USER_DEFINED;
	if (code === undefined || isProjectedByHand) {
		throw new DataError(
			'dem/no-crs',
			`${path}: got ${isProjectedByHand ? 'a coordinate system of its own' : 'no coordinate system'}, expected one of EPSG's; 'gdalwarp -t_srs EPSG:4326' makes one`,
			{ context: { path } },
		);
	}
	const verticalUnit = keys.VerticalUnitsGeoKey ?? 9001;
	const unitM = VERTICAL_UNIT_M[verticalUnit];
	if (unitM === undefined) {
		throw new DataError('dem/not-a-dem', `${path}: got heights in EPSG unit ${verticalUnit}, expected metres or feet`, {
			context: { path, verticalUnit },
		});
	}
	return { crs: parseCrs(`EPSG:${code}`), unitM };
}

async function readScale(image: GeoTIFFImage): Promise<{ scale: number; offset: number }> {
	const metadata = (await image.getGDALMetadata(0)) ?? {};
	const read = (key: string, otherwise: number) => (metadata[key] === undefined ? otherwise : Number(metadata[key]));
	return { scale: read('SCALE', 1), offset: read('OFFSET', 0) };
}

/** The GeoTIFF standard's affine transformation, moved from corners of pixels to their middles unless pixels are points. */
function readPlacement(path: string, image: GeoTIFFImage): RasterPlacement {
	const matrix = image.fileDirectory.getValue('ModelTransformation');
	const scale = image.fileDirectory.getValue('ModelPixelScale');
	const tie = image.fileDirectory.getValue('ModelTiepoint');
	const half = image.getGeoKeys()?.GTRasterTypeGeoKey === 2 ? 0 : 0.5;
	let corner: readonly number[] | undefined;
	if (matrix) corner = [matrix[3], matrix[0], matrix[1], matrix[7], matrix[4], matrix[5]].map(Number);
	else if (scale && tie && tie.length === 6) {
		const [i, j, , x, y] = Array.from(tie, Number) as [number, number, number, number, number];
		const [sx, sy] = Array.from(scale, Number) as [number, number];
		corner = [x - i * sx, sx, 0, y + j * sy, 0, -sy];
	}
	const isInvertible = corner && corner[1]! * corner[5]! !== corner[2]! * corner[4]!;
	if (!corner?.every(Number.isFinite) || !isInvertible) {
		throw new DataError(
			'dem/no-place',
			`${path}: got no place on the map, expected a GeoTIFF with tie point and scale`,
			{
				context: { path },
			},
		);
	}
	const [x0, xColumn, xRow, y0, yColumn, yRow] = corner as [number, number, number, number, number, number];
	return {
		x0: x0 + half * (xColumn + xRow),
		xColumn,
		xRow,
		y0: y0 + half * (yColumn + yRow),
		yColumn,
		yRow,
	};
}

function notReadable(path: string, cause: unknown): unknown {
	if (cause instanceof AppError || (cause as NodeJS.ErrnoException).code === 'ENOENT') return cause;
	return new DataError(
		'dem/not-readable',
		`${path}: got ${describeError(cause)}, expected a GeoTIFF that can be read`,
		{
			context: { path },
			cause,
		},
	);
}
