import { Appearance, BlendingState, Cartesian3, Color, Material, WebGLConstants } from 'cesium';

/** How paint on a wall looks. */
export interface PaintStyle {
	readonly colour: string;
	/** Of the fill, 0-1. */
	readonly alpha: number;
	/** Diagonal strokes over it; null = none. */
	readonly hatch: { readonly colour: string; readonly alpha: number } | null;
}

const VERTEX_SHADER = /* glsl */ `
in vec3 position3DHigh;
in vec3 position3DLow;
in vec2 st;
in float batchId;
out vec2 v_st;
void main() {
	v_st = st;
	gl_Position = czm_modelViewProjectionRelativeToEye * czm_computePosition();
}
`;

/**
 * Expects st in metres along and up the wall. The hatch keeps 7 to 14 pixels between its strokes: its width in metres is a power of two
 * by the distance of one point of the paint, so that it neither swims nor breaks within a wall.
 */
const PAINT_SOURCE = /* glsl */ `
czm_material czm_getMaterial(czm_materialInput materialInput) {
	czm_material material = czm_getDefaultMaterial(materialInput);
	material.diffuse = colour.rgb;
	material.alpha = fill;
	if (hatch > 0.0) {
		vec4 centre = czm_modelViewRelativeToEye * czm_translateRelativeToEye(anchorHigh, anchorLow);
		float periodM = exp2(ceil(log2(7.0 * max(czm_metersPerPixel(centre), 1e-4))));
		float across = (materialInput.st.s + materialInput.st.t) * 0.70710678 / periodM;
		float soft = max(fwidth(across), 1e-5);
		float stroke = 1.0 - smoothstep(0.09 - soft * 0.5, 0.09 + soft * 0.5, abs(fract(across) - 0.5));
		float over = hatch * mix(stroke, 0.18, smoothstep(0.35, 0.7, soft));
		material.alpha = over + fill * (1.0 - over);
		material.diffuse = mix(colour.rgb, hatchColour.rgb, over / material.alpha);
	}
	return material;
}
`;

/** Pulls the paint a little towards the eye in proportion to its distance, less than lines are: they lie over it. */
const FRAGMENT_SHADER = /* glsl */ `
in vec2 v_st;
void main() {
	czm_materialInput materialInput;
	materialInput.s = v_st.s;
	materialInput.st = v_st;
	materialInput.str = vec3(v_st, 0.0);
	czm_material material = czm_getMaterial(materialInput);
	out_FragColor = vec4(material.diffuse, material.alpha);
	czm_writeLogDepth();
	#ifdef LOG_DEPTH
	gl_FragDepth *= 0.9999;
	#endif
}
`;

/** Splits world coordinates as Cesium does, so that 32 bits carry both parts exactly enough. */
function splitHigh(value: number): number {
	return Math.trunc(value / 65_536) * 65_536;
}

/** Makes the appearance of paint round `anchor`, hidden by whatever stands before it. */
export function createPaintAppearance(style: PaintStyle, anchor: Cartesian3): Appearance {
	const high = new Cartesian3(splitHigh(anchor.x), splitHigh(anchor.y), splitHigh(anchor.z));
	const low = Cartesian3.subtract(anchor, high, new Cartesian3());
	const material = new Material({
		fabric: {
			// Cesium keeps the first material of each type for ever, and a material without one is a type of its own.
			type: 'FengtuPaint',
			uniforms: {
				colour: Color.fromCssColorString(style.colour),
				fill: style.alpha,
				hatch: style.hatch?.alpha ?? 0,
				hatchColour: Color.fromCssColorString(style.hatch?.colour ?? style.colour),
				anchorHigh: high,
				anchorLow: low,
			},
			source: PAINT_SOURCE,
		},
		translucent: false,
	});
	const appearance = new Appearance({
		material,
		// As with lines: blended, but drawn before symbols.
		translucent: false,
		vertexShaderSource: VERTEX_SHADER,
		fragmentShaderSource: FRAGMENT_SHADER,
		renderState: {
			depthTest: { enabled: true, func: WebGLConstants.LEQUAL },
			depthMask: false,
			blending: BlendingState.ALPHA_BLEND,
		},
	});
	appearance.getRenderState = () => appearance.renderState as object;
	return appearance;
}
