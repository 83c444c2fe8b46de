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
import { addUnpickable } from '../engine/add-unpickable.ts';
import { hatchPolygon } from '../engine/hatch-polygon.ts';
import { findRingAnchors } from '../engine/ring-anchors.ts';
import type { LineStyle } from '../style/line-material.ts';
import { SCENE_PALETTES, type ScenePalette } from '../style/scene-theme.ts';
import type { MapLabel } from './label-board.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines, type LineGroup } from './line-batch.ts';
import type { PictureZone, TacticsPicture } from './tactics-picture.ts';

/** Ground to keep out of, and land that nobody reaches in time. */
export interface ZonesProps extends ThemedProps {
	readonly zones: readonly PictureZone[];
	readonly holes: TacticsPicture['holes'];
}

const LEVEL_M = 0.7;
const FILL_ALPHA = 0.1;
const HATCH_M = 60;
const LABEL_PLACES = 16;
/** Order of survival, see alarm-labels.ts: an active zone comes with the gaps, a contingent one after the units. */
const RANKS = { active: 29, contingent: 56 } as const;

function toHierarchy([outer = [], ...holes]: readonly (readonly Position[])[]): PolygonHierarchy {
	const toCartesians = (ring: readonly Position[]) => ring.map(([lon, lat]) => Cartesian3.fromDegrees(lon, lat));
	return new PolygonHierarchy(
		toCartesians(outer),
		holes.map((hole) => new PolygonHierarchy(toCartesians(hole))),
	);
}

function fillZones(zones: readonly PictureZone[], palette: ScenePalette, { scene }: MapContext): () => void {
	const geometryInstances = zones.flatMap(({ polygons, tone }) =>
		polygons.map(
			(polygon) =>
				new GeometryInstance({
					geometry: new PolygonGeometry({ polygonHierarchy: toHierarchy(polygon), arcType: ArcType.GEODESIC }),
					attributes: {
						color: ColorGeometryInstanceAttribute.fromColor(
							Color.fromCssColorString(palette[tone]).withAlpha(FILL_ALPHA),
						),
					},
				}),
		),
	);
	if (geometryInstances.length === 0) return () => {};
	return addUnpickable(
		scene,
		new GroundPrimitive({
			geometryInstances,
			appearance: new PerInstanceColorAppearance({ flat: true, translucent: true }),
			classificationType: ClassificationType.TERRAIN,
			allowPicking: false,
		}),
	);
}

function listGroups({ zones, holes, theme }: ZonesProps, { ground }: MapContext): LineGroup[] {
	const palette = SCENE_PALETTES[theme];
	const style = (change: Partial<LineStyle>): LineStyle => ({
		colour: palette.attention,
		widthPx: 2,
		casingColour: palette.routeCasing,
		casingPx: 1,
		dashPx: null,
		hiddenAlpha: 0.22,
		...change,
	});
	const flat = (line: readonly Position[]) => ground.drape(line, LEVEL_M);
	const strokes = holes.flatMap((hole) => hatchPolygon(hole, HATCH_M));
	return [
		{
			style: style({ widthPx: 1.6, casingPx: 0, hiddenAlpha: 0, alpha: 0.8 }),
			lines: strokes.map((line) => flat(line)),
		},
		{ style: style({ widthPx: 2.5 }), lines: holes.flat().map(flat) },
		...zones.map(
			({ id, tone, isActive, polygons }): LineGroup => ({
				style: style({ colour: palette[tone], widthPx: isActive ? 3 : 2, dashPx: isActive ? null : [10, 7] }),
				lines: polygons.flat().map(flat),
				pickId: { layer: 'zone', id },
			}),
		),
	];
}

function listLabels(zones: readonly PictureZone[], { ground }: MapContext): MapLabel[] {
	return zones.flatMap(({ id, isActive, polygons, label }, order): MapLabel[] => {
		const ring = polygons[0]?.[0];
		if (!label || !ring) return [];
		return [
			{
				id: `zone-${id}`,
				text: label,
				disc: null,
				rank: (isActive ? RANKS.active : RANKS.contingent) + Math.min(order, 9) / 10,
				anchors: findRingAnchors(ring, LABEL_PLACES).map(([lon, lat]) => [
					lon,
					lat,
					ground.heightAt(lon, lat) + LEVEL_M,
				]),
				gapPx: 4,
				maximumRangeM: null,
			},
		];
	});
}

/** Draws zones, contingent ones as outlines and active ones filled, with their names on the ring; and hatches coverage holes. */
export function createZonesLayer(map: MapContext, props: ZonesProps): Layer<ZonesProps> {
	const { scene, labels } = map;
	let erase: (() => void)[] = [];
	const draw = (next: ZonesProps) => {
		for (const undo of erase) undo();
		const active = next.zones.filter(({ isActive }) => isActive);
		erase = [fillZones(active, SCENE_PALETTES[next.theme], map), drawLines(scene, listGroups(next, map))];
		labels.setLabels('zones', listLabels(next.zones, map), next.theme);
	};
	draw(props);
	return {
		update: draw,
		destroy() {
			for (const undo of erase) undo();
			labels.setLabels('zones', [], props.theme);
		},
	};
}
