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
import { distanceM } from '../../domain/geo/local-plane.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';
import { addUnpickable } from '../engine/add-unpickable.ts';
import { cutNear } from '../engine/cut-near.ts';
import type { MapGround } from '../engine/map-ground.ts';
import type { Point3 } from '../engine/prism-edges.ts';
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
/** Of one band; where bands lie over one another they add up: the nearer, the stronger. */
const FILL_ALPHA = 0.13;
/** Where a band ends and the next goes on. */
const FIRST_END = { widthPx: 4, dashPx: null } as const;
const OTHER_END = { widthPx: 3.5, dashPx: [12, 6] } as const;
/** The edge of all that is reached. */
const EDGE = { widthPx: 1.5, casingPx: 0, dashPx: null, alpha: 0.7 } as const;
/** A band's edge this near to that of the next is no frontier: both end at the land beside the same road. */
const SAME_EDGE_M = 20;
/** A label may stand at so many places. */
const LABEL_PLACES = 40;
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

/** The lines that tell a band from the next: where it ends and the other goes on; of the last band its edge. */
function listEnds(bands: readonly PictureBand[]): (readonly Position[])[][] {
	return bands.map(({ polygons }, index) => {
		const next = bands[index + 1];
		return next ? cutNear(polygons.flat(), next.polygons.flat(), SAME_EDGE_M) : polygons.flat();
	});
}

/** Where a band's label may stand: on its ends, those farthest from the start first. */
function findAnchors(ends: readonly (readonly Position[])[], start: Position | undefined, ground: MapGround): Point3[] {
	const awayOf = ([lon, lat]: Position) => (start ? distanceM({ lon, lat }, { lon: start[0], lat: start[1] }) : 0);
	const points = ends.map((end) => end[end.length >> 1]).filter((point) => point !== undefined);
	return points
		.toSorted((a, b) => awayOf(b) - awayOf(a))
		.slice(0, LABEL_PLACES)
		.map(([lon, lat]) => [lon, lat, ground.heightAt(lon, lat) + 1]);
}

/** Draws how far one gets: a fill that grows fainter from band to band, a line of its own where each band ends, and its minutes. */
export function createIsochroneLayer(map: MapContext, props: IsochroneProps): Layer<IsochroneProps> {
	const { scene, ground, labels } = map;
	let erase: (() => void)[] = [];
	const draw = ({ bands, theme }: IsochroneProps) => {
		for (const undo of erase) undo();
		erase = [];
		const palette = SCENE_PALETTES[theme];
		const ends = listEnds(bands);
		const start = bands[0]?.polygons[0]?.[0]?.[0];
		labels.setLabels(
			'isochrone',
			bands.map(
				(band, index): MapLabel => ({
					id: `band-${band.minutes}`,
					text: band.label,
					disc: null,
					rank: RANK,
					anchors: findAnchors(ends[index] ?? [], start, ground),
					gapPx: 2,
					maximumRangeM: null,
				}),
			),
			theme,
		);
		if (bands.length === 0) return;
		const colour = Color.fromCssColorString(palette.accent).withAlpha(FILL_ALPHA);
		const fills = bands.map((band) =>
			addUnpickable(
				scene,
				new GroundPrimitive({
					geometryInstances: fillBand(band, colour),
					appearance: new PerInstanceColorAppearance({ flat: true, translucent: true }),
					classificationType: ClassificationType.TERRAIN,
					allowPicking: false,
				}),
			),
		);
		const base = { colour: palette.accent, casingColour: palette.routeCasing, casingPx: 1.5, hiddenAlpha: 0.3 };
		const groups = ends.map((lines, index): LineGroup => {
			const isLast = index === bands.length - 1;
			const look = isLast ? EDGE : index === 0 ? FIRST_END : OTHER_END;
			return { style: { ...base, ...look }, lines: lines.map((line) => ground.drape(line, LEVEL_M)) };
		});
		erase = [
			drawLines(scene, groups),
			() => {
				if (scene.isDestroyed()) return;
				for (const eraseFill of fills) eraseFill();
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
