import { BlendingState, Cartesian4, Color, Material, PolylineMaterialAppearance, WebGLConstants } from 'cesium';

/** How a line looks; widths in CSS pixels. */
export interface LineStyle {
	readonly colour: string;
	readonly widthPx: number;
	readonly casingColour: string;
	/** On each side; 0 = none. */
	readonly casingPx: number;
	/**
	 * [on, off] or [on, off, on, off] in pixels; null = solid. All are stretched up to twice, so that dashes stay put while the camera
	 * moves.
	 */
	readonly dashPx:
		| readonly [on: number, off: number]
		| readonly [on: number, off: number, dot: number, off: number]
		| null;
	/** Of the parts that something hides; 0 = not drawn. */
	readonly hiddenAlpha: number;
	/** Of the whole line; 1 when not given. */
	readonly alpha?: number;
	/** Half the width of a groove along its middle, in the colour of the casing; none when not given. */
	readonly groovePx?: number;
	/** How far to either side single lines of the group stand off; see LineGroup.offsetsPx. 0 when not given. */
	readonly spreadPx?: number;
}

type RouteLook = Pick<LineStyle, 'widthPx' | 'dashPx' | 'groovePx'>;

/** Solid, dashed, dotted (UI design language, section 2); then dash-dot, double and long dashes: ours. */
const ROUTE_LOOKS: readonly RouteLook[] = [
	{ widthPx: 5, dashPx: null },
	{ widthPx: 4, dashPx: [16, 7] },
	{ widthPx: 4, dashPx: [3, 6] },
	{ widthPx: 4, dashPx: [14, 5, 3, 5] },
	{ widthPx: 7, dashPx: null, groovePx: 1.2 },
	{ widthPx: 4, dashPx: [34, 8] },
];

/** The line of a route by its number, counted from 1. */
export function findRouteLook(number: number): RouteLook {
	return ROUTE_LOOKS[(number - 1) % ROUTE_LOOKS.length] as RouteLook;
}

/** Expects materialInput.s to run in metres; see layers/line-batch.ts. */
const LINE_SOURCE = /* glsl */ `
czm_material czm_getMaterial(czm_materialInput materialInput) {
	czm_material material = czm_getDefaultMaterial(materialInput);
	float aside = abs(materialInput.st.t - 0.5) * total;
	float outside = aside - width * 0.5;
	if (dash.x > 0.0) {
		float metresPerPixel = max(length(vec2(dFdx(materialInput.s), dFdy(materialInput.s))) * czm_pixelRatio, 1e-6);
		float periodPx = dash.x + dash.y + dash.z + dash.w;
		float periodM = exp2(ceil(log2(periodPx * metresPerPixel)));
		float stretch = periodM / (periodPx * metresPerPixel);
		float alongPx = mod(materialInput.s, periodM) / metresPerPixel;
		float lead = (dash.z > 0.0 ? dash.w : dash.y) * 0.5;
		float gap = abs(alongPx - (lead + dash.x * 0.5) * stretch) - dash.x * 0.5 * stretch;
		if (dash.z > 0.0) {
			float mark = abs(alongPx - (lead + dash.x + dash.y + dash.z * 0.5) * stretch) - dash.z * 0.5 * stretch;
			gap = min(gap, mark);
		}
		outside = max(outside, gap);
	}
	float core = 1.0 - smoothstep(-0.5, 0.5, outside);
	core *= groove > 0.0 ? smoothstep(groove - 0.5, groove + 0.5, aside) : 1.0;
	material.diffuse = mix(casing.rgb, colour.rgb, core);
	material.alpha = strength * (1.0 - smoothstep(casingWidth - 0.6, casingWidth + 0.6, outside));
	return material;
}
`;

/** Pulls the line a little towards the eye, in proportion to its distance: it lies on walls and roofs without flicker. */
const FRAGMENT_SHADER = /* glsl */ `
in vec2 v_st;
void main() {
	czm_materialInput materialInput;
	vec2 st = v_st;
	st.t = czm_readNonPerspective(st.t, gl_FragCoord.w);
	materialInput.s = st.s;
	materialInput.st = st;
	materialInput.str = vec3(st, 0.0);
	czm_material material = czm_getMaterial(materialInput);
	if (material.alpha < 0.01) discard;
	out_FragColor = vec4(material.diffuse, material.alpha);
	czm_writeLogDepth();
	#ifdef LOG_DEPTH
	gl_FragDepth *= 0.9992;
	#endif
}
`;

/** Makes the appearance of a line: 'seen' where nothing is before it, 'hidden' where something is. */
export function createLineAppearance(style: LineStyle, part: 'seen' | 'hidden'): PolylineMaterialAppearance {
	const [on = 0, off = 0, dot = 0, gap = 0] = style.dashPx ?? [];
	const material = new Material({
		fabric: {
			// Cesium keeps the first material of each type for ever, and a material without one is a type of its own.
			type: 'FengtuLine',
			uniforms: {
				colour: Color.fromCssColorString(style.colour),
				casing: Color.fromCssColorString(style.casingColour),
				width: style.widthPx,
				casingWidth: style.casingPx,
				total: getDrawnWidthPx(style) + 0.5,
				dash: new Cartesian4(on, off, dot, gap),
				groove: style.groovePx ?? 0,
				strength: (part === 'seen' ? 1 : style.hiddenAlpha) * (style.alpha ?? 1),
			},
			source: LINE_SOURCE,
		},
		translucent: false,
	});
	const appearance = new PolylineMaterialAppearance({
		material,
		// Blended, but in the pass before the translucent one: symbols lie over lines, hidden parts included.
		translucent: false,
		fragmentShaderSource: FRAGMENT_SHADER,
		renderState: {
			depthTest: { enabled: true, func: part === 'seen' ? WebGLConstants.LEQUAL : WebGLConstants.GREATER },
			depthMask: false,
			blending: BlendingState.ALPHA_BLEND,
		},
	});
	// An opaque appearance would turn depth writing on again, and the hidden part would then count as ground for the seen one.
	appearance.getRenderState = () => appearance.renderState;
	return appearance;
}

/** Width of the quad a line is drawn in: core, both casings, room to stand off, and a pixel for soft edges. */
export function getDrawnWidthPx(style: LineStyle): number {
	return style.widthPx + 2 * style.casingPx + 2 * (style.spreadPx ?? 0) + 2;
}
