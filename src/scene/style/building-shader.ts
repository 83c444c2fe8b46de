import { Cartesian2, Cartesian3, Color, CustomShader, CustomShaderMode, LightingModel, UniformType } from 'cesium';
import type { FogRange } from '../engine/fog.ts';
import { SCENE_PALETTES, type SceneTheme } from './scene-theme.ts';

/**
 * Shades the buildings, whose tiles carry no normals: the face normal comes from screen derivatives, the sun stands fixed
 * in the south-south-west. The result is a brightness that the feature's colour (tile style) multiplies afterwards.
 *
 * Heights above ground are measured in eye space (camera height + offset along the local up + earth's curvature), because
 * world coordinates in 32 bits jitter by half a metre. u_cameraEN, the camera's place in a city-wide metre grid, anchors the
 * window columns so that they stand still while the camera moves. Over
 * terrain a wall's height above its own foot is not in the tiles: foot, window limits and rim are then left out (IS_FLAT).
 */
const FRAGMENT_SHADER = /* glsl */ `
void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
	vec3 eye = fsInput.attributes.positionEC;
	vec3 normal = normalize(cross(dFdx(eye), dFdy(eye)));
	vec3 up = normalize(czm_viewRotation * normalize(czm_viewerPositionWC));
	vec3 east = normalize(czm_viewRotation * vec3(-czm_viewerPositionWC.y, czm_viewerPositionWC.x, 0.0));
	vec3 north = cross(up, east);
	float distanceM = length(eye);

	float rise = dot(eye, up);
	float runSquared = distanceM * distanceM - rise * rise;
	float heightM = czm_eyeHeight + rise + runSquared / (2.0 * 6371000.0);
	float roofM = float(fsInput.metadata.height);

	float upness = dot(normal, up);
	bool isRoof = upness > 0.7;
	vec3 sun = normalize(up * 0.55 + north * -0.75 + east * -0.35);
	float facing = dot(normal, sun);
	float shade = isRoof ? 1.0 : mix(u_wallShade.x, u_wallShade.y, smoothstep(-0.35, 0.85, facing));

	float pixelM = max(length(vec2(length(dFdx(eye)), length(dFdy(eye)))) * 0.7, 1e-4);
	float pixelUpM = max(fwidth(heightM), 1e-4);

	if (!isRoof) {
		// Darker at the foot, as where light does not reach.
		if (IS_FLAT) shade *= mix(0.80, 1.0, smoothstep(0.0, min(9.0, max(roofM * 0.6, 2.5)), heightM));

		// Window rows: one a storey of 3.2 m, gone below 1.1 px a metre.
		float detail = smoothstep(0.9, 0.45, pixelUpM) * smoothstep(0.9, 0.45, pixelM);
		if (detail > 0.0 && int(fsInput.metadata.basis) > 0 && roofM > 5.0) {
			vec3 along = normalize(cross(up, normal));
			vec2 wall = vec2(dot(along, east), dot(along, north));
			float x = dot(u_cameraEN + vec2(dot(eye, east), dot(eye, north)), wall);
			float row = fract(heightM / 3.2);
			float column = fract(x / 2.9);
			float softRow = clamp(pixelUpM / 3.2, 0.02, 0.5);
			float softColumn = clamp(fwidth(x) / 2.9, 0.02, 0.5);
			float pane = smoothstep(0.30 - softRow, 0.30 + softRow, row) * (1.0 - smoothstep(0.80 - softRow, 0.80 + softRow, row));
			pane *= smoothstep(0.22 - softColumn, 0.22 + softColumn, column) * (1.0 - smoothstep(0.80 - softColumn, 0.80 + softColumn, column));
			if (IS_FLAT) pane *= step(heightM, roofM - 1.2) * step(1.0, heightM);
			shade *= 1.0 - u_windowAlpha * pane * detail;
		}

		// Edge hint: the rim under the roof, about one pixel and at most half a metre.
		float rim = 1.0 - smoothstep(0.4, 1.4, (roofM - heightM) / clamp(pixelUpM, 0.05, 1.5));
		if (IS_FLAT) shade *= 1.0 - u_edgeAlpha * 0.8 * rim * smoothstep(4.0, 1.5, pixelUpM);
	}

	// Unknown height: hatched, so that the low box is not taken for a low building.
	if (int(fsInput.metadata.basis) == 0 && int(fsInput.metadata.count) < 2) {
		vec2 plane = u_cameraEN + vec2(dot(eye, east), dot(eye, north));
		float stripe = fract((plane.x + plane.y + heightM) / 3.0);
		float soft = clamp(pixelM / 3.0, 0.02, 0.5);
		shade *= 1.0 - 0.35 * smoothstep(0.5 - soft, 0.5 + soft, stripe) * smoothstep(1.6, 0.6, pixelM);
	}

	// Neighbours of one colour are told apart by a few hundredths of brightness. A fid may fill all 32 bits.
	if (int(fsInput.metadata.count) < 2) shade *= 0.94 + 0.09 * fract(float(uint(fsInput.metadata.fid) & 4095u) * 0.618034);

	// Haze towards the sky: the feature's colour multiplies later, so the sky is divided by the colour it expects.
	float haze = smoothstep(u_fogRange.x, u_fogRange.y, distanceM);
	material.diffuse = pow(mix(vec3(shade), u_hazeOverBase, haze), vec3(2.2));
}
`;

/** The shader of one building layer and what changes with theme and camera. */
export interface BuildingShader {
	readonly shader: CustomShader;
	setTheme(theme: SceneTheme): void;
	/** Once a frame: metres east and north of the city's middle. */
	setCamera(eastM: number, northM: number, fog: FogRange): void;
	destroy(): void;
}

/**
 * Makes the shader; `destroy` frees it, after the tileset that uses it is gone.
 * @param isFlat the pack has no terrain: every building stands at 0
 */
export function createBuildingShader(theme: SceneTheme, isFlat: boolean): BuildingShader {
	const shader = new CustomShader({
		mode: CustomShaderMode.MODIFY_MATERIAL,
		lightingModel: LightingModel.UNLIT,
		uniforms: {
			u_cameraEN: { type: UniformType.VEC2, value: new Cartesian2() },
			u_fogRange: { type: UniformType.VEC2, value: new Cartesian2(1e7, 2e7) },
			u_wallShade: { type: UniformType.VEC2, value: new Cartesian2() },
			u_windowAlpha: { type: UniformType.FLOAT, value: 0 },
			u_edgeAlpha: { type: UniformType.FLOAT, value: 0 },
			u_hazeOverBase: { type: UniformType.VEC3, value: new Cartesian3() },
		},
		fragmentShaderText: FRAGMENT_SHADER.replaceAll('IS_FLAT', String(isFlat)),
	});
	const setTheme = (next: SceneTheme) => {
		const palette = SCENE_PALETTES[next];
		const sky = Color.fromCssColorString(palette.sky);
		const base = Color.fromCssColorString(palette.buildingRoof);
		shader.setUniform('u_wallShade', new Cartesian2(...palette.wallShade));
		shader.setUniform('u_windowAlpha', palette.windowAlpha);
		shader.setUniform('u_edgeAlpha', palette.edgeAlpha);
		shader.setUniform(
			'u_hazeOverBase',
			new Cartesian3(sky.red / base.red, sky.green / base.green, sky.blue / base.blue),
		);
	};
	setTheme(theme);
	const cameraEN = new Cartesian2();
	const fogRange = new Cartesian2();
	return {
		shader,
		setTheme,
		setCamera(eastM, northM, fog) {
			cameraEN.x = eastM;
			cameraEN.y = northM;
			shader.setUniform('u_cameraEN', cameraEN);
			fogRange.x = fog.startM;
			fogRange.y = fog.endM;
			shader.setUniform('u_fogRange', fogRange);
		},
		destroy: () => shader.destroy(),
	};
}
