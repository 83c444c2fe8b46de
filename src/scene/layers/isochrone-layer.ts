import {
	ArcType,
	Cartesian3,
	ClassificationType,
	Color,
	ColorGeometryInstanceAttribute,
	GeometryInstance,
	GroundPrimitive,
	PerInstanceColorAppearance,
	PolygonGeometry,
	PolygonHierarchy,
} from 'cesium';
import type { Position } from '../../domain/geo/lon-lat.ts';
import type { Point3 } from '../engine/prism-edges.ts';
import type { LineStyle } from '../style/line-material.ts';
import { SCENE_PALETTES } from '../style/scene-theme.ts';
import type { MapLabelText } from './alarm-picture.ts';
import type { MapLabel } from './label-board.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines, type LineGroup } from './line-batch.ts';

/** What can be reached within some time. */
export interface PictureBand {
	readonly minutes: number;
	/** GeoJSON MultiPolygon coordinates. */
	readonly polygons: readonly (readonly (readonly Position[])[])[];
	readonly label: MapLabelText;
}

/** The bands of an isochrone, nearest first; an empty list draws nothing. */
export interface IsochroneProps extends ThemedProps {
	readonly bands: readonly PictureBand[];
}

const LEVEL_M = 0.8;
/** Of one band; where bands lie over one another they add up. */
const FILL_ALPHA = 0.07;
const OUTLINES: readonly Pick<LineStyle, 'widthPx' | 'dashPx'>[] = [
	{ widthPx: 3, dashPx: null },
	{ widthPx: 2.5, dashPx: [12, 6] },
	{ widthPx: 2.5, dashPx: [3, 5] },
];
/** Labels may stand at so many places round a band. */
const LABEL_PLACES = 12;
/** Order of survival, see alarm-labels.ts. */
const RANK = 65;

function toCartesians(ring: readonly Position[]): Cartesian3[] {
	return ring.map(([lon, lat]) => Cartesian3.fromDegrees(lon, lat));
}

function fillBand({ polygons }: PictureBand, colour: Color): GeometryInstance[] {
	return polygons.map(
		([outer = [], ...holes]) =>
			new GeometryInstance({
				geometry: new PolygonGeometry({
					polygonHierarchy: new PolygonHierarchy(
						toCartesians(outer),
						holes.map((hole) => new PolygonHierarchy(toCartesians(hole))),
					),
					arcType: ArcType.GEODESIC,
				}),
				attributes: { color: ColorGeometryInstanceAttribute.fromColor(colour) },
			}),
	);
}

/** The longest ring of a band: there its label stands. */
function findAnchors({ polygons }: PictureBand, heightAt: (lon: number, lat: number) => number): Point3[] {
	const outer = polygons.map(([ring = []]) => ring).toSorted((a, b) => b.length - a.length)[0] ?? [];
	const step = Math.max(1, Math.floor(outer.length / LABEL_PLACES));
	return outer
		.filter((_, index) => index % step === 0)
		.toSorted((a, b) => b[1] - a[1])
		.map(([lon, lat]) => [lon, lat, heightAt(lon, lat) + 1]);
}

/** Draws how far one gets: a faint fill on the ground, an outline of its own for each band, and its minutes. */
export function createIsochroneLayer(map: MapContext, props: IsochroneProps): Layer<IsochroneProps> {
	const { scene, ground, labels } = map;
	let erase: (() => void)[] = [];
	const draw = ({ bands, theme }: IsochroneProps) => {
		for (const undo of erase) undo();
		erase = [];
		const palette = SCENE_PALETTES[theme];
		labels.setLabels(
			'isochrone',
			bands.map(
				(band): MapLabel => ({
					id: `band-${band.minutes}`,
					text: band.label,
					disc: null,
					rank: RANK,
					anchors: findAnchors(band, ground.heightAt),
					gapPx: 2,
					maximumRangeM: null,
				}),
			),
			theme,
		);
		if (bands.length === 0) return;
		const colour = Color.fromCssColorString(palette.accent).withAlpha(FILL_ALPHA);
		const fills = bands.map(
			(band) =>
				scene.primitives.add(
					new GroundPrimitive({
						geometryInstances: fillBand(band, colour),
						appearance: new PerInstanceColorAppearance({ flat: true, translucent: true }),
						classificationType: ClassificationType.TERRAIN,
						allowPicking: false,
					}),
				) as GroundPrimitive,
		);
		const groups = bands.map(
			({ polygons }, index): LineGroup => ({
				style: {
					...(OUTLINES[Math.min(index, OUTLINES.length - 1)] as Pick<LineStyle, 'widthPx' | 'dashPx'>),
					colour: palette.accent,
					casingColour: palette.routeCasing,
					casingPx: 1.5,
					hiddenAlpha: 0.3,
				},
				lines: polygons.flat().map((ring) => ground.drape(ring, LEVEL_M)),
			}),
		);
		erase = [
			drawLines(scene, groups),
			() => {
				if (scene.isDestroyed()) return;
				for (const fill of fills) scene.primitives.remove(fill);
				scene.requestRender();
			},
		];
	};
	draw(props);
	return {
		update: draw,
		destroy() {
			for (const undo of erase) undo();
			labels.setLabels('isochrone', [], props.theme);
		},
	};
}
