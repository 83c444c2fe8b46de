import { Cartesian2, type CesiumWidget, Color, Ion, JulianDate, Material } from 'cesium';
import { SCENE_PALETTES, type SceneTheme } from '../style/scene-theme.ts';
import { computeFogRange } from './fog.ts';

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

/** What of the scene's ground and sky changes later. */
export interface PreparedScene {
	setTheme(theme: SceneTheme): void;
	undo(): void;
}

/** Turns Cesium's globe into a calm map: no sky, sun, network or clock; ground and haze in the theme's colours. */
export function prepareScene(widget: CesiumWidget, theme: SceneTheme, gfx: 'full' | 'lite'): PreparedScene {
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
	globe.depthTestAgainstTerrain = false;
	globe.tileCacheSize = 200;

	const range = new Cartesian2(1e7, 2e7);
	const haze = new Material({
		fabric: { uniforms: { sky: new Color(), range }, source: GROUND_HAZE },
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
		const fog = computeFogRange(scene.camera.positionCartographic.height);
		range.x = fog.startM;
		range.y = fog.endM;
		haze.uniforms.range = range;
	});
	return { setTheme, undo: () => stopFollowing() };
}
