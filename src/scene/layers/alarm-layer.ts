import { drawGap, drawHeight } from '../engine/alarm-lines.ts';
import type { MapGround } from '../engine/map-ground.ts';
import { findPrismEdges } from '../engine/prism-edges.ts';
import type { LineStyle } from '../style/line-material.ts';
import { SCENE_PALETTES } from '../style/scene-theme.ts';
import { drawIncidentSymbol, drawWaterSymbol } from '../style/symbols.ts';
import { createHeightLabel, getGapLevelM, getRoofM, listAlarmLabels } from './alarm-labels.ts';
import type { AlarmPicture } from './alarm-picture.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines, type LineGroup } from './line-batch.ts';
import { drawPointSymbols, type PointSymbol } from './point-symbols.ts';

/** The alarm on the map. */
export interface AlarmProps extends ThemedProps {
	readonly picture: AlarmPicture | null;
}

const INCIDENT_PX = 38;
const WATER_PX = 28;
/** The height dimension changes sides when the view has turned by this much. */
const HEIGHT_TURN_DEG = 15;

function listLineGroups(picture: AlarmPicture, theme: AlarmProps['theme'], ground: MapGround): LineGroup[] {
	const palette = SCENE_PALETTES[theme];
	const style = (change: Partial<LineStyle>): LineStyle => ({
		colour: palette.dimension,
		widthPx: 2,
		casingColour: palette.routeCasing,
		casingPx: 1.5,
		dashPx: null,
		hiddenAlpha: 0.36,
		...change,
	});
	const groups: LineGroup[] = [];
	const roofs = picture.neighbours.flatMap(
		(neighbour) => findPrismEdges(neighbour.polygons, getRoofM(neighbour, ground)).roof,
	);
	groups.push({
		style: style({ colour: palette.neighbourEdge, widthPx: 1.2, casingPx: 0, hiddenAlpha: 0 }),
		lines: roofs,
	});
	const { target } = picture;
	const gaps = picture.neighbours.flatMap((neighbour) =>
		neighbour.gapLine && neighbour.gapLabel
			? drawGap(neighbour.gapLine, getGapLevelM(target, neighbour, ground) + 0.3)
			: [],
	);
	groups.push({ style: style({ hiddenAlpha: 0.42 }), lines: gaps });
	if (target) {
		const edges = findPrismEdges(target.polygons, getRoofM(target, ground), ground.footOf(target.polygons));
		groups.push({
			style: style({
				colour: palette.danger,
				widthPx: 3,
				dashPx: target.heightM === null ? [2, 4] : null,
				hiddenAlpha: 0.38,
			}),
			lines: [...edges.foot, ...edges.roof, ...edges.corners],
		});
	}
	return groups;
}

function listSymbols(picture: AlarmPicture, theme: AlarmProps['theme'], map: MapContext): PointSymbol[] {
	const { ground, pixelRatio } = map;
	return picture.water.map(
		(source): PointSymbol => ({
			at: source,
			heightM: ground.heightAt(source.lon, source.lat) + 1.5,
			image: drawWaterSymbol(source, theme, WATER_PX, pixelRatio),
			pickId: { layer: 'water', id: source.id },
		}),
	);
}

/**
 * Draws an alarm: the target's outline, neighbours' roofs, gaps and heights as dimension lines, water in reach, labels. Walls are coloured in the buildings' own tiles (createBuildingsLayer).
 */
export function createAlarmLayer(map: MapContext, props: AlarmProps): Layer<AlarmProps> {
	const { scene, camera, ground, labels: board, pixelRatio } = map;
	let current = props;
	let erase: (() => void)[] = [];
	let eraseHeight: () => void = () => {};
	let drawnHeadingDeg = Number.NaN;

	const drawHeightAndLabels = () => {
		const { picture, theme } = current;
		eraseHeight();
		eraseHeight = () => {};
		drawnHeadingDeg = camera.getView().headingDeg;
		if (!picture) {
			board.setLabels('alarm', [], theme);
			return;
		}
		const labels = listAlarmLabels(picture, ground);
		const { target } = picture;
		const height =
			target?.heightLabel && target.heightM !== null
				? drawHeight(target.polygons, target.heightM, drawnHeadingDeg, ground.footOf(target.polygons))
				: undefined;
		if (height && target?.heightLabel) {
			const palette = SCENE_PALETTES[theme];
			const style: LineStyle = {
				colour: palette.dimension,
				widthPx: 2,
				casingColour: palette.routeCasing,
				casingPx: 1.5,
				dashPx: null,
				hiddenAlpha: 0.42,
			};
			eraseHeight = drawLines(scene, [{ style, lines: height.lines }]);
			labels.push(createHeightLabel(target.heightLabel, height.middle, target));
		}
		board.setLabels('alarm', labels, theme);
	};
	const eraseAll = () => {
		for (const undo of erase) undo();
		erase = [];
		eraseHeight();
		eraseHeight = () => {};
	};
	const draw = () => {
		eraseAll();
		const { picture, theme } = current;
		if (picture) {
			const incident: PointSymbol = {
				at: picture.at,
				heightM: picture.target ? getRoofM(picture.target, ground) : ground.heightAt(picture.at.lon, picture.at.lat),
				image: drawIncidentSymbol(theme, INCIDENT_PX, pixelRatio),
				pickId: null,
			};
			const options = { alwaysSeen: true, shrink: null, pixelRatio };
			erase = [
				drawLines(scene, listLineGroups(picture, theme, ground)),
				drawPointSymbols(scene, listSymbols(picture, theme, map), { ...options, standsOn: 'middle' }),
				drawPointSymbols(scene, [incident], { ...options, standsOn: 'foot' }),
			];
		}
		drawHeightAndLabels();
	};
	const stopFollowing = scene.camera.moveEnd.addEventListener(() => {
		if (!current.picture?.target) return;
		const turn = Math.abs(camera.getView().headingDeg - drawnHeadingDeg) % 360;
		if (Math.min(turn, 360 - turn) >= HEIGHT_TURN_DEG) drawHeightAndLabels();
	});
	draw();

	return {
		update(next) {
			if (next.picture === current.picture && next.theme === current.theme) return;
			current = next;
			draw();
		},
		destroy() {
			stopFollowing();
			eraseAll();
			board.setLabels('alarm', [], current.theme);
		},
	};
}
