import {
	BoundingSphere,
	Cartesian3,
	ComponentDatatype,
	Geometry,
	GeometryAttribute,
	GeometryAttributes,
	GeometryInstance,
	Primitive,
	PrimitiveType,
	type Scene,
} from 'cesium';
import { addUnpickable } from '../engine/add-unpickable.ts';
import type { WallPaint } from '../engine/wall-paint.ts';
import { createPaintAppearance, type PaintStyle } from '../style/paint-material.ts';

/** Draws the quads of painted walls, one primitive for all. Returns its undo. */
export function drawPaint(scene: Scene, style: PaintStyle, walls: readonly WallPaint[]): () => void {
	const quads = walls.flatMap((wall) => wall.quads);
	if (quads.length === 0) return () => {};
	const positions = new Float64Array(quads.length * 12);
	const st = new Float32Array(quads.length * 8);
	const indices = new Uint32Array(quads.length * 6);
	const scratch = new Cartesian3();
	for (const [index, quad] of quads.entries()) {
		for (const [corner, { at, alongM, upM }] of quad.entries()) {
			const [lon, lat, heightM] = at;
			Cartesian3.pack(
				Cartesian3.fromDegrees(lon, lat, heightM, undefined, scratch),
				positions as never,
				(index * 4 + corner) * 3,
			);
			st.set([alongM, upM], (index * 4 + corner) * 2);
		}
		const first = index * 4;
		indices.set([first, first + 1, first + 2, first, first + 2, first + 3], index * 6);
	}
	const sphere = BoundingSphere.fromVertices(positions as never);
	const attributes = new GeometryAttributes();
	attributes.position = new GeometryAttribute({
		componentDatatype: ComponentDatatype.DOUBLE,
		componentsPerAttribute: 3,
		values: positions,
	});
	attributes.st = new GeometryAttribute({
		componentDatatype: ComponentDatatype.FLOAT,
		componentsPerAttribute: 2,
		values: st,
	});
	const erase = addUnpickable(
		scene,
		new Primitive({
			geometryInstances: new GeometryInstance({
				geometry: new Geometry({ attributes, indices, primitiveType: PrimitiveType.TRIANGLES, boundingSphere: sphere }),
			}),
			appearance: createPaintAppearance(style, sphere.center),
			asynchronous: false,
			allowPicking: false,
			// Compressed texture coordinates end at 1; ours run in metres.
			compressVertices: false,
		}),
	);
	scene.requestRender();
	return () => {
		if (scene.isDestroyed()) return;
		erase();
		scene.requestRender();
	};
}
