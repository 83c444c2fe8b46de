import {
	ArcType,
	Cartesian3,
	type Geometry,
	GeometryInstance,
	PolylineGeometry,
	PolylineMaterialAppearance,
	Primitive,
	type Scene,
} from 'cesium';
import type { Point3 } from '../engine/prism-edges.ts';
import { createLineAppearance, getDrawnWidthPx, type LineStyle } from '../style/line-material.ts';

/** Lines of one look. */
export interface LineGroup {
	readonly style: LineStyle;
	readonly lines: readonly (readonly Point3[])[];
}

/** Cesium numbers a line's vertices 0..1 by index; dashes need metres, so its first texture coordinate is written anew. */
function measureAlong(geometry: Geometry): void {
	const attributes = geometry.attributes as unknown as Record<string, { values: number[] | Float64Array } | undefined>;
	const positions = attributes.position?.values;
	const st = attributes.st?.values;
	if (!positions || !st) return;
	let alongM = 0;
	for (let vertex = 0; vertex * 3 < positions.length; vertex += 1) {
		if (vertex > 0) {
			const at = vertex * 3;
			alongM += Math.hypot(
				(positions[at] as number) - (positions[at - 3] as number),
				(positions[at + 1] as number) - (positions[at - 2] as number),
				(positions[at + 2] as number) - (positions[at - 1] as number),
			);
		}
		st[vertex * 2] = alongM;
	}
}

function createInstance(line: readonly Point3[], widthPx: number): GeometryInstance | undefined {
	const geometry = PolylineGeometry.createGeometry(
		new PolylineGeometry({
			positions: line.map(([lon, lat, heightM]) => Cartesian3.fromDegrees(lon, lat, heightM)),
			width: widthPx,
			arcType: ArcType.NONE,
			vertexFormat: PolylineMaterialAppearance.VERTEX_FORMAT,
		}),
	);
	if (!geometry) return undefined;
	measureAlong(geometry);
	return new GeometryInstance({ geometry });
}

/** Draws lines in space, straight from point to point; some hundred of them. Returns their undo. */
export function drawLines(scene: Scene, groups: readonly LineGroup[]): () => void {
	const primitives: Primitive[] = [];
	for (const { style, lines } of groups) {
		for (const part of ['hidden', 'seen'] as const) {
			if (part === 'hidden' && style.hiddenAlpha <= 0) continue;
			const geometryInstances = lines
				.map((line) => createInstance(line, getDrawnWidthPx(style)))
				.filter((instance) => instance !== undefined);
			if (geometryInstances.length === 0) continue;
			const primitive = new Primitive({
				geometryInstances,
				appearance: createLineAppearance(style, part),
				asynchronous: false,
				allowPicking: false,
				// Compressed texture coordinates end at 1; ours run in metres.
				compressVertices: false,
			});
			primitives.push(scene.primitives.add(primitive) as Primitive);
		}
	}
	scene.requestRender();
	return () => {
		if (scene.isDestroyed()) return;
		for (const primitive of primitives) scene.primitives.remove(primitive);
		scene.requestRender();
	};
}
