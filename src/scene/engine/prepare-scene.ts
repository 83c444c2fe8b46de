import { Cartesian2, type CesiumWidget, Color, type Globe, Ion, JulianDate, Material } from 'cesium';
import { SCENE_PALETTES, type SceneTheme } from '../style/scene-theme.ts';
import { computeFogRange } from './fog.ts';
import { type MapGround, measureCameraHeightM } from './map-ground.ts';

/** The one moment the scene lives in: light must not follow the wall clock. 2026-06-21 12:00 in Dongguan. */
const FIXED_TIME = '2026-06-21T04:00:00Z';
/** Nearer than this the camera would be inside a room. */
const MINIMUM_ZOOM_M = 15;

/** Haze over the ground, the same as over the buildings. */
const GROUND_HAZE = /* glsl */ `
czm_material czm_getMaterial(czm_materialInput materialInput) {
	czm_material material = czm_getDefaultMaterial(materialInput);
	material.diffuse = sky.rgb;
	material.alpha = smoothstep(range.x, range.y, length(materialInput.positionToEyeEC));
	return material;
}
`;

/** The same over terrain, whose slopes are lit and shaded by the sun of the buildings' shader. */
const RELIEF_HAZE = /* glsl */ `
czm_material czm_getMaterial(czm_materialInput materialInput) {
	czm_material material = czm_getDefaultMaterial(materialInput);
	vec3 up = normalize(czm_viewRotation * normalize(czm_viewerPositionWC));
	vec3 east = normalize(czm_viewRotation * vec3(-czm_viewerPositionWC.y, czm_viewerPositionWC.x, 0.0));
	vec3 sun = up * 0.55 + cross(up, east) * -0.75 + east * -0.35;
	float light = dot(normalize(materialInput.normalEC), sun) / 0.55 - 1.0;
	float relief = min(abs(light) * (light > 0.0 ? 0.10 : 0.45), 0.4);
	float haze = smoothstep(range.x, range.y, length(materialInput.positionToEyeEC));
	material.alpha = 1.0 - (1.0 - haze) * (1.0 - relief);
	material.diffuse = mix(vec3(step(0.0, light)), sky.rgb, haze / max(material.alpha, 1e-4));
	return material;
}
`;

/** What of the scene's ground and sky changes later. */
export interface PreparedScene {
	setTheme(theme: SceneTheme): void;
	undo(): void;
}

/**
 * A few pictures a second leave the globe 5 ms of each to load with, and it loads coarse tiles first that are never seen. Without a GPU the
 * ground of the whole city came 1.4 to 1.7 times sooner so (docs/decisions/0017).
 */
function hurryGround(globe: Globe): void {
	globe.preloadAncestors = false;
	globe.loadingDescendantLimit = 200;
	const { _surface } = globe as unknown as { readonly _surface: { _loadQueueTimeSlice: number } };
	_surface._loadQueueTimeSlice = 80;
}

/** Turns Cesium's globe into a calm map: no sky, sun, network or clock; ground and haze in the theme's colours. */
export function prepareScene(
	widget: CesiumWidget,
	ground: MapGround,
	theme: SceneTheme,
	gfx: 'full' | 'lite',
): PreparedScene {
	Ion.defaultAccessToken = '';
	const { scene, clock } = widget;
	clock.shouldAnimate = false;
	clock.currentTime = JulianDate.fromIso8601(FIXED_TIME);
	scene.highDynamicRange = false;
	scene.fog.enabled = false;
	scene.postProcessStages.fxaa.enabled = false;
	scene.msaaSamples = gfx === 'full' ? 4 : 1;
	scene.screenSpaceCameraController.minimumZoomDistance = MINIMUM_ZOOM_M;
	scene.camera.percentageChanged = 0.01;
	const { globe } = scene;
	globe.enableLighting = false;
	globe.showGroundAtmosphere = false;
	globe.showWaterEffect = false;
	// A building stands on the lowest ground under it: with the test, a slope would hide low ones. None may be lost to sight.
	globe.depthTestAgainstTerrain = false;
	globe.tileCacheSize = 200;
	if (gfx === 'lite') hurryGround(globe);

	const range = new Cartesian2(1e7, 2e7);
	const haze = new Material({
		fabric: {
			type: ground.isFlat ? 'FengtuHaze' : 'FengtuReliefHaze',
			uniforms: { sky: new Color(), range },
			source: ground.isFlat ? GROUND_HAZE : RELIEF_HAZE,
		},
		translucent: false,
	});
	globe.material = haze;
	const setTheme = (next: SceneTheme) => {
		const palette = SCENE_PALETTES[next];
		scene.backgroundColor = Color.fromCssColorString(palette.sky);
		globe.baseColor = Color.fromCssColorString(palette.ground);
		haze.uniforms.sky = Color.fromCssColorString(palette.sky);
		scene.requestRender();
	};
	setTheme(theme);
	const stopFollowing = scene.preRender.addEventListener(() => {
		const fog = computeFogRange(measureCameraHeightM(scene, ground));
		range.x = fog.startM;
		range.y = fog.endM;
		haze.uniforms.range = range;
	});
	return { setTheme, undo: () => stopFollowing() };
}
